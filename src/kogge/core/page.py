"""One page, named parts: what every view answers with, and what is public for everybody alike."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import region

PUBLIC_HEADER = "X-Kogge-Public"


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a whole page."""
    return render(request, template, context, status=status)


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view whose answer to anonymous visitors is the same for all and may be kept in memory.

    The front keeps a 200 or 404 answer until the public revision advances, or for `response.keep_for` seconds
    where what it says changes by the clock. Such a view must set no cookie.
    """

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method in {"GET", "HEAD"} and not request.user.is_authenticated:
            response[PUBLIC_HEADER] = str(getattr(response, "keep_for", 1))
        return response

    return marked


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame around every page needs."""
    return {"region": region.current()}
