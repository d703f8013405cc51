"""Emil of the harbour writes to people; Frida of the meadow may not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.network.accounts.tests import cast as staff
from kogge.take_part.attendance.models import Attendance
from kogge.take_part.checkin.models import Door
from kogge.take_part.correspondence import actions, audience, letter
from kogge.take_part.correspondence.models import Mailing
from kogge.take_part.letters.tests import cast
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Consent, ConsentText, Question
from kogge.take_part.registration.personal_link import secret_of

pytestmark = pytest.mark.django_db
WORDS = {
    "subject_de": "Parken bei {title}",
    "text_de": "Bitte {name}, parken Sie am Kai.",
    "subject_en": "",
    "text_en": "",
}


def a_mailing(admission, by, *, kind="service", wanted=None, **words):
    values = {**WORDS, **words, "kind": kind, "audience": wanted or {"states": ["confirmed"]}}
    return actions.save(admission, by=by, values=values)


def names(admission, wanted, kind="service"):
    return [one.name.split()[0] for one in audience.people(admission, kind, wanted)]


def newsletter():
    return ConsentText.objects.create(kind="newsletter", version=99, text_de="Ja", text_en="Yes")


def written(mailing):
    return OutboxMessage.objects.filter(cause__startswith=f"mailing:{mailing.pk}:").order_by("pk")


def test_people_are_found_by_state_session_answer_consent_and_attendance(event, admission):
    seats = registration.add_capacity(admission, by="test", seats=5, session=cast.talk(event))
    food = Question.objects.create(
        admission=admission, kind="choice", label_de="Essen", why_de="Für die Küche",
        choices=[{"key": "a", "de": "Suppe"}, {"key": "b", "de": "Brot"}],
    )  # fmt: skip
    ada = cast.join(admission, answers={str(food.pk): "a"}, session_capacity_ids=(seats.pk,))
    cast.join(admission, "Ben Brook", consents=(newsletter().pk,))
    cast.join(admission, "Cleo Cohn")
    cast.join(admission, "Dora Dorn")
    door = Door.objects.get_or_create(event=event)[0]
    Attendance.objects.create(door=door, registration=ada, serial=ada.serial, proof="scan")
    assert names(admission, {"states": ["confirmed"]}) == ["Ada", "Ben", "Cleo"]
    assert names(admission, {"states": ["waiting"]}) == ["Dora"]
    assert names(admission, {"session": seats.session_id}) == ["Ada"]
    assert names(admission, {"question": food.pk, "answer": "a"}) == ["Ada"]
    assert names(admission, {"question": food.pk, "answer": "b"}) == []
    assert names(admission, {"question": food.pk}) == ["Ada"]
    assert names(admission, {"consent": "newsletter"}) == ["Ben"]
    assert names(admission, {}, kind="news") == ["Ben"]
    assert names(admission, {"attendance": "came"}) == ["Ada"]
    assert names(admission, {"attendance": "absent", "states": ["confirmed"]}) == ["Ben", "Cleo"]


def test_a_letter_goes_once_to_each_and_says_their_own_facts(admission):
    emil = staff.editor()
    for name in ("Ada Abel", "Ben Brook"):
        cast.join(admission, name)
    mailing = a_mailing(admission, emil)
    actions.send(mailing, by=emil)
    assert actions.send_waiting() == 2
    assert actions.send_waiting() == 0
    first, second = written(mailing)
    assert (first.to, second.to) == ("ada@visitors.example", "ben@visitors.example")
    assert first.subject == "Parken bei Netze knüpfen"
    assert "Bitte Ada Abel, parken Sie am Kai." in first.text
    assert first.is_bulk
    assert "List-Unsubscribe" not in first.headers
    mailing.refresh_from_db()
    assert (mailing.state, mailing.letters, mailing.expected) == ("sent", 2, 2)


def test_a_stopped_letter_goes_on_where_it_was(admission, monkeypatch):
    emil = staff.editor()
    for name in ("Ada Abel", "Ben Brook", "Cleo Cohn"):
        cast.join(admission, name)
    monkeypatch.setattr(actions, "STEP", 1)
    mailing = actions.send(a_mailing(admission, emil), by=emil)
    assert actions._step(mailing.pk) == 1
    actions.stop(mailing, by=emil)
    assert actions.send_waiting() == 0
    actions.send(mailing, by=emil)
    assert actions.send_waiting() == 2
    assert [row.to[:3] for row in written(mailing)] == ["ada", "ben", "cle"]


def test_who_registered_in_english_gets_the_english_version_where_there_is_one(admission):
    emil = staff.editor()
    cast.join(admission)
    cast.join(admission, "Ben Brook", language="en")
    mailing = a_mailing(admission, emil, subject_en="Parking", text_en="Please park at {where}.")
    actions.send(mailing, by=emil)
    actions.send_waiting()
    ada, ben = written(mailing)
    assert ada.subject == "Parken bei Netze knüpfen"
    assert (ben.subject, "Please park at Kaispeicher" in ben.text) == ("Parking", True)


def test_an_unknown_placeholder_is_refused_beside_its_field(admission):
    with pytest.raises(Refused) as refusal:
        a_mailing(admission, staff.editor(), text_de="Liebe {vorname}, {name.__class__}")
    assert refusal.value.field == "text_de"
    assert "{vorname}" in str(refusal.value)


def test_placeholders_are_read_once_and_never_in_what_people_wrote(admission):
    emil = staff.editor()
    cast.join(admission, "Ada {link} {{7*7}}", email="ada@visitors.example", idempotency_key="x")
    mailing = actions.send(a_mailing(admission, emil), by=emil)
    actions.send_waiting()
    assert "Bitte Ada {link} {{7*7}}, parken" in written(mailing)[0].text


def test_a_test_letter_comes_to_oneself_with_a_link_that_opens_nothing(admission):
    emil = staff.editor()
    ada = cast.join(admission)
    actions.try_out(a_mailing(admission, emil), by=emil)
    row = OutboxMessage.objects.latest("pk")
    assert row.to == emil.email
    assert "Bitte Emil Editor, parken" in row.text
    assert ada.reference not in row.text
    assert secret_of(ada) not in row.text


def test_news_go_only_to_those_who_agreed_and_one_click_ends_them(admission, client):
    emil = staff.editor()
    cast.join(admission)
    ben = cast.join(admission, "Ben Brook", consents=(newsletter().pk,))
    mailing = actions.send(a_mailing(admission, emil, kind="news", wanted={"states": []}), by=emil)
    actions.send_waiting()
    [row] = written(mailing)
    assert row.to == ben.email
    assert row.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = row.headers["List-Unsubscribe"].strip("<>")
    path = "/letters/" + address.partition("/letters/")[2]
    assert client.get(path).status_code == 200
    assert Consent.objects.filter(withdrawn_at=None).exists()
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
    assert "Set-Cookie" not in answer
    assert not Consent.objects.filter(withdrawn_at=None).exists()
    assert client.post(path).status_code == 200
    assert client.get("/letters/stop/forged:x/").status_code == 404


def test_the_desk_writes_looks_tries_sends_and_stops(event, admission, client):
    emil = staff.editor()
    client.force_login(emil)
    for name in ("Ada Abel", "Ben Brook"):
        cast.join(admission, name)
    start = reverse("correspondence:letters", args=[event.slug])
    assert "Write a letter" in client.get("/en" + start).content.decode()
    bad = client.post("/en" + start + "new/", {"kind": "service", "subject_de": "", "text_de": "{oops}"})
    assert bad.status_code == 200
    assert "{oops}" in bad.content.decode()
    fields = {**WORDS, "kind": "service", "states": ["confirmed"]}
    saved = client.post("/en" + start + "new/", fields)
    mailing = Mailing.objects.get()
    assert saved["Location"] == f"/en{start}{mailing.pk}/"
    shown = client.get(saved["Location"]).content.decode()
    assert "Bitte Ada Abel, parken Sie am Kai." in shown
    assert "Send it to 2 people" in shown
    count = client.get("/en" + start + "count/", {"states": ["waiting"], "kind": "service"})
    assert "0 people get this letter." in count.content.decode()
    client.post(f"{start}{mailing.pk}/test/")
    client.post(f"{start}{mailing.pk}/sending/")
    actions.send_waiting()
    done = client.get(f"/en{start}{mailing.pk}/").content.decode()
    assert "2 of 2" in done
    again = client.post(f"/en{start}{mailing.pk}/sending/", follow=True).content.decode()
    assert "is being sent already" in again
    assert written(mailing).count() == 2


def test_letters_are_for_those_who_edit_the_event(event, admission, client):
    for somebody, status in ((staff.other_editor(), 404), (staff.door(), 403), (staff.office(), 200)):
        client.force_login(somebody)
        assert client.get(reverse("correspondence:letters", args=[event.slug])).status_code == status


def test_the_page_of_a_letter_asks_the_same_number_of_questions_for_one_and_many(
    event, admission, client, django_assert_num_queries
):
    emil = staff.editor()
    client.force_login(emil)
    registration.set_seats(admission.capacities.get(), 50, by="test")
    for number in range(3):
        cast.join(admission, f"Gast{number} Abel")
    mailing = a_mailing(admission, emil)
    path = reverse("correspondence:letter", args=[event.slug, mailing.pk])
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for number in range(3, 12):
        cast.join(admission, f"Gast{number} Abel")
    with django_assert_num_queries(len(few)):
        client.get(path)


def test_only_words_a_reader_may_see_go_into_the_address_that_ends_news(admission):
    ada = cast.join(admission)
    assert "visitors.example" not in letter.stop_address(ada)
