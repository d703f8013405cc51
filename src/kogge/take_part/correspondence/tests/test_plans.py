"""A plan fails: one action changes it, tells everybody, and shows beforehand what it will do."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.network.accounts.tests import cast as staff
from kogge.network.directory.models import Place
from kogge.plan.events import actions as planning
from kogge.publish.programme.models import PublicEvent, Release
from kogge.take_part.attendance.models import Attendance
from kogge.take_part.checkin.models import Door
from kogge.take_part.correspondence.attendance_letter import attendance_confirmed
from kogge.take_part.correspondence.follow_up import follow_up
from kogge.take_part.letters import plan_changes
from kogge.take_part.letters.tests import cast
from kogge.take_part.registration import actions as registration
from kogge.take_part.reseating import returning

pytestmark = pytest.mark.django_db


def page_of(event, kind):
    return f"/en/desk/events/{event.slug}/plans/{kind}/"


def test_a_cancelled_event_is_seen_first_and_then_done_by_one_button(event, admission, client):
    client.force_login(staff.editor())
    cast.join(admission)
    cast.join(admission, "Ben Brook")
    before = OutboxMessage.objects.count()
    fields = {"state": "cancelled", "reason": "Sturmflut"}
    shown = client.post(page_of(event, "cancellation"), fields).content.decode()
    assert "2 registrations are concerned." in shown
    assert "leider findet „Netze knüpfen“ nicht statt." in shown
    assert (Release.objects.count(), OutboxMessage.objects.count()) == (1, before)
    event.refresh_from_db()
    assert event.state == "published"
    done = client.post(page_of(event, "cancellation"), {**fields, "go": "yes"})
    assert done.status_code == 302
    assert PublicEvent.objects.get(event=event).state == "cancelled"
    assert plan_changes.work_off() == 2
    assert "> Sturmflut" in cast.newest("ben").text


def test_without_a_reason_nothing_happens(event, client):
    client.force_login(staff.editor())
    answer = client.post(page_of(event, "cancellation"), {"state": "cancelled", "reason": "", "go": "yes"})
    assert answer.status_code == 200
    assert PublicEvent.objects.get(event=event).state == "published"


def test_a_moved_venue_keeps_the_former_place_and_tells_both(event, admission, client):
    client.force_login(staff.editor())
    cast.join(admission)
    barn = Place.objects.create(slug="barn", name="Scheune", kind="venue", street="Feld 2")
    client.post(page_of(event, "venue"), {"place": barn.pk, "note": "Das Wasser steht.", "go": "yes"})
    plan_changes.work_off()
    text = cast.newest("ada").text
    assert "Neuer Ort: Scheune, Feld 2" in text
    assert "> Das Wasser steht." in text
    assert PublicEvent.objects.get(event=event).record["former_place"]["name"] == "Kaispeicher"


def test_a_replacement_keeps_the_seats(event, admission, client):
    client.force_login(staff.editor())
    vera, wim = cast.person("Vera"), cast.person("Wim")
    talk = cast.talk(event, "knoten", 8, vera)
    seats = registration.add_capacity(admission, by="test", seats=5, session=talk)
    cast.released(event)
    ada = cast.join(admission, session_capacity_ids=(seats.pk,))
    client.post(page_of(event, "speaker"), {"person": vera.pk, "instead": wim.pk, "go": "yes"})
    plan_changes.work_off()
    assert "Jetzt mit: Wim" in cast.newest("ada").text
    assert ada.parts.get().state == "confirmed"


def test_without_a_replacement_a_session_nobody_else_holds_is_cancelled(event, admission, client):
    client.force_login(staff.editor())
    vera = cast.person("Vera")
    alone, shared = (
        cast.talk(event, "knoten", 8, vera),
        cast.talk(event, "seile", 9, vera, cast.person("Wim")),
    )
    cast.released(event)
    client.post(page_of(event, "speaker"), {"person": vera.pk, "go": "yes"})
    alone.refresh_from_db()
    shared.refresh_from_db()
    assert (alone.state, shared.state) == ("cancelled", "planned")
    assert list(shared.contributions.values_list("person__name", flat=True)) == ["Wim"]


def test_plans_of_others_and_of_what_is_not_public_stay_as_they_are(event, client):
    client.force_login(staff.other_editor())
    assert client.get(page_of(event, "venue")).status_code == 404
    client.force_login(staff.editor())
    hidden = cast.workshop(slug="hidden")
    page = client.post(page_of(hidden, "cancellation"), {"state": "cancelled", "reason": "x", "go": "yes"})
    assert "not public yet" in page.content.decode()
    assert client.get("/en/desk/events/hidden/plans/").status_code == 200
    assert client.get(f"/en/desk/events/{event.slug}/plans/").status_code == 200


def test_the_letter_afterwards_goes_to_those_who_came_and_is_forgotten(event, admission):
    ada = cast.join(admission)
    cast.join(admission, "Ben Brook")
    door = Door.objects.get_or_create(event=event)[0]
    Attendance.objects.create(door=door, registration=ada, serial=ada.serial, proof="scan")
    registration.change_admission(
        admission, by="test", values={"follow_up_de": "Die Folien: https://folien.example"}
    )
    assert follow_up(event.ends_at + timedelta(hours=1)) == 0
    assert follow_up(event.ends_at + timedelta(hours=3)) == 1
    assert follow_up(event.ends_at + timedelta(hours=4)) == 0
    row = cast.newest("ada")
    assert "/f/" in row.text
    assert "Die Folien: https://folien.example" in row.text
    assert row.is_farewell
    assert row.about == ""


def test_before_attendance_is_known_everybody_with_a_seat_is_asked(event, admission):
    cast.join(admission)
    cast.join(admission, "Ben Brook")
    assert follow_up(event.ends_at + timedelta(hours=3)) == 2


def test_a_host_confirms_attendance_by_mail_once(event, admission):
    ada = cast.join(admission)
    door = Door.objects.get_or_create(event=event)[0]
    row = Attendance.objects.create(
        door=door, registration=ada, serial=ada.serial, proof="online", minutes=85
    )
    for _click in range(2):
        with transaction.atomic():
            attendance_confirmed(attendance=row)
    [_ticket, letter] = cast.letters("ada")
    assert letter.subject.endswith("Netze knüpfen")
    assert "85" in letter.text


def revival(event, **changed):
    begins = timezone.localtime(event.starts_at)
    first = {
        "starts_on": f"{begins:%Y-%m-%d}", "starts_time": f"{begins:%H:%M}",
        "ends_time": f"{timezone.localtime(event.ends_at):%H:%M}", "place": event.place_id,
    }  # fmt: skip
    return first | changed


def test_an_event_takes_place_after_all_by_one_button_that_first_says_who_comes_back(
    event, admission, client
):
    """PL-F1: one action, one letter to each, the same seats."""
    client.force_login(staff.editor())
    registration.set_seats(admission.capacities.get(), 1, by="test")
    ada = cast.join(admission)
    cast.join(admission, "Bea Bader")
    gone = cast.join(admission, "Cem Celik")
    page = f"/en/desk/events/{event.slug}/plans/"
    assert "takes place after all" not in client.get(page).content.decode()
    client.post(page_of(event, "cancellation"), {"state": "cancelled", "reason": "Sturmflut", "go": "yes"})
    plan_changes.work_off()
    returning.stay_away(gone)
    assert "takes place after all" in client.get(page).content.decode()
    before = OutboxMessage.objects.count(), Release.objects.count()
    shown = client.post(page_of(event, "revival"), revival(event)).content.decode()
    assert "2 registrations are concerned." in shown and "Write to 2 people".lower() in shown.lower()
    assert "<dt>Confirmed</dt><dd>1</dd>" in shown and "<dt>On the waiting list</dt><dd>1</dd>" in shown
    assert "„Netze knüpfen“ findet doch statt." in shown and "gilt wieder" in shown
    assert (OutboxMessage.objects.count(), Release.objects.count()) == before
    assert client.post(page_of(event, "revival"), revival(event, go="yes")).status_code == 302
    assert PublicEvent.objects.get(event=event).state == "published"
    assert plan_changes.work_off() == 2
    ada.refresh_from_db()
    assert ada.state == "confirmed" and len(cast.letters("cem")) == 2


def test_on_another_date_sessions_move_along_by_the_local_clock_and_nothing_else_is_lost(
    event, admission, client
):
    """From summer to winter time everything keeps its hour."""
    client.force_login(staff.editor())
    talk = cast.talk(event, "knoten", 9, cast.person("Vera"))
    cast.released(event)
    client.post(page_of(event, "cancellation"), {"state": "postponed", "reason": "Krank", "go": "yes"})
    given = revival(event, starts_on="2031-11-04", starts_time="14:00", ends_time="16:00", go="yes")
    assert client.post(page_of(event, "revival"), given).status_code == 302
    talk.refresh_from_db()
    event.refresh_from_db()
    assert [f"{timezone.localtime(at):%d.%m. %H:%M}" for at in (event.starts_at, talk.starts_at, talk.ends_at)] == [
        "04.11. 14:00", "04.11. 15:00", "04.11. 15:45",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"starts_on": ""}, "This field is required."),
        ({"starts_on": "2031-03-30", "starts_time": "02:30"}, "The clocks skip 02:30 in that night."),
        ({"starts_on": "2031-10-26", "starts_time": "02:30"}, "Which of the two do you mean?"),
        ({"ends_time": "01:00"}, "The end lies before the start."),
    ],
)
def test_what_no_clock_shows_is_asked_beside_its_field(changed, said, event, client):
    client.force_login(staff.editor())
    client.post(page_of(event, "cancellation"), {"state": "cancelled", "reason": "Sturm", "go": "yes"})
    answer = client.post(page_of(event, "revival"), revival(event, **changed, go="yes"))
    assert answer.status_code == 200 and said in answer.content.decode()
    assert PublicEvent.objects.get(event=event).state == "cancelled"


def test_a_room_that_somebody_else_has_meanwhile_is_refused_and_nothing_is_half_done(event, client):
    client.force_login(staff.editor())
    hall = cast.hall()
    planning.change_event(event, by="test", values={"room": hall})
    client.post(page_of(event, "cancellation"), {"state": "cancelled", "reason": "Sturm", "go": "yes"})
    other = cast.workshop(slug="other")
    planning.change_event(other, by="test", values={"room": hall})
    event.refresh_from_db()
    answer = client.post(page_of(event, "revival"), revival(event, room=hall.pk, go="yes"))
    assert answer.status_code == 200 and "Saal 1" in answer.content.decode()
    event.refresh_from_db()
    assert event.state == "cancelled"
    assert client.post(page_of(event, "revival"), revival(event, room="", go="yes")).status_code == 302


def test_what_takes_place_cannot_take_place_after_all(event, client):
    client.force_login(staff.editor())
    answer = client.post(page_of(event, "revival"), revival(event, go="yes"))
    assert "It takes place already." in answer.content.decode()
