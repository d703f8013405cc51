"""The first page."""

from django.http import HttpRequest, HttpResponse

from kogge.core.page import page, public

from . import queries


@public
def home(request: HttpRequest) -> HttpResponse:
    """What the network is, what happens next or happened last, and the ways in."""
    return page(request, "website/home/home_page.html", {"home": queries.home()})
