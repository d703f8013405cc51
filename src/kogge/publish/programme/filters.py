"""Which events somebody wants to see: read from an address, written back to one, applied to the read model.

`CalendarFilter` is one frozen value, so that calendar, feeds and embeds mean the same by the same address.
Values that make no sense are left out and named in `notes`; nothing in an address can break a page.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Cos, Radians, Sin
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext

from kogge.core.imprecise_date import ImpreciseDate
from kogge.network.directory.models import Place

from .models import PublicEvent, PublicFacet

EARTH_RADIUS_KM = 6371.0
DEFAULT_KM = 25
MOST_KM = 1000
MOST_VALUES = 20
MOST_LETTERS = 100
CHOICES: Mapping[str, tuple[str, ...]] = {
    "when": ("upcoming", "past", "all"),
    "time": ("morning", "afternoon", "evening"),
    "online": ("yes", "no"),
    "cost": ("free", "paid"),
}
FACETS = ("area", "topic", "audience", "access", "organizer", "series")
MANY = ("area", "topic", "audience", "format", "access", "organizer", "series")
ORDER = (
    "when", "from", "to", "place", "km", "area", "topic", "audience", "format", "time", "online", "cost",
    "access", "organizer", "series", "q",
)  # fmt: skip
FIELD_OF = {"from": "from_", "to": "to"}
OVER_STATES = ("held", "reported")
OFF_STATES = ("cancelled", "postponed")
_SLUG = re.compile(r"[A-Za-z0-9_-]{1,120}")


@dataclass(frozen=True)
class CalendarFilter:
    """What is asked for. Empty fields ask for everything; `from_` and `to` are whole days."""

    when: str = ""
    from_: date | None = None
    to: date | None = None
    place: str = ""
    km: int | None = None
    area: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    format: tuple[str, ...] = ()
    time: str = ""
    online: str = ""
    cost: str = ""
    access: tuple[str, ...] = ()
    organizer: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    q: str = ""
    notes: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_query(cls, query: QueryDict) -> "CalendarFilter":
        """Read an address. Unknown parameters are none of its business; unusable values become notes."""
        notes: list[str] = []
        values: dict[str, Any] = {name: _choice(query, name, notes) for name in CHOICES}
        values |= {name: _slugs(query, name, notes) for name in MANY}
        values["from_"] = _day(query, "from", notes)
        values["to"] = _day(query, "to", notes)
        if values["from_"] and values["to"] and values["from_"] > values["to"]:
            values["from_"], values["to"] = values["to"], values["from_"]
        places = _slugs(query, "place", notes)
        values["place"] = places[0] if places else ""
        values["km"] = _distance(query, notes) if values["place"] else None
        values["q"] = _words(query)
        return cls(**values, notes=tuple(notes))

    @property
    def period(self) -> str:
        """Past, upcoming or all: named days mean all, silence means upcoming."""
        return self.when or ("all" if self.from_ or self.to else "upcoming")

    @property
    def radius(self) -> int:
        """Kilometres around the place."""
        return self.km or DEFAULT_KM

    def items(self) -> list[tuple[str, str]]:
        """Parameter and value, one pair each, in a fixed order: the canonical address."""
        pairs: list[tuple[str, str]] = []
        for name in ORDER:
            value = getattr(self, FIELD_OF.get(name, name))
            for one in value if isinstance(value, tuple) else (value,):
                if one not in {"", None}:
                    pairs.append((name, one.isoformat() if isinstance(one, date) else str(one)))
        return pairs

    def query_string(self, **changes: Any) -> str:
        """The address of this filter, with `changes` by field or parameter name ("from" or "from_")."""
        return urlencode(self.with_changes(**changes).items())

    def with_changes(self, **changes: Any) -> "CalendarFilter":
        """The same filter with other values; None empties a field."""
        known: dict[str, Any] = {f.name: f.default for f in fields(self)}
        named = {FIELD_OF.get(name, name): value for name, value in changes.items()}
        values = {name: known[name] if value is None else value for name, value in named.items()}
        return replace(self, **values)

    def without(self, name: str, value: str) -> "CalendarFilter":
        """The filter after one pair of `items()` was taken away."""
        attribute = FIELD_OF.get(name, name)
        current = getattr(self, attribute)
        if isinstance(current, tuple):
            return self.with_changes(**{attribute: tuple(one for one in current if one != value)})
        emptied = {"place": None, "km": None} if name == "place" else {attribute: None}
        return self.with_changes(**emptied)

    def apply(
        self,
        events: QuerySet[PublicEvent],
        *,
        today: date | None = None,
        include_cancelled: bool = False,
    ) -> QuerySet[PublicEvent]:
        """Narrow `events`. "Upcoming" leaves out what was cancelled, unless a feed asks for it."""
        events = self._in_period(events, today or timezone.localdate(), include_cancelled)
        for name in FACETS:
            events = _with_facet(events, name, getattr(self, name), every=name == "access")
        if self.format:
            events = events.filter(format_key__in=self.format)
        if self.time:
            events = events.filter(part_of_day=self.time)
        if self.cost:
            events = events.filter(cost=self.cost)
        if self.online:
            events = events.filter(
                mode__in=("online", "hybrid") if self.online == "yes" else ("onsite", "hybrid")
            )
        for word in self.q.split():
            events = events.filter(Q(title_de__icontains=word) | Q(title_en__icontains=word))
        return near(events, coordinates_of(self.place), self.radius) if self.place else events

    def _in_period(
        self, events: QuerySet[PublicEvent], today: date, include_cancelled: bool
    ) -> QuerySet[PublicEvent]:
        if self.period == "upcoming":
            events = events.filter(Q(sort_on__gte=today) | Q(sort_on=None) & ~Q(state__in=OVER_STATES))
            if not include_cancelled:
                events = events.exclude(state__in=OFF_STATES)
        elif self.period == "past":
            events = events.filter(Q(sort_on__lt=today) | Q(sort_on=None, state__in=OVER_STATES))
        if self.from_:
            events = events.filter(sort_on__gte=self.from_)
        if self.to:
            events = events.filter(starts_on__lte=self.to)
        return events


def part_of_day(starts_at: datetime | None, zone: ZoneInfo | None = None) -> str:
    """Morning until noon, afternoon until five, then evening; nothing when the time is not known."""
    if starts_at is None:
        return ""
    hour = timezone.localtime(starts_at, zone).hour
    return "morning" if hour < 12 else "afternoon" if hour < 17 else "evening"


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees, by the haversine formula."""
    (lat1, lon1), (lat2, lon2) = ([math.radians(part) for part in point] for point in (one, other))
    arc = math.sin((lat2 - lat1) / 2) ** 2
    arc += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(arc)))


