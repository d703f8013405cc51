"""A cancelled session takes place after all: its bookings come back (PL-F1, a replacement named later).

Exactly those that ended by that cancellation, as they stood then: who had a seat has it again, who waited waits, in
the order of the list. Whoever gave the registration back meanwhile is left alone; so is whoever booked something
else at that time, with the reason kept in the row.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from kogge.core.models import HistoryEntry
from kogge.plan.events.models import Session
from kogge.take_part.registration import parties, seats
from kogge.take_part.registration.changes import By, Changes
from kogge.take_part.registration.models import Capacity, Registration, State
from kogge.take_part.registration.models.registrations import LIVE, SEATED
from kogge.take_part.registration.overlaps import overlap

Ended = Registration.Ended
_LIKE_MAIN = ("name", "email", "email_key", "heads", "language", "is_minor", "person", "mail_confirmed_at")
"""What a session's row repeats; it may have changed with the main row while this one was ended."""


def ended(session: Session, since: datetime) -> QuerySet[Registration]:
    """What ended by the cancellation at that time, of people who are still registered, in the order of the list."""
    rows = Registration.objects.filter(
        capacity__session=session, state=State.CANCELLED, ended_because=Ended.EVENT, ended_at__gte=since,
        main__state__in=LIVE,
    )  # fmt: skip
    again = Registration.objects.live().filter(capacity__session=session)
    rows = rows.exclude(main__in=again.values("main"))
    return rows.select_related("admission__event", "capacity__session", "main", "person").order_by("pk")


def in_the_way(row: Registration, others: Iterable[Registration]) -> list[Session]:
    """What the party booked meanwhile at that time."""
    session = row.capacity.session
    taken = [one.capacity.session for one in others if one.capacity_id != row.capacity_id]
    return [one for one in taken if one is not None and session is not None and overlap(one, session)]


@transaction.atomic
def bring_back(session: Session, *, since: datetime, by: By) -> int:
    """Give everybody back what the cancellation at that time took. A second run finds nothing to do."""
    wanted = ended(session, since).values_list("capacity_id", "main__capacity_id")
    counters = seats.lock({pk for pair in wanted for pk in pair})
    rows, changes = list(ended(session, since)), Changes(by)
    stood, booked = _stood(rows), _booked(rows)
    sat = [row for row in rows if stood.get(row.pk) in SEATED]
    back = 0
    for row in [*sat, *(row for row in rows if row not in sat)]:
        if _has_no_time(row, booked[row.main_id]):
            parties.put(row, State.CANCELLED, changes, "not brought back", ended_because=Ended.TIME_TAKEN)
            continue
        _put_back(row, counters[row.capacity_id], changes, had_seat=row in sat)
        changes.tell("brought back", row)
        back += 1
    for capacity in counters.values():
        if capacity.session_id == session.pk:
            parties.promote(capacity, changes)
    changes.seal()
    return back


def _put_back(row: Registration, counter: Capacity, changes: Changes, *, had_seat: bool) -> None:
    """The seat again if there was one and it fits, else the place on the list."""
    main = row.main
    assert main is not None
    state = State.REQUESTED if main.state == State.REQUESTED else State.WAITING
    if had_seat and main.state in {State.CONFIRMED, State.PENDING} and seats.fits(counter, main.heads):
        changes.words(seats.add(counter, main.heads))
        state = State(main.state)
    repeated = {name: getattr(main, name) for name in _LIKE_MAIN}
    held = main.held_until if state == State.PENDING else None
    parties.put(
        row, state, changes, "brought back", **repeated, held_until=held, ended_at=None, ended_because=""
    )


def _has_no_time(row: Registration, others: list[Registration]) -> bool:
    most = row.admission.most_sessions
    return bool(in_the_way(row, others)) or (most is not None and len(others) >= most)


def _stood(rows: list[Registration]) -> dict[int, str]:
    """How each row stood when it was called off, as the history tells."""
    entries = HistoryEntry.objects.filter(
        kind="registration.registration", verb="called off", object_id__in=[str(row.pk) for row in rows]
    ).order_by("pk")
    return {int(pk): before["state"] for pk, before in entries.values_list("object_id", "before")}


def _booked(rows: list[Registration]) -> dict[int | None, list[Registration]]:
    """The live sessions of each party."""
    found: dict[int | None, list[Registration]] = defaultdict(list)
    live = Registration.objects.live().filter(
        main__in=[row.main_id for row in rows], capacity__session__isnull=False
    )
    for one in live.select_related("capacity__session"):
        found[one.main_id].append(one)
    return found
