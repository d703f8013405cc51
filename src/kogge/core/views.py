"""The shelf of components on a page of its own, and the pages that say what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import shelf
from .page import page


def components(request: HttpRequest) -> HttpResponse:
    """Every part of the shelf in all its states."""
    return page(request, "core/shelf/components_page.html", {"groups": shelf.groups()})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. The page needs nothing that may be broken."""
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long or sent from elsewhere; says how to go on."""
    return render(request, "core/csrf_page.html", status=403)
