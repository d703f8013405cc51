"""Takes values out of JSON that strangers wrote. Each wrong one becomes a sentence that says where it stands."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

SHOWN = 20


class Unreadable(ValueError):  # noqa: N818  a file that cannot be read, said to its reader
    """What is wrong with a file, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults[:SHOWN]
        if len(faults) > SHOWN:
            self.faults.append(f"And {len(faults) - SHOWN} more.")
        super().__init__("\n".join(self.faults))


class Lies(Exception):  # noqa: N818  ends reading once all that can be said was said
    """Something in the file cannot be true."""


@dataclass
class Faults:
    """What was found while reading."""

    found: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Reader:
    """One object of the file and where it stands. A wrong value is noted and replaced, so that all are found."""

    def __init__(self, data: object, where: str, faults: Faults) -> None:
        self.where, self.faults = where, faults
        if not isinstance(data, dict):
            self.fault(f"an object in braces is expected here, not {_shown(data)}")
            raise Lies
        self.data: dict[str, Any] = data

    def fault(self, sentence: str, key: str = "") -> None:
        place = f"{self.where}, {key}" if key else self.where
        self.faults.found.append(f"{place}: {sentence}.")

    def settle(self) -> None:
        """End here when anything was wrong."""
        if self.faults.found:
            raise Lies

    def known(self, keys: set[str]) -> None:
        for key in self.data.keys() - keys:
            note = f"{self.where}: the key {key!r} is not known and was not read."
            if len(self.faults.notes) < SHOWN:
                self.faults.notes.append(note)

    def has(self, key: str) -> bool:
        return self.data.get(key) is not None

    def whole(self, key: str, lowest: int, highest: int, default: int | None = None) -> int:
        value = self.data.get(key, default)
        if value is None and default is not None:
            return default
        if not isinstance(value, int) or isinstance(value, bool):
            self.fault(f"a whole number is expected, not {_shown(value)}", key)
            return lowest
        if not lowest <= value <= highest:
            self.fault(f"{value} is not between {lowest} and {highest}", key)
            return lowest
        return value

    def wholes(self, key: str, highest: int, *, needed: bool = True) -> tuple[int, ...]:
        """Different whole numbers from 0 to `highest`, in order."""
        values = self.data.get(key, None if needed else [])
        if not isinstance(values, list):
            self.fault(f"a list of whole numbers is expected, not {_shown(values)}", key)
            return ()
        for value in values:
            if not isinstance(value, int) or isinstance(value, bool):
                self.fault(f"a whole number is expected, not {_shown(value)}", key)
                return ()
            if not 0 <= value <= highest:
                self.fault(f"{value} is not between 0 and {highest}", key)
                return ()
        if len(set(values)) < len(values):
            twice = next(value for value in values if values.count(value) > 1)
            self.fault(f"{twice} is listed more than once", key)
        return tuple(sorted(set(values)))

    def number(self, key: str, default: float) -> float:
        value = self.data.get(key, default)
        if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
            self.fault(f"a number is expected, not {_shown(value)}", key)
            return default
        if not 0 <= value <= 10**6:
            self.fault(f"{value} is not between 0 and 1,000,000", key)
            return default
        return float(value)

    def yes(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.fault(f"true or false is expected, not {_shown(value)}", key)
        return value is True

    def text(self, key: str) -> str:
        value = self.data.get(key, "")
        if not isinstance(value, str):
            self.fault(f"a text is expected, not {_shown(value)}", key)
            return ""
        return " ".join(value.split())[:200]

    def part(self, key: str) -> "Reader":
        """An object inside this one; left out, it is empty."""
        return Reader(self.data.get(key, {}), f"{self.where}, {key}", self.faults)

    def objects(self, key: str, most: int, *, needed: bool = True) -> Iterator[tuple[int, "Reader"]]:
        values = self.data.get(key, None if needed else [])
        if not isinstance(values, list) or (needed and not values):
            self.fault(f"a list with at least one object is expected, not {_shown(values)}", key)
            raise Lies
        if len(values) > most:
            self.fault(f"{len(values):,} are more than the {most:,} that can be placed", key)
            raise Lies
        for number, value in enumerate(values):
            yield number, Reader(value, f"{key}[{number}]", self.faults)

    def lists(self, key: str, most: int) -> Iterator[list[int]]:
        """Lists of whole numbers of any size; left out, there are none."""
        values = self.data.get(key, [])
        if not isinstance(values, list) or len(values) > most:
            self.fault(f"a list of at most {most:,} lists is expected", key)
            return
        for number, value in enumerate(values):
            if not isinstance(value, list) or any(type(one) is not int for one in value):
                self.fault(f"a list of whole numbers is expected, not {_shown(value)}", f"{key}[{number}]")
            else:
                yield value

    def names(self) -> dict[int, str]:
        """Numbers as JSON keys, each with a name."""
        found = {}
        for key in self.data:
            if key.isdecimal():
                found[int(key)] = self.text(key)
            else:
                self.fault(f"the number of a person is expected, not {key!r}")
        return found


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return "an empty list" if not value else f"a list of {len(value)}"
    if isinstance(value, dict):
        return "an object"
    return repr(value)[:40]
