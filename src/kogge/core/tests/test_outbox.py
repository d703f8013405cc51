import base64
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from kogge.core import outbox, reactions
from kogge.core.models import OutboxMessage

pytestmark = pytest.mark.django_db


def post(cause: str = "welcome 1", **fields) -> OutboxMessage:
    with transaction.atomic():
        outbox.post(cause=cause, to="anna@example.org", subject="Welcome", text="Hello", **fields)
    return OutboxMessage.objects.get(cause=cause)


def due_now() -> None:
    OutboxMessage.objects.filter(sent_at=None).update(next_attempt_at=timezone.now())


class MailServer(EmailBackend):
    """Refuses as long as `away` is set."""

    away = False
    refused = ()

    def send_messages(self, messages):
        if MailServer.away:
            raise ConnectionRefusedError("no mail server here")
        if messages[0].to[0] in MailServer.refused:
            raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"5.1.1 no such user")})
        return super().send_messages(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.MailServer"
    yield MailServer
    MailServer.away, MailServer.refused = False, ()


def test_a_mail_goes_out_once_with_the_identifier_of_its_row():
    message = post(html="<p>Hello</p>")
    assert outbox.send_waiting() == 1
    assert outbox.send_waiting() == 0
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["anna@example.org"], "Welcome", "Hello")
    assert sent.message()["Message-ID"].startswith(f"<{message.message_id}@")
    assert sent.message()["Auto-Submitted"] == "auto-generated"
    assert sent.alternatives[0][0] == "<p>Hello</p>"


