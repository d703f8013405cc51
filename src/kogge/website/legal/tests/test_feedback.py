"""Feedback: without account, cookie and script; once, throttled, answered in time."""

import re
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kogge.core import history
from kogge.core.form_key import new_key
from kogge.core.models import HistoryEntry, OutboxMessage
from kogge.network.accounts.tests import cast
from kogge.website.legal import actions
from kogge.website.models import Feedback

FORM = "/feedback/"


@pytest.fixture(autouse=True)
def fresh(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def written(**changes: str) -> dict[str, str]:
    """What a visitor sends who opened the form a minute ago."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1), tick=False):
        key = new_key()
    return {
        "kind": "barrier", "message": "Der Kalender lässt sich nicht vorlesen.", "address": "Kalender",
        "name": "", "email": "", "website": "", "key": key, **changes,
    }  # fmt: skip


def test_a_visitor_reports_a_barrier_without_cookie_and_keeps_a_ticket(client: Client) -> None:
    page = client.get(FORM)
    assert not page.cookies
    assert "csrfmiddlewaretoken" not in page.content.decode()
    with time_machine.travel(timezone.now() + timedelta(seconds=20), tick=False):
        key = re.search(r'name="key" value="([^"]+)"', page.content.decode()).group(1)
        sent = Client(enforce_csrf_checks=True).post(FORM, written(key=key))
    stored = Feedback.objects.get()
    assert sent["Location"] == f"/feedback/{stored.reference}/"
    assert not sent.cookies
    receipt = client.get(sent["Location"]).content.decode()
    assert stored.reference in receipt
    assert stored.message not in receipt
    assert stored.answer_by == timezone.localdate() + timedelta(days=28)


def test_the_office_is_told_and_the_sender_gets_a_confirmation_without_their_own_words(
    client: Client,
) -> None:
    client.post(FORM, written(email="gast@beispiel.example"))
    mails = {mail.to: mail for mail in OutboxMessage.objects.all()}
    assert set(mails) == {"barrieren@demobetrieb.example", "gast@beispiel.example"}
    reference = Feedback.objects.get().reference
    assert f"/desk/feedback/{reference}/" in mails["barrieren@demobetrieb.example"].text
    assert reference in mails["gast@beispiel.example"].text
    assert "vorlesen" not in mails["gast@beispiel.example"].text


def test_sending_twice_makes_one_message_and_leads_to_the_same_ticket(client: Client) -> None:
    values = written()
    first, second = client.post(FORM, values), client.post(FORM, values)
    assert first["Location"] == second["Location"]
    assert Feedback.objects.count() == 1
    assert OutboxMessage.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"message": ""}, "zwingend erforderlich"),
        ({"message": "x" * 5001}, "höchstens 5000 Zeichen"),
        ({"email": "gast"}, "gültige E-Mail-Adresse"),
        ({"website": "https://spam.example"}, "muss leer bleiben"),
        ({"kind": "praise"}, "gültige Auswahl"),
        ({"name": "Gast\nBcc: alle@spam.example"}, "in eine Zeile"),
        ({"key": "forged"}, "war lange offen"),
    ],
)
def test_bad_input_gets_a_sentence_keeps_what_was_typed_and_saves_nothing(
    client: Client, changes: dict[str, str], sentence: str
) -> None:
    response = client.post(FORM, written(**{"address": "Seite <b>fett</b>", **changes}))
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Seite &lt;b&gt;fett&lt;/b&gt;" in page
    assert (Feedback.objects.count(), OutboxMessage.objects.count()) == (0, 0)


def test_what_is_sent_at_once_is_asked_to_wait_and_then_accepted(client: Client) -> None:
    key = new_key()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        hasty = client.post(FORM, written(key=key))
        assert "Das ging sehr schnell" in hasty.content.decode()
        clock.shift(timedelta(seconds=6))
        assert client.post(FORM, written(key=key)).status_code == 302


def test_a_form_left_open_for_two_days_is_accepted_after_one_more_press(client: Client) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=2), tick=False):
        old = new_key()
    page = client.post(FORM, written(key=old)).content.decode()
    assert "war lange offen" in page
    renewed = re.search(r'name="key" value="([^"]+)"', page).group(1)
    with time_machine.travel(timezone.now() + timedelta(seconds=20), tick=False):
        assert client.post(FORM, written(key=renewed)).status_code == 302


def test_the_seventh_message_of_an_hour_from_one_address_waits_and_others_get_through(
    client: Client,
) -> None:
    with time_machine.travel(timezone.now().replace(minute=1), tick=False) as clock:
        for _number in range(6):
            assert client.post(FORM, written(), REMOTE_ADDR="192.0.2.7").status_code == 302
        refused = client.post(FORM, written(), REMOTE_ADDR="192.0.2.7")
        assert refused.status_code == 422
        assert "in einer Stunde erneut" in refused.content.decode()
        assert client.post(FORM, written(), REMOTE_ADDR="192.0.2.8").status_code == 302
        clock.shift(timedelta(hours=1))
        assert client.post(FORM, written(), REMOTE_ADDR="192.0.2.7").status_code == 302


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(cast.office())
    return client


def _received(**changes: Any) -> Feedback:
    values = {"kind": "barrier", "message": "Hilfe", "address": "", "name": "", "email": "", **changes}
    return actions.receive(form_key=uuid.uuid4().hex, values=values)


def test_the_office_sees_what_waits_and_answers_by_mail(office: Client) -> None:
    stored = _received(email="gast@beispiel.example", message="<script>alert(1)</script>")
    assert "1 Nachricht aus dem Publikum wartet auf Antwort" in office.get("/desk/").content.decode()
    listed = office.get("/desk/feedback/").content.decode()
    assert stored.reference in listed
    assert "<script>alert" not in listed
    sent = office.post(f"/desk/feedback/{stored.reference}/", {"answer": "Behoben, danke."})
    assert sent["Location"] == "/desk/feedback/"
    assert "Behoben, danke." in OutboxMessage.objects.get(cause=f"feedback:answer:{stored.pk}").text
    stored.refresh_from_db()
    assert (stored.state, stored.answer) == ("answered", "Behoben, danke.")


def test_an_answer_needs_words_but_a_message_can_be_closed_without(office: Client) -> None:
    stored = _received()
    empty = office.post(f"/desk/feedback/{stored.reference}/", {"answer": " "})
    assert "Bitte schreiben Sie eine Antwort" in empty.content.decode()
    office.post(f"/desk/feedback/{stored.reference}/", {"close": "yes"})
    stored.refresh_from_db()
    assert stored.state == "closed"


def test_two_colleagues_cannot_both_answer(office: Client) -> None:
    stored = _received(email="gast@beispiel.example")
    office.post(f"/desk/feedback/{stored.reference}/", {"answer": "Erste"})
    late = office.post(f"/desk/feedback/{stored.reference}/", {"answer": "Zweite"})
    assert "in der Zwischenzeit im Team erledigt" in late.content.decode()
    assert OutboxMessage.objects.filter(cause__startswith="feedback:answer").count() == 1


def test_what_is_overdue_is_marked(office: Client) -> None:
    stored = _received()
    Feedback.objects.filter(pk=stored.pk).update(answer_by=date(2024, 1, 1))
    assert "überfällig" in office.get("/desk/feedback/").content.decode()


def test_an_editor_does_not_read_feedback(client: Client) -> None:
    stored = _received()
    client.force_login(cast.editor())
    assert client.get("/desk/feedback/").status_code == 403
    assert client.get(f"/desk/feedback/{stored.reference}/").status_code == 403


def test_the_history_keeps_neither_message_nor_address(office: Client) -> None:
    stored = _received(email="gast@beispiel.example", name="Gerda Gast", message="vertraulich")
    office.post(f"/desk/feedback/{stored.reference}/", {"answer": "Danke"})
    kept = str(list(HistoryEntry.objects.values()))
    for secret in ("gast@beispiel.example", "Gerda", "vertraulich", "Danke"):
        assert secret not in kept
    assert list(history.faults()) == []


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_thirty(
    office: Client, django_assert_max_num_queries: Any
) -> None:
    _received()
    office.get("/desk/feedback/")
    with django_assert_max_num_queries(12) as one:
        office.get("/desk/feedback/")
    for _number in range(30):
        _received()
    with django_assert_max_num_queries(len(one)):
        office.get("/desk/feedback/")
