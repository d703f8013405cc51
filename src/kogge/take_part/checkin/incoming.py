"""One scan as a device reports it, read strictly: what is wrong with it is said, and holds up no other."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from .models import Scan
from .verdicts import VERDICTS

_KINDS, _SOURCES = set(Scan.Kind.values), set(Scan.Source.values)
_FARTHEST = 32_503_680_000_000  # the year 3000


@dataclass(frozen=True)
class Incoming:
    """A reported scan. `verdict` is what the server already knows of its ticket, such as "forged"."""

    uid: uuid.UUID
    gate: int
    kind: str
    source: str
    at: int
    serial: str = ""
    ticket: str = ""
    offset: int = 0
    last_sync: int = 0
    sequence: int = 0
    heads: int = 1
    shown: str = ""
    override: bool = False
    hand_out: tuple[str, ...] = ()
    undoes: uuid.UUID | None = None
    name: str = ""
    email: str = ""
    verdict: str = ""

    def with_serial(self, serial: str, verdict: str = "") -> "Incoming":
        """The same with the serial that was found, or why none was."""
        return replace(self, serial=serial, verdict=verdict)


def read(raw: Any, gates: Mapping[int, Any]) -> Incoming:
    """The scan, or Refused with a sentence."""
    if not isinstance(raw, dict):
        raise Refused(_("This is no scan."))
    one = Incoming(
        uid=_uid(raw.get("uid")), gate=_number(raw, "gate", 0, 2**62), kind=_word(raw, "kind", _KINDS, "in"),
        source=_word(raw, "source", _SOURCES, "scan"), at=_number(raw, "at", 0, _FARTHEST),
        serial=_text(raw, "serial", 16).lower(), ticket=_text(raw, "ticket", 400),
        offset=_number(raw, "offset", -_FARTHEST, _FARTHEST, 0),
        last_sync=_number(raw, "last_sync", 0, _FARTHEST, 0), sequence=_number(raw, "seq", 0, 2**53, 0),
        heads=_number(raw, "heads", 1, 2_000, 1), shown=_word(raw, "shown", {*VERDICTS, ""}, ""),
        override=raw.get("override") is True, hand_out=_items(raw.get("hand_out")),
        undoes=_uid(raw.get("undoes")) if raw.get("kind") == "undo" else None,
        name=_text(raw, "name", 200), email=_text(raw, "email", 254),
    )  # fmt: skip
    if one.gate not in gates:
        raise Refused(_("This gate does not exist any more."))
    return one


def _uid(value: Any) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except (ValueError, TypeError, AttributeError):
        raise Refused(_("This scan has no number of its own.")) from None


def _number(raw: dict[str, Any], name: str, least: int, most: int, default: int | None = None) -> int:
    value = raw.get(name, default)
    if type(value) is not int or not least <= value <= most:
        raise Refused(_("“%(field)s” must be a whole number.") % {"field": name})
    return value


def _word(raw: dict[str, Any], name: str, allowed: set[str], default: str) -> str:
    value = raw.get(name, default)
    if not isinstance(value, str) or value not in allowed:
        raise Refused(_("“%(field)s” is none of the known words.") % {"field": name})
    return value


def _text(raw: dict[str, Any], name: str, most: int) -> str:
    value = raw.get(name, "")
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        raise Refused(_("“%(field)s” is too long or no text.") % {"field": name})
    return value


def _items(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if (
        not isinstance(value, list)
        or len(value) > 20
        or any(type(one) is not str or len(one) > 80 for one in value)
    ):
        raise Refused(_("“%(field)s” is too long or no text.") % {"field": "hand_out"})
    return tuple(value)
