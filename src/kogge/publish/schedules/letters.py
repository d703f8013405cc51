"""One letter for each affected speaker and release, with their sessions as a calendar file, all in one statement."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from kogge.core import outbox, region
from kogge.core.translated import translated
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event
from kogge.plan.speakers import link
from kogge.plan.speakers.models import SpeakerProfile
from kogge.publish.feeds import clean
from kogge.publish.feeds.calendar_file import PRODUCT
from kogge.publish.programme import addresses, read_model
from kogge.publish.programme.models import Release

from .models import Told
from .notices import Notice, Record, language_of

MOST_BYTES = 75
_HEAD = f"BEGIN:VCALENDAR\r\nPRODID:{PRODUCT}\r\nVERSION:2.0\r\nMETHOD:PUBLISH\r\n"


def write(event: Event, release: Release, notices: Iterable[Notice], records: Mapping[str, Record]) -> int:
    """Put the letters into the outbox and remember what was told. Returns how many were written."""
    news = [one for one in notices if one]
    if not news:
        return 0
    profiles = _profiles([one.person for one in news if one.person.email])
    writer = _Writer(event, release, records)
    letters = [writer.letter(one, profiles[one.person.pk]) for one in news if one.person.pk in profiles]
    outbox.post_many(letters)
    Told.objects.bulk_create(
        [Told(event=event, person=one.person, sessions=one.now, is_off=one.is_off) for one in news],
        update_conflicts=True, unique_fields=["event", "person"], update_fields=["sessions", "is_off"],
    )  # fmt: skip
    return len(letters)


def _profiles(people: list[Person]) -> dict[int, SpeakerProfile]:
    """The link of everybody with an address; who had none gets one."""
    found = {one.pk: getattr(one, "speaker_profile", None) for one in people}
    made = SpeakerProfile.objects.bulk_create(
        SpeakerProfile(person=one, language=language_of(one)) for one in people if found[one.pk] is None
    )
    return {**{pk: one for pk, one in found.items() if one}, **{one.person_id: one for one in made}}


class _Writer:
    """Writes letters. Each session is put into calendar form once per language (RFC 5545, times in UTC)."""

    def __init__(self, event: Event, release: Release, records: Mapping[str, Record]) -> None:
        self.event, self.release, self.records = event, release, records
        self.text: Any = get_template("schedules/mails/told.txt")
        self.network = str(region.current().network)
        self.stamp = _utc(release.released_at)
        self.known: dict[tuple[str, str], str] = {}

    def letter(self, one: Notice, profile: SpeakerProfile) -> dict[str, Any]:
        """The words of `outbox.post` for one person, in their language."""
        with translation.override(one.language):
            title, calendar = str(translated(self.event, "title")), self._calendar(one)
            facts = {
                "person": one.person, "title": title, "whole": one.whole, "lines": one.lines,
                "note": self.release.note, "address": link.address_of(profile), "network": self.network,
            }  # fmt: skip
            file = {"name": "programme.ics", "type": "application/ics", "text": calendar}
            return {
                "cause": f"speaker told:{self.release.pk}:{one.person.pk}",
                "to": one.person.email,
                "subject": _("Your sessions at %(title)s") % {"title": title},
                "text": self.text.render(facts),
                "about": f"speaker:{one.person.pk}",
                "attachments": [file] if calendar else [],
                "is_bulk": True,
            }

    def _calendar(self, one: Notice) -> str:
        """The file of one person; sessions without a time are left out."""
        parts = "".join(self._session(uid, one.language) for uid in one.now)
        return f"{_HEAD}{parts}END:VCALENDAR\r\n" if parts else ""

    def _session(self, uid: str, language: str) -> str:
        if (uid, language) not in self.known:
            self.known[uid, language] = self._written(self.records[uid])
        return self.known[uid, language]

    def _written(self, record: Record) -> str:
        starts_at, ends_at = read_model.moment(record["starts_at"]), read_model.moment(record["ends_at"])
        if not starts_at or not ends_at:
            return ""
        whole, sequence = self.release.snapshot["event"], self.release.snapshot["sequence"]["sessions"]
        where = [(record["room"] or {}).get("name", ""), (whole["place"] or {}).get("name", "")]
        lines = [
            "BEGIN:VEVENT", f"UID:{record['uid']}", f"DTSTAMP:{self.stamp}",
            f"SEQUENCE:{sequence.get(record['uid'], 0)}", f"SUMMARY:{_escaped(str(translated(record, 'title')))}",
            f"DTSTART:{_utc(starts_at)}", f"DTEND:{_utc(ends_at)}",
            f"LOCATION:{_escaped(', '.join(filter(None, where)))}",
            f"STATUS:{'CANCELLED' if record['state'] == 'cancelled' else 'CONFIRMED'}",
            f"URL:{settings.SITE_URL}{addresses.SESSION.format(whole['slug'], record['slug'])}", "END:VEVENT",
        ]  # fmt: skip
        return "".join(map(_folded, lines))


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """RFC 5545, 3.3.11."""
    line = clean.line(text).replace("\\", "\\\\")
    return line.replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """At most 75 bytes in a row (RFC 5545, 3.1), no letter torn apart."""
    if len(line.encode()) <= MOST_BYTES:
        return f"{line}\r\n"
    rows, row = [], ""
    for letter in line:
        if len(f"{row}{letter}".encode()) > MOST_BYTES:
            rows.append(row)
            row = " "
        row += letter
    return "\r\n".join([*rows, row]) + "\r\n"
