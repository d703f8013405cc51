"""What mail servers send back."""

import io
from unittest import mock

import pytest
from django.core.management import call_command
from django.urls import reverse

from kogge.core import outbox
from kogge.core.models import OutboxMessage
from kogge.network.accounts.desk import Waiting
from kogge.network.accounts.tests import cast as staff
from kogge.take_part.correspondence import bounces, dead_letters
from kogge.take_part.letters.tests import cast

pytestmark = pytest.mark.django_db

REPORT = """\
From: MAILER-DAEMON@mx.example
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mail could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ada@visitors.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such
 user here

--b
Content-Type: text/rfc822-headers

From: kogge@localhost
Message-ID: {message_id}
Subject: Hello

--b--
"""


@pytest.fixture
def ada(admission):
    found = cast.join(admission)
    outbox.send_waiting()
    return found


def report(*, to="kogge@localhost", action="failed", status="5.1.1", message_id=None):
    row = OutboxMessage.objects.get()
    message_id = message_id or f"<{row.message_id}@localhost>"
    return REPORT.format(to=to, action=action, status=status, message_id=message_id).encode()


def test_a_hard_bounce_shows_at_the_registration(ada):
    bounces.note(report())
    ada.refresh_from_db()
    assert ada.mail_problem == "5.1.1 550 5.1.1 no such user here"
    assert ada.mail_failed_at is not None
    assert outbox.failed().count() == 1


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.1"), ("failed", "4.2.2"), ("delivered", "2.0.0")]
)
def test_what_may_still_arrive_is_no_failure(ada, action, status):
    assert bounces.note(report(action=action, status=status)) is None
    assert not outbox.failed().exists()


def test_the_envelope_names_the_mail_where_the_report_repeats_nothing(ada, settings):
    settings.MAIL_BOUNCES = "back@here.example"
    row = OutboxMessage.objects.get()
    raw = report(to=f"back+{row.message_id.hex}@here.example", message_id="<other@elsewhere.example>")
    assert bounces.note(raw) == row


@pytest.mark.parametrize("raw", [b"", b"hello", b"\xff\xfe\x00", b"Content-Type: multipart/report\n\n--x"])
def test_anything_else_is_read_without_harm(ada, raw):
    assert bounces.note(raw) is None


def test_a_foreign_message_id_changes_nothing(ada):
    raw = report(message_id="<11111111-1111-1111-1111-111111111111@localhost>")
    assert bounces.note(raw) is None
    assert not outbox.failed().exists()


def test_the_command_reads_the_pipe_a_file_and_a_maildir(ada, tmp_path):
    raw, said = report(), io.StringIO()
    with mock.patch("sys.stdin") as pipe:
        pipe.buffer = io.BytesIO(raw)
        call_command("bounces", "-", stdout=said)
    assert "ada@visitors.example: 5.1.1" in said.getvalue()
    (tmp_path / "one").write_bytes(raw)
    call_command("bounces", str(tmp_path / "one"), stdout=said)
    for folder in ("new", "cur", "tmp"):
        (tmp_path / "box" / folder).mkdir(parents=True)
    (tmp_path / "box" / "new" / "1.a.host").write_bytes(raw)
    call_command("bounces", str(tmp_path / "box"), stdout=said)
    assert list((tmp_path / "box" / "new").iterdir()) == []
    assert len(list((tmp_path / "box" / "cur").iterdir())) == 1


def test_the_desk_corrects_an_address_and_the_ticket_goes_there(ada, client):
    bounces.note(report())
    emil = staff.editor()
    client.force_login(emil)
    page = client.get("/en" + reverse("correspondence:mails")).content.decode()
    assert "5.1.1 550 5.1.1 no such user here" in page
    assert ada.reference in page
    row = OutboxMessage.objects.get()
    answer = client.post(reverse("correspondence:again", args=[row.pk]), {"to": "ada@better.example"})
    assert answer.status_code == 302
    ada.refresh_from_db()
    assert (ada.email, ada.mail_problem) == ("ada@better.example", "")
    assert cast.newest("ada").to == "ada@better.example"


def test_editors_see_the_mails_of_their_events_and_the_office_all(ada, client):
    bounces.note(report())
    row = OutboxMessage.objects.get()
    for somebody, sees in ((staff.other_editor(), False), (staff.office(), True)):
        client.force_login(somebody)
        page = client.get(reverse("correspondence:mails")).content.decode()
        assert ("no such user here" in page) is sees
        status = client.post(reverse("correspondence:again", args=[row.pk]), {"to": "nonsense"}).status_code
        assert status == (302 if sees else 404)


def test_the_first_page_of_the_desk_says_that_mails_came_back(ada):
    bounces.note(report())
    seen: list[Waiting] = []
    for somebody in (staff.editor(), staff.other_editor()):
        dead_letters.waiting_mails(user=somebody, waiting=seen)
    assert [(one.sentence, one.address) for one in seen] == [
        ("1 E-Mail kam nicht an.", "/desk/mails/"),
    ]  # fmt: skip
