"""A plan fails: one action changes it, tells everybody, and shows beforehand what it will do."""

from datetime import timedelta

import pytest
from django.db import transaction

from kogge.core.models import OutboxMessage
from kogge.network.accounts.tests import cast as staff
from kogge.network.directory.models import Place
from kogge.publish.programme.models import PublicEvent, Release
from kogge.take_part.attendance.models import Attendance
from kogge.take_part.checkin.models import Door
from kogge.take_part.correspondence.attendance_letter import attendance_confirmed
from kogge.take_part.correspondence.follow_up import follow_up
from kogge.take_part.letters import plan_changes
from kogge.take_part.letters.tests import cast
from kogge.take_part.registration import actions as registration

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
