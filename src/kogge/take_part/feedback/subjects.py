"""What an address for feedback asks about, and whether it takes answers now. Only what is released is asked about."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.ordering import empty_lowest
from kogge.core.refusals import Refused
from kogge.publish.programme.models import PublicEvent, PublicSession
from kogge.take_part.registration import blind_token

from .models import LETTERS, Box

OPEN_FOR = timedelta(days=28)
_CODE = re.compile(rf"[{LETTERS}]{{6}}")
_MOST_LISTED = 20


@dataclass(frozen=True)
class Subject:
    """One released event or session with its box, if somebody opened it or answered before."""

    event: PublicEvent
    session: PublicSession | None
    box: Box | None
    ticket: bytes | None

    @property
    def about(self) -> PublicEvent | PublicSession:
        """The session where one is asked about, else the event."""
        return self.session or self.event

    @property
    def begins_at(self) -> datetime | None:
        """When answers are first taken; None when no time is known."""
        return self.about.starts_at or _midnight(self.event)

    @property
    def ends_at(self) -> datetime | None:
        """When the last answer is taken."""
        last = self.about.ends_at or self.event.ends_at or _midnight(self.event, last=True)
        return last + OPEN_FOR if last else None

    @property
    def is_early(self) -> bool:
        return self.begins_at is not None and timezone.now() < self.begins_at

    @property
    def is_closed(self) -> bool:
        """Whether staff closed it, it is long over or it was called off."""
        over = self.ends_at is not None and timezone.now() >= self.ends_at
        off = self.about.state in {"cancelled", "postponed"}
        return over or off or (self.box is not None and self.box.closed_at is not None)


def of(secret: str, session: str = "") -> Subject:
    """What the address with this secret asks about, or Refused with a sentence."""
    code = secret.lower()
    if _CODE.fullmatch(code):
        own = Box.objects.select_related("event", "session").filter(code=code).first()
        if own is None:
            raise Refused(_("There is no such short address. Please compare it letter by letter."))
        return _subject(own.event_id, session or (own.session.slug if own.session else ""), None)
    token = blind_token.read(secret)
    return _subject(token.event_id, session, token.ticket)


def sessions(subject: Subject, words: str = "") -> list[PublicSession]:
    """Sessions of the event that began and ask for feedback, the latest first."""
    rows = PublicSession.objects.filter(
        public_event=subject.event, session__feedback_box__closed_at=None, session__feedback_box__isnull=False
    ).exclude(state="cancelled")
    if words:
        rows = rows.filter(title_de__icontains=words) | rows.filter(title_en__icontains=words)
    else:
        rows = rows.filter(starts_at__lte=timezone.now())
    return list(rows.order_by(*empty_lowest("-starts_at"), "pk")[:_MOST_LISTED])


def _subject(event_id: int, session: str, ticket: bytes | None) -> Subject:
    event = PublicEvent.objects.filter(event=event_id).first()
    if event is None:
        raise Refused(_("This event is not public any more."))
    one = None
    if session:
        one = PublicSession.objects.filter(public_event=event, slug=session).first()
        if one is None:
            raise Refused(_("There is no such session."))
    box = Box.objects.filter(event=event_id, session=one.session_id if one else None).first()
    if box is None and (ticket is None or one is not None):
        raise Refused(_("Nobody asks for feedback here."))
    return Subject(event, one, box, ticket)


def _midnight(event: PublicEvent, *, last: bool = False) -> datetime | None:
    """The first or last moment of an event that has days but no times; months and years have none."""
    day = (event.ends_on or event.starts_on) if last else event.starts_on
    if day is None or event.precision != "day":
        return None
    moment = timezone.make_aware(datetime(day.year, day.month, day.day))
    return moment + timedelta(days=1) if last else moment
