"""A replacement named only later brings the seats back (PL-F1): the same outcome as one named at once."""

import pytest
from django.utils import timezone

from kogge.core import history
from kogge.core.models import OutboxMessage
from kogge.plan.events.models import Event, Session
from kogge.plan.speakers import actions as speakers
from kogge.take_part.letters import plan_changes
from kogge.take_part.registration import actions, invariants
from kogge.take_part.registration.models import Admission, Capacity, Registration
from kogge.take_part.registration.tests.people import recount_holds
from kogge.take_part.registration.tickets import tickets_of

from . import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def vera(db):
    return cast.person("Vera")


@pytest.fixture
def event(vera) -> Event:
    event = cast.workshop()
    cast.talk(event, "knoten", 8, vera)
    cast.talk(event, "seile", 8, cast.person("Sven"))  # at the same time
    cast.talk(event, "haken", 9, cast.person("Hanna"))
    return cast.released(event)


@pytest.fixture
def admission(event) -> Admission:
    return cast.open_for(event, seats=20)


def talk(slug: str) -> Session:
    return Session.objects.get(slug=slug)


def seats(admission: Admission, slug: str, number: int | None = 2) -> Capacity:
    return actions.add_capacity(admission, by="test", seats=number, session=talk(slug))


def cancelled(vera) -> None:
    """Vera cannot come; everybody who booked her talk hears of it and the seats end."""
    speakers.cannot_come(vera, [talk("knoten")], by="test")
    cast.released(Event.objects.get())
    plan_changes.work_off()


def replaced(vera, name: str = "Wim") -> None:
    """Somebody else speaks after all."""
    speakers.cannot_come(vera, [talk("knoten")], by="test", replacement=cast.person(name))
    cast.released(Event.objects.get())
    plan_changes.work_off()


def standing(counter: Capacity) -> dict[str, str]:
    rows = Registration.objects.filter(capacity=counter).order_by("pk")
    return {row.name.split()[0]: row.state for row in rows}


def fill(admission: Admission, counter: Capacity, *names: str) -> None:
    for name in names:
        cast.join(admission, name, session_capacity_ids=(counter.pk,))


def sound(admission: Admission) -> bool:
    broken = [fault for key in ("I1", "I2", "I3", "I4", "I5") for fault in invariants.CHECKS[key]()]
    return recount_holds(admission) and broken == []


@pytest.mark.parametrize("later", [False, True])
def test_seats_stay_whether_the_replacement_is_named_at_once_or_later(later, vera, admission):
    counter = seats(admission, "knoten")
    fill(admission, counter, "Ada Abel", "Bea Bader", "Cem Celik", "Dora Denk")
    if later:
        cancelled(vera)
        assert set(standing(counter).values()) == {"cancelled"}
    replaced(vera)
    assert standing(counter) == {"Ada": "confirmed", "Bea": "confirmed", "Cem": "waiting", "Dora": "waiting"}
    counter.refresh_from_db()
    assert (counter.taken, counter.overbooked) == (2, 0)
    assert sound(admission)


def test_everybody_reads_of_it_once_and_the_calendar_follows(vera, admission):
    counter = seats(admission, "knoten", 1)
    fill(admission, counter, "Ada Abel", "Bea Bader")
    cast.join(admission, "Cem Celik")
    cancelled(vera)
    gone = cast.newest("ada")
    assert str(cast.calendars(gone)[0]["METHOD"]) == "CANCEL"
    replaced(vera)
    assert [len(cast.letters(name)) for name in ("ada", "bea", "cem")] == [3, 3, 1]
    row = cast.newest("ada")
    assert row.subject == "Findet doch statt: Netze knüpfen"
    assert "Findet statt: Dienstag, 6. Mai 2031, 10:00–10:45 Uhr" in row.text
    assert "Bisher mit: Vera" in row.text and "Jetzt mit: Wim" in row.text
    assert "Ihre Buchung: gilt wieder" in row.text
    assert "Ihre Buchung: Auf der Warteliste" in cast.newest("bea").text
    assert cast.newest("bea").attachments == []
    assert str(cast.calendars(row)[0]["METHOD"]) == "REQUEST"
    before, after = cast.appointment(gone), cast.appointment(row)
    assert (str(after["UID"]), str(after["STATUS"])) == (str(before["UID"]), "CONFIRMED")
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_the_history_tells_it_and_a_second_run_does_nothing(vera, admission):
    counter = seats(admission, "knoten")
    fill(admission, counter, "Ada Abel")
    cancelled(vera)
    replaced(vera)
    part = Registration.objects.get(capacity=counter)
    assert [entry.verb for entry in history.of(part)][:2] == ["brought back", "called off"]
    before = OutboxMessage.objects.count(), part.version
    cast.released(Event.objects.get())
    assert plan_changes.work_off() == 0
    part.refresh_from_db()
    assert (OutboxMessage.objects.count(), part.version) == before


