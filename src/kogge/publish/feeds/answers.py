"""How a feed answers: the right type, readable from other sites, with ETag and Last-Modified, 304 when unchanged."""

import hashlib
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import condition, require_safe

from kogge.core import freshness
from kogge.core.models import HistoryEntry
from kogge.core.page import public

from .entries import language_of

View = Callable[..., HttpResponse]

CALENDAR = "text/calendar; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
JSON_FEED = "application/feed+json; charset=utf-8"
JSON = "application/json; charset=utf-8"
JSON_LD = "application/ld+json; charset=utf-8"
XML = "application/xml; charset=utf-8"
CSV = "text/csv; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


def feed(view: View) -> View:
    """A public feed: in the language of `?lang=`, conditional, the same for everybody."""

    @require_safe
    @public
    @condition(etag_func=etag, last_modified_func=last_modified)
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(language_of(request.GET.get("lang", ""))):
            return view(request, *args, **kwargs)

    return answer


def body(content: bytes, kind: str, *, filename: str = "") -> HttpResponse:
    """The answer with its headers. `filename` comes from a slug, never from free text."""
    response = HttpResponse(content, content_type=kind)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = "public, no-cache"
    if filename:
        response["Content-Disposition"] = f'inline; filename="{filename}"'
    return response


def refusal(sentence: str, *, status: int = 400) -> HttpResponse:
    """A sentence for whoever wrote the program that asks."""
    return HttpResponse(sentence + "\n", status=status, content_type=TEXT)


def etag(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str:
    """Same address, same public revision, same day: same bytes. "Upcoming" moves with the day."""
    parts = [
        str(freshness.current()),
        timezone.localdate().isoformat(),
        settings.SITE_URL,
        request.get_full_path(),
    ]
    return '"' + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24] + '"'


def last_modified(_request: HttpRequest, *_args: Any, **_kwargs: Any) -> datetime | None:
    """When anything was last changed, or today's midnight; nothing while that second is not over."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
    newest = HistoryEntry.objects.order_by("-pk").values_list("at", flat=True).first()
    changed = max(midnight, newest) if newest else midnight
    return changed if timezone.now() - changed > timedelta(seconds=1) else None
