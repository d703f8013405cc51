"""PU-03: the support is named on everything that people get, not on pages alone."""

import base64

from django.core import mail

from kogge.core import outbox
from kogge.core.models import OutboxMessage
from kogge.take_part.letters.funding import emblem

from .conftest import Scene


def test_mails_about_a_funded_event_carry_statement_operation_and_emblem(funded: Scene) -> None:
    funded.enter("Alma Beispiel")
    for message in OutboxMessage.objects.all():
        assert "Kofinanziert von der Europäischen Union\nPhase-One" in message.text
        assert 'src="cid:emblem.png"' in message.html
        assert "Kofinanziert von der Europäischen Union" in message.html
    assert OutboxMessage.objects.count() == outbox.send_waiting() > 0
    assert b"emblem.png" in mail.outbox[0].message().as_bytes()  # type: ignore[attr-defined]


def test_mails_about_what_nobody_funds_carry_none(scene: Scene) -> None:
    scene.enter("Alma Beispiel")
    for message in OutboxMessage.objects.all():
        assert "Kofinanziert" not in message.text + message.html
        assert [one["name"] for one in message.attachments if one["name"] == "emblem.png"] == []


def test_the_emblem_in_mails_is_a_small_picture() -> None:
    picture = base64.b64decode(emblem()["base64"])
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 3000
