"""Line numbers as people write them: "18", "8, 9, 11", "20-22"."""

import re

MOST_LINES = 200
_PART = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?")


def read(text: str) -> list[int]:
    """The numbers in order without repetition. Raises ValueError when something else is written."""
    numbers: set[int] = set()
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        match = _PART.fullmatch(part)
        if not match:
            raise ValueError(part)
        first, last = int(match[1]), int(match[2] or match[1])
        if not 0 < first <= last or last - first >= MOST_LINES:
            raise ValueError(part)
        numbers |= set(range(first, last + 1))
    if len(numbers) > MOST_LINES:
        raise ValueError(text)
    return sorted(numbers)
