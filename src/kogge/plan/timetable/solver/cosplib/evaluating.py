"""Scores a timetable on the full objective of the library, term by term, and says what is wrong with it.

Read together with the library's README ("Constraints Available") and its public evaluator (version 1.0.2). Two rules
that its README leaves open: penalties of a submission count once per time slot it takes, and a track stands in a
session and room exactly where one of its submissions does.
"""

from collections import defaultdict
from itertools import combinations

from kogge.plan.timetable.solver.cosplib.model import Instance, Matrix, Pairs, Solution

Cells = dict[tuple[int, int], int]


def faults(instance: Instance, solution: Solution) -> list[str]:
    """Sentences about everything that makes `solution` no timetable at all; empty when it is one."""
    count = len(instance.submissions)
    if not len(solution.session) == len(solution.room) == len(solution.slot) == count:
        return [f"The solution must give session, room and slot for each of the {count} submissions."]
    found: list[str] = []
    taken: dict[tuple[int, int, int], int] = {}
    track_in: Cells = {}
    for index, (session, room, slot) in enumerate(_rows(solution)):
        name = instance.submissions[index]
        if not (0 <= session < len(instance.sessions) and 0 <= room < len(instance.rooms)):
            found.append(f"{name} stands in a session or room that does not exist.")
            continue
        if slot < 0 or slot + instance.duration[index] > instance.slots[session]:
            found.append(f"{name} does not fit into {instance.sessions[session]}.")
        other = track_in.setdefault((session, room), instance.track_of[index])
        if other != instance.track_of[index]:
            found.append(
                f"{name} shares {instance.sessions[session]}, {instance.rooms[room]} with another track."
            )
        for part in range(slot, slot + instance.duration[index]):
            if taken.setdefault((session, room, part), index) != index:
                found.append(f"{name} and {instance.submissions[taken[session, room, part]]} overlap.")
    return found


def evaluate(instance: Instance, solution: Solution) -> int:
    """The objective: the sum of all terms. Lower is better. Refuses what is no timetable."""
    wrong = faults(instance, solution)
    if wrong:
        raise ValueError(wrong[0])
    return sum(terms(instance, solution).values())


def terms(instance: Instance, solution: Solution) -> dict[str, int]:
    """Every term times its weight, by the name of its weight, those of weight 0 left out."""
    cells = {
        (session, room): instance.track_of[index] for index, (session, room, _) in enumerate(_rows(solution))
    }
    values = _of_tracks(instance, cells) | _of_submissions(instance, solution)
    return {name: instance.weight(name) * value for name, value in values.items() if instance.weight(name)}


def _rows(solution: Solution) -> list[tuple[int, int, int]]:
    return list(zip(solution.session, solution.room, solution.slot, strict=True))


def _of_tracks(instance: Instance, cells: Cells) -> dict[str, int]:
    rooms: dict[int, set[int]] = defaultdict(set)
    sessions: dict[int, set[int]] = defaultdict(set)
    parallel: dict[tuple[int, int], int] = defaultdict(int)
    in_session: dict[int, list[int]] = defaultdict(list)
    for (session, room), track in cells.items():
        rooms[track].add(room)
        sessions[track].add(session)
        parallel[track, session] += 1
        in_session[session].append(track)
    chairs = _both_ways(instance.chairs)
    pairs = [pair for tracks in in_session.values() for pair in combinations(tracks, 2)]
    return {
        "tracks_sessions_penalty_weight": sum(instance.track_session[t][s] for (s, _), t in cells.items()),
        "tracks_rooms_penalty_weight": sum(instance.track_room[t][r] for (_, r), t in cells.items()),
        "sessions_rooms_penalty_weight": sum(instance.session_room[s][r] for s, r in cells),
        "similar_tracks_penalty_weight": sum(instance.similar[a][b] for a, b in pairs if a != b),
        "num_rooms_per_track_weight": sum(len(each) - 1 for each in rooms.values()),
        "parallel_tracks_weight": sum(number - 1 for number in parallel.values()),
        "consecutive_tracks_weight": sum(max(s) - min(s) >= len(s) for s in sessions.values()),
        "chairs_conflicts_weight": sum((a, b) in chairs for a, b in pairs),
    }


def _of_submissions(instance: Instance, solution: Solution) -> dict[str, int]:
    return {
        "submissions_timezones_penalty_weight": _penalties(instance, instance.timezone, solution.session),
        "submissions_sessions_penalty_weight": _penalties(
            instance, instance.submission_session, solution.session
        ),
        "submissions_rooms_penalty_weight": _penalties(instance, instance.submission_room, solution.room),
        "submissions_order_weight": _out_of_order(instance, solution),
        "presenters_conflicts_weight": _same_session(solution, instance.presenters),
        "attendees_conflicts_weight": _same_session(solution, instance.attendees),
        "presenters_conflicts_timeslot_level_weight": _same_slots(instance, solution, instance.presenters),
        "attendees_conflicts_timeslot_level_weight": _same_slots(instance, solution, instance.attendees),
    }


def _penalties(instance: Instance, table: Matrix, where: tuple[int, ...]) -> int:
    return sum(
        length * row[place]
        for length, row, place in zip(instance.duration, table, where, strict=True)
        if row[place]
    )


def _same_session(solution: Solution, pairs: Pairs) -> int:
    """Pairs in one session but not in one room: nobody can be in both rooms."""
    return sum(
        solution.session[a] == solution.session[b] and solution.room[a] != solution.room[b] for a, b in pairs
    )


def _same_slots(instance: Instance, solution: Solution, pairs: Pairs) -> int:
    """Time slots that both of a pair take."""
    return sum(
        _shared(instance, solution, a, b) for a, b in pairs if solution.session[a] == solution.session[b]
    )


def _shared(instance: Instance, solution: Solution, a: int, b: int) -> int:
    start = max(solution.slot[a], solution.slot[b])
    end = min(solution.slot[a] + instance.duration[a], solution.slot[b] + instance.duration[b])
    return max(0, end - start)


def _out_of_order(instance: Instance, solution: Solution) -> int:
    """Submissions not at their place in their track (read by session, room, slot), and ordered ones side by side."""
    rows = _rows(solution)
    of_track: dict[int, list[int]] = defaultdict(list)
    for index in sorted(range(len(rows)), key=rows.__getitem__):
        of_track[instance.track_of[index]].append(index)
    wrong = 0
    for members in of_track.values():
        ordered = [index for index in members if instance.order[index]]
        wrong += sum(instance.order[index] not in (0, place) for place, index in enumerate(members, start=1))
        wrong += sum(
            _shared(instance, solution, a, b)
            for a, b in combinations(ordered, 2)
            if solution.session[a] == solution.session[b]
        )
    return wrong


def _both_ways(pairs: Pairs) -> set[tuple[int, int]]:
    return {*pairs, *((b, a) for a, b in pairs)}
