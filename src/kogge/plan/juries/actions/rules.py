"""Rules of a jury: criteria with weights and the rule for ties, published with the call and fixed at its deadline."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kogge.core import freshness, history, yaml_files
from kogge.core.refusals import Refused
from kogge.plan.calls.models import Call

from ..models import Criterion, Jury, Phase

MOST_CRITERIA = 20
_DEFAULTS = Path(__file__).resolve().parent.parent / "data" / "criteria.yaml"
_SHOWN = ("key", "label_de", "label_en", "help_de", "help_en", "weight", "lowest", "highest")


@transaction.atomic
def create(call: Call, *, by: Any) -> Jury:
    """A jury for a call, with the criteria usual for its kind. The same one when it is there already."""
    jury, made = Jury.objects.get_or_create(call=call, defaults={"title": call.title_de[:200]})
    if made:
        for position, row in enumerate(yaml_files.read(_DEFAULTS).get(call.kind, ())):
            Criterion.objects.create(
                jury=jury,
                key=row["key"],
                label_de=row["de"],
                label_en=row["en"],
                weight=row["weight"],
                position=position,
            )
        history.record(jury, "created", by=by, after={"criteria": _told(jury)})
        freshness.advance()
        lock_due(jury)
    return jury


@transaction.atomic
def change(jury: Jury, values: Mapping[str, Any], criteria: Sequence[Mapping[str, Any]], *, by: Any) -> None:
    """Replace criteria, tie rule and what jurors promise. After the deadline only the promise can be worded anew."""
    lock_due(jury)
    jury = Jury.objects.select_for_update().select_related("call").get(pk=jury.pk)
    before = {"tie_rule": jury.tie_rule, "criteria": _told(jury)}
    for name in ("title", "confidentiality_de", "confidentiality_en"):
        setattr(jury, name, values[name])
    wanted = _keyed(jury, criteria)
    if jury.is_locked:
        same = [{name: row[name] for name in _SHOWN} for row in wanted] == before["criteria"]
        if not same or values["tie_rule"] != jury.tie_rule:
            raise Refused(_("The call has closed: criteria, weights and the rule for ties are fixed."))
    else:
        jury.tie_rule = values["tie_rule"]
        _replace(jury, wanted)
    jury.save()
    history.record(
        jury,
        "rules changed",
        by=by,
        before=before,
        after={"tie_rule": jury.tie_rule, "criteria": _told(jury)},
    )
    freshness.advance()


@transaction.atomic
def lock_due(jury: Jury | None = None, *, by: Any = "clock") -> int:
    """Fix the rules of every jury whose call has closed or whose first phase has begun. Returns how many."""
    now = timezone.now()
    over = Q(call__closes_at__lte=now) | Q(phases__opens_at__lte=now)
    due = Jury.objects.filter(over, locked_at=None).distinct()
    rows = list(due.filter(pk=jury.pk) if jury is not None else due)
    for one in rows:
        if Jury.objects.filter(pk=one.pk, locked_at=None).update(locked_at=now):
            one.locked_at = now
            history.record(
                one, "rules fixed", by=by, after={"tie_rule": one.tie_rule, "criteria": _told(one)}
            )
    if rows:
        freshness.advance()
    if jury is not None and rows:
        jury.locked_at = now
    return len(rows)


@transaction.atomic
def save_phase(jury: Jury, phase: Phase | None, values: Mapping[str, Any], *, by: Any) -> Phase:
    """Add or change a phase. What jurors already handed in stays."""
    phase = phase or Phase(
        jury=jury, position=(jury.phases.count() and jury.phases.latest("position").position) + 1
    )
    new = phase.pk is None
    for name, value in values.items():
        setattr(phase, name, value)
    if phase.opens_at >= phase.closes_at:
        raise Refused(_("A phase ends after it begins."), field="closes_at")
    if not new and phase.mode == Phase.Mode.PAIRS and phase.assignments.filter(review__isnull=False).exists():
        raise Refused(_("There are score sheets already; they would be lost."), field="mode")
    phase.save()
    told = {name: str(value) for name, value in values.items()}
    history.record(phase, "created" if new else "changed", by=by, after=told)
    lock_due(jury)
    return phase


@transaction.atomic
def delete_phase(phase: Phase, *, by: Any) -> None:
    """Take out a phase in which nobody has scored."""
    if phase.assignments.filter(review__isnull=False).exists() or phase.votes.exists():
        raise Refused(_("Jurors have judged in this phase; it stays."))
    history.record(phase, "deleted", by=by)
    phase.delete()


def _keyed(jury: Jury, criteria: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Criteria with keys; a new one gets its key from its name."""
    if not criteria:
        raise Refused(_("A jury needs at least one criterion."))
    if len(criteria) > MOST_CRITERIA:
        raise Refused(_("At most %(most)d criteria.") % {"most": MOST_CRITERIA})
    rows, taken = [], {row["key"] for row in criteria if row.get("key")}
    for row in criteria:
        key = row.get("key") or slugify(row["label_de"])[:30] or "criterion"
        number = 2
        while not row.get("key") and key in taken:
            key, number = f"{key.rstrip('0123456789-')}-{number}", number + 1
        taken.add(key)
        rows.append({**row, "key": key})
    return rows


def _replace(jury: Jury, wanted: list[dict[str, Any]]) -> None:
    jury.criteria.exclude(key__in=[row["key"] for row in wanted]).delete()
    for position, row in enumerate(wanted):
        values = {name: row[name] for name in _SHOWN if name != "key"} | {"position": position}
        Criterion.objects.update_or_create(jury=jury, key=row["key"], defaults=values)


def _told(jury: Jury) -> list[dict[str, Any]]:
    return list(jury.criteria.order_by("position", "pk").values(*_SHOWN))
