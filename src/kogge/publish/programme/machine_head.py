"""What the head of a public page says to machines: structured data, Open Graph, addresses of its feeds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kogge.core import region
from kogge.core.translated import pick

from . import jsonld
from .models import PublicEvent, PublicSession


@dataclass(frozen=True)
class MachineHead:
    """The values of `programme/machine_head.html`. Feeds are (address, type, title)."""

    data: SafeString
    title: str
    description: str
    url: str
    site: str
    locale: str
    image: str
    image_alt: str
    oembed: str
    feeds: tuple[tuple[str, str, str], ...]


def for_event(row: PublicEvent, parts: Iterable[PublicEvent | PublicSession] = ()) -> MachineHead:
    """The head of an event's page. `parts`: public sessions or children to name as sub-events."""
    parts = list(parts)
    title = _text(row.record, "title")
    feeds = [(reverse("feeds:event_ics", args=[row.slug]), "text/calendar", f"{title} (iCalendar)")]
    if any(isinstance(one, PublicSession) and one.starts_at for one in parts):
        feeds += [
            (reverse("feeds:schedule_xml", args=[row.slug]), "application/xml", f"{title} (schedule.xml)"),
            (reverse("feeds:schedule_json", args=[row.slug]), "application/json", f"{title} (schedule.json)"),
        ]
    summary = _text(row.record, "summary") or _text(row.record, "description")
    picture = row.record.get("picture")
    return _head(jsonld.event(row, parts), title=title, summary=summary, feeds=feeds, picture=picture)


def for_session(row: PublicSession, of: PublicEvent) -> MachineHead:
    """The head of a session's page."""
    title = _text(row.record, "title")
    slugs = [of.slug, row.slug]
    feeds = [(reverse("feeds:session_ics", args=slugs), "text/calendar", f"{title} (iCalendar)")]
    summary = _text(row.record, "abstract")
    return _head(jsonld.session(row, of), title=title, summary=summary, feeds=feeds)


def _head(
    data: dict[str, Any],
    *,
    title: str,
    summary: str,
    feeds: list[tuple[str, str, str]],
    picture: dict[str, Any] | None = None,
) -> MachineHead:
    url = str(data["url"])
    return MachineHead(
        data=jsonld.script(data),
        title=title,
        description=_short(summary),
        url=url,
        site=str(region.current().network),
        locale="de_DE" if (get_language() or "de")[:2] == "de" else "en_GB",
        image=f"{settings.SITE_URL}{settings.MEDIA_URL}{picture['path']}" if picture else "",
        image_alt=picture["alt"] if picture else "",
        oembed=f"{settings.SITE_URL}{reverse('feeds:oembed')}?{urlencode({'url': url, 'format': 'json'})}",
        feeds=tuple(feeds),
    )


def _short(words: str, most: int = 200) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"


def _text(record: dict[str, Any], field: str) -> str:
    return str(pick({code: record.get(f"{field}_{code}") or "" for code, _name in settings.LANGUAGES}))
