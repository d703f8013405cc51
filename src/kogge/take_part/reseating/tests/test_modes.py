"""Between on site and online: the seat one has is given back only for the one one gets, and no mode is overfull."""

import contextlib
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kogge.core import history, reactions
from kogge.core.refusals import Refused
from kogge.take_part.registration import actions, invariants
from kogge.take_part.registration.applications import Application
from kogge.take_part.registration.models import Admission, Capacity, Registration
from kogge.take_part.registration.tests.people import an_event, recount_holds
from kogge.take_part.reseating import modes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Registration]]:
    found: list[tuple[str, Registration]] = []
    hear = lambda what, registration, **_facts: found.append((what, registration))  # noqa: E731
    monkeypatch.setitem(reactions._reactions, "registration", [hear])
    translation.activate("en")
    return found


def hybrid(onsite: int | None = 2, online: int | None = 1, **terms: Any) -> Admission:
    values = {"is_open": True, "confirmation": "at_once", **terms}
    event = an_event(mode="hybrid", online_url="https://video.example/room")
    return actions.open_admission(event, by="test", values=values, seats={"onsite": onsite, "online": online})


def counter(admission: Admission, mode: str) -> Capacity:
    return Capacity.objects.get(admission=admission, mode=mode)


def join(admission: Admission, name: str, mode: str = "onsite", **more: Any) -> Registration:
    key = f"{name}-{admission.pk}"
    wish = Application(
        name=f"{name} Abel", email=f"{name}@visitors.example", idempotency_key=key,
        capacity_id=counter(admission, mode).pk, **more,
    )  # fmt: skip
    actions.register(admission, wish)
    return Registration.objects.get(idempotency_key=key)


def fresh(row: Registration) -> Registration:
    return Registration.objects.select_related("capacity", "admission").get(pk=row.pk)


def stands(row: Registration) -> tuple[str, str]:
    row = fresh(row)
    return row.state, row.capacity.mode


def wish_of(row: Registration) -> Registration:
    return row.parts.live().select_related("capacity", "admission").get()  # type: ignore[attr-defined,no-any-return]


def taken(admission: Admission) -> tuple[int, int]:
    return counter(admission, "onsite").taken, counter(admission, "online").taken


def faults(admission: Admission) -> list[str]:
    assert recount_holds(admission)
    return [fault for key in ("I1", "I2", "I3", "I4", "I7") for fault in invariants.CHECKS[key]()]


def change(row: Registration, mode: str, **more: Any) -> Registration:
    return modes.change_mode(fresh(row), counter(row.admission, mode), **more)


def test_a_free_seat_is_given_and_the_freed_one_goes_to_the_next(heard: list[Any]) -> None:
    admission = hybrid(1, 1)
    ada, bea = join(admission, "ada"), join(admission, "bea")
    assert (stands(ada), stands(bea)) == (("confirmed", "onsite"), ("waiting", "onsite"))
    ticket, version = ada.serial, fresh(ada).version
    assert change(ada, "online") == ada
    assert (stands(ada), stands(bea)) == (("confirmed", "online"), ("offered", "onsite"))
    assert fresh(ada).serial == ticket and fresh(ada).version > version
    assert taken(admission) == (1, 1) and faults(admission) == []
    assert [what for what, row in heard if row.pk == ada.pk] == ["confirmed", "changed"]
    assert history.of(ada)[0].verb == "mode changed: online"


def test_where_it_is_full_one_waits_there_and_keeps_the_present_seat(heard: list[Any]) -> None:
    admission = hybrid(2, 1)
    eve, ada = join(admission, "eve", "online"), join(admission, "ada")
    wish = change(ada, "online")
    assert wish.is_wish and wish.state == "waiting"
    assert (stands(ada), taken(admission)) == (("confirmed", "onsite"), (1, 1))
    assert change(ada, "online") == wish  # asked for twice
    actions.cancel(fresh(eve))
    assert (stands(ada), wish_of(ada).state, taken(admission)) == (("confirmed", "onsite"), "offered", (1, 1))
    actions.accept_offer(wish_of(ada))
    assert (stands(ada), taken(admission)) == (("confirmed", "online"), (0, 1))
    assert not ada.parts.live().exists() and faults(admission) == []  # type: ignore[attr-defined]
    actions.accept_offer(fresh(wish))  # a second click changes nothing
    assert taken(admission) == (0, 1)
    assert [what for what, row in heard if row.pk == wish.pk] == ["waiting", "offered"]


