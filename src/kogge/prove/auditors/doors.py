"""From an address to who looks: the same pages for a signed-in auditor and for one with a mailed link."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.take_part.registration.personal_pages import personal

from .readers import Reader, TooOften, by_link, signed_in

View = Callable[..., HttpResponse]


def both(route: str, view: View, name: str, *methods: str) -> list[URLPattern]:
    """The two addresses of one page. `view` gets the request and the reader."""
    allowed = require_http_methods(methods or ("GET", "HEAD"))
    return [
        path(f"desk/audit/{route}", allowed(_for_staff(view)), name=name),
        path(f"audit/<str:secret>/{route}", allowed(_for_link(view)), name=f"link_{name}"),
    ]


def show(
    request: HttpRequest, reader: Reader, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page in the frame that fits who looks; a link's page shows no menu of the desk and sets no cookie."""
    frame = "core/page.html" if reader.secret else "core/desk_page.html"
    return page(
        request,
        template,
        {**context, "reader": reader, "frame": frame},
        status=status,
    )


def _for_staff(view: View) -> View:
    @requires("audit.see")
    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, signed_in(request.user), *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response

    return guarded


def _for_link(view: View) -> View:
    @personal
    @wraps(view)
    def guarded(request: HttpRequest, secret: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            reader = by_link(request, secret)
        except TooOften as refusal:
            return page(request, "auditors/closed_page.html", {"sentence": str(refusal)}, status=429)
        except Refused as refusal:
            return page(request, "auditors/closed_page.html", {"sentence": str(refusal)}, status=404)
        return view(request, reader, *args, **kwargs)

    return guarded
