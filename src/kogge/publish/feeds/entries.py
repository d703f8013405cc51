"""One released event or session, as every feed sees it: made once from the read model, without a query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import date as Day  # noqa: N812  the class below has a field of that name
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext, ngettext

from kogge.core.imprecise_date import ImpreciseDate, Precision
from kogge.core.translated import pick
from kogge.publish.programme.models import PublicEvent, PublicSession

from . import clean

CALLED_OFF = {"cancelled", "postponed"}


@dataclass(frozen=True)
class Entry:
    """What feeds say of an event or session, in one language. Texts are clean, addresses absolute."""

    uid: str
    slug: str
    kind: str
    url: str
    title: str
    summary: str
    description: str
    language: str
    state: str
    state_reason: str
    sequence: int
    changed_at: datetime
    date: ImpreciseDate
    last_day: Day | None
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    room: str
    coordinates: tuple[float, float] | None
    mode: str
    online_url: str
    cost: str
    cost_note: str
    organizers: tuple[str, ...]
    people: tuple[str, ...]
    topics: tuple[str, ...]
    access: str
    funding: str
    parent: str
    parent_uid: str
    deadlines: tuple[tuple[Day, str], ...]

    @property
    def has_day(self) -> bool:
        return self.date.precision is Precision.DAY

    @property
    def called_off(self) -> bool:
        return self.state in CALLED_OFF

    @property
    def when(self) -> str:
        """The date in words, as far as it is known."""
        if self.starts_at and self.ends_at:
            start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
            first = f"{self.date}, {start:%H:%M}"
            if start.date() == end.date():
                return f"{first}–{end:%H:%M}"
            return f"{first} – {ImpreciseDate.parse(end.date())}, {end:%H:%M}"
        if self.last_day and self.last_day != self.date.first:
            return f"{self.date} – {ImpreciseDate.parse(self.last_day)}"
        return str(self.date)

    @property
    def heading(self) -> str:
        """The title; what does not take place says so first."""
        if self.state == "cancelled":
            return gettext("Cancelled: %(title)s") % {"title": self.title}
        if self.state == "postponed":
            return gettext("Postponed: %(title)s") % {"title": self.title}
        return self.title

    @property
    def text(self) -> str:
        """Everything worth reading in a calendar or a news reader, in paragraphs."""
        parts = [self.state_reason, self.summary, self.description]
        if not self.has_day:
            parts.append(gettext("The exact day is not stated."))
        if self.people:
            parts.append(gettext("With %(names)s") % {"names": ", ".join(self.people)})
        if self.organizers:
            names = ", ".join(self.organizers)
            parts.append(
                ngettext("Organiser: %(names)s", "Organisers: %(names)s", len(self.organizers))
                % {"names": names}
            )
        if self.access:
            parts.append(gettext("Accessibility: %(words)s") % {"words": self.access})
        if self.cost_note:
            parts.append(gettext("Cost: %(words)s") % {"words": self.cost_note})
        known = list(dict.fromkeys(part for part in [*parts, self.funding] if part))
        # A description that came from a calendar says the rest already.
        return "\n\n".join(one for one in known if not any(one != other and one in other for other in known))


def absolute(path: str) -> str:
    """The whole address of a path of this site."""
    return f"{settings.SITE_URL}{path}"


def language_of(asked: str) -> str:
    """A language of the site: the one asked for, else the first."""
    known = [code for code, _name in settings.LANGUAGES]
    return asked if asked in known else settings.LANGUAGE_CODE[:2]


def of_events(rows: Iterable[PublicEvent]) -> list[Entry]:
    """Entries in the active language."""
    return [of_event(row) for row in rows]


def of_event(row: PublicEvent) -> Entry:
    record = row.record
    title = _words(record, "title")
    place = record.get("place") or {}
    return Entry(
        uid=str(record["uid"]), slug=row.slug, kind="event",
        url=absolute(reverse("programme:event", args=[row.slug])),
        title=clean.line(title), language=_language(record, title.language),
        **_texts(record), **_state(row, record), changed_at=row.changed_at.astimezone(UTC),
        date=ImpreciseDate(row.starts_on, Precision(row.precision)), last_day=row.ends_on,
        starts_at=row.starts_at, ends_at=row.ends_at,
        place=_place_line(record), room=clean.line((record.get("room") or {}).get("name")),
        coordinates=_coordinates(place), mode=row.mode,
        online_url=clean.address(record.get("online_url")), cost=row.cost,
        cost_note=clean.line(record.get("cost_note")),
        parent=absolute(reverse("programme:event", args=[row.parent_slug])) if row.parent_slug else "",
        parent_uid="", deadlines=_deadlines(record), **_lists(record),
    )  # fmt: skip


def of_session(row: PublicSession, event: PublicEvent) -> Entry:
    """A session, placed where its room is; what the session does not say comes from its event."""
    record, whole = row.record, event.record
    title = _words(record, "title")
    room = clean.line((record.get("room") or {}).get("name"))
    day = timezone.localtime(row.starts_at).date() if row.starts_at else None
    return Entry(
        uid=str(record["uid"]), slug=row.slug, kind="session",
        url=absolute(reverse("programme:session", args=[event.slug, row.slug])),
        title=clean.line(title), language=_language(record, title.language),
        **_texts(record, description="abstract"), **_state(row, record),
        changed_at=event.changed_at.astimezone(UTC),
        date=ImpreciseDate(day, Precision.DAY if day else Precision.NOT_STATED), last_day=day,
        starts_at=row.starts_at, ends_at=row.ends_at,
        place=", ".join(part for part in (room, _place_line(whole)) if part), room=room,
        coordinates=_coordinates(whole.get("place") or {}), mode=event.mode,
        online_url="", cost=event.cost, cost_note="", parent=absolute(
            reverse("programme:event", args=[event.slug])), parent_uid=str(whole["uid"]), deadlines=(),
        **_lists(
            {**record, "organizers": record.get("organizations") or [], "funding": whole.get("funding")}
        ),
    )  # fmt: skip


def moment(value: object) -> datetime | None:
    """A date and time of a record, which is JSON."""
    return value if isinstance(value, datetime) else parse_datetime(str(value)) if value else None


def _words(record: dict[str, Any], field: str) -> Any:
    return pick({code: record.get(f"{field}_{code}") or "" for code, _name in settings.LANGUAGES})


def _texts(record: dict[str, Any], description: str = "description") -> dict[str, Any]:
    return {
        "summary": clean.text(_words(record, "summary")),
        "description": clean.text(_words(record, description)),
    }


def _state(row: PublicEvent | PublicSession, record: dict[str, Any]) -> dict[str, Any]:
    return {
        "state": row.state,
        "state_reason": clean.line(record.get("state_reason")),
        "sequence": row.sequence,
    }


def _language(record: dict[str, Any], fallback: str) -> str:
    spoken = clean.line(record.get("language"))
    return spoken if spoken.replace("-", "").isalpha() and len(spoken) < 9 else fallback


def _lists(record: dict[str, Any]) -> dict[str, Any]:
    funding = record.get("funding") or {}
    language = translation.get_language()[:2]
    return {
        "organizers": tuple(clean.line(row["name"]) for row in record.get("organizers") or []),
        "people": tuple(
            dict.fromkeys(
                clean.line(f"{row.get('title') or ''} {row['name']}")
                for row in record.get("people") or []
                if row.get("slug")
            )
        ),
        "topics": tuple(
            clean.line(row.get(f"name_{language}") or row.get("name_de"))
            for row in record.get("topics") or []
        ),
        "access": clean.line(record.get("access_note")),
        "funding": clean.line(funding.get(f"statement_{language}") or funding.get("statement_de")),
    }


def _place_line(record: dict[str, Any]) -> str:
    place = record.get("place") or {}
    town = f"{place.get('postcode') or ''} {place.get('town') or ''}".strip()
    parts = [place.get("name"), place.get("street"), town if town != place.get("name") else ""]
    return clean.line(", ".join(dict.fromkeys(str(part) for part in parts if part)))


def _coordinates(place: dict[str, Any]) -> tuple[float, float] | None:
    latitude, longitude = place.get("latitude"), place.get("longitude")
    return (latitude, longitude) if latitude is not None and longitude is not None else None


def _deadlines(record: dict[str, Any]) -> tuple[tuple[Day, str], ...]:
    """Deadlines as `facts["deadlines"]` names them; one that cannot be read is left out."""
    found = []
    language = translation.get_language()[:2]
    facts = record.get("facts") or {}
    rows = facts.get("deadlines") if isinstance(facts, dict) else None
    for row in rows if isinstance(rows, list) else []:
        try:
            day = Day.fromisoformat(str(row["on"])[:10])
        except (KeyError, TypeError, ValueError):
            continue
        label = row.get(f"label_{language}") or row.get("label_de") or gettext("Deadline")
        found.append((day, clean.line(label)))
    return tuple(found)
