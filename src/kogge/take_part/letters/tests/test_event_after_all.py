"""A whole event that was called off takes place after all (PL-F1): everybody comes back as they stood, once told."""

import contextlib
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kogge.core import history
from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.plan.events import actions as planning
from kogge.plan.events.models import Event
from kogge.take_part.letters import plan_changes
from kogge.take_part.registration import actions, invariants
from kogge.take_part.registration.applications import SeatWish
from kogge.take_part.registration.models import Admission, Capacity, Registration
from kogge.take_part.registration.tests.people import recount_holds
from kogge.take_part.registration.tickets import tickets_of
from kogge.take_part.reseating import modes, returning

from . import cast

pytestmark = pytest.mark.django_db


def called_off(event: Event) -> None:
    cast.released(planning.set_state(event, by="test", state="cancelled", reason="Sturmflut"))
    plan_changes.work_off()


def on_again(event: Event, **values: Any) -> None:
    if values:
        planning.change_event(event, by="test", values=values)
    cast.released(planning.set_state(event, by="test", state="planned"))
    plan_changes.work_off()


def states(admission: Admission) -> dict[str, str]:
    rows = Registration.objects.mains().filter(admission=admission).exclude(name="").order_by("pk")
    return {row.name.split()[0]: row.state for row in rows}


def party(name: str) -> Registration:
    return Registration.objects.get(main=None, name__startswith=name)


def whole(admission: Admission) -> Capacity:
    return Capacity.objects.get(admission=admission, session=None)


def faults(admission: Admission) -> list[str]:
    assert recount_holds(admission)
    return [fault for key in ("I1", "I2", "I3", "I4", "I5", "I7") for fault in invariants.CHECKS[key]()]


def test_everybody_comes_back_as_they_stood_and_reads_of_it_once(event: Event) -> None:
    admission = cast.open_for(event, seats=2)
    for name in ("Ada Abel", "Bea Bader", "Cem Celik", "Dora Denk"):
        cast.join(admission, name)
    ticket = [line.serial for line in tickets_of(party("Ada"))]
    called_off(event)
    assert set(states(admission).values()) == {"cancelled"}
    on_again(event)
    assert states(admission) == {"Ada": "confirmed", "Bea": "confirmed", "Cem": "waiting", "Dora": "waiting"}
    assert [len(cast.letters(name)) for name in ("ada", "cem")] == [3, 3]
    row = cast.newest("ada")
    assert row.subject == "Findet doch statt: Netze knüpfen"
    assert "Findet statt: Dienstag, 6. Mai 2031, 10:00–12:00 Uhr" in row.text
    assert "Ihre Buchung: gilt wieder" in row.text
    assert "Ihre Buchung: Auf der Warteliste" in cast.newest("cem").text
    assert [line.serial for line in tickets_of(party("Ada"))] == ticket
    assert history.of(party("Ada"))[0].verb == "brought back"
    assert faults(admission) == []
    before = OutboxMessage.objects.count()
    assert (plan_changes.work_off(), OutboxMessage.objects.count()) == (0, before)


def test_the_appointment_and_those_of_its_sessions_vanish_and_come_back_above_it(
    event: Event, admission: Admission
) -> None:
    talk = cast.talk(event, "knoten", 8)
    seats = actions.add_capacity(admission, by="test", seats=5, session=talk)
    cast.released(event)
    cast.join(admission, session_capacity_ids=(seats.pk,))
    called_off(event)
    gone = cast.newest("ada")
    on_again(event)
    back = cast.newest("ada")
    assert "Findet doch statt" in back.subject and "Knoten" in back.text
    for letter, method, status in ((gone, "CANCEL", "CANCELLED"), (back, "REQUEST", "CONFIRMED")):
        found = cast.calendars(letter)
        assert {str(one["METHOD"]) for one in found} == {method}
        assert {str(item["STATUS"]) for one in found for item in one.walk("VEVENT")} == {status}
        uids = {str(item["UID"]) for one in found for item in one.walk("VEVENT")}
        assert uids == {str(party("Ada").uid), str(party("Ada").parts.get().uid)}  # type: ignore[attr-defined]
    highest = max(item["SEQUENCE"] for one in cast.calendars(gone) for item in one.walk("VEVENT"))
    assert highest < min(item["SEQUENCE"] for one in cast.calendars(back) for item in one.walk("VEVENT"))