def test_a_mail_costs_one_statement(django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        outbox.post(cause="one", to="anna@example.org", subject="Welcome", text="Hello")


def test_a_picture_stands_beside_the_html_and_a_calendar_entry_names_its_method():
    pixel = base64.b64encode(b"a picture").decode()
    calendar = {"name": "x.ics", "type": "text/calendar; method=REQUEST", "text": "BEGIN:VCALENDAR"}
    post(
        html='<img src="cid:code">',
        attachments=[
            {"name": "code", "type": "image/png", "base64": pixel, "shown": "inline"},
            {**calendar, "shown": "alternative"}, {**calendar, "type": "application/ics"},
        ],
        headers={"Reply-To": "harbour@example.org", "List-Unsubscribe": "<https://here.example/u/>"},
    )  # fmt: skip
    outbox.send_waiting()
    sent = mail.outbox[0].message()
    assert [part.get_content_type() for part in sent.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
        "text/calendar", "application/ics",
    ]  # fmt: skip
    parts = {part.get_content_type(): part for part in sent.walk()}
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert (parts["image/png"]["Content-ID"], parts["image/png"].get_payload(decode=True)) == (
        "<code>", b"a picture",
    )  # fmt: skip
    assert (sent["Reply-To"], sent["List-Unsubscribe"]) == (
        "harbour@example.org", "<https://here.example/u/>",
    )  # fmt: skip


def test_each_mail_has_an_envelope_of_its_own_where_bounces_are_read(settings):
    settings.MAIL_BOUNCES, settings.DEFAULT_FROM_EMAIL = "back@here.example", "Harbour <post@here.example>"
    message = post()
    written = outbox.letter(message)
    assert written.from_email == f"back+{message.message_id.hex}@here.example"
    assert written.message()["From"] == "Harbour <post@here.example>"


def test_a_letter_of_many_waits_behind_single_ones():
    post("news", is_bulk=True)
    post("ticket")
    assert [row.cause for row in outbox.claim(5)] == ["ticket", "news"]


def test_of_a_farewell_nothing_is_left_once_it_was_sent():
    post(is_farewell=True, html="<p>Hello</p>", about="registration:1")
    outbox.send_waiting()
    row = OutboxMessage.objects.get()
    assert (row.to, row.subject, row.text, row.html) == ("", "", "", "")
    assert mail.outbox[0].to == ["anna@example.org"]


@pytest.fixture
def heard(monkeypatch):
    found = []
    monkeypatch.setattr(reactions, "announce", lambda _what, **facts: found.append(facts))
    return found


def test_an_address_that_does_not_exist_is_a_dead_letter_at_once(server, heard):
    server.refused = ("anna@example.org",)
    message = post()
    outbox.send_waiting()
    [dead] = outbox.failed()
    assert "5.1.1" in dead.error
    assert [one["message"].pk for one in heard] == [message.pk]


def test_what_came_back_later_is_a_dead_letter_and_can_go_to_a_better_address(heard):
    message = post()
    outbox.send_waiting()
    with transaction.atomic():
        outbox.came_back(message, "5.1.1 mailbox unknown")
    [dead] = outbox.failed()
    assert (dead.error, len(heard)) == ("5.1.1 mailbox unknown", 1)
    outbox.try_again(dead, to="anna@better.example")
    assert outbox.send_waiting() == 1
    assert mail.outbox[1].to == ["anna@better.example"]
    assert not outbox.failed().exists()


def test_while_the_server_hangs_one_mail_asks_and_the_others_lose_no_attempt(server):
    server.away = True
    for cause in "abc":
        post(cause)
    assert outbox.send_waiting() == 0
    assert sorted(OutboxMessage.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    assert outbox.claim(10) == []


def test_the_same_cause_never_writes_a_second_mail():
    assert post("a").pk == post("a").pk
    post("b")
    assert outbox.send_waiting() == 2


def test_a_mail_of_a_rolled_back_action_is_never_sent():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        outbox.post(cause="x", to="a@example.org", subject="x", text="x")
        1 / 0  # noqa: B018
    assert outbox.send_waiting() == 0


@pytest.mark.django_db(transaction=True)
def test_a_mail_belongs_inside_the_transaction_of_its_action():
    with pytest.raises(RuntimeError):
        outbox.post(cause="x", to="a@example.org", subject="x", text="x")


def test_line_breaks_in_a_subject_never_become_headers():
    with transaction.atomic():
        outbox.post(cause="x", to="a@example.org", subject="Hi\r\nBcc: all@example.org", text="x")
    outbox.send_waiting()
    assert mail.outbox[0].subject == "Hi Bcc: all@example.org"
    assert mail.outbox[0].message()["Bcc"] is None


def test_while_the_mail_server_is_away_mails_wait_longer_and_longer(server):
    server.away = True
    post()
    assert outbox.send_waiting() == 0
    row = OutboxMessage.objects.get()
    assert row.error == "ConnectionRefusedError: no mail server here"
    assert timedelta(seconds=50) < row.next_attempt_at - timezone.now() <= timedelta(minutes=1)
    due_now()
    outbox.send_waiting()
    row.refresh_from_db()
    assert timedelta(minutes=4) < row.next_attempt_at - timezone.now() <= timedelta(minutes=5)
    server.away = False
    due_now()
    assert outbox.send_waiting() == 1
    row.refresh_from_db()
    assert (row.attempts, row.error, len(mail.outbox)) == (3, "", 1)


def test_after_the_last_attempt_a_mail_is_a_dead_letter_until_somebody_puts_it_back(server):
    server.away = True
    post()
    for _ in range(len(outbox.PAUSES) + 1):
        due_now()
        outbox.send_waiting()
    [dead] = outbox.failed()
    due_now()
    assert outbox.claim(10) == []
    server.away = False
    outbox.try_again(dead)
    assert outbox.send_waiting() == 1
    assert not outbox.failed().exists()


def test_a_mail_claimed_by_a_sender_that_died_is_free_again_after_the_lease():
    post()
    [claimed] = outbox.claim(10)
    assert outbox.claim(10) == []
    OutboxMessage.objects.update(next_attempt_at=timezone.now() - outbox.LEASE)
    assert outbox.send_waiting() == 1
    assert mail.outbox[0].message()["Message-ID"].startswith(f"<{claimed.message_id}@")


def test_one_bad_mail_holds_up_no_other(server, monkeypatch):
    post("bad")
    post("good")
    OutboxMessage.objects.filter(cause="bad").update(to="not an address\nat all")
    assert outbox.send_waiting() == 1
    assert OutboxMessage.objects.get(cause="bad").sent_at is None
    assert OutboxMessage.objects.get(cause="good").sent_at is not None
