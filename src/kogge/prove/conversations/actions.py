"""Logging, changing and deleting entries. Each number is stored once, for ever."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.directory.models import Organization
from kogge.network.grants.models import Operation
from kogge.prove.seals import rows as seals
from kogge.prove.seals.box import BrokenSealError, Purpose, seal, unseal

from .models import ACTIVITIES, Entry, Receipt, same_contact
from .queries import current_operation, operations_of

AUTO = "auto"
_FIELDS = (
    "kind", "on", "minutes", "aim", "centre", "operation", "topic", "volunteer", "organization", "contact",
    "next_step", "next_on", "reach",
)  # fmt: skip


@transaction.atomic
def log(*, by: Any, uid: UUID, values: Mapping[str, Any], is_reported: bool = False) -> Entry | None:
    """Store an entry under its number; one that arrived before changes nothing.

    None: it was stored once and has been deleted since. `values["operation"]` may be AUTO.
    """
    _receipt, is_new = Receipt.objects.get_or_create(uid=uid)
    if not is_new:
        return Entry.objects.filter(uid=uid).first()
    entry = Entry(uid=uid, actor=by if isinstance(by, str) else str(by.pk), is_reported=is_reported)
    _take(entry, values)
    entry.save()
    seals.record(entry, "created", by=by, after=_told(entry))
    _mark_repeats(entry.centre_id, entry.on, by)
    return entry


@transaction.atomic
def change(entry: Entry, *, by: Any, values: Mapping[str, Any], reason: str = "") -> Entry:
    """Correct an entry. Once a report over its day is frozen, a reason is needed."""
    before, old = _told(entry), (entry.centre_id, entry.on)
    locks = locks_on(entry)
    _take(entry, values)
    _need_reason([*locks, *locks_on(entry)], reason)
    entry.save()
    after = _told(entry)
    changed = {name for name in after if after[name] != before[name]}
    seals.record(
        entry, "changed", by=by, reason=reason.strip(),
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )  # fmt: skip
    for centre, day in {old, (entry.centre_id, entry.on)}:
        _mark_repeats(centre, day, by)
    return entry


@transaction.atomic
def confirm(entry: Entry, *, by: Any) -> None:
    """The centre has looked at what a volunteer reported: from now on only the desk changes it."""
    fresh = Entry.objects.select_for_update().get(pk=entry.pk)
    if fresh.is_reported and fresh.confirmed_at is None:
        fresh.confirmed_at = timezone.now()
        fresh.save(update_fields=["confirmed_at"])
        seals.record(fresh, "changed", by=by, after={"confirmed_at": fresh.confirmed_at.isoformat()})


@transaction.atomic
def delete(entry: Entry, *, by: Any, reason: str = "") -> None:
    """Remove an entry; the history keeps that it was there, its number never comes back."""
    _need_reason(locks_on(entry), reason)
    seals.gone(entry, "deleted", by=by, reason=reason.strip())
    centre, day = entry.centre_id, entry.on
    entry.delete()
    _mark_repeats(centre, day, by)


def locks_on(entry: Entry) -> list[str]:
    """Names of frozen reports that an entry of this operation and day stands in; the reports answer."""
    locks: list[str] = []
    if entry.operation is not None:
        announce("locks asked", operation=entry.operation, day=entry.on, locks=locks)
    return locks


def note_of(entry: Entry) -> str:
    """The note in plain words; whoever asks has been allowed to."""
    if not entry.note:
        return ""
    try:
        return unseal(Purpose.ANSWERS, bytes(entry.note), about=_about(entry)).decode()
    except BrokenSealError as error:
        raise Refused(_("The note cannot be opened with this installation’s key.")) from error


@transaction.atomic
def forget_words(entry: Entry, *, by: Any, why: str) -> None:
    """Empty what names or quotes somebody; the facts that are counted stay."""
    entry.contact = entry.next_step = ""
    entry.note, entry.next_on, entry.is_forgotten = b"", None, True
    entry.save()
    seals.record(entry, "words forgotten", by=by, reason=why)


def _take(entry: Entry, values: Mapping[str, Any]) -> None:
    for name in _FIELDS:
        if name in values and name != "operation":
            setattr(entry, name, values[name])
    if entry.on > timezone.localdate():
        raise Refused(_("This day lies in the future."), field="on")
    if entry.kind in ACTIVITIES:
        entry.aim = ""
        if entry.volunteer is None:
            raise Refused(_("Please choose the volunteer."), field="volunteer")
    else:
        entry.volunteer, entry.reach, entry.is_reported, entry.confirmed_at = None, None, False, None
        if not entry.aim:
            raise Refused(_("Please say whether it was for a person or for a company."), field="aim")
    if entry.next_on and entry.next_on < entry.on:
        raise Refused(_("The next step cannot come before the conversation."), field="next_on")
    wanted = values.get("operation", AUTO)
    entry.operation = current_operation(entry.centre, entry.on) if wanted == AUTO else wanted
    _fits(entry.operation, entry.centre, entry.on)
    if "note" in values:
        words = str(values["note"]).strip()
        entry.note = seal(Purpose.ANSWERS, words.encode(), about=_about(entry)) if words else b""


def _fits(operation: Operation | None, centre: Organization, day: date) -> None:
    if operation is None:
        return
    if not operations_of([centre]).filter(pk=operation.pk).exists():
        raise Refused(
            _("This operation does not pay for %(centre)s.") % {"centre": centre}, field="operation"
        )
    if not operation.covers(day):
        raise Refused(_("The day lies outside the period of this operation."), field="operation")


def _need_reason(locks: list[str], reason: str) -> None:
    if locks and not reason.strip():
        sentence = _("This day stands in a frozen report (%(report)s). Please write why you change it.")
        raise Refused(sentence % {"report": ", ".join(dict.fromkeys(locks))}, field="reason")


def _mark_repeats(centre: int, day: date, by: Any) -> None:
    """Count each contact of a centre once a day. What was forgotten keeps its mark."""
    entries = list(Entry.objects.filter(centre=centre, on=day, is_forgotten=False))
    repeats = same_contact(entries)
    for entry in entries:
        if entry.is_repeat != (entry.pk in repeats):
            entry.is_repeat = not entry.is_repeat
            entry.save(update_fields=["is_repeat"])
            seals.record(entry, "changed", by=by, after={"is_repeat": entry.is_repeat})


def _told(entry: Entry) -> dict[str, Any]:
    """For the history: keys of other records, and of words only that they are there."""
    told = {name: getattr(entry, f"{name}_id", None) or getattr(entry, name) for name in _FIELDS}
    return {
        **{name: value.pk if hasattr(value, "pk") else value for name, value in told.items()},
        "note": bool(entry.note),
    }


def _about(entry: Entry) -> str:
    return f"conversation:{entry.uid}"
