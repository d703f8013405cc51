"""What goes into an archive: for each event its pages, letters, lists and files; for an operation its own files too."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePath
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.ordering import empty_lowest
from kogge.core.translated import translated
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.hours.fictional import is_fictional
from kogge.prove.lists import vault
from kogge.prove.lists.models import AttendanceList
from kogge.prove.profiles.queries import profile_of
from kogge.publish.programme.models import Release
from kogge.take_part.correspondence.models import Mailing
from kogge.take_part.registration.models import Invitation

from . import needs
from .models import EvidenceFile

_ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}


@dataclass(frozen=True)
class Entry:
    """One file of an archive. `read` opens it when its turn comes."""

    path: str
    read: Callable[[], bytes]
    about: dict[str, Any] = field(default_factory=dict)


def events_of(about: Event | Operation, scope: list[str] | None) -> list[Event]:
    """The events that an archive covers: those of the organisations somebody may see."""
    if isinstance(about, Event):
        return [about]
    rows = Event.objects.all() if scope is None else Event.objects.owned_by(scope)
    rows = rows.filter(operation=about).select_related("operation__profile", "parent", "series")
    return list(rows.order_by(*empty_lowest("sort_on"), "slug"))


def entries(about: Event | Operation, events: Iterable[Event]) -> Iterator[Entry]:
    """Every file, in an order that only the state decides."""
    if isinstance(about, Operation):
        yield from _files("operation", EvidenceFile.objects.filter(operation=about))
    for event in events:
        folder = f"events/{event.slug}"
        yield from _pages(folder, event)
        yield from _letters(folder, event)
        yield from _lists(folder, event)
        yield from _files(folder, EvidenceFile.objects.filter(event=event))


def head(about: Event | Operation, events: list[Event], scope: list[str] | None) -> dict[str, Any]:
    """What the manifest says before the files: what it is of, and what is missing. No moment of making stands in it."""
    operation = about if isinstance(about, Operation) else about.operation
    known = needs.known_of(events)
    missing = {event.slug: _open(needs.of_event(event, known[event.pk])) for event in events}
    found: dict[str, Any] = {
        "format": "kogge archive 1", "about": str(about), "slug": about.slug, "fictional": is_fictional(about),
        "organizations": scope, "events": [event.slug for event in events],
        "missing": {slug: names for slug, names in missing.items() if names},
    }  # fmt: skip
    if operation is not None:
        profile = profile_of(operation)
        found |= {
            "operation": {"slug": operation.slug, "title": operation.title, "number": operation.number},
            "statement": str(translated(operation.profile, "statement")),
            "profile": {"key": profile.key, "version": profile.version},
        }
    if isinstance(about, Operation):
        found["missing_publicity"] = _open(needs.of_operation(about, known.values()))
    return found


def _open(found: list[needs.Need]) -> list[str]:
    return [need.name for need in found if not need.done]


def _pages(folder: str, event: Event) -> Iterator[Entry]:
    for release in Release.objects.filter(event=event).order_by("number").only("number", "released_at"):
        about = {"what": _("Released page, as the public saw it"), "at": _moment(release.released_at)}
        yield Entry(
            f"{folder}/pages/release-{release.number:03d}.json", partial(_snapshot, release.pk), about
        )


def _snapshot(pk: int) -> bytes:
    return _json(Release.objects.values_list("snapshot", flat=True).get(pk=pk))


def _letters(folder: str, event: Event) -> Iterator[Entry]:
    sent = Mailing.objects.filter(admission__event=event, done_at__isnull=False).order_by("pk")
    rows = sent.values("subject_de", "text_de", "subject_en", "text_en", "letters", "done_at")
    invited = Invitation.objects.filter(admission__event=event, invited_at__isnull=False).order_by()
    days = invited.values("invited_at__date").annotate(count=Count("pk")).order_by("invited_at__date")
    content = {
        "letters": [{**row, "done_at": _moment(row["done_at"])} for row in rows],
        "invitations": [{"day": str(row["invited_at__date"]), "sent": row["count"]} for row in days],
    }
    if any(content.values()):
        about = {"what": _("Letters that were sent, without names")}
        yield Entry(f"{folder}/letters.json", partial(_json, content), about)


def _lists(folder: str, event: Event) -> Iterator[Entry]:
    rows = AttendanceList.objects.filter(event=event).select_related("session")
    for row in rows.order_by("area", "version"):
        begin = f"{folder}/lists/{row.session.slug if row.session else 'event'}-v{row.version}"
        about = {
            "what": _("Attendance list"), "code": row.code, "version": row.version, "reason": row.reason,
            "at": _moment(row.frozen_at),
        }  # fmt: skip
        yield Entry(f"{begin}.pdf", partial(vault.whole, row.pdf, about=row.code), about)
        yield Entry(f"{begin}.csv", partial(vault.whole, row.table, about=row.code), about)


def _files(folder: str, rows: Any) -> Iterator[Entry]:
    links = []
    for row in rows.filter(removed_at=None).select_related("attendance_list").order_by("kind", "pk"):
        about = {
            "what": row.kind_label, "title": row.title, "day": str(row.on or ""), "alt": row.alt,
            "rights": row.rights, "address": row.address, "at": _moment(row.added_at),
            "list": row.attendance_list.code if row.attendance_list else "",
        }  # fmt: skip
        kept = {key: value for key, value in about.items() if value}
        if row.file:
            ending = _ENDINGS.get(row.mime) or PurePath(row.name).suffix
            path = f"{folder}/{row.kind}/{row.code}{ending}"
            yield Entry(path, partial(vault.whole, row.file, about=row.code), {**kept, "code": row.code})
        else:
            links.append(kept)
    if links:
        yield Entry(f"{folder}/links.json", partial(_json, links), {"what": _("Public addresses")})


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, default=str).encode()


def _moment(at: Any) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""
