"""Series, events and their sessions of a file of facts."""

from typing import Any

from django.utils import timezone

from kogge.core.imprecise_date import ImpreciseDate, Precision
from kogge.network.directory.models import Audience, Topic
from kogge.plan.events import formats
from kogge.plan.events.models import (
    Contribution,
    Event,
    EventOrganizer,
    EventPerson,
    EventSeries,
    Session,
)

from .reading import Entry, FactsError
from .store import Loading, listed, refs_of, texts

SERIES_FACTS = (
    "editions_stated", "edition_number_2024", "session_number_2024", "occurrences_2024", "audience", "topics",
    "weekday", "mode", "bundle", "continues_in", "abbreviation",
)  # fmt: skip
EVENT_FACTS = (
    "abbreviation", "also_called", "first_participation_of_network", "day_themes", "framework", "competition",
    "follow_up_format", "initiated_by", "organised_by", "organisers_of_network_programme", "mentioned",
    "method", "elements", "marketplace_topics", "parts", "city", "kind", "participants", "visibility",
)  # fmt: skip
SESSION_FACTS = ("reporting", "mode")
REFERENCES = {
    "framework", "competition", "follow_up_format", "initiated_by", "organised_by", "mentioned", "city",
    "organisers_of_network_programme", "participants", "reporting",
}  # fmt: skip
NETWORK_ROLES = {"visitor", "exhibitor"}


def load_series(run: Loading) -> None:
    """Series with their organisers, and the rule of a certificate where one is named."""
    rules = {entry["series"]: entry for entry in run.facts["certificates"]}
    for entry in run.facts["series"]:
        rule = rules.get(entry["id"])
        values: dict[str, Any] = {
            "title_de": entry["title"],
            "title_is_ours": bool(entry.get("title_is_ours")),
            "interval": entry.get("interval", ""),
            "parts": entry.get("parts"),
            "rule_required": rule["rule"]["required"] if rule else None,
            "rule_of": rule["rule"]["out_of"] if rule else None,
            "facts": _facts(run, entry, SERIES_FACTS),
            "refs": refs_of(entry),
            **texts(entry),
        }
        series = run.put(EventSeries, {"slug": entry["id"]}, values)
        run.keep("series", entry, series)
        names = listed(entry.get("organiser")) + listed(entry.get("organisers"))
        run.put_many(series, "organizers", run.all("series", entry, "organisations", names))


def load_events(run: Loading) -> None:
    """Events: first those that others are part of."""
    for entry in _parents_first(run):
        event = run.put(Event, {"slug": entry["id"]}, _event_values(run, entry))
        run.keep("events", entry, event)
        _put_organizers(run, entry, event)
        _put_people(run, entry, event)
        _put_filing(run, entry, event)


def in_order(run: Loading) -> list[Event]:
    """The loaded events, parents before what is part of them."""
    return [run.the("events", entry, "events", entry["id"]) for entry in _parents_first(run)]


def _parents_first(run: Loading) -> list[Entry]:
    return sorted(run.facts["events"], key=lambda entry: bool(entry.get("part_of")))


def load_talks(run: Loading) -> None:
    """Talks, agenda items and programme points become sessions, with who contributed."""
    for position, entry in enumerate(run.facts["talks"]):
        event = run.the("talks", entry, "events", entry["event"])
        values = {
            "title_de": entry["title"],
            "title_is_ours": bool(entry.get("title_is_ours")),
            "kind": entry.get("kind") or entry.get("format") or "talk",
            "language": "",
            "day": entry.get("day"),
            "part_of_day": entry.get("part_of_day", ""),
            "position": entry.get("order") or 100 + position,
            "subjects": entry.get("topics", []),
            "facts": _facts(run, entry, SESSION_FACTS),
            "refs": refs_of(entry),
            "not_stated": entry.get("not_stated", []),
        }
        session = run.put(Session, {"event": event, "slug": entry["id"]}, values)
        run.keep("talks", entry, session)
        names = listed(entry.get("organisations")) + listed(entry.get("reporting"))
        run.put_many(session, "organizations", run.all("talks", entry, "organisations", names))
        _put_contributions(run, entry, session)


def _put_contributions(run: Loading, entry: Entry, session: Session) -> None:
    roles = [("moderator", "moderator"), ("speakers", "speaker"), ("guests", "guest"), ("music", "music")]
    position = 0
    for name, role in roles:
        for person in run.all("talks", entry, "people", listed(entry.get(name))):
            key = {"session": session, "person": person, "role": role}
            run.put(Contribution, key, {"position": position})
            position += 1


