"""The waiting list against a plain model of it, over any order of what people and staff do."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kogge.core import reactions
from kogge.core.refusals import Refused
from kogge.take_part.registration import actions, invariants
from kogge.take_part.registration.models import Registration

from .people import an_admission, counter, recount_holds, registered

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOLDING = {"confirmed", "offered", "pending"}
LIVE = HOLDING | {"waiting"}


@dataclass
class Model:
    """What must come out, in the fewest words: parties in order, and a number of seats."""

    seats: int
    heads: list[int] = field(default_factory=list)
    states: list[str] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return sum(h for h, s in zip(self.heads, self.states, strict=True) if s in HOLDING)

    def fits(self, heads: int) -> bool:
        return self.taken + heads <= self.seats

    def join(self, heads: int, seated: str) -> None:
        self.states.append(seated if self.fits(heads) else "waiting")
        self.heads.append(heads)

    def move_up(self) -> None:
        for place, state in enumerate(self.states):
            if state == "waiting" and self.fits(self.heads[place]):
                self.states[place] = "offered"


class WaitingList(RuleBasedStateMachine):
    """The same steps for the model and for the program."""

    @initialize(seats=st.integers(0, 6), by_link=st.booleans())
    def begin(self, seats: int, by_link: bool) -> None:
        self.point = transaction.atomic()
        self.point.__enter__()
        self.model = Model(seats)
        self.seated = "pending" if by_link else "confirmed"
        self.admission = an_admission(seats, most_heads=5, confirmation="link" if by_link else "at_once")
        self.rows: list[Registration] = []

    def teardown(self) -> None:
        if hasattr(self, "point"):
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

    @rule(heads=st.integers(1, 5), group=st.booleans())
    def somebody_registers(self, heads: int, group: bool) -> None:
        kind = {"kind": "group", "heads": heads} if group else {}
        row = registered(self.admission, f"P{len(self.rows)} Person", **kind)
        self.rows.append(row)
        self.model.join(heads if group else 1, self.seated)

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def somebody_cancels(self, data: st.DataObject) -> None:
        place = self.pick(data, LIVE)
        if place is not None:
            actions.cancel(self.rows[place])
            self.model.states[place] = "cancelled"
            self.model.move_up()

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def somebody_answers(self, data: st.DataObject) -> None:
        place = self.pick(data, HOLDING)
        if place is None:
            return
        row = Registration.objects.get(pk=self.rows[place].pk)
        if row.state == "pending":
            actions.confirm(row)
        else:
            actions.accept_offer(row)
        self.model.states[place] = "confirmed"

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def time_runs_out(self, data: st.DataObject) -> None:
        place = self.pick(data, {"pending", "offered"})
        if place is not None:
            Registration.objects.filter(pk=self.rows[place].pk).update(held_until=timezone.now())
            assert actions.expire_due() == 1
            self.model.states[place] = "expired"
            self.model.move_up()

    @precondition(lambda self: self.rows)
    @rule(data=st.data(), heads=st.integers(1, 5))
    def a_group_changes_its_number(self, data: st.DataObject, heads: int) -> None:
        place = self.pick(data, LIVE)
        if place is None or self.rows[place].kind != "group":
            return
        more = heads - self.model.heads[place]
        sits = self.model.states[place] in HOLDING
        try:
            actions.set_heads(self.rows[place], heads)
        except Refused:
            assert sits and more > 0 and not self.model.fits(more)
        else:
            assert more <= 0 or not sits or self.model.fits(more)
            self.model.heads[place] = heads
            self.model.move_up()

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def one_of_a_group_cancels(self, data: st.DataObject) -> None:
        place = self.pick(data, LIVE)
        if place is None or self.rows[place].kind != "group":
            return
        actions.cancel_seat(self.rows[place].seats.filter(cancelled_at=None).first())
        self.model.heads[place] -= 1
        if not self.model.heads[place]:
            self.model.heads[place], self.model.states[place] = 1, "cancelled"
        self.model.move_up()

    @rule(seats=st.integers(0, 8))
    def staff_change_the_seats(self, seats: int) -> None:
        actions.set_seats(counter(self.admission), seats, by="staff")
        self.model.seats = seats
        self.model.move_up()

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def staff_seat_somebody_anyway(self, data: st.DataObject) -> None:
        place = self.pick(data, {"waiting"})
        if place is not None:
            actions.seat_anyway(self.rows[place], by="staff", reason="because")
            self.model.states[place] = "confirmed"

    @invariant()
    def both_agree(self) -> None:
        if not hasattr(self, "rows"):
            return
        found = [Registration.objects.values_list("state", "heads").get(pk=row.pk) for row in self.rows]
        assert found == list(zip(self.model.states, self.model.heads, strict=True))
        assert counter(self.admission).taken == self.model.taken
        assert recount_holds(self.admission)
        broken = [fault for key in ("I1", "I2", "I3", "I4", "I5") for fault in invariants.CHECKS[key]()]
        assert broken == []

    def pick(self, data: st.DataObject, states: set[str]) -> int | None:
        places = [place for place, state in enumerate(self.model.states) if state in states]
        return data.draw(st.sampled_from(places)) if places else None


def test_the_program_and_the_plain_model_agree_after_every_step(monkeypatch):
    monkeypatch.setitem(reactions._reactions, "registration", [])
    few = settings(
        max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(WaitingList, settings=few)
