"""Each speaker is told once per release what is different for them (PL-07)."""

from icalendar import Calendar

from kogge.network.directory.models import Person, Room
from kogge.plan.events.models import Event, Session
from kogge.plan.speakers import actions as speakers
from kogge.plan.speakers import link
from kogge.publish.programme import actions
from kogge.publish.programme.models import PublicSession, Release
from kogge.publish.schedules.models import Told

from .conftest import letters, move, talk


def test_a_first_release_tells_everybody_their_slots_in_one_letter(
    fair: Event, stage: Room, ada: Person, cleo: Person
) -> None:
    talk(fair, "tides", 8, ada, room=stage)
    talk(fair, "ropes", 9, ada, cleo)
    made = actions.release(fair, by="test", note="See you there")
    found = letters()
    assert set(found) == {"ada@harbour.example", "cleo@harbour.example"}
    letter = found["ada@harbour.example"]
    assert (
        "neu für Sie: Mo 03.06.2030, 10:00–10:30 Uhr, Großer Speicher" in letter.text
        or "new for you" in letter.text
    )
    assert "Tides" in letter.text and "Ropes" in letter.text and "> See you there" in letter.text
    assert letter.cause == f"speaker told:{made.pk}:{ada.pk}" and letter.is_bulk
    assert link.secret_of(ada.speaker_profile) in letter.text  # type: ignore[attr-defined]
    dates = Calendar.from_ical(letter.attachments[0]["text"]).walk("VEVENT")
    assert [str(one["summary"]) for one in dates] == ["Tides", "Ropes"]
    assert dates[0]["location"] == "Großer Speicher, Quay" and dates[0]["status"] == "CONFIRMED"


def test_later_only_those_are_told_for_whom_something_is_different(
    fair: Event, ada: Person, cleo: Person
) -> None:
    tides, _ropes = talk(fair, "tides", 8, ada), talk(fair, "ropes", 9, cleo)
    speakers.invite(ada, by="test", language="en")
    actions.release(fair, by="test")
    letters()
    fair.refresh_from_db()
    fair.summary_de = "Other words on the page"
    fair.save()
    actions.release(fair, by="test")
    assert letters() == {}
    move(tides, 2)
    actions.release(fair, by="test")
    found = letters()
    assert (
        set(found) == {"ada@harbour.example"}
        and "moved from 10:00 to 12:00" in found["ada@harbour.example"].text
    )
    dates = Calendar.from_ical(found["ada@harbour.example"].attachments[0]["text"]).walk("VEVENT")
    assert [one["sequence"] for one in dates] == [1]


def test_a_release_of_one_session_tells_only_of_it(fair: Event, ada: Person, cleo: Person) -> None:
    tides, ropes = talk(fair, "tides", 8, ada), talk(fair, "ropes", 9, cleo)
    actions.release(fair, by="test")
    letters()
    move(tides, 1)
    move(ropes, 1)
    actions.release_session(tides, by="test")
    assert set(letters()) == {"ada@harbour.example"}
    actions.release(fair, by="test")
    assert set(letters()) == {"cleo@harbour.example"}


def test_who_is_taken_out_and_what_is_cancelled_is_told(fair: Event, ada: Person, cleo: Person) -> None:
    tides, ropes = talk(fair, "tides", 8, ada, cleo), talk(fair, "ropes", 9, ada)
    for one in (ada, cleo):
        speakers.invite(one, by="test", language="en")
    actions.release(fair, by="test")
    letters()
    tides.contributions.filter(person=cleo).delete()
    Session.objects.filter(pk=ropes.pk).update(state="cancelled")
    actions.release(fair, by="test")
    found = letters()
    assert "you no longer take part" in found["cleo@harbour.example"].text
    assert "Ropes" in found["ada@harbour.example"].text and "cancelled" in found["ada@harbour.example"].text
    status = [
        str(one["status"])
        for one in Calendar.from_ical(found["ada@harbour.example"].attachments[0]["text"]).walk("VEVENT")
    ]
    assert status == ["CONFIRMED", "CANCELLED"]


def test_an_event_that_is_over_writes_to_nobody(fair: Event, ada: Person) -> None:
    talk(fair, "tides", 8, ada)
    Event.objects.filter(pk=fair.pk).update(starts_on="2019-11-06", ends_on="2019-11-07")
    fair.refresh_from_db()
    actions.release(fair, by="test")
    assert letters() == {} and not Told.objects.exists()


def test_a_withdrawn_event_is_told_and_so_is_its_return(fair: Event, ada: Person) -> None:
    talk(fair, "tides", 8, ada)
    speakers.invite(ada, by="test", language="en")
    actions.release(fair, by="test")
    letters()
    actions.withdraw(fair, by="test", reason="Too early")
    assert "no longer in the programme" in letters()["ada@harbour.example"].text
    actions.release(fair, by="test")
    assert "new for you" in letters()["ada@harbour.example"].text


def test_a_speaker_who_cannot_come_is_public_at_once_and_told_once(
    fair: Event, ada: Person, cleo: Person
) -> None:
    """PL-F1: cancelled on the page within the same moment; the others of a panel are told, the speaker is not again."""
    tides, panel = talk(fair, "tides", 8, ada), talk(fair, "panel", 9, ada, cleo)
    move_later = talk(fair, "ropes", 10, cleo)
    actions.release(fair, by="test")
    letters()
    move(move_later, 1)  # a change of the draft that nobody meant to release
    speakers.cannot_come(ada, [tides, panel], by="speaker")
    shown = {one.slug: one for one in PublicSession.objects.all()}
    assert shown["tides"].state == "cancelled" and shown["panel"].people == []
    assert shown["ropes"].starts_at != move_later.starts_at
    assert Release.objects.filter(event=fair).count() == 2
    assert "ada@harbour.example" not in letters()
    assert set(shown["panel"].record) >= {"uid", "people"}
