"""Reasons as English sentences, for files outside the platform. The desk says them in the reader's language."""

from collections.abc import Iterable, Sequence

from ..convention.instance import Instance
from . import reasons as kinds
from .reasons import Reason


def sentences(instance: Instance, found: Iterable[Reason]) -> list[str]:
    """One sentence per reason, with the cheapest way out."""
    return [_sentence(instance, reason) for reason in found]


def _sentence(instance: Instance, reason: Reason) -> str:
    def named(numbers: Sequence[int]) -> str:
        return ", ".join(f"“{instance.sessions[n].name}”" for n in numbers if n >= 0)

    rooms = ", ".join(instance.rooms[room].name for room in reason.rooms[:6])
    person = instance.person(reason.person) if reason.person is not None else ""
    if reason.kind == kinds.TOO_FEW_ROOMS:
        count = len(reason.blockers)
        return f"{count} sessions need {reason.needed} slots in {rooms}, but there are only {reason.there}."
    if reason.kind == kinds.PERSON_OVERBOOKED:
        needed = f"{person} is needed for {reason.needed} slots ({named(reason.blockers)})"
        return f"{needed}, but has time in {reason.there}."
    title = f"“{instance.sessions[reason.session].name}” has no place: "
    if reason.kind == kinds.NO_START:
        people = ", ".join(instance.person(one) for one in instance.sessions[reason.session].persons)
        return f"{title}it has no allowed start at which {people or 'it'} could begin."
    if reason.kind == kinds.NO_ROOM:
        return (
            f"{title}no room is allowed for it (expected {reason.needed}, the largest seats {reason.there})."
        )
    each, held = f"at each of its {reason.there} starts", named(reason.blockers)
    taken = {
        kinds.PERSON_TAKEN: f"{each} {person} or others are held by {held}",
        kinds.ROOMS_TAKEN: f"{each} {rooms} are held by {held} and others",
        kinds.ORDER: f"order, spacing or a keynote forbid {each.removeprefix('at ')} ({held})",
    }.get(
        reason.kind,
        f"of its {reason.there} starts people are held at {reason.needed}, rooms or order forbid the others ({held})",
    )
    if reason.move:
        where = f"slot {reason.start}, {instance.rooms[reason.room].name}"
        return (
            f"{title}{taken}. Move {named(reason.move)}, which frees {where}; free its people; or accept it."
        )
    return f"{title}{taken}. Allow more starts or rooms, or accept it."
