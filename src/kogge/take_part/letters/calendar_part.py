"""Calendar entries in letters (iTIP, RFC 5546 and 6047): one appointment per registration that moves and vanishes.

The UID stays for ever, the SEQUENCE grows with each release that moves the date and each change of the registration.
One entry is an invitation that calendars update by themselves; several dates at once travel as a file.
"""

from collections.abc import Sequence
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vUri

from kogge.core.imprecise_date import Precision
from kogge.publish.feeds import clean
from kogge.publish.feeds.calendar_file import PRODUCT, zoned

from .occasions import Occasion

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
Attachment = dict[str, str]


def attachments(
    dates: Sequence[Occasion], *, name: str, email: str, organizer: str, method: str = REQUEST
) -> list[Attachment]:
    """The first date as an invitation, further ones as files beside it; nothing where no day is stated."""
    dated = [one for one in dates if _has_day(one)]
    made: list[Attachment] = []
    for number, one in enumerate(dated):
        text = render([one], name=name, email=email, organizer=organizer, method=method)
        if number == 0:
            kind = f"text/calendar; method={method}"
            made.append({"name": "", "type": kind, "text": text, "shown": "alternative"})
        label = f"-{number + 1}" if number else ""
        made.append({"name": f"{_FILE[method]}{label}.ics", "type": "application/ics", "text": text})
    return made


def series_file(dates: Sequence[Occasion], *, name: str, email: str, organizer: str) -> list[Attachment]:
    """All dates of a series in one file, since one invitation may hold only one appointment."""
    dated = [one for one in dates if _has_day(one) and not one.entry.called_off]
    text = render(dated, name=name, email=email, organizer=organizer, method=PUBLISH)
    return [{"name": f"{_FILE[PUBLISH]}.ics", "type": "application/ics", "text": text}] if dated else []


def render(
    dates: Sequence[Occasion], *, name: str = "", email: str = "", organizer: str = "", method: str = PUBLISH
) -> str:
    """A calendar with these dates. Calendars know who is meant by the attendee's address."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for one in dates:
        calendar.add_component(_appointment(one, name, email, organizer, cancelled=method == CANCEL))
    days = [day for one in dates if (day := one.entry.date.first)]
    if days:
        around = timedelta(days=370)
        calendar.add_missing_timezones(first_date=min(days) - around, last_date=max(days) + around)
    text: str = calendar.to_ical().decode()
    return text


def _appointment(one: Occasion, name: str, email: str, organizer: str, *, cancelled: bool) -> Event:
    entry, item = one.entry, Event()
    item.add("uid", one.uid)
    item.add("dtstamp", timezone.now())
    item.add("sequence", 2 * one.sequence + cancelled)  # so that what comes back is above its cancellation
    item.add("summary", entry.title)
    item.add("status", "CANCELLED" if cancelled or entry.called_off else "CONFIRMED")
    item.add("url", vUri(entry.url))
    if entry.starts_at and entry.ends_at:
        item.add("dtstart", zoned(entry.starts_at))
        item.add("dtend", zoned(entry.ends_at))
    elif first := entry.date.first:
        item.add("dtstart", first)
        item.add("dtend", (entry.last_day or first) + timedelta(days=1))
    if one.where:
        item.add("location", one.where)
    item.add("description", "\n\n".join(part for part in (entry.summary, entry.access, entry.url) if part))
    if one.is_online and entry.online_url:
        item.add("conference", vUri(entry.online_url), parameters={"VALUE": "URI"})
    _add_people(item, name, email, organizer)
    return item


def _add_people(item: Event, name: str, email: str, organizer: str) -> None:
    if not email:
        return
    sender = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    sender.params["cn"] = clean.line(organizer) or sender.email
    item.add("organizer", sender)
    guest = vCalAddress(f"mailto:{email}")
    guest.params |= {"role": "REQ-PARTICIPANT", "partstat": "ACCEPTED", "rsvp": "FALSE"}
    if clean.line(name):
        guest.params["cn"] = clean.line(name)
    item.add("attendee", guest)


def _has_day(one: Occasion) -> bool:
    return one.entry.date.precision is Precision.DAY


_FILE = {REQUEST: "invite", CANCEL: "cancelled", PUBLISH: "dates"}
