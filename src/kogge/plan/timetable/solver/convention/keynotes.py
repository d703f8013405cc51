"""Keynotes have their time for themselves: it is chosen before everything else, and nothing runs beside it."""

from .instance import Instance, allowed_rooms, allowed_starts


def starts_around_keynotes(instance: Instance) -> list[list[int]]:
    """The allowed starts of each session once each keynote has its time: one start for it, none across it for others.

    Of its possible starts a keynote takes the one that costs the other sessions fewest of theirs.
    """
    sessions = instance.sessions
    starts = [allowed_starts(instance, number) for number in range(len(sessions))]
    keynotes = [number for number, one in enumerate(sessions) if one.keynote and starts[number]]
    for number in sorted(keynotes, key=lambda n: len(starts[n])):
        one = sessions[number]
        if not allowed_rooms(instance, number) or not starts[number]:
            continue
        chosen = min(starts[number], key=lambda start: (_harm(instance, starts, number, start), start))
        starts[number] = [chosen]
        for other, theirs in enumerate(starts):
            if other != number:
                starts[other] = [s for s in theirs if _apart(s, sessions[other].length, chosen, one.length)]
    return starts


def _harm(instance: Instance, starts: list[list[int]], keynote: int, start: int) -> float:
    """How much of the others' freedom a start takes; to leave one without any start is worst."""
    harm, length = 0.0, instance.sessions[keynote].length
    for other, theirs in enumerate(starts):
        if other == keynote or not theirs:
            continue
        taken = sum(not _apart(s, instance.sessions[other].length, start, length) for s in theirs)
        harm += 1e6 if taken == len(theirs) else taken / len(theirs)
    return harm


def _apart(start: int, length: int, other: int, other_length: int) -> bool:
    return start + length <= other or other + other_length <= start
