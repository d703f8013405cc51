"""The walk over the chain and every sealed row: what was changed behind the program's back, and where."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import models, transaction
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.models import HistoryEntry
from kogge.network.directory.models import Person
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.hours import settling as hours
from kogge.prove.seals import rows as seals
from kogge.take_part.registration.models import Registration, Seat

from . import anchor
from .facts import FACTS, attendance_faults, waiting_scans
from .models import Verification
from .watched import watched

Progress = Callable[[str], None]
_MOST_EXPLAINED = 100


@dataclass(frozen=True)
class Found:
    """One fault in words; `model`, `row` and `kind` for programs, `where` names event or operation."""

    sentence: str
    model: str = ""
    row: str = ""
    kind: str = "chain"
    where: str = ""

    def __str__(self) -> str:
        return f"{self.sentence} ({self.where})" if self.where else self.sentence


@dataclass
class Result:
    """What one walk found, over how much, in how long."""

    entries: int = 0
    rows: int = 0
    seconds: float = 0
    faults: list[Found] = field(default_factory=list)


def verify(progress: Progress = lambda _step: None, *, anchors: Path | None = None) -> Result:
    """Walk the chain, compare anchors, sealed rows, attendance and hours. The site may run meanwhile."""
    begun = time.monotonic()
    take_up()
    result = Result(entries=HistoryEntry.objects.count())
    progress(_("%(count)s entries of the history") % {"count": result.entries})
    result.faults += [Found(one) for one in _chain_faults(anchors)]
    models_ = watched()
    for model in models_:
        count = model._base_manager.count()
        progress(_("%(what)s: %(count)s") % {"what": model._meta.verbose_name_plural, "count": count})
        result.rows += count
    waits = {FACTS[0]: waiting_scans()}
    told = _told(progress)
    for number, fault in enumerate(seals.faults(models_, waits=waits, progress=told)):
        result.faults.append(_found(fault, explained=number < _MOST_EXPLAINED))
    progress(_("attendance and hours against their facts"))
    for fault, event in attendance_faults():
        where = f"{Event._meta.verbose_name}: {event}"
        result.faults.append(Found(str(fault), fault.model._meta.label_lower, fault.pk, fault.kind, where))
    result.faults += [Found(one, "hours.credit", kind="edited") for one in _hours_faults()]
    result.seconds = time.monotonic() - begun
    return result


def take_up() -> None:
    """Once, at the first walk of an installation: seal the facts that were stored before seals came."""
    first = HistoryEntry.objects.filter(kind=Verification._meta.label_lower, verb="seals begun")
    if first.exists():
        return
    with transaction.atomic():
        about = Verification.objects.order_by("pk").first() or Verification.objects.create(asked_by="clock")
        known = seals.sealed(FACTS)
        for model in FACTS:
            rows = [row for row in model._base_manager.order_by("pk") if str(row.pk) not in known[model]]
            seals.record_many(about, rows, "taken up", by="audit")
        history.record(about, "seals begun", by="audit")


def _chain_faults(anchors: Path | None) -> Iterator[str]:
    yield from history.faults()
    try:
        yield from anchor.faults(anchor.read(anchors))
    except ValueError as error:
        yield str(error)
    last = Verification.objects.filter(state=Verification.State.DONE).order_by("-pk").first()
    if last is not None and HistoryEntry.objects.count() < last.entries:
        yield _("The history had %(entries)s entries at the last verification and has fewer now.") % {
            "entries": last.entries
        }


def _hours_faults() -> list[str]:
    """Looked at twice, as attendance is."""
    found = hours.faults()
    again = set(hours.faults()) if found else set()
    return [one for one in found if one in again]


def _found(fault: seals.Fault, *, explained: bool) -> Found:
    where = _where(fault) if explained else ""
    return Found(str(fault), fault.model._meta.label_lower, fault.pk, fault.kind, where)


def _where(fault: seals.Fault) -> str:
    """The event or operation a row belongs to; of a deleted row, the entry that last spoke of it."""
    row = fault.model._base_manager.filter(pk=fault.pk).first()
    if row is not None:
        return _belongs_to(row)
    entry = seals.last_entry(fault.model, fault.pk)
    if entry is None:
        return ""
    return _("last entry %(number)s of %(at)s: %(verb)s %(label)s") % {
        "number": entry.pk, "at": f"{entry.at:%Y-%m-%d %H:%M}", "verb": entry.verb, "label": entry.label,
    }  # fmt: skip


def _belongs_to(row: models.Model, depth: int = 3) -> str:
    for one in row._meta.concrete_fields:
        kind = one.related_model
        if kind is None or kind in {Person, Registration, Seat} or getattr(row, one.attname) is None:
            continue
        thing = getattr(row, one.name)
        if kind in {Event, Operation}:
            return f"{kind._meta.verbose_name}: {thing}"
        if depth and (found := _belongs_to(thing, depth - 1)):
            return found
    return ""


def _told(progress: Progress) -> Callable[[str, int], None]:
    return lambda what, count: progress(_("%(what)s: %(count)s compared") % {"what": what, "count": count})
