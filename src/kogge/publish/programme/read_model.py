"""Writes the tables that public pages, feeds and search read. Called by the release actions only."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_date, parse_datetime

from kogge.plan.events.models import Event

from . import addresses, snapshot
from .changes import Change
from .filters import part_of_day
from .models import PublicEvent, PublicFacet, PublicSession, Release

Record = dict[str, Any]
_SESSION_FIELDS = [
    "slug", "state", "title_de", "title_en", "kind", "day", "starts_at", "ends_at", "room_slug", "track_slug",
    "language", "position", "sequence", "people", "record",
]  # fmt: skip


def write(
    release: Release, public: PublicEvent, event: Event, taken: Record, changed: Iterable[Change]
) -> PublicEvent:
    """Make the read model show the snapshot `taken`. Only the sessions named in `changed` are touched."""
    public.event, slug_before = event, public.slug
    _write_event(public, release, taken["event"])
    uids = {change.uid for change in changed if change.what == "session"}
    old = {str(one.session.uid): one for one in _sessions(public, uids)}
    _write_sessions(public, release, taken["sessions"], uids, old)
    _write_facets(public, snapshot.facets(event, taken["event"], taken["sessions"].values()))
    _keep_addresses(slug_before, public, old, taken["sessions"])
    tell_children(slug_before or public.slug, public)
    return public


def remove(public: PublicEvent, label: str) -> None:
    """Take an event off every public page; its addresses say what it was."""
    slugs = list(public.sessions.values_list("slug", flat=True))
    addresses.close(addresses.of(public.slug, slugs), label)
    public.delete()
    tell_children(public.slug, None)


def tell_children(slug: str, parent: PublicEvent | None) -> None:
    """Let the public children of the event that was shown as `slug` name it as it is now, or not at all."""
    family = Q(event__parent=parent.event_id) if parent else Q()
    children = list(PublicEvent.objects.filter(Q(parent_slug=slug) | family))
    named = _parent_record(parent)
    for child in children:
        child.parent_slug = parent.slug if parent else ""
        child.record = {**child.record, "parent": named}
    PublicEvent.objects.bulk_update(children, ["parent_slug", "record"])


def _parent_record(parent: PublicEvent | None) -> Record | None:
    if parent is None:
        return None
    return {"slug": parent.slug, "title_de": parent.title_de, "title_en": parent.title_en}


def _write_event(public: PublicEvent, release: Release, record: Record) -> None:
    for name, value in event_values(public.event, release, record).items():
        setattr(public, name, value)
    public.save()


def event_values(event: Event, release: Release, record: Record) -> Record:
    """The columns of the read model for one event."""
    place = record["place"] or {}
    starts_at = moment(record["starts_at"])
    return {
        **{
            name: record[name]
            for name in ("slug", "state", "title_de", "title_en", "precision", "mode", "cost")
        },
        "release": release,
        "format_key": record["format"],
        "starts_on": day(record["starts_on"]),
        "ends_on": day(record["ends_on"]),
        "starts_at": starts_at,
        "ends_at": moment(record["ends_at"]),
        "sort_on": event.sort_on,
        "part_of_day": part_of_day(starts_at),
        "latitude": place.get("latitude"),
        "longitude": place.get("longitude"),
        "parent_slug": (record["parent"] or {}).get("slug", ""),
        "is_listed": not event.is_internal,
        "sequence": release.snapshot["sequence"]["event"],
        "record": record,
        "changed_at": release.released_at,
    }


def _sessions(public: PublicEvent, uids: set[str]) -> list[PublicSession]:
    rows = PublicSession.objects.filter(public_event=public).select_related("session")
    return [one for one in rows.defer("record") if str(one.session.uid) in uids]


def _write_sessions(
    public: PublicEvent,
    release: Release,
    records: dict[str, Record],
    uids: set[str],
    old: dict[str, PublicSession],
) -> None:
    """Insert and update in bulk. What changed its address goes first, so that two can swap theirs."""
    gone = [one.pk for uid, one in old.items() if uid not in records or records[uid]["slug"] != one.slug]
    PublicSession.objects.filter(pk__in=gone).delete()
    keys = {uid: one.session_id for uid, one in old.items()}
    if new := uids - keys.keys():
        keys |= {
            str(uid): pk for pk, uid in public.event.sessions.filter(uid__in=new).values_list("pk", "uid")
        }
    sequences = release.snapshot["sequence"]["sessions"]
    rows = [
        PublicSession(public_event=public, session_id=keys[uid], **_session_values(record, sequences[uid]))
        for uid, record in records.items()
        if uid in uids
    ]
    PublicSession.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["session"], update_fields=_SESSION_FIELDS
    )


def _session_values(record: Record, sequence: int) -> Record:
    same = ("slug", "state", "title_de", "title_en", "kind", "day", "language", "position")
    return {
        **{name: record[name] for name in same},
        "starts_at": moment(record["starts_at"]),
        "ends_at": moment(record["ends_at"]),
        "room_slug": (record["room"] or {}).get("slug", ""),
        "track_slug": (record["track"] or {}).get("slug", ""),
        "sequence": sequence,
        "people": [person["slug"] for person in record["people"]],
        "record": record,
    }


def _write_facets(public: PublicEvent, wanted: set[tuple[str, str]]) -> None:
    kept = {(row.facet, row.value): row.pk for row in public.facets.all()}
    PublicFacet.objects.filter(pk__in=[pk for pair, pk in kept.items() if pair not in wanted]).delete()
    PublicFacet.objects.bulk_create(
        PublicFacet(public_event=public, facet=facet, value=value)
        for facet, value in sorted(wanted - kept.keys())
    )


def _keep_addresses(
    slug_before: str, public: PublicEvent, old: dict[str, PublicSession], records: dict[str, Record]
) -> None:
    """Redirect what moved, reopen what came back, close what went."""
    names = [record["slug"] for record in records.values()]
    now = addresses.of(public.slug, names)
    if slug_before:
        names_before = [old[uid].slug if uid in old else record["slug"] for uid, record in records.items()]
        addresses.move(zip(addresses.of(slug_before, names_before), now, strict=True))
    addresses.free(now)
    for uid, one in old.items():
        if uid not in records:
            addresses.close([addresses.SESSION.format(public.slug, one.slug)], one.title_de)


def day(text: str | None) -> date | None:
    """A day out of a record."""
    return parse_date(text) if text else None


def moment(text: str | None) -> datetime | None:
    """A point in time out of a record."""
    return parse_datetime(text) if text else None