def test_a_new_date_of_what_was_postponed_counts_higher_though_no_registration_changed(
    event: Event, admission: Admission
) -> None:
    cast.join(admission)
    event = planning.set_state(event, by="test", state="postponed", reason="Krankheit")
    cast.released(event)
    plan_changes.work_off()
    gone = cast.appointment(cast.newest("ada"))
    on_again(event)
    assert cast.newest("ada").subject == "Neuer Termin: Netze knüpfen"
    assert "Ihre Buchung" not in cast.newest("ada").text
    back = cast.appointment(cast.newest("ada"))
    assert (str(gone["STATUS"]), str(back["STATUS"])) == ("CANCELLED", "CONFIRMED")
    assert back["SEQUENCE"] > gone["SEQUENCE"]


def test_on_another_date_the_letter_says_when(event: Event, admission: Admission) -> None:
    cast.join(admission)
    called_off(event)
    start = event.starts_at + timedelta(days=7)
    on_again(event, starts_at=start, ends_at=start + timedelta(hours=2))
    assert "Findet statt: Dienstag, 13. Mai 2031, 10:00–12:00 Uhr" in cast.newest("ada").text
    assert cast.appointment(cast.newest("ada")).decoded("DTSTART").day == 13


def test_who_is_not_coming_stays_away_and_the_next_is_offered_the_seat_in_the_same_letter(
    event: Event,
) -> None:
    admission = cast.open_for(event, seats=1)
    for name in ("Ada Abel", "Bea Bader"):
        cast.join(admission, name)
    called_off(event)
    returning.stay_away(party("Ada"))
    returning.stay_away(party("Ada"))
    on_again(event)
    assert states(admission) == {"Ada": "cancelled", "Bea": "offered"}
    assert [len(cast.letters(name)) for name in ("ada", "bea")] == [2, 3]
    assert "ein Platz ist für Sie frei; bitte nehmen Sie ihn bis" in cast.newest("bea").text
    assert faults(admission) == []


def test_who_cancelled_before_or_was_erased_meanwhile_stays_away(event: Event, admission: Admission) -> None:
    for name in ("Ada Abel", "Bea Bader", "Cem Celik"):
        cast.join(admission, name)
    actions.cancel(party("Ada"))
    called_off(event)
    actions.erase(party("Bea"))
    written = OutboxMessage.objects.filter(to="bea@visitors.example").count()
    on_again(event)
    assert states(admission) == {"Ada": "cancelled", "Cem": "confirmed"}
    erased = Registration.objects.exclude(erased_at=None).get()
    assert (erased.state, erased.name, erased.email) == ("cancelled", "", "")
    assert OutboxMessage.objects.filter(to="bea@visitors.example").count() == written
    assert whole(admission).taken == 1 and faults(admission) == []


def test_requests_wait_again_and_unproven_addresses_are_not_written_to(event: Event) -> None:
    admission = cast.open_for(event, confirmation="link", hold_minutes=60)
    for name in ("Ada Abel", "Bea Bader", "Cem Celik"):
        cast.join(admission, name)
    actions.confirm(party("Cem"))
    called_off(event)
    Registration.objects.filter(name="Bea Bader").update(ended_at=timezone.now() - timedelta(hours=2))
    on_again(event)
    assert states(admission) == {"Ada": "pending", "Bea": "expired", "Cem": "confirmed"}
    assert [len(cast.letters(name)) for name in ("ada", "bea")] == [1, 1]
    actions.confirm(party("Ada"))
    assert states(admission)["Ada"] == "confirmed" and faults(admission) == []


def test_whoever_asks_waits_for_the_decision_again(event: Event) -> None:
    admission = cast.open_for(event, needs_approval=True)
    cast.join(admission)
    called_off(event)
    on_again(event)
    assert states(admission) == {"Ada": "requested"}
    assert "Ihre Buchung: Wartet auf die Entscheidung" in cast.newest("ada").text


def test_what_staff_seated_beyond_the_seats_returns_unless_the_seats_changed(event: Event) -> None:
    admission = cast.open_for(event, seats=1)
    for name in ("Ada Abel", "Bea Bader", "Cem Celik"):
        cast.join(admission, name)
    actions.seat_anyway(party("Bea"), by="desk", reason="Holds the speech")
    called_off(event)
    on_again(event)
    assert states(admission) == {"Ada": "confirmed", "Bea": "confirmed", "Cem": "waiting"}
    assert (whole(admission).taken, whole(admission).overbooked) == (2, 1) and faults(admission) == []
    called_off(event)
    actions.set_seats(whole(admission), 0, by="desk")
    actions.set_seats(whole(admission), 1, by="desk")
    on_again(event)
    assert states(admission) == {"Ada": "confirmed", "Bea": "waiting", "Cem": "waiting"}
    assert faults(admission) == []


