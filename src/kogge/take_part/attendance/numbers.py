"""Numbers on a paper list, and what somebody types back: short, and the same on every print."""

import re
from collections.abc import Iterable

from kogge.take_part.checkin.subjects import Subject

_TOKEN = re.compile(r"(?P<first>\d+)(?:/(?P<seat>\d+)|-(?P<last>\d+)|[=x](?P<heads>\d+))?$")
_MOST_AT_ONCE = 2_000


def numbered(subjects: Iterable[Subject]) -> dict[str, Subject]:
    """By number: registrations in the order they came in, whatever became of them; heads of a group as 17/3."""
    ordered = list(subjects)
    mains = sorted({one.registration for one in ordered})
    number = {pk: str(place) for place, pk in enumerate(mains, 1)}
    return {
        number[one.registration] + (f"/{one.reference.rpartition('/')[2]}" if one.seat else ""): one
        for one in ordered
    }


def typed(text: str, known: dict[str, Subject]) -> tuple[dict[str, int], list[str]]:
    """The serials that were typed, with heads, and the words that mean nobody.

    "1 4, 7-12" are numbers, "17/3" one head of a group, "17" all its heads, "20=26" a class of which 26 came;
    references count, too.
    """
    by_reference = {one.reference.upper(): one for one in known.values()}
    found: dict[str, int] = {}
    strange = []
    for word in re.split(r"[\s,;]+", text.strip()):
        if not word:
            continue
        subjects = _meant(word, known, by_reference)
        if not subjects:
            strange.append(word)
        heads = re.search(r"[=x](\d+)$", word)
        for one in subjects:
            found[one.serial] = min(int(heads[1]), one.heads) if heads else one.heads
    return found, strange


def all_but(
    known: dict[str, Subject], absent: Iterable[str], area: int, *, needs_booking: bool
) -> dict[str, int]:
    """Everybody who was expected, without these."""
    missing = set(absent)
    return {
        one.serial: one.heads
        for one in known.values()
        if one.state == "confirmed" and one.kind != "group" and one.serial not in missing
        and (not needs_booking or area in one.booked)
    }  # fmt: skip


def _meant(word: str, known: dict[str, Subject], by_reference: dict[str, Subject]) -> list[Subject]:
    if one := by_reference.get(word.upper()):
        return _heads(one, known)
    match = _TOKEN.match(word)
    if match is None:
        return []
    if match["seat"]:
        one = known.get(f"{match['first']}/{match['seat']}")
        return [one] if one else []
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if last - first > _MOST_AT_ONCE:
        return []
    wanted = [known.get(str(number)) for number in range(first, last + 1)]
    return [] if None in wanted else [two for one in wanted if one for two in _heads(one, known)]


def _heads(one: Subject, known: dict[str, Subject]) -> list[Subject]:
    """A group stands for all its heads."""
    if one.kind != "group":
        return [one]
    return [two for two in known.values() if two.group == one.serial and not two.ended]