@pytest.mark.parametrize("how", ["declined", "lapsed", "given up"])
def test_without_the_other_seat_everything_is_as_before(how: str) -> None:
    admission = hybrid(2, 1)
    eve, ada, bea = join(admission, "eve", "online"), join(admission, "ada"), join(admission, "bea")
    change(ada, "online")
    change(bea, "online")
    actions.cancel(fresh(eve))
    if how == "declined":
        actions.decline_offer(wish_of(ada))
    elif how == "lapsed":
        Registration.objects.filter(pk=wish_of(ada).pk).update(held_until=timezone.now())
        actions.expire_due()
    else:
        modes.stay(fresh(ada))
    assert (stands(ada), wish_of(bea).state) == (("confirmed", "onsite"), "offered")
    assert taken(admission) == (2, 1) and faults(admission) == []


def test_both_lists_keep_one_order() -> None:
    """A newcomer and somebody who changes wait for the same seats: who asked first is asked first."""
    admission = hybrid(3, 1)
    eve, ada = join(admission, "eve", "online"), join(admission, "ada")
    wish = change(ada, "online")
    cem = join(admission, "cem", "online")
    actions.set_seats(counter(admission, "online"), 2, by="test")
    assert (fresh(wish).state, stands(cem)[0]) == ("offered", "waiting")
    actions.cancel(fresh(eve))
    assert stands(cem)[0] == "offered" and faults(admission) == []


def test_two_who_want_each_others_full_place_swap_as_soon_as_one_seat_moves() -> None:
    admission = hybrid(1, 1)
    ada, eve = join(admission, "ada"), join(admission, "eve", "online")
    change(ada, "online")
    change(eve, "onsite")
    actions.set_seats(counter(admission, "online"), 2, by="test")
    actions.accept_offer(wish_of(ada))
    actions.accept_offer(wish_of(eve))
    assert (stands(ada), stands(eve)) == (("confirmed", "online"), ("confirmed", "onsite"))
    assert taken(admission) == (1, 1) and faults(admission) == []


def test_a_group_moves_whole_or_waits() -> None:
    admission = hybrid(5, 2, most_heads=5)
    group = join(admission, "carl", kind="group", heads=3)
    wish = change(group, "online")
    assert (wish.state, wish.heads) == ("waiting", 3)
    actions.set_heads(fresh(group), 2)
    assert wish_of(group).state == "offered"
    actions.accept_offer(wish_of(group))
    assert taken(admission) == (0, 2) and faults(admission) == []


def test_whoever_cancels_gives_back_the_seat_and_the_wish() -> None:
    admission = hybrid(1, 1)
    ada, eve = join(admission, "ada"), join(admission, "eve", "online")
    change(ada, "online")
    actions.cancel(fresh(eve))
    actions.cancel(fresh(ada))
    assert taken(admission) == (0, 0) and faults(admission) == []


def test_the_desk_changes_it_too_and_seats_a_wish_out_of_turn() -> None:
    admission = hybrid(2, 1)
    join(admission, "eve", "online")
    ada = join(admission, "ada")
    wish = change(ada, "online", by="desk")
    actions.seat_anyway(wish, by="desk", reason="Cannot travel")
    assert stands(ada) == ("confirmed", "online")
    online = counter(admission, "online")
    assert (online.taken, online.overbooked, taken(admission)[0]) == (2, 1, 0)
    assert faults(admission) == []


