"""What people read, and what their calendars and mail programs make of it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone, translation

from kogge.core import outbox
from kogge.core.models import OutboxMessage
from kogge.core.reactions import announce
from kogge.take_part.letters import frame
from kogge.take_part.registration import actions
from kogge.take_part.registration.applications import SeatWish
from kogge.take_part.registration.identity import email_key
from kogge.take_part.registration.models import Capacity, Invitation, Registration, State
from kogge.take_part.registration.personal_link import address_of

from . import cast

pytestmark = pytest.mark.django_db

CONFIRMED = """Guten Tag Ada Abel,

Ihre Anmeldung zu „Netze knüpfen“ ist bestätigt. Wir freuen uns auf Sie.

Wann: Dienstag, 6. Mai 2031, 10:00–12:00 Uhr
Wo: Kaispeicher, Am Kai 1, Seestadt
Barrierefreiheit: Aufzug vorhanden
Anmeldenummer: {reference}

Ada Abel
Anmeldenummer: {reference}
Code: {code}

Sie können nicht kommen? Bitte sagen Sie über den Link ab, damit jemand anders den Platz bekommt.

Anmeldung ansehen, ändern, weitergeben oder absagen:
{link}

Freundliche Grüße
Digitales MV

--\x20
Sie erhalten diesen Brief, weil mit dieser Adresse eine Anmeldung zu „Netze knüpfen“ einging.
Für Ihre Daten verantwortlich: Hafenzentrum. Datenschutz: {site}/datenschutz/
"""


def subjects(to: str) -> list[str]:
    return [row.subject for row in cast.letters(to)]


def test_a_confirmation_says_everything_and_brings_ticket_and_appointment(admission, settings):
    ada = cast.join(admission)
    [row] = cast.letters("ada")
    code = row.text.partition("Code: ")[2].partition("\n")[0]
    with translation.override("de"):
        link = address_of(ada)
    assert row.subject == "Bestätigt: Netze knüpfen"
    assert row.text == CONFIRMED.format(reference=ada.reference, code=code, link=link, site=settings.SITE_URL)
    for part in (code.split()[0], link, ada.reference, "Kaispeicher, Am Kai 1", "cid:ticket1"):
        assert part in row.html
    kinds = [part.get_content_type() for part in cast.as_mail(row).walk()]
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
        "text/calendar", "application/ics",
    ]  # fmt: skip


def test_the_appointment_is_one_that_calendars_move(admission):
    ada = cast.join(admission)
    item = cast.appointment(cast.newest("ada"))
    guest = item["ATTENDEE"]
    assert str(item["UID"]) == str(ada.uid)
    assert item["SEQUENCE"] == 2 * ada.version
    assert (str(item["SUMMARY"]), str(item["LOCATION"])) == (
        "Netze knüpfen", "Kaispeicher, Am Kai 1, Seestadt",
    )  # fmt: skip
    assert item.decoded("DTSTART").isoformat() == "2031-05-06T10:00:00+02:00"
    assert (str(guest), guest.params["PARTSTAT"], guest.params["RSVP"]) == (
        "mailto:ada@visitors.example", "ACCEPTED", "FALSE",
    )  # fmt: skip
    assert item["ORGANIZER"].params["CN"] == "Hafenzentrum"
    calendar = cast.calendars(cast.newest("ada"))[0]
    assert str(calendar["METHOD"]) == "REQUEST"
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]


def test_whoever_registers_in_english_reads_english(admission):
    cast.join(admission, "Ben Brook", language="en")
    row = cast.newest("ben")
    assert row.subject == "Confirmed: Tying nets"
    assert row.text.startswith("Good day Ben Brook,\n\nyour registration for “Tying nets” is confirmed.")
    assert "/en/r/" in row.text
    assert '<html lang="en">' in row.html


def test_the_letter_that_asks_for_a_click_repeats_nothing_a_stranger_typed(event):
    admission = cast.open_for(event, confirmation="link")
    ada = cast.join(admission, "Gewinnspiel")
    row = cast.newest("gewinnspiel")
    assert row.subject == "Bitte bestätigen: Netze knüpfen"
    assert "Gewinnspiel" not in row.text + row.html
    assert "Anmeldung bestätigen:" in row.text
    assert row.attachments == []
    actions.confirm(ada)
    assert subjects("gewinnspiel") == ["Bitte bestätigen: Netze knüpfen", "Bestätigt: Netze knüpfen"]


def test_who_waits_knows_the_place_and_is_offered_the_next_seat(event):
    admission = cast.open_for(event, seats=1)
    ada = cast.join(admission)
    bea = cast.join(admission, "Bea Bader")
    assert "Sie stehen auf Platz 1 der Warteliste." in cast.newest("bea").text
    actions.cancel(ada)
    row = cast.newest("bea")
    assert row.subject == "Ein Platz für Sie: Netze knüpfen"
    assert row.next_attempt_at >= row.created_at - timedelta(seconds=5)
    bea.refresh_from_db()
    until = timezone.localtime(bea.held_until)
    assert f"{until:%H:%M} Uhr an." in row.text
    actions.decline_offer(bea)


def test_a_letter_of_an_offer_waits_for_the_end_of_quiet_hours(admission):
    ada = cast.join(admission)
    Registration.objects.filter(pk=ada.pk).update(state="offered", held_until=timezone.now())
    ada.refresh_from_db()
    later = timezone.now() + timedelta(hours=9)
    with transaction.atomic():
        announce("registration", what="offered", registration=ada, by=None, send_after=later)
    assert cast.newest("ada").next_attempt_at == later


def test_who_is_known_already_learns_it_by_mail_alone(admission):
    cast.join(admission)
    with pytest.raises(Registration.DoesNotExist):
        cast.join(admission, "Ada Again", email="ADA@visitors.example", idempotency_key="again")
    row = OutboxMessage.objects.latest("pk")
    assert row.subject == "Bereits angemeldet: Netze knüpfen"
    assert f"Sie sind schon angemeldet: {State.CONFIRMED.label}." in row.text
    assert "Ada Again" not in row.text


def test_a_cancellation_takes_the_appointment_away(admission):
    ada = cast.join(admission)
    before = cast.appointment(cast.newest("ada"))
    actions.cancel(ada)
    row = cast.newest("ada")
    item = cast.appointment(row)
    assert row.subject == "Abgemeldet: Netze knüpfen"
    assert str(cast.calendars(row)[0]["METHOD"]) == "CANCEL"
    assert (str(item["UID"]), str(item["STATUS"])) == (str(before["UID"]), "CANCELLED")
    assert item["SEQUENCE"] > before["SEQUENCE"]
    assert "cid:" not in row.html


def test_handing_over_writes_to_both_and_the_former_address_is_not_kept(admission):
    ada = cast.join(admission)
    actions.hand_over(ada, name="Carl Clasen", email="carl@visitors.example")
    new, former = cast.newest("carl"), cast.newest("ada")
    assert new.subject == "Ihnen überlassen: Netze knüpfen"
    assert "Ada Abel hat Ihnen einen Platz bei „Netze knüpfen“ überlassen." in new.text
    assert str(cast.appointment(new)["ATTENDEE"]) == "mailto:carl@visitors.example"
    assert former.subject == "Weitergegeben: Netze knüpfen"
    assert str(cast.calendars(former)[0]["METHOD"]) == "CANCEL"
    assert former.is_farewell


def test_a_decision_against_says_why(event):
    admission = cast.open_for(event, needs_approval=True)
    ada = cast.join(admission)
    assert cast.newest("ada").subject == "Anfrage erhalten: Netze knüpfen"
    actions.decline(ada, by="test", reason="Nur für Mitglieder.\n{name} https://böse.example")
    row = cast.newest("ada")
    assert row.subject == "Kein Platz: Netze knüpfen"
    assert "> Nur für Mitglieder.\n> {name} https://böse.example" in row.text


def test_an_approval_confirms_with_one_letter(event):
    admission = cast.open_for(event, needs_approval=True)
    ada = cast.join(admission)
    actions.approve(ada, by="test")
    assert len(cast.letters("ada")) == 2


def test_only_online_seats_read_the_way_in(db):
    event = cast.released(mode="hybrid", online_url="https://room.example/secret")
    admission = actions.open_admission(
        event,
        by="test",
        values={"is_open": True, "confirmation": "at_once"},
        seats={"onsite": 5, "online": 5},
    )
    online = Capacity.objects.get(admission=admission, mode="online")
    onsite = Capacity.objects.get(admission=admission, mode="onsite")
    cast.join(admission, capacity_id=onsite.pk)
    cast.join(admission, "Ben Brook", capacity_id=online.pk)
    assert "room.example" not in str(cast.newest("ada").__dict__)
    assert "Wo: https://room.example/secret" in cast.newest("ben").text
    assert "Aufzug" not in cast.newest("ben").text
    assert "room.example/secret" in cast.calendars(cast.newest("ben"))[0].to_ical().decode()


def test_sessions_booked_with_it_stand_in_one_letter(event, admission):
    first = actions.add_capacity(admission, by="test", seats=5, session=cast.talk(event, "knoten", 8))
    full = actions.add_capacity(admission, by="test", seats=0, session=cast.talk(event, "seile", 9))
    cast.released(event)
    cast.join(admission, session_capacity_ids=(first.pk, full.pk))
    [row] = cast.letters("ada")
    assert "Knoten: Dienstag, 6. Mai 2031, 10:00–10:45 Uhr" in row.text
    assert "Seile: Dienstag, 6. Mai 2031, 11:00–11:45 Uhr" in row.text
    assert row.text.count(f"({State.WAITING.label})") == 1
    assert [one["name"] for one in row.attachments if one["type"] == "application/ics"] == [
        "invite.ics", "invite-2.ics",
    ]  # fmt: skip


def test_a_group_reads_all_its_tickets_and_a_named_guest_gets_one_of_their_own(event):
    admission = cast.open_for(event, most_heads=5)
    carl = cast.join(
        admission,
        "Carl Clasen",
        kind="group",
        heads=3,
        seats=(SeatWish("Carl Clasen"), SeatWish(), SeatWish()),
    )
    row = cast.newest("carl")
    assert row.html.count('src="cid:ticket') == carl.seats.count() + 1
    seat = carl.seats.last()
    actions.name_seat(seat, name="Dana Dorn", email="dana@visitors.example")
    guest = cast.newest("dana")
    assert guest.subject == "Ihr Ticket: Netze knüpfen"
    assert guest.html.count("cid:ticket") == 1
    assert str(cast.appointment(guest)["UID"]) == str(seat.uid)
    assert "/s/" in guest.text
    assert "/r/" not in guest.text
    seat.refresh_from_db()
    actions.cancel_seat(seat)
    assert cast.newest("dana").subject == "Abgemeldet: Netze knüpfen"


def test_invitations_and_reminders_are_told_apart(admission):
    eva = Invitation.objects.create(
        admission=admission,
        name="Eva",
        email="eva@visitors.example",
        email_key=email_key("eva@visitors.example"),
    )
    for what, reminders in (("invited", 0), ("invited", 0), ("invitation reminder", 1)):
        eva.reminders = reminders
        with transaction.atomic():
            announce("registration", what=what, registration=None, invitation=eva, by="test")
    assert subjects("eva") == ["Einladung: Netze knüpfen", "Erinnerung: Netze knüpfen"]
    assert "/i/" in cast.newest("eva").text


def test_lost_links_come_in_one_letter(admission):
    ada = cast.join(admission)
    with transaction.atomic():
        announce(
            "registration", what="link lost", registrations=[ada], seats=[], email=ada.email, language="de"
        )
    row = cast.newest("ada")
    assert row.subject == "Ihre Anmeldungen"
    assert "Netze knüpfen\nDienstag, 6. Mai 2031, 10:00–12:00 Uhr\n" in row.text
    assert address_of(ada).rpartition("/r/")[2] in row.text


def test_erasure_says_farewell_and_leaves_no_letter_behind(admission):
    ada = cast.join(admission)
    outbox.send_waiting()
    actions.erase(ada)
    [row] = cast.letters("ada")
    assert row.subject == "Gelöscht: Netze knüpfen"
    assert row.text.startswith("Guten Tag Ada Abel,")
    outbox.send_waiting()
    assert "visitors.example" not in str(list(OutboxMessage.objects.values()))


def test_the_same_happening_never_writes_twice(admission):
    ada = cast.join(admission)
    with transaction.atomic():
        announce("registration", what="confirmed", registration=ada, by=None)
    assert len(cast.letters("ada")) == 1


def test_the_desk_learns_which_registration_a_mail_did_not_reach(admission):
    ada = cast.join(admission)
    with transaction.atomic():
        outbox.came_back(cast.newest("ada"), "5.1.1 mailbox unknown")
    ada.refresh_from_db()
    assert ada.mail_problem == "5.1.1 mailbox unknown"
    assert ada.mail_failed_at is not None


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Ada Abel", "Ada Abel"),
        ("Dr. Ada M. Abel", "Dr. Ada M. Abel"),
        ("Jean-Luc O'Hara", "Jean-Luc O'Hara"),
        ("Sie haben gewonnen: http://bad.example", ""),
        ("www.bad.example", ""),
        ("a" * 100, ""),
        ("אדה \u202eלבא", "אדה לבא"),
    ],
)
def test_a_greeting_says_names_and_no_advertisements(name, spoken):
    assert frame.spoken(name) == spoken


EVIL = '<b>{title.__class__}</b> %(title)s {{ settings.SECRET_KEY }} {% now "Y" %}'


def test_nothing_a_stranger_writes_is_read_as_markup_template_or_header(event):
    event.title_de = f"{EVIL[:150]}"
    event.save()
    cast.released(event)
    admission = cast.open_for(event)
    cast.join(admission, f"Ada {EVIL}", email="ada@visitors.example", idempotency_key="evil")
    row = cast.newest("ada")
    assert "{title.__class__}" in row.text
    assert "{{ settings.SECRET_KEY }}" in row.text
    assert "<b>" not in row.html
    assert "&lt;b&gt;" in row.html
    assert "\n" not in row.subject
    sent = cast.as_mail(row)
    assert sent["Bcc"] is None
    assert cast.appointment(row)["ATTENDEE"].params["CN"].startswith("Ada <b>{title")


def test_a_subject_stays_short_enough_for_phones(db):
    event = cast.released(
        title_de="Ein wirklich sehr langer Titel einer Veranstaltung mit vielen Worten darin"
    )
    cast.join(cast.open_for(event))
    subject = cast.newest("ada").subject
    assert len(subject) < 60
    assert subject.endswith("…")


def test_the_html_holds_nothing_from_elsewhere_and_stays_light(admission, settings):
    cast.join(admission)
    html = cast.newest("ada").html
    assert len(html.encode()) < 20_000
    assert "http" not in html.replace(settings.SITE_URL, "")
    assert "<table" not in html
    assert 'name="color-scheme" content="light dark"' in html


def test_a_letter_costs_few_questions_to_the_database(admission, django_assert_max_num_queries):
    ada = cast.join(admission)
    fresh = Registration.objects.select_related("admission__event", "capacity").get(pk=ada.pk)
    Registration.objects.filter(pk=ada.pk).update(version=9)
    fresh.version = 9
    with transaction.atomic(), django_assert_max_num_queries(5):
        announce("registration", what="confirmed", registration=fresh, by=None)
