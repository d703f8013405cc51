"""What every page behind a secret in its address promises: kept nowhere, indexed nowhere, told to nobody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt


def personal(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that the secret in its address protects: no cache, no referrer, no index, no cookie needed."""

    @csrf_exempt
    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return marked
