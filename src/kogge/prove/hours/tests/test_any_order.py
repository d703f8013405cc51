"""Whatever happens in whatever order, the credits are those of a naive recount of the facts."""

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory.actions.merging import merge, undo_merge
from kogge.network.directory.models import Person, PersonMerge
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.seals.contracts import Letter
from kogge.take_part.attendance.models import Attendance
from kogge.take_part.registration.models import Registration

from .. import actions, reactions, settling
from ..models import Credit, Holder, Participant
from ..queries import minutes_by_person
from . import cast

pytestmark = pytest.mark.django_db
PEOPLE, EVENTS, TICKETS = 4, 3, 3


@dataclass
class World:
    """Three events, two operations, four people; two tickets of each event are registrations, one is a stranger's."""

    by: User
    people: list[Person]
    events: list[Event]
    operations: list[Operation | None]
    tickets: dict[tuple[int, int], str]

    def attend(self, event: int, ticket: int, area: int, minutes: int, attended: bool) -> None:
        door, serial = self.events[event].door, self.tickets[event, ticket]
        Attendance.objects.update_or_create(
            door=door, area=area, serial=serial,
            defaults={
                "minutes": minutes, "attended": attended, "proof": "scan",
                "registration": Registration.objects.filter(serial=serial).first(),
            },
        )  # fmt: skip
        reactions.attendance_changed(door=door)

    def know(self, event: int, ticket: int, person: int) -> None:
        row = Registration.objects.filter(serial=self.tickets[event, ticket]).first()
        if row is not None:
            Registration.objects.filter(pk=row.pk).update(person=self.people[person])
            reactions.person_known(registration=row)

    def link(self, event: int, ticket: int, person: int) -> None:
        with suppress(Refused):
            actions.link_holder(self.tickets[event, ticket], self.people[person], by=self.by, reason="asked")

    def unlink(self, event: int, ticket: int) -> None:
        holder = Holder.objects.filter(serial=self.tickets[event, ticket]).first()
        if holder is not None:
            with suppress(Refused):
                actions.unlink_holder(holder, by=self.by, reason="wrong")

    def merge(self, kept: int, merged: int) -> None:
        pair = [Person.objects.get(pk=self.people[one].pk) for one in (kept, merged)]
        with suppress(Refused):
            merge(pair[0], pair[1], by=self.by, reason="same")

    def undo(self, number: int) -> None:
        rows = list(PersonMerge.objects.filter(undone_at=None))
        if rows:
            with suppress(Refused):
                undo_merge(rows[number % len(rows)], by=self.by)

    def pay(self, event: int, operation: int) -> None:
        cast.pay(self.events[event], self.operations[operation])
        reactions.event_changed(event=self.events[event])

    def erase(self, person: int) -> None:
        settling.bring_in_step()
        one = Person.objects.get(pk=self.people[person].pk)
        Registration.objects.filter(person=one).update(person=None)
        reactions.person_erased(person=one, by=self.by, letter=Letter(one.name, ""))

    def settle(self, event: int) -> None:
        settling.bring_in_step(Event.objects.filter(pk=self.events[event].pk))


def naive() -> tuple[dict[tuple[int, int], int], dict[Any, dict[int, int]]]:
    """Minutes by (person, event), and by operation and person: one fact after the other, nothing stored."""
    into = dict(Person.objects.values_list("pk", "merged_into"))

    def root(person: int) -> int:
        while into[person]:
            person = into[person]
        return person

    presence: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    for row in Attendance.objects.filter(attended=True).select_related("door"):
        presence[row.door.event_id, row.serial][row.area] = row.minutes
    best: dict[tuple[int, int], int] = {}
    for (event, serial), areas in presence.items():
        holder = Holder.objects.filter(serial=serial).first()
        registered = Registration.objects.filter(serial=serial, person__isnull=False).first()
        person = holder.person_id if holder else None
        if registered is not None and (holder is None or holder.how == Holder.How.MAIL):
            person = registered.person_id
        if person is not None:
            key = (root(person), event)
            minutes = areas[0] if 0 in areas else sum(areas.values())
            best[key] = max(best.get(key, 0), minutes)
    sums: dict[Any, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    paid = dict(Event.objects.values_list("pk", "operation"))
    for (person, event), minutes in best.items():
        sums[paid[event]][person] += minutes
    return best, sums


@pytest.fixture
def world(emil: User) -> World:
    operations = [cast.operation("tide"), cast.operation("hay"), None]
    events = [cast.event(f"event-{number}", operations[number], emil) for number in range(EVENTS)]
    people = [cast.person(f"Person {number}") for number in range(PEOPLE)]
    tickets = {}
    for number, event in enumerate(events):
        for ticket in range(2):
            tickets[number, ticket] = cast.guest(event, f"Guest{ticket} Name", emil, known=False).serial
        tickets[number, 2] = f"{number:016}"
    return World(emil, people, events, operations, tickets)


event, ticket, person = st.integers(0, EVENTS - 1), st.integers(0, TICKETS - 1), st.integers(0, PEOPLE - 1)
steps = st.one_of(
    st.tuples(
        st.just("attend"), event, ticket, st.sampled_from([0, 0, 7]), st.integers(0, 600), st.booleans()
    ),
    st.tuples(st.just("attend"), event, ticket, st.just(0), st.integers(0, 600), st.just(True)),
    st.tuples(st.just("know"), event, st.integers(0, 1), person),
    st.tuples(st.just("know"), event, st.integers(0, 1), person),
    st.tuples(st.just("link"), event, ticket, person),
    st.tuples(st.just("unlink"), event, ticket),
    st.tuples(st.just("merge"), person, person),
    st.tuples(st.just("undo"), st.integers(0, 3)),
    st.tuples(st.just("pay"), event, st.integers(0, 2)),
    st.tuples(st.just("settle"), event),
    st.tuples(st.just("erase"), person),
)


@pytest.mark.slow
@settings(
    max_examples=20, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(happened=st.lists(steps, min_size=5, max_size=25))
def test_any_order_gives_the_credits_of_a_naive_recount(
    world: World, happened: list[tuple[Any, ...]]
) -> None:
    """Scans, corrections, merges, undoings, decisions, erasures; nobody counts twice; one operation at most."""
    with transaction.atomic():
        for verb, *facts in happened:
            getattr(world, verb)(*facts)
        settling.bring_in_step()
        best, sums = naive()
        rows = list(Credit.objects.values_list("person", "event", "minutes"))
        assert {(one, at): minutes for one, at, minutes in rows} == best
        assert len(rows) == len(best)
        for operation in world.operations:
            if operation is not None:
                assert minutes_by_person(operation) == dict(sums[operation.pk])
        total = sum(sum(found.values()) for found in sums.values())
        assert sum(minutes for _one, _at, minutes in rows) == total
        enrolled = set(Participant.objects.values_list("operation", "person"))
        paid = dict(Event.objects.values_list("pk", "operation"))
        assert {(paid[at], one) for (one, at), minutes in best.items() if minutes and paid[at]} <= enrolled
        assert settling.faults() == []
        for event_ in world.events:
            event_.__dict__.pop("operation", None)
        transaction.set_rollback(True)
    for event_ in world.events:
        event_.refresh_from_db()