def test_who_gave_it_back_themselves_stays_away(vera, admission):
    counter = seats(admission, "knoten", 5)
    fill(admission, counter, "Ada Abel", "Bea Bader", "Cem Celik")
    actions.cancel(Registration.objects.get(capacity=counter, name="Ada Abel"))  # before
    cancelled(vera)
    actions.cancel(Registration.objects.get(main=None, name="Bea Bader"))  # the whole registration, after
    replaced(vera)
    assert standing(counter) == {"Ada": "cancelled", "Bea": "cancelled", "Cem": "confirmed"}
    assert len(cast.letters("bea")) == 3  # confirmed, session cancelled, own cancellation
    assert sound(admission)


def test_who_booked_something_else_at_that_time_keeps_that_and_reads_why(vera, admission):
    counter, other = seats(admission, "knoten", 1), seats(admission, "seile")
    fill(admission, counter, "Ada Abel", "Bea Bader")
    cancelled(vera)
    actions.book_session(Registration.objects.get(main=None, name="Ada Abel"), other)
    replaced(vera)
    ada, bea = Registration.objects.filter(capacity=counter).order_by("pk")
    assert (ada.state, ada.ended_because) == ("cancelled", "time_taken")
    assert bea.state == "offered"  # the seat that Ada left goes to the next in line
    text = cast.newest("ada").text
    assert "nicht zurückgeholt, weil Sie zu dieser Zeit inzwischen „Seile“ gebucht haben" in text
    assert cast.newest("ada").attachments == []
    assert sound(admission)
    cancelled_again_and_back(vera)
    ada.refresh_from_db()
    assert ada.ended_because == "time_taken"


def cancelled_again_and_back(vera) -> None:
    wim = talk("knoten").contributions.get().person
    speakers.cannot_come(wim, [talk("knoten")], by="test")
    cast.released(Event.objects.get())
    plan_changes.work_off()
    speakers.cannot_come(wim, [talk("knoten")], by="test", replacement=vera)
    cast.released(Event.objects.get())
    plan_changes.work_off()


def test_who_has_as_many_sessions_as_one_can_reads_that(vera, event):
    admission = cast.open_for(event, seats=20, most_sessions=1)
    counter, other = seats(admission, "knoten"), seats(admission, "haken")
    fill(admission, counter, "Ada Abel")
    cancelled(vera)
    actions.book_session(Registration.objects.get(main=None), other)
    replaced(vera)
    assert standing(counter) == {"Ada": "cancelled"}
    assert "so viele Programmpunkte gebucht haben, wie möglich sind" in cast.newest("ada").text


def test_fewer_seats_than_before_go_to_the_first_and_the_others_wait_first(vera, admission):
    counter = seats(admission, "knoten", 3)
    fill(admission, counter, "Ada Abel", "Bea Bader", "Cem Celik", "Dora Denk")
    cancelled(vera)
    actions.set_seats(counter, 2, by="test")
    replaced(vera)
    assert standing(counter) == {"Ada": "confirmed", "Bea": "confirmed", "Cem": "waiting", "Dora": "waiting"}
    assert sound(admission)


def test_only_the_last_cancellation_is_undone(vera, admission):
    """Who had no time when it came back the first time is not fetched by the second."""
    counter = seats(admission, "knoten", 5)
    fill(admission, counter, "Ada Abel", "Bea Bader")
    for _again in range(2):
        cancelled(talk("knoten").contributions.get().person)
        replaced(talk("knoten").contributions.get().person, f"Wim{_again}")
    assert standing(counter) == {"Ada": "confirmed", "Bea": "confirmed"}
    assert sound(admission)


def test_a_registration_handed_over_meanwhile_comes_back_for_the_new_person(vera, admission):
    counter = seats(admission, "knoten")
    fill(admission, counter, "Ada Abel")
    cancelled(vera)
    actions.hand_over(
        Registration.objects.get(main=None), name="Emil Ende", email="emil@visitors.example", by="test"
    )
    replaced(vera)
    part = Registration.objects.get(capacity=counter)
    assert (part.state, part.name, part.email) == ("confirmed", "Emil Ende", "emil@visitors.example")
    assert "gilt wieder" in cast.newest("emil").text
    assert len(cast.letters("ada")) == 3  # confirmed, cancelled session, handed over


def test_a_group_that_shrank_meanwhile_comes_back_as_it_is(vera, event):
    admission = cast.open_for(event, seats=20, most_heads=5)
    counter = seats(admission, "knoten", 4)
    main = cast.join(admission, "Ada Abel", kind="group", heads=4, session_capacity_ids=(counter.pk,))
    cancelled(vera)
    actions.set_heads(main, 3)
    replaced(vera)
    counter.refresh_from_db()
    assert (Registration.objects.get(capacity=counter).heads, counter.taken) == (3, 3)
    assert sound(admission)


def test_the_ticket_counts_at_the_door_of_the_session_again(vera, admission):
    counter = seats(admission, "knoten")
    fill(admission, counter, "Ada Abel")
    main = Registration.objects.get(main=None)
    ticket = [line.serial for line in tickets_of(main)]
    cancelled(vera)
    replaced(vera)
    assert [line.serial for line in tickets_of(main)] == ticket
    assert Registration.objects.get(capacity=counter).holds_seat(timezone.now())