def test_what_cannot_be_is_refused_in_words() -> None:
    admission = hybrid(1, 1, has_waiting_list=False)
    ada = join(admission, "ada")
    join(admission, "eve", "online")
    with pytest.raises(Refused, match="All seats are taken"):
        change(ada, "online")
    with pytest.raises(Refused, match="not on offer"):
        modes.change_mode(fresh(ada), counter(hybrid(), "online"))
    waiting = hybrid(0, 1)
    with pytest.raises(Refused, match="confirmed seat"):
        change(join(waiting, "bea"), "online")
    event = admission.event
    event.starts_at = timezone.now() - timedelta(minutes=1)
    event.save()
    assert modes.others(fresh(ada)) == []
    with pytest.raises(Refused, match="has begun"):
        change(ada, "online")
    assert stands(ada) == ("confirmed", "onsite")


class BothModes(RuleBasedStateMachine):
    """Any order of what people and staff do in two modes."""

    @initialize(onsite=st.integers(0, 4), online=st.integers(0, 4))
    def begin(self, onsite: int, online: int) -> None:
        self.point = transaction.atomic()
        self.point.__enter__()
        self.admission = hybrid(onsite, online, most_heads=3)
        self.rows: list[Registration] = []
        self.sure: set[int] = set()

    def teardown(self) -> None:
        if hasattr(self, "point"):
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

    @rule(heads=st.integers(1, 3), mode=st.sampled_from(["onsite", "online"]))
    def somebody_registers(self, heads: int, mode: str) -> None:
        kind = {"kind": "group", "heads": heads} if heads > 1 else {}
        self.rows.append(join(self.admission, f"p{len(self.rows)}", mode, **kind))

    @rule(data=st.data(), mode=st.sampled_from(["onsite", "online"]))
    def somebody_wants_to_change(self, data: st.DataObject, mode: str) -> None:
        if row := self.pick(data, state="confirmed", main=None):
            before = stands(row)
            after = change(row, mode)
            assert stands(row) == (before if after.is_wish else ("confirmed", mode))

    @rule(data=st.data(), yes=st.booleans())
    def somebody_answers(self, data: st.DataObject, yes: bool) -> None:
        if row := self.pick(data, state="offered"):
            (actions.accept_offer if yes else actions.decline_offer)(row)
            if not yes and row.main_id is None:
                self.sure.discard(row.pk)

    @rule(data=st.data())
    def somebody_cancels(self, data: st.DataObject) -> None:
        if row := self.pick(data, main=None):
            actions.cancel(row)
            self.sure.discard(row.pk)

    @rule(data=st.data(), heads=st.integers(1, 3))
    def a_group_changes_its_number(self, data: st.DataObject, heads: int) -> None:
        if row := self.pick(data, kind="group", main=None):
            with contextlib.suppress(Refused):
                actions.set_heads(row, heads)

    @rule(mode=st.sampled_from(["onsite", "online"]), seats=st.integers(0, 5))
    def staff_change_the_seats(self, mode: str, seats: int) -> None:
        actions.set_seats(counter(self.admission, mode), seats, by="staff")

    @invariant()
    def all_is_sound(self) -> None:
        if not hasattr(self, "rows"):
            return
        assert faults(self.admission) == []
        now = set(
            Registration.objects.filter(admission=self.admission, main=None, state="confirmed").values_list(
                "pk", flat=True
            )
        )
        assert self.sure <= now  # nobody loses a sure seat but by cancelling
        self.sure |= now

    def pick(self, data: st.DataObject, **wanted: Any) -> Registration | None:
        rows = Registration.objects.live().filter(admission=self.admission, **wanted)
        found = list(rows.select_related("capacity", "admission").order_by("pk"))
        return data.draw(st.sampled_from(found)) if found else None


@pytest.mark.slow
def test_whatever_happens_no_mode_is_overfull_and_nobody_loses_a_sure_seat() -> None:
    few = settings(
        max_examples=50, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(BothModes, settings=few)
