"""From the body of a push to its answer, and who is inside."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from . import incoming, merge, sync, tallies
from .door_plan import DoorPlan, plan_of
from .facts import as_fact, local_day, milliseconds, rows_of
from .merge import ADMITTING
from .models import Device, Door, Scan, Tally
from .roster import KEEP_SECONDS, roster_of
from .subjects import everybody, short_name
from .verdicts import VERDICTS, sentence

_SCANNING = 60.0  # while people stand in a row, the list is looked at by the regular syncs
MOST_SCANS, MOST_TALLIES, MOST_CHANGES = 200, 500, 1000
_CHANGED = (
    "uid", "serial", "area", "gate_id", "kind", "at", "heads", "answer", "shown", "hand_out", "undoes",
    "revision", "device_id",
)  # fmt: skip


def take(device: Device, body: dict[str, Any]) -> dict[str, Any]:
    """Store the scans and tallies of one push, each once, and answer each."""
    scans, pressed = _list(body, "scans", MOST_SCANS), _list(body, "tallies", MOST_TALLIES)
    device.offset_ms = _small(body.get("offset"))
    device.round_trip_ms = max(0, _small(body.get("round_trip")) or 0)
    plan = plan_of(device.door)
    if any(isinstance(raw, dict) and raw.get("gate") not in plan.gates for raw in (*scans, *pressed)):
        plan = plan_of(device.door, fresh=True)
    results: list[dict[str, Any]] = []
    good = []
    for raw in scans:
        try:
            good.append(incoming.read(raw, plan.gates))
        except Refused as refusal:
            results.append(_refused(raw, str(refusal)))
    stored = sync.store(device.door, good, device=device, by=f"device {device.pk}") if good else {}
    results += [_result(one, stored[one.uid.hex], plan) for one in good]
    since = body.get("since")
    answer: dict[str, Any] = {
        "results": results,
        "tallies": tallies.store(device, pressed, plan.gates) if pressed else [],
        "roster": roster_of(device.door, fresh=False, keep=_SCANNING if scans else KEEP_SECONDS).version,
    }
    if type(since) is int:
        answer["changes"] = changes(device, max(0, min(since, 2**53)))
    return answer


def changes(device: Device, since: int) -> dict[str, Any]:
    """What was recorded at this door after a revision; whole revisions only, so that none is cut in two."""
    found = Scan.objects.filter(door_id=device.door_id, revision__gt=since).order_by("revision", "pk")
    rows = list(found.values(*_CHANGED)[: MOST_CHANGES + 1])
    more = len(rows) > MOST_CHANGES
    if more:
        last = rows[-1]["revision"]
        rows = [row for row in rows if row["revision"] < last] or rows
    cursor = rows[-1]["revision"] if rows else since
    return {"cursor": cursor, "more": more, "facts": [_change(row) for row in rows if row["serial"]]}


def presence(door: Door) -> list[dict[str, Any]]:
    """By area: how many are inside, came, are expected; and what clickers counted."""
    plan = plan_of(door)
    subjects = [one for one in everybody(plan.scopes) if one.state == "confirmed"]
    sizes = {one.serial: one.heads for one in subjects if one.kind == "headcount"}
    folded = merge.fold((as_fact(row) for row in rows_of(door.pk)), sizes, local_day)
    today = local_day(milliseconds(timezone.now()))
    inside = Counter[int]()
    came = Counter[int]()
    for (area, _serial), one in folded.items():
        came[area] += one.heads
        if one.inside and local_day(one.intervals[-1][0]) == today:
            inside[area] += one.inside
    counted = dict(
        Tally.objects.filter(door=door).order_by().values_list("area").annotate(heads=Sum("change"))
    )
    titles = {gate.area: gate.area_title for gate in plan.gates.values()} or {0: str(door.event)}
    heads = [one for one in subjects if one.kind != "group"]
    return [
        {
            "area": area, "title": title,
            "inside": inside[area], "came": came[area],
            "expected": sum(
                one.heads for one in heads if not plan.needs_booking(area) or area in one.booked
            ),
            "counted": counted.get(area, 0),
        }
        for area, title in sorted(titles.items())
    ]  # fmt: skip


def _result(one: incoming.Incoming, stored: sync.Stored, plan: DoorPlan) -> dict[str, Any]:
    if stored.scan is None:
        return {"uid": str(one.uid), "stored": False, "error": stored.fault}
    verdict, subject, before = stored.verdict, stored.subject, stored.before
    colour, admits, title = VERDICTS[verdict]
    result: dict[str, Any] = {
        "uid": str(one.uid), "stored": True, "verdict": verdict, "colour": colour, "admits": admits,
        "title": str(title), "text": sentence(verdict, subject, before), "serial": stored.scan.serial,
        "heads": subject.heads if subject else 1, "handed": sorted(before.handed),
    }  # fmt: skip
    if subject is not None:
        is_label = subject.kind in {"group", "headcount"}
        result["name"] = subject.name if is_label else short_name(subject.name)
    if before.first_at is not None:
        result["first"] = {"at": milliseconds(before.first_at), "gate_name": before.first_gate}
    return result


def _change(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "uid": str(row["uid"]), "serial": row["serial"], "area": row["area"], "gate": row["gate_id"],
        "kind": row["kind"], "at": milliseconds(row["at"]), "heads": row["heads"],
        "admits": (row["shown"] or row["answer"]) in ADMITTING, "hand_out": row["hand_out"],
        "undoes": str(row["undoes"]) if row["undoes"] else None,
    }  # fmt: skip


def _refused(raw: Any, sentence: str) -> dict[str, Any]:
    uid = raw.get("uid") if isinstance(raw, dict) else None
    return {"uid": uid if isinstance(uid, str) else None, "stored": False, "error": sentence}


def _list(body: dict[str, Any], name: str, most: int) -> list[Any]:
    value = body.get(name, [])
    if not isinstance(value, list) or len(value) > most:
        raise Refused(_("“%(field)s” must be a list of at most %(most)d.") % {"field": name, "most": most})
    return value


def _small(value: Any) -> int | None:
    return value if type(value) is int and abs(value) < 2**31 else None
