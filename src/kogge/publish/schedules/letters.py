"""One letter for each affected speaker and release, with their sessions as a calendar file, all in one statement."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, vUri
from icalendar import Event as Appointment

from kogge.core import outbox, region
from kogge.core.translated import translated
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event
from kogge.plan.speakers import link
from kogge.plan.speakers.models import SpeakerProfile
from kogge.publish.feeds.calendar_file import PRODUCT
from kogge.publish.programme.models import PublicSession, Release

from .models import Told
from .notices import Notice, language_of


def write(event: Event, release: Release, notices: Iterable[Notice], rows: Iterable[PublicSession]) -> int:
    """Put the letters into the outbox and remember what was told. Returns how many were written."""
    news = [one for one in notices if one]
    if not news:
        return 0
    profiles = _profiles([one.person for one in news if one.person.email])
    writer = _Writer(event, release, {row.record["uid"]: row for row in rows})
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

    def __init__(self, event: Event, release: Release, rows: Mapping[str, PublicSession]) -> None:
        self.event, self.release, self.rows = event, release, rows
        self.text: Any = get_template("schedules/mails/told.txt")
        self.network = str(region.current().network)
        self.known: dict[tuple[str, str], str] = {}
        frame = Calendar()
        frame.add("prodid", PRODUCT)
        frame.add("version", "2.0")
        frame.add("method", "PUBLISH")
        self.head, self.tail = frame.to_ical().decode().split("END:VCALENDAR")

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
        parts = [self._session(uid, one.language) for uid in one.now if uid in self.rows]
        return f"{self.head}{''.join(parts)}END:VCALENDAR{self.tail}" if any(parts) else ""

    def _session(self, uid: str, language: str) -> str:
        if (uid, language) not in self.known:
            self.known[uid, language] = self._written(self.rows[uid])
        return self.known[uid, language]

    def _written(self, row: PublicSession) -> str:
        if not row.starts_at or not row.ends_at:
            return ""
        record, item = row.record, Appointment()
        item.add("uid", record["uid"])
        item.add("dtstamp", datetime.now(UTC))
        item.add("sequence", row.sequence)
        item.add("summary", str(translated(record, "title")))
        item.add("dtstart", row.starts_at.astimezone(UTC))
        item.add("dtend", row.ends_at.astimezone(UTC))
        place = (row.public_event.record["place"] or {}).get("name", "")
        item.add("location", ", ".join(filter(None, [(record["room"] or {}).get("name", ""), place])))
        item.add("status", "CANCELLED" if row.state == "cancelled" else "CONFIRMED")
        item.add("url", vUri(f"{settings.SITE_URL}/events/{row.public_event.slug}/sessions/{row.slug}/"))
        return item.to_ical().decode()
