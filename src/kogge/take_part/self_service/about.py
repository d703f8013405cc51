"""What somebody registered for, as it is released: when, where, and the link for those who take part online."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kogge.core.ordering import empty_lowest
from kogge.core.translated import Translated, translated
from kogge.plan.events.models import Event
from kogge.publish.programme.models import PublicEvent, PublicSession
from kogge.take_part.letters import occasions
from kogge.take_part.registration.models import Admission, Capacity, Registration, State

Record = dict[str, Any]
ONLINE_BEFORE = timedelta(minutes=30)
_MOST_DATES = 5


@dataclass(frozen=True)
class Online:
    """The link for online participants: from half an hour before until the end, and only then."""

    event: Record
    opens_at: datetime | None
    address: str


@dataclass(frozen=True)
class About:
    """The event, or the series with its dates."""

    title: Translated
    dates: tuple[Record, ...]
    events: tuple[Event, ...]
    is_series: bool

    @property
    def first(self) -> Record:
        """The only date, or the first of a series; empty when a series has none yet."""
        return self.dates[0] if self.dates else {}

    @property
    def has_programme(self) -> bool:
        """Whether a released programme with sessions can be planned."""
        return (
            not self.is_series and PublicSession.objects.filter(public_event__event=self.events[0]).exists()
        )

    @property
    def is_called_off(self) -> bool:
        return not self.is_series and self.first.get("state") in {"cancelled", "postponed"}

    @property
    def is_over(self) -> bool:
        """Whether the last date is past."""
        ends = [end for record in self.dates if (end := _end(record))]
        return bool(ends) and len(ends) == len(self.dates) and max(ends) < timezone.now()


def of(admission: Admission) -> About:
    """What an admission is for, in two queries at most."""
    if admission.event is not None:
        record = occasions.public_event(admission.event).record
        return About(translated(record, "title"), (record,), (admission.event,), is_series=False)
    rows = list(PublicEvent.objects.filter(event__series=admission.series).select_related("event"))
    title = translated(admission.series, "title")
    return About(title, tuple(row.record for row in rows), tuple(row.event for row in rows), is_series=True)


def online(registration: Registration, about: About, now: datetime) -> list[Online]:
    """The links this registration opens now or later. Nothing for whoever has no confirmed seat online."""
    if registration.state != State.CONFIRMED or registration.capacity.mode == Capacity.Mode.ONSITE:
        return []
    wanted = registration.capacity.mode == Capacity.Mode.ONLINE
    found = []
    for event, record in zip(about.events, about.dates, strict=True):
        if not event.online_url or not (wanted or event.mode in {Event.Mode.ONLINE, Event.Mode.HYBRID}):
            continue
        start, end = parse_datetime(record.get("starts_at") or ""), _end(record)
        if end is not None and end < now:
            continue
        opens_at = start - ONLINE_BEFORE if start else None
        is_open = opens_at is None or opens_at <= now
        found.append(Online(record, None if is_open else opens_at, event.online_url if is_open else ""))
    return found


def consent_form(registration: Registration) -> str:
    """Where the parents' consent form is, if children may be among those who come."""
    admission = registration.admission
    is_class = registration.kind == Registration.Kind.HEADCOUNT
    young = registration.is_minor or is_class or registration.seats.filter(is_minor=True).exists()
    if not admission.takes_minors or not young:
        return ""
    kind = "event" if admission.event is not None else "series"
    return reverse(f"sign_up:{kind}_consent", args=[getattr(admission, kind).slug])


def other_dates(admission: Admission) -> list[PublicEvent]:
    """What else is coming: the same series first, then the same topics or organisers."""
    today = timezone.localdate()
    coming = PublicEvent.objects.filter(is_listed=True, state="published", sort_on__gte=today)
    coming = coming.exclude(event=admission.event_id) if admission.event_id else coming
    series = admission.series or (admission.event.series if admission.event else None)
    near = list(coming.filter(event__series=series)[:_MOST_DATES]) if series else []
    if len(near) < _MOST_DATES and admission.event_id:
        known = {event.pk for event in near}
        same = Q(event__topics__events=admission.event_id) | Q(event__organizers__events=admission.event_id)
        rows = (
            coming.filter(same)
            .exclude(pk__in=known)
            .distinct()
            .order_by("sort_on", *empty_lowest("starts_at"), "pk")
        )
        near += list(rows[: _MOST_DATES - len(near)])
    return near


def _end(record: Record) -> datetime | None:
    """When a date is over; None when only its month or year is known."""
    if end := parse_datetime(record.get("ends_at") or ""):
        return end
    day = record.get("ends_on") or record.get("starts_on")
    if not day or record.get("precision") != "day":
        return None
    return timezone.make_aware(datetime.fromisoformat(day)) + timedelta(days=1)
