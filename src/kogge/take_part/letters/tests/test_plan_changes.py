"""Plans change: everybody concerned reads it once, and calendars follow."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.network.directory.models import Place
from kogge.plan.events import actions as planning
from kogge.plan.events.models import Event
from kogge.take_part.letters import jobs, plan_changes, rounds
from kogge.take_part.letters.models import Round
from kogge.take_part.registration import actions
from kogge.take_part.registration.applications import SeatWish
from kogge.take_part.registration.models import Registration

from . import cast

pytestmark = pytest.mark.django_db


def moved(event: Event, **values: object) -> Event:
    fresh = planning.change_event(event, by="test", values=values)
    return cast.released(fresh)


def test_another_time_moves_the_appointment_of_everybody_once(event, admission):
    cast.join(admission)
    before = cast.appointment(cast.newest("ada"))
    start = event.starts_at + timedelta(hours=3)
    moved(event, starts_at=start, ends_at=start + timedelta(hours=2))
    assert plan_changes.work_off() == 1
    assert plan_changes.work_off() == 0
    row = cast.newest("ada")
    item = cast.appointment(row)
    assert row.subject == "Neue Zeit: Netze knüpfen"
    assert "Bisherige Zeit: Dienstag, 6. Mai 2031, 10:00–12:00 Uhr" in row.text
    assert "Neue Zeit: Dienstag, 6. Mai 2031, 13:00–15:00 Uhr" in row.text
    assert (str(item["UID"]), str(item["STATUS"])) == (str(before["UID"]), "CONFIRMED")
    assert item["SEQUENCE"] > before["SEQUENCE"]
    assert item.decoded("DTSTART").hour == 13
    assert str(cast.calendars(row)[0]["METHOD"]) == "REQUEST"


def test_a_new_place_names_both(event, admission):
    cast.join(admission)
    barn = Place.objects.create(slug="barn", name="Scheune", kind="venue", street="Feld 2")
    cast.released(planning.move_place(event, by="test", place=barn))
    plan_changes.work_off()
    text = cast.newest("ada").text
    assert "Bisheriger Ort: Kaispeicher, Am Kai 1, Seestadt" in text
    assert "Neuer Ort: Scheune, Feld 2" in text


def test_a_cancelled_event_tells_why_ends_the_seats_and_offers_none(event):
    admission = cast.open_for(event, seats=1)
    ada, bea = cast.join(admission), cast.join(admission, "Bea Bader")
    cast.released(planning.set_state(event, by="test", state="cancelled", reason="Sturmflut"))
    assert plan_changes.work_off() == 2
    row = cast.newest("ada")
    assert row.subject == "Abgesagt: Netze knüpfen"
    assert "> Sturmflut" in row.text
    assert str(cast.calendars(row)[0]["METHOD"]) == "CANCEL"
    assert cast.newest("bea").attachments == []
    assert [len(cast.letters(name)) for name in ("ada", "bea")] == [2, 2]
    states = Registration.objects.filter(pk__in=[ada.pk, bea.pk]).values_list("state", "ended_because")
    assert set(states) == {("cancelled", "event")}


def test_a_postponed_event_keeps_the_seats_and_a_new_date_is_told(event, admission):
    ada = cast.join(admission)
    event = planning.set_state(event, by="test", state="postponed", reason="Krankheit")
    cast.released(event)
    plan_changes.work_off()
    assert cast.newest("ada").subject == "Verschoben: Netze knüpfen"
    ada.refresh_from_db()
    assert ada.state == "confirmed"
    event = planning.set_state(event, by="test", state="planned")
    start = event.starts_at + timedelta(days=7)
    moved(event, starts_at=start, ends_at=start + timedelta(hours=2))
    plan_changes.work_off()
    row = cast.newest("ada")
    assert "Findet statt: Dienstag, 13. Mai 2031, 10:00–12:00 Uhr" in row.text
    assert str(cast.calendars(row)[0]["METHOD"]) == "REQUEST"


def test_only_those_who_booked_it_hear_of_a_session(event, admission):
    talk = cast.talk(event, "knoten", 8, cast.person("Vera"), room=cast.hall())
    seats = actions.add_capacity(admission, by="test", seats=5, session=talk)
    cast.released(event)
    cast.join(admission, session_capacity_ids=(seats.pk,))
    cast.join(admission, "Ben Brook")
    planning.change_session(
        talk, by="test", values={"room": cast.hall("Saal 2")}, people=[cast.person("Wim")]
    )
    cast.released(event)
    assert plan_changes.work_off() == 1
    text = cast.newest("ada").text
    assert "Bisheriger Ort: Saal 1, Kaispeicher" in text
    assert "Neuer Ort: Saal 2, Kaispeicher" in text
    assert "Bisher mit: Vera" in text
    assert "Jetzt mit: Wim" in text
    assert len(cast.letters("ben")) == 1


def test_a_cancelled_session_ends_its_seats_and_not_the_registration(event, admission):
    talk = cast.talk(event)
    seats = actions.add_capacity(admission, by="test", seats=5, session=talk)
    cast.released(event)
    ada = cast.join(admission, session_capacity_ids=(seats.pk,))
    planning.change_session(talk, by="test", values={"state": "cancelled"})
    cast.released(event)
    plan_changes.work_off()
    assert [row.subject for row in cast.letters("ada")] == [
        "Bestätigt: Netze knüpfen", "Programmpunkt entfällt: Netze knüpfen",
    ]  # fmt: skip
    ada.refresh_from_db()
    assert (ada.state, ada.parts.get().state) == ("confirmed", "cancelled")


def test_guests_of_a_group_hear_of_it_too_and_one_address_hears_once(event):
    admission = cast.open_for(event, most_heads=5)
    seats = (SeatWish("Carl Clasen", "carl@visitors.example"), SeatWish("Dana Dorn", "dana@visitors.example"))
    cast.join(admission, "Carl Clasen", kind="group", heads=2, seats=seats)
    start = event.starts_at + timedelta(hours=1)
    moved(event, starts_at=start, ends_at=start + timedelta(hours=2))
    plan_changes.work_off()
    told = OutboxMessage.objects.filter(cause__startswith="release:").values_list("to", flat=True)
    assert sorted(told) == ["carl@visitors.example", "dana@visitors.example"]


def test_what_nobody_relies_on_is_not_told(event, admission):
    cast.join(admission)
    moved(event, summary_de="Ein neuer Text", title_en="Knotting nets")
    assert not Round.objects.exists()
    assert plan_changes.work_off() == 0


def test_who_has_not_confirmed_the_address_is_not_written_to(event):
    admission = cast.open_for(event, confirmation="link")
    cast.join(admission)
    start = event.starts_at + timedelta(hours=1)
    moved(event, starts_at=start, ends_at=start + timedelta(hours=2))
    assert plan_changes.work_off() == 0


def test_a_round_goes_on_where_a_process_died_and_writes_to_nobody_twice(event, monkeypatch):
    admission = cast.open_for(event, seats=None)
    for number in range(7):
        cast.join(admission, f"Gast{number} Abel")
    start = event.starts_at + timedelta(hours=1)
    moved(event, starts_at=start, ends_at=start + timedelta(hours=2))
    monkeypatch.setattr(rounds, "STEP", 3)
    told, real = [], plan_changes.tell

    def dies_at_the_fifth(*given):
        told.append(given)
        if len(told) == 5:
            raise IntegrityError("killed")
        return real(*given)

    monkeypatch.setattr(plan_changes, "tell", dies_at_the_fifth)
    with pytest.raises(IntegrityError):
        plan_changes.work_off()
    assert OutboxMessage.objects.filter(cause__startswith="release:").count() == 3
    monkeypatch.setattr(plan_changes, "tell", real)
    assert plan_changes.work_off() == 4
    assert OutboxMessage.objects.filter(cause__startswith="release:").count() == 7
    assert Round.objects.get().letters == 7


def remind(event: Event, hours: float) -> int:
    return jobs.remind(event.starts_at - timedelta(hours=hours))


def test_a_reminder_goes_once_to_those_who_come(event):
    admission = cast.open_for(event, seats=1, reminder_hours=24)
    cast.join(admission)
    cast.join(admission, "Bea Bader")
    assert remind(event, 25) == 0
    assert remind(event, 24) == 1
    assert remind(event, 23) == 0
    row = cast.newest("ada")
    assert row.subject == "Bald ist es so weit: Netze knüpfen"
    assert "Netze knüpfen: Dienstag, 6. Mai 2031, 10:00–12:00 Uhr, Kaispeicher" in row.text
    assert "cid:ticket1" in row.html


def test_nobody_is_reminded_within_an_hour_of_registering(db):
    start = timezone.now() + timedelta(hours=20)
    event = cast.released(
        starts_at=start, starts_on=timezone.localdate(start), ends_at=start + timedelta(hours=2)
    )
    ada = cast.join(cast.open_for(event))
    assert jobs.remind() == 0
    assert ada.state == "confirmed"


def test_a_reminder_is_switched_off_by_zero_and_silent_for_what_is_cancelled(event):
    admission = cast.open_for(event, reminder_hours=0)
    cast.join(admission)
    assert remind(event, 5) == 0
    actions.change_admission(admission, by="test", values={"reminder_hours": 24})
    cast.released(planning.set_state(event, by="test", state="cancelled", reason="Sturm"))
    assert remind(event, 5) == 0
