"""How jurors reach their pages: by the signed link from their mail, or signed in at the desk. One view serves both.

Whatever a juror may not see answers 404, so that guessing addresses tells nothing. Before confidentiality was
promised, every page leads to the first one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.csrf import csrf_exempt

from kogge.core import links
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires

from .models import Juror, Jury

PURPOSE = "juror"
"""Purpose of a juror's signed link; its object is the juror's key."""
SeatView = Callable[..., Any]


@dataclass(frozen=True)
class Seat:
    """A juror at their place, and how its pages are addressed there; `secret` is empty at the desk."""

    juror: Juror
    secret: str = ""

    @property
    def jury(self) -> Jury:
        return self.juror.jury

    @property
    def actor(self) -> str:
        """Who acted, for the history."""
        return f"juror:{self.juror.pk}"

    def address(self, name: str, *arguments: Any) -> str:
        """The address of one of the juror's pages, such as `seat.address("start")`."""
        if self.secret:
            return reverse(f"juries:{name}", args=[self.secret, *arguments])
        return reverse(f"juries:desk_{name}", args=[self.juror.pk, *arguments])


def both(route: str, view: SeatView, name: str) -> list[URLPattern]:
    """The two addresses of a juror's page: behind the secret, and at the desk. The view gets (request, seat, …)."""
    return [
        path(f"jury/<str:secret>/{route}", _by_link(view, name), name=name),
        path(f"desk/my-juries/<int:seat>/{route}", _at_desk(view, name), name=f"desk_{name}"),
    ]


def _by_link(view: SeatView, name: str) -> SeatView:
    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, secret: str, **more: Any) -> HttpResponseBase:
        try:
            link = links.open(secret, PURPOSE)
        except Refused as refusal:
            answer: HttpResponseBase = page(
                request, "juries/unknown_page.html", {"sentence": str(refusal)}, status=404
            )
        else:
            answer = _answer(request, view, name, Seat(_juror(pk=link.object_id), secret), more)
        return _private(answer)

    return opened


def _at_desk(view: SeatView, name: str) -> SeatView:
    @requires("review.write")
    @wraps(view)
    def opened(request: StaffRequest, seat: int, **more: Any) -> Any:
        return _private(_answer(request, view, name, Seat(_juror(pk=seat, user=request.user)), more))

    return opened


def _juror(**wanted: Any) -> Juror:
    rows = Juror.objects.select_related("jury__call__organization", "jury__call__event")
    found = rows.filter(left_at=None, **wanted).first()
    if found is None:
        raise Http404
    return found


def _answer(
    request: HttpRequest, view: SeatView, name: str, seat: Seat, more: dict[str, Any]
) -> HttpResponseBase:
    if seat.juror.confidential_at is None and name != "start":
        return redirect(seat.address("start"))
    return view(request, seat, **more)


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
