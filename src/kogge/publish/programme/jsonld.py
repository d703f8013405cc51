"""schema.org in JSON-LD for released events and sessions: what search engines and town portals read.

Pure: made from the read model and given addresses, without a query.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from kogge.core.translated import pick

from .models import PublicEvent, PublicSession

MOST_PARTS = 50
STATUS = {"cancelled": "EventCancelled", "postponed": "EventPostponed"}
MODE = {"onsite": "Offline", "online": "Online", "hybrid": "Mixed"}
_ESCAPES = {
    ord(">"): "\\u003E",
    ord("<"): "\\u003C",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}
Data = dict[str, Any]


def event(row: PublicEvent, parts: Iterable[PublicEvent | PublicSession] = ()) -> Data:
    """An event; `parts` are its public sessions and child events, named in short."""
    record = row.record
    url = _address("programme:event", row.slug)
    data: Data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{url}#event",
        "identifier": f"urn:uuid:{record['uid']}",
        "url": url,
        "name": _text(record, "title"),
        "description": _text(record, "summary") or _text(record, "description"),
        "eventStatus": f"https://schema.org/{STATUS.get(row.state, 'EventScheduled')}",
        **_dates(row),
        **_where(row),
        "inLanguage": record.get("language"),
        "organizer": [_organization(one) for one in record.get("organizers") or []],
        "performer": _performers(record),
        "audience": [
            {"@type": "Audience", "audienceType": _text(one, "name")} for one in record["audiences"]
        ],
        "keywords": [_text(one, "name") for one in record["topics"]],
        "maximumAttendeeCapacity": record.get("capacity"),
        **_cost(row, url),
        "funding": _funding(record),
        "image": _image(record),
        "superEvent": _super(record),
        "subEvent": [_part(one, row.slug) for one in list(parts)[:MOST_PARTS]],
    }
    return _filled(data)


def session(row: PublicSession, of: PublicEvent) -> Data:
    """A talk or workshop within an event."""
    record = row.record
    url = _address("programme:session", of.slug, row.slug)
    status = STATUS.get(row.state) or STATUS.get(of.state, "EventScheduled")
    where = _where(of)
    if (place := _place(of.record.get("place"))) and (room := record.get("room")):
        inside = {"containedInPlace": place, "address": place["address"]}
        where["location"] = {"@type": "Place", "name": room["name"], **inside}
    data: Data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{url}#event",
        "identifier": f"urn:uuid:{record['uid']}",
        "url": url,
        "name": _text(record, "title"),
        "description": _text(record, "abstract"),
        "eventStatus": f"https://schema.org/{status}",
        **_times(row.starts_at, row.ends_at),
        **where,
        "inLanguage": record.get("language"),
        "organizer": [_organization(one) for one in of.record.get("organizers") or []],
        "performer": _performers(record),
        "keywords": [_text(record["track"], "name")] if record.get("track") else [],
        "maximumAttendeeCapacity": record.get("capacity"),
        **_cost(of, url),
        "superEvent": {"@type": "Event", "@id": f"{_address('programme:event', of.slug)}#event",
                       "name": _text(of.record, "title"), "url": _address("programme:event", of.slug)},
    }  # fmt: skip
    return _filled(data)


def script(data: Data) -> SafeString:
    """The data as a script element; nothing in it can close the element."""
    words = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{words}</script>')  # noqa: S308  escaped above


def _dates(row: PublicEvent) -> Data:
    if row.starts_at and row.ends_at:
        return _times(row.starts_at, row.ends_at)
    if row.starts_on is None:
        return {}
    letters = {"day": 10, "month": 7, "year": 4}[row.precision]
    last = row.ends_on if row.precision == "day" else None
    return {
        "startDate": row.starts_on.isoformat()[:letters],
        "endDate": last.isoformat() if last else None,
    }


def _times(starts_at: Any, ends_at: Any) -> Data:
    if not (starts_at and ends_at):
        return {}
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return {"startDate": start.isoformat(timespec="minutes"), "endDate": end.isoformat(timespec="minutes")}


def _where(row: PublicEvent) -> Data:
    places = [_place(row.record.get("place")), _online(row)]
    found = [place for place in places if place]
    mode = MODE.get(row.mode)
    return {
        "eventAttendanceMode": mode and f"https://schema.org/{mode}EventAttendanceMode",
        "location": found[0] if len(found) == 1 else found,
    }


def _place(place: Data | None) -> Data | None:
    if not place:
        return None
    located = place.get("latitude") is not None and place.get("longitude") is not None
    return _filled({
        "@type": "Place",
        "name": place["name"],
        "address": _filled({
            "@type": "PostalAddress",
            "streetAddress": place.get("street"),
            "postalCode": place.get("postcode"),
            "addressLocality": place.get("town") or place["name"],
        }),
        "geo": {"@type": "GeoCoordinates", "latitude": place["latitude"], "longitude": place["longitude"]}
        if located
        else None,
        "amenityFeature": [
            {"@type": "LocationFeatureSpecification", "name": str(one), "value": True}
            for one in place.get("access_features") or []
        ],
    })  # fmt: skip


def _online(row: PublicEvent) -> Data | None:
    if row.mode not in {"online", "hybrid"}:
        return None
    return {
        "@type": "VirtualLocation",
        "url": row.record.get("online_url") or _address("programme:event", row.slug),
    }


def _organization(row: Data) -> Data:
    url = _address("website:organization", row["slug"]) if row.get("slug") else None
    return _filled({"@type": "Organization", "name": row["name"], "url": url})


def _performers(record: Data) -> list[Data]:
    rows = {row["slug"]: row for row in record.get("people") or [] if row.get("slug")}
    return [
        {"@type": "Person", "name": row["name"], "url": _address("website:person", slug)}
        for slug, row in rows.items()
    ]


def _cost(row: PublicEvent, url: str) -> Data:
    if row.cost == "not_stated":
        return {}
    free = row.cost == "free"
    gone = row.state in STATUS
    return {
        "isAccessibleForFree": free,
        "offers": _filled({
            "@type": "Offer",
            "url": url,
            "price": 0 if free else None,
            "priceCurrency": "EUR" if free else None,
            "description": row.record.get("cost_note"),
            "availability": f"https://schema.org/{'Discontinued' if gone else 'InStock'}",
        }),
    }  # fmt: skip


def _funding(record: Data) -> Data | None:
    funding = record.get("funding")
    if not funding:
        return None
    return {"@type": "Grant", "name": funding["operation_title"], "description": _text(funding, "statement")}


def _image(record: Data) -> str | None:
    picture = record.get("picture")
    return f"{settings.SITE_URL}{settings.MEDIA_URL}{picture['path']}" if picture else None


def _super(record: Data) -> Data | None:
    whole = record.get("parent") or record.get("series")
    if not whole:
        return None
    name = "event" if record.get("parent") else "series"
    url = _address(f"programme:{name}", whole["slug"])
    kind = "Event" if name == "event" else "EventSeries"
    return {"@type": kind, "@id": f"{url}#{name}", "name": _text(whole, "title"), "url": url}


def _part(row: PublicEvent | PublicSession, slug: str) -> Data:
    is_session = isinstance(row, PublicSession)
    url = (
        _address("programme:session", slug, row.slug) if is_session else _address("programme:event", row.slug)
    )
    dates = _times(row.starts_at, row.ends_at) if is_session else _dates(row)  # type: ignore[arg-type]
    return _filled(
        {"@type": "Event", "@id": f"{url}#event", "name": _text(row.record, "title"), "url": url, **dates}
    )


def _text(record: Data, field: str) -> str:
    return str(pick({code: record.get(f"{field}_{code}") or "" for code, _name in settings.LANGUAGES}))


def _address(name: str, *parts: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=parts)}"


def _filled(data: Data) -> Data:
    """Without what is not known."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
