"""All that the public form shows of an admission, kept in memory for the hour in which everybody comes.

What is kept holds for one version of the admission and one public revision; one statement reads both together with
the counters of the seats. It is read anew after a few seconds in any case.
"""

import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Subquery
from django.http import Http404
from django.urls import reverse

from kogge.core.models import PublicRevision
from kogge.core.periods import moment
from kogge.network.directory.models import Organization
from kogge.publish.programme.models import PublicEvent
from kogge.publish.programme.queries import of_series
from kogge.take_part.registration.models import Admission, Capacity, ConsentText, Question

Record = dict[str, Any]
_SECONDS, _MOST = 5.0, 200


@dataclass(frozen=True)
class Terms:
    """The form of one event or series. `record` is public; a session's record stands in `sessions` by its id."""

    kind: str
    slug: str
    admission: Admission
    record: Record
    dates: tuple[Record, ...]
    sessions: dict[int, Record]
    consents: tuple[ConsentText, ...]
    lead: Organization | None
    stamp: tuple[Any, ...] = ()
    read_at: float = 0.0
    fragments: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return reverse(f"sign_up:{self.kind}", args=[self.slug])

    @property
    def mains(self) -> list[Capacity]:
        """The seats of the whole: one row, or one for each mode."""
        found = [one for one in self.admission.capacities.all() if one.session_id is None]
        return sorted(found, key=lambda one: one.mode == Capacity.Mode.ONLINE)

    @property
    def session_seats(self) -> list[Capacity]:
        """The seats of sessions that the public knows."""
        return [one for one in self.admission.capacities.all() if one.session_id in self.sessions]

    @property
    def questions(self) -> list[Question]:
        shown = {None, *self.sessions}
        return [one for one in self.admission.questions.all() if one.session_id in shown]

    @property
    def ends_at(self) -> datetime | None:
        """When the last of it ends, as far as it is known to the minute."""
        ends = [moment(one["ends_at"] or one["starts_at"]) for one in self.dates]
        return max(end for end in ends if end) if ends and all(ends) else None


Seats = dict[int, tuple[int | None, int]]
_kept: dict[tuple[str, str], Terms] = {}


def find(kind: str, slug: str) -> tuple[Terms, Seats]:
    """The terms and, by capacity, (seats, taken) of this moment. 404 where nothing public is registered for."""
    terms = _kept.get((kind, slug))
    if terms is not None and time.monotonic() - terms.read_at < _SECONDS:
        stamp, seats = _now(terms.admission.pk)
        if stamp == terms.stamp:
            return terms, seats
    return _read(kind, slug)


def known(kind: str, slug: str) -> Terms:
    """The terms for a page that names no seats: as they were a moment ago, without asking again."""
    return _kept.get((kind, slug)) or _read(kind, slug)[0]


def _now(admission_id: int) -> tuple[tuple[Any, ...], Seats]:
    revision = Subquery(PublicRevision.objects.filter(pk=1).values("number")[:1])
    rows = Capacity.objects.filter(admission_id=admission_id).values_list(
        "pk", "seats", "taken", "admission__uid", "admission__version", revision
    )
    found = list(rows.order_by())
    return (found[0][3:] if found else ()), {row[0]: (row[1], row[2]) for row in found}


def _read(kind: str, slug: str) -> tuple[Terms, Seats]:
    dates = list(of_series(slug)) if kind == "series" else list(PublicEvent.objects.filter(slug=slug))
    admission = _admissions(kind, slug).first() if dates else None
    if admission is None:
        raise Http404
    stamp, seats = _now(admission.pk)
    public = [
        one.session.public
        for one in admission.capacities.all()
        if one.session and hasattr(one.session, "public")
    ]
    event = admission.event
    record = (
        dates[0].record
        if event
        else {"title_de": str(admission.series), "title_en": admission.series.title_en, "slug": slug}
    )
    newest = {
        text.kind: text
        for text in ConsentText.objects.filter(kind__in=admission.consents_asked).order_by("version")
    }
    terms = Terms(
        kind=kind, slug=slug, admission=admission, record=record, dates=tuple(one.record for one in dates),
        sessions={one.session_id: one.record for one in public if one.state != "cancelled"},
        consents=tuple(newest[kind] for kind in admission.consents_asked if kind in newest),
        lead=admission.lead, stamp=stamp, read_at=time.monotonic(),
    )  # fmt: skip
    if len(_kept) >= _MOST:
        _kept.clear()
    _kept[kind, slug] = terms
    return terms, seats


def _admissions(kind: str, slug: str) -> Any:
    capacities = Capacity.objects.select_related("session__public").order_by(
        "session__starts_at", "mode", "pk"
    )
    whose = {"event__public__slug": slug} if kind == "event" else {"series__slug": slug}
    return (
        Admission.objects.filter(**whose)
        .select_related("event", "series")
        .prefetch_related(
            "event__organizer_rows__organization__place",
            "series__organizers__place",
            Prefetch("capacities", capacities),
            Prefetch("questions", Question.objects.filter(retired_at=None).select_related("condition")),
        )
    )


def forget() -> None:
    """Read everything anew."""
    _kept.clear()
