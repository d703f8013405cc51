"""Checking and applying the values of events and sessions; what is wrong is refused beside its field."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.imprecise_date import ImpreciseDate, Precision
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User

from ..models import Event, EventSeries, Session

LONGEST_TEXT = 20_000
RESERVED = {"new", "clashes", "invitations", "import"}  # addresses of the desk itself
MANY = ("audiences", "topics")
PLAIN = (
    "title_de", "title_en", "full_title", "motto", "title_is_ours", "summary_de", "summary_en", "plain_de",
    "description_de", "description_en", "language", "starts_on", "ends_on", "precision", "starts_at", "ends_at",
    "duration_days", "mode", "place", "place_note", "room", "online_url", "capacity", "cost", "cost_note",
    "online_link_hidden", "access_features", "access_note", "series", "edition", "parent", "community",
    "audience_text", "subjects",
    "funding", "operation", "network_role", "is_internal", "is_milestone", "internal_notes", "facts", "refs",
    "not_stated", "source_note",
)  # fmt: skip
SESSION_FIELDS = (
    "title_de", "title_en", "title_is_ours", "kind", "state", "abstract_de", "abstract_en", "language", "track",
    "room", "starts_at", "ends_at", "day", "part_of_day", "position", "capacity", "subjects", "facts", "refs",
    "not_stated", "source_note",
)  # fmt: skip
_UNSPOKEN = {"internal_notes", "facts", "refs", "source_note"}
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


class ChangedMeanwhile(Refused):
    """Somebody else saved in between. `who` is their name."""

    def __init__(self, who: str) -> None:
        super().__init__(
            _(
                "This was changed meanwhile by %(who)s. Your text is kept below: please compare, then save again."
            )
            % {"who": who}
        )
        self.who = who


def check_version(thing: Event | Session, expected: int | None) -> None:
    """Refuse to overwrite what somebody else saved after the form was opened."""
    if expected is not None and thing.version != expected:
        last = history.of(thing).values_list("actor", flat=True).first() or ""
        user = User.objects.filter(pk=int(last)).first() if last.isdigit() else None
        raise ChangedMeanwhile(str(user or last or _("somebody else")))


def apply_event(event: Event, values: Mapping[str, Any]) -> None:
    """Set plain values on an unsaved or saved event and check that they fit together."""
    unknown = set(values) - set(PLAIN) - set(MANY)
    if unknown:
        raise TypeError(f"An event has no {', '.join(sorted(unknown))}.")
    for name in PLAIN:
        if name in values:
            setattr(event, name, _clean(event, name, values[name]))
    _settle_dates(event, values)
    if event.room and event.place is None:
        event.place = event.room.place
    if event.operation and "funding" not in values:
        event.funding = Event.Funding.OPERATION
    _check_event(event)


def apply_session(session: Session, values: Mapping[str, Any]) -> None:
    """Set plain values on a session and check that they fit together and into the event."""
    unknown = set(values) - set(SESSION_FIELDS) - {"organizations"}
    if unknown:
        raise TypeError(f"A session has no {', '.join(sorted(unknown))}.")
    for name in SESSION_FIELDS:
        if name in values:
            setattr(session, name, _clean(session, name, values[name]))
    _check_title(session.title_de)
    if bool(session.starts_at) != bool(session.ends_at):
        raise Refused(_("Please give both a start and an end, or neither."), field="ends_at")
    if session.starts_at and session.ends_at:
        _check_order(session.starts_at, session.ends_at)
        check_within(session)
    _check_model(session)


def snapshot(thing: models.Model, names: tuple[str, ...]) -> dict[str, Any]:
    """The values of these fields in a form that history can keep."""
    found: dict[str, Any] = {}
    for name in names:
        value = getattr(thing, name)
        found[name] = value.pk if isinstance(value, models.Model) else value
    return found


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What differs, before and after; of free internal texts only that they changed."""
    names = [name for name in after if before.get(name) != after[name]]
    spoken = [name for name in names if name not in _UNSPOKEN]
    hidden = {name: "…" for name in names if name in _UNSPOKEN}
    return {name: before.get(name) for name in spoken}, {name: after[name] for name in spoken} | hidden


