"""What changes boxes and answers. Answers leave no trace in the history: its order and times would name people."""

import hashlib
import uuid
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history, links
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event, Session

from . import mails
from .models import Box, Response
from .subjects import Subject

SPEAKERS_LINK = "feedback results"
TEXTS_KEPT = timedelta(days=365)
MARKS_KEPT = timedelta(days=60)


class AnsweredAlready(Refused):
    """This ticket has been used for this box."""


def answer(subject: Subject, *, key: str, score: int | None, good: str, change: str) -> Response:
    """Put one answer into its box. The same form sent twice is one answer; a ticket answers once."""
    return _answer(_box(subject), subject, key=key, score=score, good=good, change=change)


@transaction.atomic
def _answer(box: Box, subject: Subject, *, key: str, score: int | None, good: str, change: str) -> Response:
    box = Box.objects.select_for_update().get(pk=box.pk)
    number = uuid.UUID(bytes=hashlib.sha256(b"feedback:" + key.encode()).digest()[:16])
    if earlier := Response.objects.filter(pk=number).first():
        return earlier
    if subject.ticket is not None:
        _spend(box, subject.ticket)
    return Response.objects.create(
        pk=number, box=box, day=timezone.localdate(), score=score, good=good, change=change
    )


def has_answered(subject: Subject) -> bool:
    """Whether the ticket behind this address was used for this box."""
    if subject.box is None or subject.ticket is None:
        return False
    return _mark(subject.box, subject.ticket) in subject.box.marks


@transaction.atomic
def open_boxes(event: Event, *, sessions: bool, by: User) -> int:
    """Ask for feedback on an event, and on each of its sessions if wanted. Returns how many boxes are new."""
    had = set(Box.objects.filter(event=event).values_list("session", flat=True))
    wanted: list[int | None] = [None]
    if sessions:
        wanted += Session.objects.filter(event=event).values_list("pk", flat=True)
    new = [Box(event=event, session_id=pk) for pk in wanted if pk not in had]
    Box.objects.bulk_create(new)
    if new:
        history.record(event, "asked for feedback", by=by, after={"boxes": len(had) + len(new)})
    return len(new)


@transaction.atomic
def close(box: Box, *, by: User) -> None:
    """Take no more answers."""
    if Box.objects.filter(pk=box.pk, closed_at=None).update(closed_at=timezone.now()):
        history.record(box, "closed", by=by)


@transaction.atomic
def reopen(box: Box, *, by: User) -> None:
    """Take answers again."""
    if Box.objects.filter(pk=box.pk).exclude(closed_at=None).update(closed_at=None):
        history.record(box, "reopened", by=by)


@transaction.atomic
def remove_text(response: Response, field: str, *, by: User) -> None:
    """Take out a free text that names or insults somebody. What it said is kept nowhere."""
    if field not in {"good", "change"}:
        raise Refused(_("There is no such text."))
    Response.objects.filter(pk=response.pk).update(**{field: ""})
    history.record(response.box, "text removed", by=by)


@transaction.atomic
def link_for_speaker(box: Box, *, by: User) -> str:
    """A secret that opens the results of this box and nothing else. Older ones stay valid until revoked."""
    history.record(box, "link for the speaker made", by=by)
    return links.create(SPEAKERS_LINK, box.pk, timezone.now() + TEXTS_KEPT)


@transaction.atomic
def send_to_speaker(box: Box, person: Person, *, by: User) -> None:
    """Mail a person who spoke or hosted the link to the results."""
    if not person.email:
        raise Refused(_("No mail address is known of this person. Please make a link and pass it on."))
    mails.tell_speaker(box, person, link_for_speaker(box, by=by))


@transaction.atomic
def revoke_links(box: Box, *, by: User) -> int:
    """Close every link to the results of this box."""
    count = links.revoke(SPEAKERS_LINK, box.pk)
    if count:
        history.record(box, "links for speakers revoked", by=by)
    return count


def forget_old() -> int:
    """Empty what people wrote a year after the day they wrote it; forget used tickets 60 days after the last answer."""
    today = timezone.localdate()
    texts = Response.objects.filter(day__lt=today - TEXTS_KEPT).exclude(good="", change="")
    marks = Box.objects.exclude(spent="").exclude(responses__day__gte=today - MARKS_KEPT)
    return texts.update(good="", change="") + marks.update(spent="")


def _box(subject: Subject) -> Box:
    """The box to put the answer into; the first answer to an event makes it."""
    if subject.is_early:
        raise Refused(_("It has not begun yet. Please come back afterwards."))
    if subject.is_closed:
        raise Refused(_("No more answers are taken here."))
    if subject.box is not None:
        return subject.box
    try:
        with transaction.atomic():
            return Box.objects.get_or_create(event_id=subject.event.event_id, session=None)[0]
    except IntegrityError:
        return Box.objects.get(event_id=subject.event.event_id, session=None)


def _spend(box: Box, ticket: bytes) -> None:
    mark = _mark(box, ticket)
    if mark in box.marks:
        raise AnsweredAlready(_("This ticket has already been used for an answer. Thank you!"))
    box.spent = " ".join(sorted({*box.marks, mark}))
    box.save(update_fields=["spent"])


def _mark(box: Box, ticket: bytes) -> str:
    return hashlib.sha256(f"feedback mark:{box.pk}:".encode() + ticket).hexdigest()[:20]
