"""The terms of registration: set up from what the event says, switched on and off, and explained."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Audience, Organization
from kogge.plan.events import actions as events
from kogge.plan.events.models import Event
from kogge.publish.programme import actions as programme
from kogge.take_part.admissions import defaults
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Admission

from .conftest import guest, signed_in


def address(event: Event, page: str = "") -> str:
    return f"/en/desk/events/{event.slug}/registration/{page}"


def terms(admission: Admission, **changes: object) -> dict[str, object]:
    """What the form sends when nothing but `changes` was typed."""
    return {
        "access": admission.access, "confirmation": admission.confirmation, "hold_minutes": admission.hold_minutes,
        "has_waiting_list": "on", "offer_hours": admission.offer_hours, "quiet_from": "21:00",
        "quiet_until": "08:00", "most_heads": 1, "reminder_hours": 24, "keep_days": 730,
        "version": admission.version, **changes,
    }  # fmt: skip


def test_one_click_opens_registration_with_what_the_event_says_of_itself(
    desk: Client, workshop: Event
) -> None:
    page = desk.get(address(workshop)).content.decode()
    assert "registration is not switched on" in page
    desk.post(address(workshop), {"switch": "on"})
    admission = Admission.objects.get(event=workshop)
    assert (admission.is_open, admission.has_waiting_list, admission.access) == (True, True, "open")
    assert admission.closes_at == workshop.starts_at
    assert [(row.mode, row.seats) for row in admission.capacities.all()] == [("", 12)]


def test_a_hybrid_event_begins_with_seats_apart(emil: User, harbour: Organization) -> None:
    begins = timezone.now() + timedelta(days=3)
    values = {"title_de": "Abend", "starts_at": begins, "ends_at": begins + timedelta(hours=1), "mode": "hybrid",
              "capacity": 40, "online_url": "https://stream.example/"}  # fmt: skip
    event = events.create_event(by=emil, format_key="community-evening", lead=harbour, values=values)
    assert defaults.seats_of(event) == {"onsite": 40, "online": None}


def test_a_visit_of_schools_begins_with_classes_and_minors(workshop: Event) -> None:
    workshop.audiences.add(Audience.objects.create(slug="schools", name_de="Schulen"))
    proposed = defaults.terms_of(workshop)
    assert (proposed["takes_headcounts"], proposed["takes_minors"], proposed["most_heads"]) == (
        True,
        True,
        30,
    )


def test_a_meeting_for_members_begins_with_invitations(emil: User, harbour: Organization) -> None:
    event = events.create_event(
        by=emil, format_key="board-meeting", lead=harbour, values={"title_de": "Sitzung"}
    )
    assert defaults.terms_of(event)["access"] == "invited"


def test_the_page_says_why_nobody_sees_the_form(
    desk: Client, workshop: Event, admission: Admission, emil: User
) -> None:
    assert "the event is not published" in desk.get(address(workshop)).content.decode()
    Event.objects.filter(pk=workshop.pk).update(summary_de="Etwas", funding="none", cost="free")
    workshop.refresh_from_db()
    programme.release(workshop, by=emil)
    assert "The form is open for everybody" in desk.get(address(workshop)).content.decode()
    later = timezone.now() + timedelta(days=1)
    registration.change_admission(admission, values={"opens_at": later}, by=emil)
    assert "The form is closed until" in desk.get(address(workshop)).content.decode()


def test_the_page_says_why_the_waiting_list_is_idle(
    desk: Client, workshop: Event, admission: Admission
) -> None:
    assert "there are free seats everywhere" in desk.get(address(workshop)).content.decode()
    registration.set_seats(admission.capacities.get(), None, by="test")
    assert "no number of seats is set" in desk.get(address(workshop)).content.decode()
    registration.change_admission(admission, values={"has_waiting_list": False}, by="test")
    assert "it is switched off" in desk.get(address(workshop)).content.decode()


def test_a_wrong_term_gets_a_sentence_and_nothing_is_saved(
    desk: Client, workshop: Event, admission: Admission
) -> None:
    typed = terms(admission, opens_at="2030-01-02T10:00", closes_at="2030-01-01T10:00", hold_minutes="1")
    page = desk.post(address(workshop), typed).content.decode()
    assert "It must close after it opens." in page
    assert "Please write a number from 5 to 2880." in page
    assert 'value="2030-01-02T10:00"' in page
    assert Admission.objects.get().opens_at is None


def test_who_saves_over_somebody_elses_change_is_told(
    desk: Client, workshop: Event, admission: Admission
) -> None:
    typed = terms(admission, keep_days=100)
    registration.change_admission(admission, values={"keep_days": 50}, by="test")
    assert "Somebody changed these terms meanwhile" in desk.post(address(workshop), typed).content.decode()
    assert Admission.objects.get().keep_days == 50


def test_saved_terms_are_written_into_the_history(
    desk: Client, workshop: Event, admission: Admission, emil: User
) -> None:
    desk.post(address(workshop), terms(admission, needs_approval="on"))
    entry = history.of(admission).first()
    assert entry is not None
    assert (entry.actor, entry.after) == (str(emil.pk), {"needs_approval": True})
    assert Admission.objects.get().needs_approval


def test_lowering_the_seats_throws_nobody_out_and_names_how_many_are_too_many(
    desk: Client, workshop: Event, admission: Admission
) -> None:
    for name in ("Anna Beispiel", "Ben Muster"):
        guest(admission, name)
    capacity = admission.capacities.get()
    page = desk.post(address(workshop, "seats/"), {f"seats_{capacity.pk}": "1"}, follow=True).content.decode()
    assert "1 more than there are seats" in page
    assert set(admission.registrations.values_list("state", flat=True)) == {"confirmed"}


def test_a_number_of_seats_that_is_none_stays_typed(
    desk: Client, workshop: Event, admission: Admission
) -> None:
    capacity = admission.capacities.get()
    page = desk.post(address(workshop, "seats/"), {f"seats_{capacity.pk}": "many"}).content.decode()
    assert "Please write a whole number" in page
    assert 'value="many"' in page
    capacity.refresh_from_db()
    assert capacity.seats == 2


def test_many_sessions_get_seats_in_one_step(
    desk: Client, workshop: Event, admission: Admission, emil: User
) -> None:
    for number in range(5):
        events.add_session(workshop, by=emil, values={"title_de": f"Werkstatt {number}", "kind": "workshop"})
    desk.post(address(workshop, "seats/"), {"kinds": ["workshop"], "seats": "8"})
    rows = admission.capacities.filter(session__isnull=False)
    assert list(rows.values_list("seats", flat=True)) == [8] * 5


def test_a_series_has_the_same_desk(desk: Client, emil: User, harbour: Organization) -> None:
    series = events.create_series(by=emil, values={"title_de": "Vier Abende"}, organizers=[harbour])
    base = f"/en/desk/series/{series.slug}/registration/"
    desk.post(base, {"switch": "on"})
    assert Admission.objects.get(series=series).is_open
    for page in (
        "",
        "seats/",
        "questions/",
        "list/",
        "waiting/",
        "invitations/",
        "codes/",
        "consents/",
        "needs/",
    ):
        assert desk.get(base + page).status_code == 200, page


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("office", 200),
        ("editor", 200),
        ("other_editor", 404),
        ("door", 403),
        ("reviewer", 403),
        ("auditor", 403),
    ],
)
def test_only_the_lead_and_the_office_see_this_desk(
    workshop: Event, admission: Admission, emil: User, who: str, status: int
) -> None:
    client = signed_in(emil if who == "editor" else getattr(cast, who)())
    for page in ("", "seats/", "questions/", "list/", "waiting/", "invitations/", "codes/", "consents/"):
        assert client.get(address(workshop, page)).status_code == status, page


def test_a_visitor_is_sent_to_the_sign_in(client: Client, workshop: Event, admission: Admission) -> None:
    assert client.get(address(workshop, "list/"))["Location"].startswith("/en/account/login/")


def test_a_plan_is_deleted_with_its_terms_until_somebody_registers(
    workshop: Event, admission: Admission, emil: User
) -> None:
    anna = guest(admission, "Anna")
    with pytest.raises(Refused, match="Please cancel it instead"):
        events.delete_event(workshop, by=emil)
    registration.erase(anna, by=emil)
    anna.delete()
    events.delete_event(workshop, by=emil)
    assert not Admission.objects.exists()