def test_sessions_come_back_but_for_those_that_are_cancelled_themselves(
    event: Event, admission: Admission
) -> None:
    off, stays = cast.talk(event, "knoten", 8), cast.talk(event, "seile", 9)
    wanted = [actions.add_capacity(admission, by="test", seats=1, session=one).pk for one in (off, stays)]
    cast.released(event)
    cast.join(admission, session_capacity_ids=tuple(wanted))
    cast.join(admission, "Bea Bader", session_capacity_ids=tuple(wanted))
    planning.change_session(off, by="test", values={"state": "cancelled"})
    cast.released(event)
    plan_changes.work_off()
    called_off(event)
    on_again(event)
    rows = Registration.objects.exclude(main=None).order_by("capacity", "pk")
    assert [row.state for row in rows] == ["cancelled", "cancelled", "confirmed", "waiting"]
    planning.change_session(off, by="test", values={"state": "planned"})
    cast.released(event)
    plan_changes.work_off()
    assert [row.state for row in rows.all()] == ["confirmed", "waiting", "confirmed", "waiting"]
    assert faults(admission) == []


def test_groups_and_those_who_wait_for_the_other_mode_come_back_too(event: Event) -> None:
    values = {"is_open": True, "confirmation": "at_once", "most_heads": 5}
    admission = actions.open_admission(event, by="test", values=values, seats={"onsite": 4, "online": 1})
    online = Capacity.objects.get(admission=admission, mode="online")
    cast.join(admission, "Eve Ernst", capacity_id=online.pk)
    site = Capacity.objects.get(admission=admission, mode="onsite").pk
    guests = (
        SeatWish("Carl Clasen", "carl@visitors.example"),
        SeatWish("Dana Dorn", "dana@visitors.example"),
    )
    cast.join(admission, "Carl Clasen", kind="group", heads=2, seats=guests, capacity_id=site)
    cast.join(admission, capacity_id=site)
    modes.change_mode(party("Ada"), online)
    called_off(event)
    on_again(event)
    assert states(admission) == {"Eve": "confirmed", "Carl": "confirmed", "Ada": "confirmed"}
    assert party("Ada").parts.get().state == "waiting"  # type: ignore[attr-defined]
    assert str(cast.appointment(cast.newest("dana"))["STATUS"]) == "CONFIRMED"
    actions.cancel(party("Eve"))
    assert party("Ada").parts.get().state == "offered"  # type: ignore[attr-defined]
    assert faults(admission) == []


def test_registration_opens_again_as_it_was(event: Event) -> None:
    admission = cast.open_for(event)
    cast.join(admission)
    for was_open in (True, False):
        Admission.objects.update(is_open=was_open)
        called_off(event)
        assert not Admission.objects.get().is_open
        on_again(event)
        assert Admission.objects.get().is_open is was_open


def test_what_the_desk_decided_while_it_was_off_stands(event: Event, admission: Admission) -> None:
    cast.join(admission)
    called_off(event)
    for is_open in (True, False):
        actions.change_admission(Admission.objects.get(), by="desk", values={"is_open": is_open})
    on_again(event)
    assert not Admission.objects.get().is_open


def test_called_off_and_on_and_off_before_any_letter_went_out_nobody_is_lost(
    event: Event, admission: Admission
) -> None:
    cast.join(admission)
    called_off(event)
    cast.released(planning.set_state(event, by="test", state="planned"))
    called_off(event)  # before the letters of the release between were written
    assert [len(cast.letters("ada")), states(admission)["Ada"]] == [2, "cancelled"]
    on_again(event)
    assert [len(cast.letters("ada")), states(admission)["Ada"]] == [3, "confirmed"]


def test_who_registers_anew_at_once_keeps_that_and_nothing_comes_twice(
    event: Event, admission: Admission
) -> None:
    cast.join(admission)
    called_off(event)
    cast.released(planning.set_state(event, by="test", state="planned"))
    Admission.objects.update(is_open=True)
    cast.join(admission, idempotency_key="again")
    plan_changes.work_off()
    for _again in range(2):
        rows = Registration.objects.order_by("pk")
        assert [(row.state, row.ended_because) for row in rows] == [
            ("cancelled", "time_taken"),
            ("confirmed", ""),
        ]
        called_off(event)
        on_again(event)
    assert faults(admission) == []


def test_looking_ahead_stores_nothing_and_costs_the_same_for_one_and_for_many(
    event: Event, admission: Admission
) -> None:
    spent = []
    for name in ("Ada Abel", "Bea Bader", "Cem Celik", "Dora Denk"):
        cast.join(admission, name)
        called_off(event)
        before = list(Registration.objects.order_by("pk").values())
        with CaptureQueriesContext(connection) as asked:
            ahead = [(row.name, state) for row, state in returning.returning(event)]
        assert list(Registration.objects.order_by("pk").values()) == before
        spent.append(len(asked))
        on_again(event)
        assert ahead == list(Registration.objects.order_by("pk").values_list("name", "state"))
    assert set(spent) == {spent[0]}


