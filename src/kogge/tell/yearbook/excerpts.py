"""Everything public that was taken from a document, in the order of its lines."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from kogge.core.models import SourceDocument
from kogge.network.directory.models import Community, Organization, Person, Place, Programme
from kogge.plan.events.models import EventSeries
from kogge.publish.programme.models import PublicEvent, PublicSession

from . import subjects
from .models import Figure, YearNote

IN_ANNEX = {"format", "challenge", "data_quality_note", "further_reading"}


@dataclass(frozen=True)
class Taken:
    """One thing taken from a line: what it is, its name, where it stands."""

    kind: str
    name: str
    address: str


@dataclass(frozen=True)
class Line:
    """One line of a document with what was taken from it."""

    number: int
    taken: tuple[Taken, ...]


def by_line(document: SourceDocument) -> list[Line]:
    """The lines anything public was taken from. A constant number of queries."""
    lines: defaultdict[int, dict[Taken, None]] = defaultdict(dict)
    for refs, taken in _everything():
        for ref in refs:
            if ref.get("source") == document.key:
                for number in ref.get("lines", ()):
                    lines[number][taken] = None
    return [Line(number, tuple(lines[number])) for number in sorted(lines)]


def _everything() -> Iterator[tuple[list[dict[str, Any]], Taken]]:
    yield from _directory()
    yield from _programme()
    yield from _figures()
    yield from _notes()


def _directory() -> Iterator[tuple[list[dict[str, Any]], Taken]]:
    rows: list[tuple[str, str, Iterable[Any]]] = [
        ("organization", gettext("Organisation"), Organization.objects.filter(is_public=True)),
        ("place", gettext("Place"), Place.objects.all()),
        ("community", gettext("Community"), Community.objects.filter(is_public=True)),
        ("programme", gettext("Programme"), Programme.objects.filter(is_public=True)),
        (
            "person",
            gettext("Person"),
            Person.objects.filter(merged_into=None, profile__released_at__isnull=False),
        ),
    ]
    for name, kind, records in rows:
        for record in records:
            yield record.refs, Taken(kind, str(record), reverse(f"website:{name}", args=[record.slug]))
    for series in EventSeries.objects.all():
        address = reverse("programme:series", args=[series.slug])
        yield series.refs, Taken(gettext("Series"), series.title_de, address)


def _programme() -> Iterator[tuple[list[dict[str, Any]], Taken]]:
    for event in PublicEvent.objects.all():
        address = reverse("programme:event", args=[event.slug])
        yield event.record["refs"], Taken(gettext("Event"), event.title_de, address)
        for row in event.record["facts"].get("day_themes", ()):
            yield row.get("refs", []), Taken(gettext("Theme of the day"), row["theme"], address)
    for session in PublicSession.objects.select_related("public_event"):
        address = reverse("programme:session", args=[session.public_event.slug, session.slug])
        yield session.record["refs"], Taken(gettext("Session"), session.title_de, address)


def _figures() -> Iterator[tuple[list[dict[str, Any]], Taken]]:
    figures = list(Figure.objects.public())
    named = subjects.resolve({figure.subject for figure in figures})
    for figure in figures:
        if figure.subject in named:
            name = f"{named[figure.subject].name}: {figure}"
            yield figure.refs, Taken(gettext("Figure"), name, reverse("yearbook:figure", args=[figure.slug]))


def note_address(kind: str, year: int, slug: str) -> str:
    """Where a note stands: on the page of its year or in the annex."""
    page = "yearbook:annex" if kind in IN_ANNEX else "yearbook:review"
    return f"{reverse(page, args=[year])}#{slug}"


def _notes() -> Iterator[tuple[list[dict[str, Any]], Taken]]:
    notes = list(YearNote.objects.exclude(kind="source_note"))
    named = subjects.resolve({note.subject for note in notes if note.subject})
    for note in notes:
        about = named.get(note.subject)
        if note.subject and about is None:
            continue
        name = note.title or str(note.text) or (about.name if about else note.slug)
        address = note_address(note.kind, note.year, note.slug)
        yield note.refs, Taken(str(note.kind_label), name, address)