def _event_values(run: Loading, entry: Entry) -> dict[str, Any]:
    date = _date(entry)
    exact = date.precision is Precision.DAY
    funding = _funding(run, entry)
    derived = {"operation_is_derived": True} if funding["operation"] else {}
    return {
        "format_key": _format_key(run, entry),
        "is_milestone": entry.get("kind") == "milestone",
        "state": Event.State.HELD,
        "title_de": entry["title"],
        "full_title": entry.get("full_title", ""),
        "motto": entry.get("motto", ""),
        "title_is_ours": bool(entry.get("title_is_ours")),
        "language": "",
        "starts_on": date.first,
        "ends_on": entry.get("ends_on") if exact else None,
        "precision": date.precision.value,
        "duration_days": entry.get("duration_days"),
        "mode": entry.get("mode", Event.Mode.NOT_STATED),
        "place": run.the("events", entry, "places", entry.get("place")),
        "series": run.the("events", entry, "series", entry.get("series")),
        "edition": entry.get("edition"),
        "parent": run.the("events", entry, "events", entry.get("part_of")),
        "community": _community(run, entry),
        "audience_text": entry.get("audience", ""),
        "subjects": listed(entry.get("topic")) + listed(entry.get("topics")),
        "network_role": entry.get("network_role", "organiser"),
        "is_internal": entry.get("visibility") == "internal",
        "facts": _facts(run, entry, EVENT_FACTS) | _printed_format(run, entry) | derived,
        "refs": refs_of(entry),
        "not_stated": entry.get("not_stated", []) + _without_organizer(entry),
        **funding,
        **texts(entry),
    }


def _without_organizer(entry: Entry) -> list[str]:
    """An event whose organisers the sources do not name says so."""
    named = entry.get("organisers") or entry.get("organised_by")
    return [] if named or "organisers" in entry.get("not_stated", []) else ["organisers"]


def _date(entry: Entry) -> ImpreciseDate:
    try:
        return ImpreciseDate.parse(entry.get("starts_on"))
    except ValueError as error:
        raise FactsError("events", entry["id"], str(error)) from error


def _format_key(run: Loading, entry: Entry) -> str:
    """Our format for an event: named for the event itself, else for the format printed in the source."""
    mapping = run.facts.formats
    printed = mapping.get("formats", {}).get(entry.get("format"), {}).get("format")
    key = mapping.get("events", {}).get(entry["id"], printed)
    if key is None or not formats.exists(key):
        raise FactsError("events", entry["id"], "Its format is not mapped to one of ours in formats.yaml.")
    return str(key)


def _printed_format(run: Loading, entry: Entry) -> dict[str, Any]:
    for printed in run.facts["formats"]:
        if printed["id"] == entry.get("format"):
            return {"printed_format": printed.get("label", printed["name"])}
    return {}


def _facts(run: Loading, entry: Entry, names: tuple[str, ...]) -> dict[str, Any]:
    known = {name: entry[name] for name in names if entry.get(name) is not None}
    return {name: run.named(value) if name in REFERENCES else value for name, value in known.items()}


def _funding(run: Loading, entry: Entry) -> dict[str, Any]:
    """The operation that covers an event of one of its organisations. Derived, and kept as such."""
    date = _date(entry)
    names = listed(entry.get("organisers"))
    if names and date.first and date.last and entry.get("kind") != "milestone":
        for operation in run.operations.get(names[0], []):
            if operation.covers(date.first) and operation.covers(date.last):
                return {"funding": Event.Funding.OPERATION, "operation": operation}
    return {"funding": Event.Funding.UNDECIDED, "operation": None}


def _community(run: Loading, entry: Entry) -> Any:
    """The community an event belongs to: among its participants, or the one its series is filed under."""
    names = run.split("events", entry, listed(entry.get("participants"))).get("communities", [])
    filed = run.facts.filing.get("communities", {}).get(entry.get("series"))
    return run.the("events", entry, "communities", filed or (names[0] if names else None))


def _put_organizers(run: Loading, entry: Entry, event: Event) -> None:
    roles = [
        ("organisers", "co"), ("organised_by", "co"), ("host", "host"), ("initiated_by", "partner"),
        ("organisers_of_network_programme", "partner"), ("co_exhibitors", "exhibitor"),
        ("participants", "participant"),
    ]  # fmt: skip
    position = 0
    for name, role in roles:
        names = run.split("events", entry, listed(entry.get(name))).get("organisations", [])
        for number, organization in enumerate(run.all("events", entry, "organisations", names)):
            leads = number == 0 and name in {"organisers", "organised_by"}
            key = {"event": event, "organization": organization, "role": "lead" if leads else role}
            run.put(EventOrganizer, key, {"position": position}, once={"accepted_at": timezone.now()})
            position += 1


def _put_people(run: Loading, entry: Entry, event: Event) -> None:
    roles = [
        ("patron", "patron"), ("host", "host"), ("convened_by", "convener"), ("speakers", "speaker"),
        ("appointed", "appointed"), ("attended_by", "attendee"), ("participants", "participant"),
        ("music", "music"),
    ]  # fmt: skip
    position = 0
    for name, role in roles:
        names = run.split("events", entry, listed(entry.get(name))).get("people", [])
        for person in run.all("events", entry, "people", names):
            run.put(EventPerson, {"event": event, "person": person, "role": role}, {"position": position})
            position += 1


def _put_filing(run: Loading, entry: Entry, event: Event) -> None:
    """Topics and audiences an event is filed under: our own labels, kept in filing.yaml."""
    filed = run.facts.filing.get("events", {}).get(entry["id"], {})
    run.put_many(event, "topics", Topic.objects.filter(slug__in=filed.get("topics", [])))
    run.put_many(event, "audiences", Audience.objects.filter(slug__in=filed.get("audiences", [])))
