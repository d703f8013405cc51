"""Events on somebody else's page: a small frame without cookies or third parties, its explanation, and oEmbed."""

import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.views.decorators.http import condition, require_safe

from kogge.core import region
from kogge.core.page import page, public
from kogge.publish.programme import queries
from kogge.publish.programme.filters import CalendarFilter
from kogge.publish.programme.models import PublicEvent

from .. import answers
from ..answers import feed
from ..entries import absolute, of_event, of_events

MOST = 20
WIDTH, HEIGHT = 600, 480


@require_safe
@public
def help_page(request: HttpRequest) -> HttpResponse:
    """What there is for other sites, with the snippet for the filter in the address."""
    wanted = CalendarFilter.from_query(request.GET)
    source = absolute(f"{reverse('embed:events')}?{wanted.query_string()}".rstrip("?"))
    return page(
        request,
        "feeds/help_page.html",
        {
            "filter": wanted,
            "snippet": _frame(source, str(region.current().network), WIDTH, HEIGHT),
            "preview": f"{reverse('embed:events')}?{wanted.query_string()}".rstrip("?"),
            "site": settings.SITE_URL,
        },
    )


@require_safe
@public
@condition(etag_func=answers.etag, last_modified_func=answers.last_modified)
def events(request: HttpRequest) -> HttpResponse:
    """The next events of a filter, for a frame."""
    wanted = CalendarFilter.from_query(request.GET)
    rows = list(wanted.apply(queries.listed(), include_cancelled=True)[: MOST + 1])
    more = absolute(f"{reverse('website:calendar')}?{wanted.query_string()}".rstrip("?"))
    return _framed(request, {"entries": of_events(rows[:MOST]), "more": more if len(rows) > MOST else ""})


@require_safe
@public
@condition(etag_func=answers.etag, last_modified_func=answers.last_modified)
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event, for a frame."""
    row = get_object_or_404(PublicEvent, slug=slug)
    return _framed(request, {"entries": [of_event(row)], "whole": True})


@feed
def oembed(request: HttpRequest) -> HttpResponse:
    """What a text editor needs to show one of our addresses: a frame with its measures."""
    if request.GET.get("format", "json") != "json":
        return answers.refusal("Only format=json is spoken here.", status=501)
    try:
        title, path = _embeddable(request.GET.get("url", ""))
    except (Http404, Resolver404, ValueError):
        return answers.refusal("Nothing to embed is found at this address.", status=404)
    width = min(_number(request.GET.get("maxwidth", ""), WIDTH), WIDTH)
    height = min(_number(request.GET.get("maxheight", ""), HEIGHT), HEIGHT)
    network = str(region.current().network)
    content: dict[str, Any] = {
        "version": "1.0", "type": "rich", "title": title, "provider_name": network,
        "provider_url": absolute("/"), "cache_age": 3600, "width": width, "height": height,
        "html": _frame(absolute(path), title, width, height),
    }  # fmt: skip
    return answers.body(json.dumps(content, ensure_ascii=False).encode(), answers.JSON)


def _embeddable(address: str) -> tuple[str, str]:
    """Title and frame of an event's, session's or calendar's address. Raises Http404 for anything else."""
    parts, site = urlsplit(address), urlsplit(settings.SITE_URL)
    if parts.netloc != site.netloc or parts.scheme not in {"http", "https"}:
        raise Http404
    english = parts.path.startswith("/en/")
    match = resolve(parts.path[3:] if english else parts.path)
    prefix = "/en" if english else ""
    ours = match.app_name in {"programme", "website"}  # the website may dress up a page of the programme
    if ours and match.url_name in {"event", "programme", "session"} and "/events/" in parts.path:
        row = get_object_or_404(PublicEvent, slug=match.kwargs["slug"])
        return of_event(row).title, f"{prefix}/embed/events/{row.slug}/"
    if match.view_name in {"website:calendar", "website:home"}:
        query = CalendarFilter.from_query(QueryDict(parts.query)).query_string()
        return str(region.current().network), f"{prefix}/embed/events/?{query}".rstrip("?")
    raise Http404


def _framed(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    response = page(request, "feeds/embed_page.html", {"more": "", "whole": False, **context})
    response.embeddable = True  # type: ignore[attr-defined]
    response["X-Robots-Tag"] = "noindex"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _frame(source: str, title: str, width: int, height: int) -> str:
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" referrerpolicy="no-referrer"'
        ' style="border:0;max-width:100%"></iframe>',
        source, title, width, height,
    )  # fmt: skip


def _number(value: str, fallback: int) -> int:
    return max(int(value), 120) if value.isascii() and value.isdigit() and len(value) < 6 else fallback
