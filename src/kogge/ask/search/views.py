"""The search page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kogge.core.page import page, public
from kogge.core.periods import period
from kogge.publish.programme.models import PublicEvent

from . import queries, upkeep
from .excerpts import excerpt
from .queries import Hit

PER_PAGE = 20
LONGEST = 200
KINDS = {
    "event": _("Events"),
    "session": _("Talks and sessions"),
    "organization": _("Organisations"),
    "person": _("People"),
    "place": _("Places"),
    "community": _("Communities"),
    "programme": _("Programmes"),
    "series": _("Series"),
    "note": _("Year in review"),
}
ONE_KIND = {
    "event": _("Event"),
    "session": _("Session"),
    "organization": _("Organisation"),
    "person": _("Person"),
    "place": _("Place"),
    "community": _("Community"),
    "programme": _("Programme"),
    "series": _("Series"),
    "note": _("Year in review"),
}


@public
def search(request: HttpRequest) -> HttpResponse:
    """Find everything public. `?q=` words, `?kind=` one kind, `?page=` twenty at a time."""
    asked = " ".join(request.GET.get("q", "").split())[:LONGEST]
    kind = request.GET.get("kind", "") if request.GET.get("kind") in KINDS else ""
    number = _page_number(request.GET.get("page", "1"))
    upkeep.work_off(seconds=0.2)
    found = queries.find(asked, kind=kind, start=(number - 1) * PER_PAGE, limit=PER_PAGE) if asked else None
    context = {
        "asked": asked,
        "kind": kind,
        "found": found,
        "rows": _rows(found.hits, asked) if found else [],
        "kinds": [(key, KINDS[key], count) for key, count in found.kinds.items()] if found else [],
        "number": number,
        "before": number - 1,
        "after": number + 1 if found and number * PER_PAGE < found.total else 0,
    }
    return page(request, "search/search_page.html", context)


def _page_number(written: str) -> int:
    return min(max(int(written), 1), 20) if written.isascii() and written.isdigit() else 1


def _rows(hits: list[Hit], asked: str) -> list[dict[str, Any]]:
    """The hits in words; events and their sessions with the day, and whether they were called off."""
    slugs = {_event_slug(hit) for hit in hits} - {""}
    fields = ("slug", "state", "starts_on", "ends_on", "precision")
    events = {one.slug: one for one in PublicEvent.objects.filter(slug__in=slugs).only(*fields)}
    return [_row(hit, asked, events.get(_event_slug(hit))) for hit in hits]


def _event_slug(hit: Hit) -> str:
    kind, _colon, slug = hit.document.group.partition(":")
    return slug if kind == "event" else ""


def _row(hit: Hit, asked: str, event: PublicEvent | None) -> dict[str, Any]:
    document = hit.document
    english = get_language() == "en"
    text = (document.text_en if english else "") or document.text
    return {
        "title": (document.title_en if english else "") or document.title,
        "in_german": english and not document.title_en,
        "path": f"/en{document.path}" if english else document.path,
        "kind": ONE_KIND[document.kind],
        "when": period(event.starts_on, event.ends_on, event.precision) if event else "",
        "state": event.state if event else "",
        "detail": document.detail,
        "pieces": excerpt(text, asked) if text else [],
    }
