"""Invitations and access codes: lists checked line by line, reminders only to the silent, codes counted."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.plan.events.models import Event
from kogge.take_part.admissions import actions
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Admission, ConsentKind, ConsentText, Invitation


def address(event: Event, page: str = "invitations/") -> str:
    return f"/en/desk/events/{event.slug}/registration/{page}"


def test_names_are_pasted_in_the_ways_people_write_them(
    desk: Client, workshop: Event, admission: Admission
) -> None:
    people = "Name; Mail\nAnna Beispiel; anna@guests.example\nBen Muster <ben@guests.example>\n"
    people += "Carla,carla@guests.example"
    desk.post(address(workshop), {"people": people, "language": "en"})
    rows = admission.invitations.values_list("name", "email", "language")
    assert sorted(rows) == [
        ("Anna Beispiel", "anna@guests.example", "en"), ("Ben Muster", "ben@guests.example", "en"),
        ("Carla", "carla@guests.example", "en"),
    ]  # fmt: skip


def test_a_table_from_an_office_program_is_read(desk: Client, workshop: Event, admission: Admission) -> None:
    file = SimpleUploadedFile("gaeste.csv", "Name;E-Mail\nJörg Prüf;joerg@guests.example\n".encode("cp1252"))
    desk.post(address(workshop), {"file": file, "language": "de"})
    assert admission.invitations.get().name == "Jörg Prüf"


def test_each_wrong_line_is_named_and_nobody_is_invited_meanwhile(
    desk: Client, workshop: Event, admission: Admission
) -> None:
    people = "Anna; anna@guests.example\nBen ohne Adresse\nCarla; carla@@guests"
    page = desk.post(address(workshop), {"people": people, "language": "de"}).content.decode()
    assert "Line 2, “Ben ohne Adresse”: There is no mail address in this line." in page
    assert "Line 3" in page
    assert "Anna; anna@guests.example" in page
    assert not Invitation.objects.exists()


def test_nobody_is_invited_twice(admission: Admission, emil: User) -> None:
    guests = [actions.Guest("Anna", "anna@guests.example"), actions.Guest("Anna B.", "ANNA@guests.example")]
    assert actions.invite(admission, guests, by=emil) == 1
    assert actions.invite(admission, guests, by=emil) == 0


def test_each_invited_person_gets_one_letter(admission: Admission, emil: User) -> None:
    actions.invite(admission, [actions.Guest("Anna", "anna@guests.example")], by=emil)
    assert OutboxMessage.objects.filter(to="anna@guests.example").count() == 1


def test_only_the_silent_are_reminded_and_nobody_twice_a_day(
    desk: Client, workshop: Event, admission: Admission, emil: User
) -> None:
    names = ("Anna", "Ben", "Carla")
    actions.invite(
        admission, [actions.Guest(name, f"{name.lower()}@guests.example") for name in names], by=emil
    )
    with pytest.raises(Refused, match="nobody to remind"):
        actions.remind_silent(admission, by=emil)
    admission.invitations.update(invited_at=timezone.now() - timedelta(days=3))
    registration.answer_invitation(admission.invitations.get(name="Anna"), comes=True)
    registration.answer_invitation(admission.invitations.get(name="Ben"), comes=False)
    page = desk.get(address(workshop)).content.decode()
    assert "1 person can be reminded" in page
    desk.post(address(workshop), {"remind": "yes"})
    assert dict(admission.invitations.values_list("name", "reminders")) == {"Anna": 0, "Ben": 0, "Carla": 1}
    with pytest.raises(Refused, match="nobody to remind"):
        actions.remind_silent(admission, by=emil)


def test_codes_are_made_counted_and_taken_back(desk: Client, workshop: Event, admission: Admission) -> None:
    desk.post(address(workshop, "codes/"), {"count": "3", "most_uses": "2", "note": "Verein"})
    first, second, _third = admission.codes.all()
    assert len({row.code for row in admission.codes.all()}) == 3
    desk.post(address(workshop, "codes/"), {"remove": first.pk})
    assert not admission.codes.filter(pk=first.pk).exists()
    admission.codes.filter(pk=second.pk).update(uses=1)
    desk.post(address(workshop, "codes/"), {"remove": second.pk})
    second.refresh_from_db()
    assert (second.uses, second.most_uses) == (1, 1)


def test_a_new_wording_is_a_new_version_and_the_old_one_stays(desk: Client, db: None) -> None:
    actions.put_consent_text(ConsentKind.PHOTO, text_de="Ja", text_en="Yes", by="test")
    again = actions.put_consent_text(ConsentKind.PHOTO, text_de="Ja", text_en="Yes", by="test")
    assert again.version == 1
    desk.post("/en/desk/registrations/consents/photo/", {"text_de": "Ja, gern", "text_en": "Yes, gladly"})
    rows = ConsentText.objects.order_by("version").values_list("version", "text_de")
    assert list(rows) == [(1, "Ja"), (2, "Ja, gern")]
    assert desk.get("/en/desk/registrations/consents/shoes/").status_code == 404
