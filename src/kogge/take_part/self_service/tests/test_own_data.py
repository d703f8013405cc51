"""Tickets, calendar file, the copy of one's data, consents and erasure."""

import io
import json
import zipfile

import pytest
from django.core.files.base import ContentFile
from icalendar import Calendar

from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Consent, ConsentText, Registration
from kogge.take_part.registration.tickets import tickets_of
from kogge.take_part.tickets.signing import read

from . import cast

pytestmark = pytest.mark.django_db


def archive(answer: object) -> tuple[dict, zipfile.ZipFile]:
    opened = zipfile.ZipFile(io.BytesIO(answer.content))  # type: ignore[attr-defined]
    return json.loads(opened.read("data.json")), opened


def with_consent() -> Registration:
    text = ConsentText.objects.create(kind="photo", version=901, text_de="Fotos ja", text_en="Photos, yes")
    admission = cast.people.an_admission(9, consents_asked=["photo"])
    return cast.ada(admission, consents=(text.pk,))


def test_the_ticket_is_a_drawing_in_the_page_and_reads_as_signed() -> None:
    ada = cast.ada()
    content = cast.get(ada, "ticket").content.decode()
    assert content.count("<svg") >= 2, "the logo and the code"
    assert "ss-ticket__code" in content and "<script" not in content.split("<main")[1]
    assert "Ada Abel" in content and ada.reference in content
    (line,) = tickets_of(ada)
    assert read(line.text, now=ada.admission.event.starts_at).serial == ada.serial


def test_a_group_has_a_ticket_for_each_head_that_was_not_cancelled() -> None:
    carl = cast.carl()
    cast.post(carl, "cancel_head", 2)
    shown = cast.words(cast.get(carl, "ticket"))
    assert "Cora Cane" in shown and "without a name" in shown and "Cem Cole" not in shown
    own = cast.words(cast.get(carl.seats.get(position=1), "seat_ticket"))
    assert "Cora Cane" in own and "without a name" not in own


def test_the_calendar_file_has_the_uid_of_the_mails_and_a_growing_sequence() -> None:
    ada = cast.ada()
    answer = cast.get(ada, "calendar")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["UID"].startswith(str(ada.uid))
    before = event["SEQUENCE"]
    question = ada.admission.questions.create(kind="text", label_de="Was", why_de="Darum")
    actions.change_answers(ada, answers={str(question.pk): "x"})
    (event,) = Calendar.from_ical(cast.get(ada, "calendar").content).walk("VEVENT")
    assert event["SEQUENCE"] > before


def test_the_copy_holds_everything_said_with_files_and_periods_and_no_key() -> None:
    ada = with_consent()
    question = ada.admission.questions.create(kind="file", label_de="Plan", why_de="Zum Bauen")
    ada.files.create(
        question=question,
        file=ContentFile(b"%PDF-1.4 plan", "x.pdf"),
        name="../plan.pdf",
        kind="application/pdf",
        size=13,
    )
    data, opened = archive(cast.get(ada, "data"))
    assert data["registration"]["name"] == "Ada Abel"
    assert data["registration"]["email"] == "ada@visitors.example"
    assert data["consents"][0]["version"] == 901
    assert any(row["data"].startswith("registration.Registration") for row in data["purposes"])
    assert opened.read("files/1-plan.pdf") == b"%PDF-1.4 plan"
    text = json.dumps(data)
    assert ada.serial not in text and ada.idempotency_key not in json.dumps(data["registration"])


def test_the_copy_of_one_head_says_nothing_of_the_others() -> None:
    carl = cast.carl()
    data, _opened = archive(cast.get(carl.seats.get(position=1), "seat_data"))
    assert data["seat"]["name"] == "Cora Cane"
    assert data["booked_by"] == "Cane Ltd"
    assert "Cem Cole" not in json.dumps(data)


def test_a_consent_shows_its_version_and_time_and_ends_by_one_click() -> None:
    ada = with_consent()
    shown = cast.words(cast.get(ada))
    assert "Photos, yes Agreed on" in shown and "(version 901 of this text)" in shown
    assert "everywhere and at once" in cast.words(cast.post(ada, "consents", withdraw="photo"))
    assert Consent.objects.get().withdrawn_at is not None
    assert "Withdrawn on" in cast.words(cast.get(ada))
    cast.post(ada, "consents", give="photo")
    assert Consent.objects.filter(withdrawn_at=None).count() == 1
    assert cast.post(ada, "consents", give="funder").status_code == 404


def test_consents_can_still_be_withdrawn_after_cancelling() -> None:
    ada = with_consent()
    actions.cancel(ada)
    assert "Withdraw consent : Photos and films" in cast.words(cast.get(ada))
    cast.post(ada, "consents", withdraw="photo")
    assert Consent.objects.get().withdrawn_at is not None


def test_erasing_says_what_goes_and_what_stays_and_then_nothing_is_left() -> None:
    ada = with_consent()
    shown = cast.words(cast.get(ada, "erasure"))
    assert "Gone at once" in shown and "What stays, and until when" in shown
    assert Registration.objects.get(pk=ada.pk).name == "Ada Abel"
    address = cast.address(ada)
    answer = cast.post(ada, "erasure")
    assert "Your data is erased" in cast.words(answer)
    row = Registration.objects.get(pk=ada.pk)
    assert (row.name, row.email, row.consents.count()) == ("", "", 0)
    assert cast.Client().get(address).status_code == 404
