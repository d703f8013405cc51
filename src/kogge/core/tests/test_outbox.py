from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from kogge.core import outbox
from kogge.core.models import OutboxMessage

pytestmark = pytest.mark.django_db


def post(cause: str = "welcome 1", **fields: str) -> OutboxMessage:
    with transaction.atomic():
        return outbox.post(cause=cause, to="anna@example.org", subject="Welcome", text="Hello", **fields)


def due_now() -> None:
    OutboxMessage.objects.filter(sent_at=None).update(next_attempt_at=timezone.now())


class MailServer(EmailBackend):
    """Refuses as long as `away` is set."""

    away = False

    def send_messages(self, messages):
        if MailServer.away:
            raise ConnectionRefusedError("no mail server here")
        return super().send_messages(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.MailServer"
    MailServer.away = False
    yield MailServer
    MailServer.away = False


def test_a_mail_goes_out_once_with_the_identifier_of_its_row():
    message = post(html="<p>Hello</p>")
    assert outbox.send_waiting() == 1
    assert outbox.send_waiting() == 0
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["anna@example.org"], "Welcome", "Hello")
    assert sent.message()["Message-ID"].startswith(f"<{message.message_id}@")
    assert sent.message()["Auto-Submitted"] == "auto-generated"
    assert sent.alternatives[0][0] == "<p>Hello</p>"


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
