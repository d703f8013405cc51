"""The list a device holds: first name, initial, state; names and references only as hashes.

A short salted hash of three letters keeps nobody from trying all of them; it keeps names out of sight, no more.
"""

import hashlib
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kogge.core.folding import folded
from kogge.take_part.tickets import signing

from .door_plan import plan_of
from .models import Door
from .subjects import Subject, everybody, short_name

KEEP_SECONDS = 5.0
_REMEMBERED = 8


@dataclass(frozen=True)
class Roster:
    """One version of the list, by serial, and the serials that no longer count."""

    version: str
    entries: dict[str, dict[str, Any]]
    revoked: list[str]
    open_areas: list[int]

    def answer(self, salt: str, since: "Roster | None") -> dict[str, Any]:
        """Everything, or only what differs from an older version."""
        gone: list[str] = []
        entries: Iterable[dict[str, Any]] = self.entries.values()
        if since is not None:
            entries = [one for serial, one in self.entries.items() if since.entries.get(serial) != one]
            gone = sorted(since.entries.keys() - self.entries.keys())
        return {
            "version": self.version, "full": since is None, "salt": salt, "entries": list(entries),
            "gone": gone, "revoked": self.revoked, "open_areas": self.open_areas,
        }  # fmt: skip


_kept: dict[tuple[int, str], tuple[float, list[Roster]]] = {}


def roster_of(door: Door, *, fresh: bool = True, keep: float = KEEP_SECONDS) -> Roster:
    """The list as it is now, or (`fresh=False`) as it was at most `keep` seconds ago."""
    key = (door.pk, door.salt)
    now = time.monotonic()
    at, versions = _kept.get(key, (0.0, []))
    if versions and not fresh and now - at < keep:
        return versions[-1]
    roster = _read(door)
    if not versions or versions[-1].version != roster.version:
        versions = [*versions[1 - _REMEMBERED :], roster]
    if len(_kept) > 50:
        _kept.clear()
    _kept[key] = (now, versions)
    return roster


def known_version(door: Door, version: str) -> Roster | None:
    """A former list, when this process still holds it."""
    _at, versions = _kept.get((door.pk, door.salt), (0.0, []))
    return next((one for one in versions if one.version == version), None)


def finder(salt: str, word: str) -> str:
    """What a device compares when somebody types three letters of a name."""
    letters = "".join(letter for letter in folded(word) if letter.isalnum())[:3]
    return _hash(salt, letters)[:8] if letters else ""


def _read(door: Door) -> Roster:
    plan = plan_of(door, fresh=True)
    subjects = everybody(plan.scopes)
    entries = {one.serial: _entry(one, door.salt) for one in subjects if not one.ended}
    revoked = sorted({one.serial for one in subjects if one.ended} | set(signing.revoked(plan.scopes)))
    open_areas = sorted(plan.open_areas)
    content = json.dumps([entries, revoked, open_areas], sort_keys=True, separators=(",", ":"))
    return Roster(hashlib.sha256(content.encode()).hexdigest()[:16], entries, revoked, open_areas)


def _entry(one: Subject, salt: str) -> dict[str, Any]:
    is_label = one.kind in {"group", "headcount"}
    finders = {finder(salt, word) for word in one.name.split()} - {""}
    return {
        "s": one.serial, "n": one.name if is_label else short_name(one.name), "f": sorted(finders),
        "t": "ok" if one.state == "confirmed" else one.state, "k": one.kind, "h": one.heads, "g": one.group,
        "b": sorted(one.booked), "r": _hash(salt, one.reference)[:16],
    }  # fmt: skip


@lru_cache(maxsize=20_000)
def _hash(salt: str, text: str) -> str:
    return hashlib.sha256((salt + text).encode()).hexdigest()