class OffAndOn(RuleBasedStateMachine):
    """Any order of calling off, taking back, and of what people do in between."""

    @initialize(seats=st.integers(0, 4))
    def begin(self, seats: int) -> None:
        self.point = transaction.atomic()
        self.point.__enter__()
        self.event = cast.released()
        self.admission = cast.open_for(self.event, seats=seats, most_heads=3)
        talk = cast.talk(self.event, "knoten", 8)
        self.talk = actions.add_capacity(self.admission, by="test", seats=2, session=talk)
        cast.released(self.event)
        self.is_off = self.late = False
        self.gone: set[int] = set()
        self.sure: set[int] = set()
        self.order: list[int] = []
        self.number = 0

    def teardown(self) -> None:
        if hasattr(self, "point"):
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

    @rule(heads=st.integers(1, 3), talk=st.booleans())
    def somebody_registers(self, heads: int, talk: bool) -> None:
        if self.is_off or self.late:
            return
        self.number += 1
        more: dict[str, Any] = {"kind": "group", "heads": heads} if heads > 1 else {}
        more |= {"session_capacity_ids": (self.talk.pk,)} if talk else {}
        with contextlib.suppress(Refused):
            cast.join(self.admission, f"P{self.number} Abel", **more)

    @rule(data=st.data(), how=st.sampled_from(["cancels", "erased", "staff"]))
    def somebody_goes(self, data: st.DataObject, how: str) -> None:
        rows = list(Registration.objects.mains().filter(erased_at=None).order_by("pk"))
        if not rows:
            return
        row = data.draw(st.sampled_from(rows))
        if how == "erased":
            actions.erase(row)
        elif row.is_live:
            actions.cancel(row)
        else:
            returning.stay_away(row)
        self.gone.add(row.pk)

    @rule(data=st.data())
    def somebody_answers_an_offer(self, data: st.DataObject) -> None:
        rows = list(Registration.objects.filter(state="offered").order_by("pk"))
        if rows:
            actions.accept_offer(data.draw(st.sampled_from(rows)))

    @rule(seats=st.integers(0, 4))
    def staff_change_the_seats(self, seats: int) -> None:
        if not self.is_off:  # what fewer seats do to who returns is shown above
            actions.set_seats(whole(self.admission), seats, by="staff")

    @rule(at_once=st.booleans())
    def it_is_called_off(self, at_once: bool) -> None:
        if self.is_off:
            return
        self.settle()
        self.sure = self.confirmed()
        self.order = self.waiting()
        cast.released(planning.set_state(self.event, by="test", state="cancelled", reason="Sturm"))
        self.is_off, self.late = True, not at_once
        if at_once:
            self.settle()

    @rule(at_once=st.booleans())
    def it_takes_place_after_all(self, at_once: bool) -> None:
        if not self.is_off:
            return
        before = OutboxMessage.objects.filter(cause__startswith="release:").count()
        cast.released(planning.set_state(self.event, by="test", state="planned"))
        self.is_off, self.late = False, not at_once
        if at_once:
            self.settle()
            told = OutboxMessage.objects.filter(cause__startswith="release:").count() - before
            assert told == Registration.objects.live().mains().count()

    def settle(self) -> None:
        plan_changes.work_off()
        self.late = False
        if not self.is_off:
            assert self.confirmed() >= self.sure - self.gone  # nobody who had a seat and wants it is without
            still = set(self.waiting())
            assert [pk for pk in self.waiting() if pk in self.order] == [
                pk for pk in self.order if pk in still
            ]

    @invariant()
    def all_is_sound(self) -> None:
        if not hasattr(self, "number"):
            return
        assert faults(self.admission) == []
        live = set(Registration.objects.live().mains().values_list("pk", flat=True))
        assert not live & self.gone
        if self.is_off and not self.late:
            assert not live

    def confirmed(self) -> set[int]:
        return set(Registration.objects.mains().filter(state="confirmed").values_list("pk", flat=True))

    def waiting(self) -> list[int]:
        rows = Registration.objects.mains().filter(state="waiting").order_by("pk")
        return list(rows.values_list("pk", flat=True))


@pytest.mark.slow
def test_whatever_the_order_nobody_loses_a_seat_and_nobody_returns_who_went() -> None:
    few = settings(
        max_examples=40, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(OffAndOn, settings=few)