def coordinates_of(slug: str) -> tuple[float, float] | None:
    """Where a place is, one query; None when it is unknown or has no coordinates."""
    place = Place.objects.select_related("within__within").filter(slug=slug).first()
    return place.coordinates if place else None


def near(
    events: QuerySet[PublicEvent], centre: tuple[float, float] | None, km: float
) -> QuerySet[PublicEvent]:
    """Events within `km` of `centre`: a box that an index can use, then the exact haversine, both in SQL.

    The arc grows with its sine, so comparing squared sines spares the inverse functions.
    """
    if centre is None:
        return events.none()
    latitude, longitude = centre
    height = math.degrees(km / EARTH_RADIUS_KM)
    events = events.filter(latitude__range=(latitude - height, latitude + height))
    narrow = math.cos(math.radians(min(89.9, abs(latitude) + height)))
    width = height / narrow
    if abs(longitude) + width < 180:
        events = events.filter(longitude__range=(longitude - width, longitude + width))
    north = Sin(Radians(F("latitude") - Value(latitude)) / Value(2.0))
    east = Sin(Radians(F("longitude") - Value(longitude)) / Value(2.0))
    arc = north * north + Cos(Radians(F("latitude"))) * Value(math.cos(math.radians(latitude))) * east * east
    most = math.sin(min(km / (2 * EARTH_RADIUS_KM), math.pi / 2)) ** 2
    return events.annotate(arc=arc).filter(arc__lte=most)


def _with_facet(
    events: QuerySet[PublicEvent], facet: str, values: Iterable[str], *, every: bool
) -> QuerySet[PublicEvent]:
    """Events with one of the values, or with every one of them (what somebody needs to get in)."""
    wanted = tuple(values)
    groups = [(value,) for value in wanted] if every else [wanted] if wanted else []
    for group in groups:
        rows = PublicFacet.objects.filter(facet=facet, value__in=group)
        events = events.filter(pk__in=rows.values("public_event"))
    return events


def _choice(query: QueryDict, name: str, notes: list[str]) -> str:
    value = query.get(name, "").strip()
    if value and value not in CHOICES[name]:
        notes.append(_left_out(value, name))
        return ""
    return value


def _slugs(query: QueryDict, name: str, notes: list[str]) -> tuple[str, ...]:
    """Every distinct value, in the order of the alphabet so that one filter has one address."""
    values = {value.strip() for value in query.getlist(name)} - {""}
    usable = {value for value in values if _SLUG.fullmatch(value)}
    notes.extend(_left_out(value, name) for value in sorted(values - usable)[:3])
    if len(usable) > MOST_VALUES:
        notes.append(gettext("Only the first %(most)s values of “%(name)s” are used.") % {
            "most": MOST_VALUES, "name": name})  # fmt: skip
    return tuple(sorted(usable)[:MOST_VALUES])


def _day(query: QueryDict, name: str, notes: list[str]) -> date | None:
    """A day; a month or a year means its first day in `from` and its last in `to`."""
    value = query.get(name, "").strip()
    if not value:
        return None
    try:
        written = ImpreciseDate.parse(value)
    except ValueError:
        notes.append(
            gettext("“%(value)s” is not a date. Please write it as in 2024-06-09, or only 2024-06 or 2024.")
            % {"value": value[:40]}
        )
        return None
    return written.first if name == "from" else written.last


def _distance(query: QueryDict, notes: list[str]) -> int | None:
    value = query.get("km", "").strip()
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 6 and 0 < int(value) <= MOST_KM):
        notes.append(
            gettext("“%(value)s” is not a distance. Please use whole kilometres from 1 to %(most)s.")
            % {"value": value[:40], "most": MOST_KM}
        )
        return None
    return int(value)


def _words(query: QueryDict) -> str:
    text = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in query.get("q", ""))
    return " ".join(text.split())[:MOST_LETTERS].strip()


def _left_out(value: str, name: str) -> str:
    return gettext("“%(value)s” is no value of “%(name)s” and was left out.") % {
        "value": value[:40], "name": name}  # fmt: skip
