"""What can be found: only records that are public, read from the stages before.

Groups: `event:slug` is an event with its sessions; `<kind>:slug` one record of the directory; `year:2024` the notes of
a year.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils import translation

from kogge.network.directory.models import Community, Organization, Person, Place, Programme
from kogge.plan.events.models import EventSeries
from kogge.publish.programme.models import PublicEvent, PublicSession
from kogge.tell.yearbook.models import YearNote

from .index import Entry

_CODE = re.compile(r"[a-z0-9_-]*")
NOTE_KINDS = ("project", "outlook", "statement", "challenge")


def all_entries() -> Iterator[Entry]:
    """Every entry of the site."""
    with translation.override("de"):
        for event in PublicEvent.objects.filter(is_listed=True).iterator(chunk_size=500):
            yield _event(event)
        sessions = PublicSession.objects.filter(public_event__is_listed=True).select_related("public_event")
        for session in sessions.iterator(chunk_size=500):
            yield _session(session)
        for reader in _READERS.values():
            yield from reader(None)
        yield from _notes(YearNote.objects.filter(kind__in=NOTE_KINDS))


def entries(group: str) -> Iterator[Entry]:
    """The entries of one group, as they are public now; none when the group is gone."""
    kind, _, slug = group.partition(":")
    with translation.override("de"):
        if kind == "event":
            yield from _one_event(slug)
        elif kind == "year":
            yield from _notes(YearNote.objects.filter(year=slug, kind__in=NOTE_KINDS))
        elif kind in _READERS:
            yield from _READERS[kind](slug)


def _one_event(slug: str) -> Iterator[Entry]:
    for event in PublicEvent.objects.filter(slug=slug, is_listed=True):
        yield _event(event)
        for session in event.sessions.select_related("public_event"):
            yield _session(session)


def _event(event: PublicEvent) -> Entry:
    record = event.record
    place = record.get("place") or {}
    named = [
        *(one["name"] for one in record.get("organizers", [])),
        *(one["name"] for one in record.get("people", [])),
        *(one["name_de"] for one in record.get("topics", [])),
        *(one["name_de"] for one in record.get("audiences", [])),
        *record.get("subjects", []),
        (record.get("series") or {}).get("title_de", ""),
    ]
    return Entry(
        key=f"event:{event.slug}",
        group=f"event:{event.slug}",
        kind="event",
        path=reverse("programme:event", args=[event.slug]),
        title=event.title_de,
        title_en=event.title_en,
        detail=_line(place.get("name"), place.get("town")),
        text=_text(record, "full_title", "motto", "summary_de", "description_de", "audience_text",
                   named=[*named, *_strings(record.get("facts", {}))]),
        text_en=_text(record, "summary_en", "description_en"),
        sort_on=event.sort_on,
    )  # fmt: skip


def _session(session: PublicSession) -> Entry:
    record, event = session.record, session.public_event
    people = [f"{one.get('title', '')} {one['name']}".strip() for one in record.get("people", [])]
    named = [*people, *(one["name"] for one in record.get("organizations", [])), *record.get("subjects", [])]
    return Entry(
        key=f"session:{event.slug}/{session.slug}",
        group=f"event:{event.slug}",
        kind="session",
        path=reverse("programme:session", args=[event.slug, session.slug]),
        title=session.title_de,
        title_en=session.title_en,
        detail=_line(event.title_de, ", ".join(people)),
        text=_text(record, "abstract_de", named=named),
        text_en=_text(record, "abstract_en"),
        sort_on=event.sort_on,
    )


def _organizations(slug: str | None) -> Iterator[Entry]:
    rows = _chosen(Organization.objects.filter(is_public=True), slug)
    for row in rows.select_related("place").prefetch_related("names"):
        names = [row.full_name, row.abbreviation, *row.also_called, *(old.name for old in row.names.all())]
        yield _directory("organization", row, detail=row.place.name if row.place else "", named=names)


def _people(slug: str | None) -> Iterator[Entry]:
    rows = Person.objects.filter(merged_into=None, profile__released_at__isnull=False)
    for row in _chosen(rows, slug).select_related("profile").prefetch_related("appearances__organization"):
        roles = [_line(one.role, one.organization and one.organization.name) for one in row.appearances.all()]
        text = [row.profile.biography_de, row.profile.biography_en]
        yield _directory("person", row, title=str(row), detail=", ".join(roles), named=text)


def _places(slug: str | None) -> Iterator[Entry]:
    for row in _chosen(Place.objects.all(), slug).select_related("within", "area"):
        around = [row.within.name if row.within else "", row.area.name if row.area else ""]
        yield _directory("place", row, detail=_line(*around), named=[row.printed_as])


def _communities(slug: str | None) -> Iterator[Entry]:
    rows = _chosen(Community.objects.filter(is_public=True), slug).select_related("organizer")
    for row in rows:
        yield _directory("community", row, detail=row.organizer.name if row.organizer else row.area_name)


def _programmes(slug: str | None) -> Iterator[Entry]:
    for row in _chosen(Programme.objects.filter(is_public=True), slug).select_related("owner"):
        named = [*row.also_called, row.eligibility]
        yield _directory("programme", row, detail=row.owner.name if row.owner else "", named=named)


def _series(slug: str | None) -> Iterator[Entry]:
    for row in _chosen(EventSeries.objects.prefetch_related("organizers"), slug):
        if slug or PublicEvent.objects.filter(facets__facet="series", facets__value=row.slug).exists():
            yield _directory(
                "series", row, title=row.title_de, path=reverse("programme:series", args=[row.slug])
            )


_READERS: dict[str, Callable[[str | None], Iterable[Entry]]] = {
    "organization": _organizations,
    "person": _people,
    "place": _places,
    "community": _communities,
    "programme": _programmes,
    "series": _series,
}


def _directory(
    kind: str, row: Any, *, title: str = "", path: str = "", detail: str = "", named: Iterable[str] = ()
) -> Entry:
    texts = [getattr(row, name, "") for name in ("summary_de", "plain_de")]
    return Entry(
        key=f"{kind}:{row.slug}",
        group=f"{kind}:{row.slug}",
        kind=kind,
        path=path or reverse(f"website:{kind}", args=[row.slug]),
        title=title or row.name,
        title_en=getattr(row, "title_en", ""),
        detail=detail,
        text=_joined([*texts, *named]),
        text_en=getattr(row, "summary_en", ""),
    )


def _notes(rows: Iterable[YearNote]) -> Iterator[Entry]:
    for note in rows:
        path = f"{reverse('yearbook:review', args=[note.year])}#{note.slug}"
        yield Entry(
            key=f"{note.kind}:{note.slug}",
            group=f"year:{note.year}",
            kind="note",
            path=path,
            title=note.title or note.text_de,
            title_en="" if note.title else note.text_en,
            detail=str(note.year),
            text=_joined([note.text_de if note.title else "", *_strings(note.facts)]),
            text_en=note.text_en if note.title else "",
        )


def _chosen(rows: Any, slug: str | None) -> Any:
    return rows.filter(slug=slug) if slug else rows


def _text(record: dict[str, Any], *fields: str, named: Iterable[str] = ()) -> str:
    return _joined([*(str(record.get(field) or "") for field in fields), *named])


def _strings(value: Any) -> Iterator[str]:
    """The words in free facts; keys and codes of the importer are not words."""
    if isinstance(value, str):
        if not _CODE.fullmatch(value):
            yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _joined(parts: Iterable[str | None]) -> str:
    return " · ".join(dict.fromkeys(part.strip() for part in parts if part and part.strip()))


def _line(*parts: str | None) -> str:
    return ", ".join(dict.fromkeys(part for part in parts if part))


def group_of(record: Model) -> str:
    """The group a record of the directory belongs to, or an empty string when it is not searched."""
    kind = _KINDS.get(type(record))
    return f"{kind}:{record.slug}" if kind else ""  # type: ignore[attr-defined]


_KINDS: dict[type[Model], str] = {
    Organization: "organization",
    Person: "person",
    Place: "place",
    Community: "community",
    Programme: "programme",
    EventSeries: "series",
}
