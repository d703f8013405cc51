"""Whom a serial names, and what the door may know of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from kogge.plan.events.models import Event
from kogge.take_part.registration.models import Admission, Capacity, Registration, Seat, State

ENDED = {State.CANCELLED, State.EXPIRED, State.DECLINED}


@dataclass(frozen=True)
class Subject:
    """One entry of the door's list. `booked` holds the sessions it has a seat in."""

    serial: str
    registration: int
    seat: int | None
    kind: str
    state: str
    heads: int
    name: str
    reference: str
    group: str = ""
    booked: frozenset[int] = field(default_factory=frozenset)

    @property
    def ended(self) -> bool:
        """Whether it counts no longer."""
        return self.state in ENDED


def admissions_of(event: Event) -> list[Admission]:
    """On whose terms people come to this event: its own admission, and its series'."""
    return list(Admission.objects.filter(Q(event=event) | Q(series__isnull=False, series=event.series_id)))


def open_areas(event: Event) -> set[int]:
    """The sessions for which nobody needs a seat of their own."""
    capped = Capacity.objects.filter(admission__event=event, session__isnull=False)
    booked = set(capped.values_list("session_id", flat=True))
    return set(event.sessions.values_list("pk", flat=True)) - booked


def everybody(scopes: Collection[int]) -> list[Subject]:
    """All subjects of these admissions, in three queries."""
    mine = Registration.objects.filter(admission_id__in=scopes, main=None).order_by("pk")
    seats = Seat.objects.filter(registration__admission_id__in=scopes)
    groups = {row.pk: row for row in map(_Row._make, mine.values_list(*_Row._fields))}
    return _with_sessions([*map(_registration, groups.values()), *_seats(seats, groups)], scopes)


def with_serials(
    serials: Iterable[str], scopes: Collection[int], *, sessions: bool = True
) -> dict[str, Subject]:
    """By serial, those that belong to these admissions. The serial of a seat in a session leads to its person.

    `sessions=False` leaves `booked` empty and saves a query.
    """
    wanted = {serial for serial in serials if serial}
    mine = Registration.objects.filter(admission_id__in=scopes)
    rows = _rows(sorted(wanted), scopes)
    led = {row.main_id: row.serial for row in rows if row.main_id}
    if led:
        mains = mine.filter(pk__in=led).values_list(*_Row._fields)
        rows = [row for row in rows if not row.main_id] + [_Row._make(row) for row in mains]
    found = {led.get(row.pk, row.serial): _registration(row) for row in rows}
    if missing := wanted - found.keys():
        seats = Seat.objects.filter(serial__in=missing, registration__admission_id__in=scopes)
        owners = mine.filter(pk__in=seats.values("registration")).values_list(*_Row._fields)
        groups = {row.pk: row for row in map(_Row._make, owners)}
        found |= {one.serial: one for one in _seats(seats, groups)}
    if sessions:
        return dict(zip(found, _with_sessions(list(found.values())), strict=True))
    return found


def short_name(name: str) -> str:
    """First name and initial, which is all a device at the door holds."""
    words = name.split()
    return f"{words[0]} {words[-1][0]}." if len(words) > 1 else name


class _Row(NamedTuple):
    pk: int
    serial: str
    main_id: int | None
    kind: str
    state: str
    heads: int
    name: str
    organization: str
    reference: str


def _rows(serials: list[str], scopes: Collection[int]) -> list[_Row]:
    """Written out, because building the query costs more processor time than answering it, at each scan."""
    if not serials or not scopes:
        return []
    marks = [", ".join(["%s"] * len(some)) for some in (serials, scopes)]
    where = f"serial IN ({marks[0]}) AND admission_id IN ({marks[1]})"
    columns = ", ".join(("id", *_Row._fields[1:]))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {Registration._meta.db_table} WHERE {where}",  # noqa: S608  marks only
            [*serials, *scopes],
        )
        return [_Row._make(row) for row in cursor.fetchall()]


def _registration(row: _Row) -> Subject:
    label = row.name if row.kind == "person" else row.organization or row.name
    return Subject(row.serial, row.pk, None, row.kind, row.state, row.heads, label, row.reference)


def _seats(seats: QuerySet[Seat], groups: Mapping[int, _Row]) -> Iterator[Subject]:
    columns = ("pk", "registration_id", "serial", "name", "position", "cancelled_at")
    for pk, owner, serial, name, position, cancelled in seats.order_by("pk").values_list(*columns):
        if group := groups.get(owner):
            state = State.CANCELLED if cancelled else group.state
            reference = f"{group.reference}/{position}"
            yield Subject(serial, owner, pk, "seat", state, 1, name, reference, group.serial)


def _with_sessions(subjects: list[Subject], scopes: Collection[int] | None = None) -> list[Subject]:
    """With the sessions each has a seat in; of whole admissions, or of these few subjects."""
    parts = Registration.objects.filter(
        main__isnull=False, state=State.CONFIRMED, capacity__session__isnull=False
    )
    if scopes is None:
        parts = parts.filter(main__in={one.registration for one in subjects})
    else:
        parts = parts.filter(admission_id__in=scopes)
    booked: dict[int | None, set[int]] = {}
    for main, session in parts.values_list("main_id", "capacity__session_id"):
        if session is not None:
            booked.setdefault(main, set()).add(session)
    return [
        replace(one, booked=frozenset(booked[one.registration])) if one.registration in booked else one
        for one in subjects
    ]
