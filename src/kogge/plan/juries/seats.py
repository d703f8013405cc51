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

from kogge.core import links
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.applying.secret_pages import behind_secret, tell_nobody

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
    def opened(request: HttpRequest, seat: Seat, _secret: str, **more: Any) -> Any:
        return _answer(request, view, name, seat, more)

    return behind_secret(_seat, "juries/unknown_page.html")(opened)


def _seat(secret: str) -> Seat:
    return Seat(_juror(pk=links.open(secret, PURPOSE).object_id), secret)


def _at_desk(view: SeatView, name: str) -> SeatView:
    @requires("review.write")
    @wraps(view)
    def opened(request: StaffRequest, seat: int, **more: Any) -> Any:
        answer = _answer(request, view, name, Seat(_juror(pk=seat, user=request.user)), more)
        tell_nobody(answer)
        return answer

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