def free_slug(title: str, taken: models.QuerySet[Any], longest: int = 100) -> str:
    """An address made from a title, with a number where it is taken already."""
    base = slugify(title.translate(_UMLAUTS))[:longest].strip("-") or "event"
    base = f"{base}-1" if base in RESERVED else base
    used = set(taken.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 2
    slug = base
    while slug in used:
        slug = f"{base}-{number}"
        number += 1
    return slug


def one_line(text: str) -> str:
    """The text without line breaks, control and direction characters, which no title needs."""
    return " ".join(_INVISIBLE.sub(" ", text).split())


def _clean(thing: models.Model, name: str, value: Any) -> Any:
    """Texts trimmed, of bearable length, and in one line where the field has one."""
    if value is None and isinstance(thing._meta.get_field(name), models.CharField | models.TextField):
        return ""
    if not isinstance(value, str) or isinstance(value, models.Choices):
        return value
    field: Any = thing._meta.get_field(name)
    longest = getattr(field, "max_length", None) or LONGEST_TEXT
    text = one_line(value) if isinstance(field, models.CharField) else value.replace("\x00", "").strip()
    if len(text) > longest:
        facts = {"field": field.verbose_name, "most": longest, "have": len(text)}
        raise Refused(
            _("“%(field)s” may have %(most)d characters, yours has %(have)d. Please shorten it.") % facts,
            field=name,
        )
    return text


def _settle_dates(event: Event, values: Mapping[str, Any]) -> None:
    """Days follow from exact times; an imprecise date has no times."""
    if values.get("starts_at"):
        event.precision = Precision.DAY
        event.starts_on = timezone.localtime(values["starts_at"]).date()
        if event.ends_at:
            event.ends_on = last_day(event.ends_at)
    elif {"starts_on", "precision"} & set(values) and "starts_at" not in values:
        event.starts_at = event.ends_at = None
    if event.precision != Precision.DAY:
        event.starts_at = event.ends_at = event.ends_on = None
    if event.starts_on is None:
        event.precision = Precision.NOT_STATED
    elif event.precision == Precision.MONTH:
        event.starts_on = event.starts_on.replace(day=1)
    elif event.precision == Precision.YEAR:
        event.starts_on = event.starts_on.replace(month=1, day=1)
    elif event.precision == Precision.NOT_STATED:
        event.starts_on = None


def last_day(ends_at: datetime) -> date:
    """The local day an end belongs to; midnight belongs to the evening before."""
    local = timezone.localtime(ends_at)
    return local.date() - timedelta(days=1) if local.time() == time(0) else local.date()


def _check_event(event: Event) -> None:
    _check_title(event.title_de)
    if bool(event.starts_at) != bool(event.ends_at):
        raise Refused(_("Please give both a start and an end, or neither."), field="ends_at")
    if event.starts_at and event.ends_at:
        _check_order(event.starts_at, event.ends_at)
    if event.starts_on and event.ends_on and event.ends_on < event.starts_on:
        raise Refused(_("The last day lies before the first. Please check both."), field="ends_on")
    if event.room and event.place and not _lies_in(event.room.place, event.place):
        facts = {"room": event.room, "place": event.room.place}
        raise Refused(
            _("“%(room)s” belongs to %(place)s. Please choose that place, or another room.") % facts,
            field="room",
        )
    _check_parent(event)
    _check_funding(event)
    _check_model(event)


def _check_title(title: str) -> None:
    if not title:
        raise Refused(_("Please give it a title."), field="title_de")


def _check_order(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Refused(_("The end lies before the start. Please check both."), field="ends_at")


def check_within(session: Session) -> None:
    """Refuse times outside the days of the event, and say which of its days it is."""
    event = session.event
    if (
        event.precision != Precision.DAY
        or not event.starts_on
        or not session.starts_at
        or not session.ends_at
    ):
        return
    first, last = timezone.localtime(session.starts_at).date(), last_day(session.ends_at)
    if first < event.starts_on or last > (event.ends_on or event.starts_on):
        facts = {
            "first": date_format(event.starts_on, "DATE_FORMAT"),
            "last": date_format(event.ends_on or event.starts_on, "DATE_FORMAT"),
        }
        raise Refused(
            _("The event lasts from %(first)s to %(last)s. Please choose a time within these days.") % facts,
            field="starts_at",
        )
    session.day = (first - event.starts_on).days + 1


def _check_parent(event: Event) -> None:
    above: Event | None = event.parent
    while above is not None:
        if above.pk is not None and above.pk == event.pk:
            raise Refused(
                _("An event cannot be a part of itself. Please choose another one."), field="parent"
            )
        above = above.parent


def _check_funding(event: Event) -> None:
    if event.funding == Event.Funding.OPERATION and event.operation is None:
        raise Refused(_("Please choose the operation the event belongs to, or none."), field="funding")
    if event.funding != Event.Funding.OPERATION:
        event.operation = None
    day = ImpreciseDate(event.starts_on, Precision(event.precision)).last
    if event.operation and day and event.precision == Precision.DAY and not event.operation.covers(day):
        facts = {
            "operation": event.operation,
            "first": date_format(event.operation.starts_on, "DATE_FORMAT"),
            "last": date_format(event.operation.ends_on, "DATE_FORMAT"),
        }
        raise Refused(
            _("“%(operation)s” runs from %(first)s to %(last)s and cannot fund an event on that day.")
            % facts,
            field="funding",
        )


def _check_model(thing: Event | Session) -> None:
    """What is left for the model's own rules; the first complaint is passed on."""
    try:
        thing.full_clean(exclude=["slug"], validate_unique=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            raise Refused(messages[0], field=None if name == "__all__" else name) from error


def _lies_in(inner: Any, outer: Any) -> bool:
    place = inner
    while place is not None:
        if place == outer:
            return True
        place = place.within
    return False


def series_slug(title: str) -> str:
    """An address for a new series."""
    return free_slug(title, EventSeries.objects.all())
