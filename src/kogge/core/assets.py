"""Answers for the style sheet and the icon, kept by browsers for a year because the address names the content."""

from django.http import HttpRequest, HttpResponse

from . import logo, stylesheet
from .page import public

FOR_EVER = "public, max-age=31536000, immutable"


def _answer(content: str, kind: str, *, fresh: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    response["Cache-Control"] = FOR_EVER if fresh else "public, max-age=60"
    return response


@public
def style(request: HttpRequest, digest: str) -> HttpResponse:
    """The style sheet. An address of an older release gets the present one, for a minute."""
    text, now = stylesheet.current()
    return _answer(text, "text/css", fresh=digest == now)


@public
def icon(request: HttpRequest, digest: str) -> HttpResponse:
    """The region's sign for the browser's tab."""
    text, now = logo.icon()
    return _answer(text, "image/svg+xml", fresh=digest == now)
