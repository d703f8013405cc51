"""A judge of timetables that shares nothing with the solver: it counts in sets of slots and says what is broken."""


def faults(data, start, room):
    """Every rule that a timetable breaks, as text; unplaced sessions (room None) break none."""
    found, sessions, per_day = [], data["sessions"], data["slots_per_day"]
    placed = [n for n in range(len(sessions)) if room[n] is not None]
    slots = {n: set(range(start[n], start[n] + sessions[n]["length"])) for n in placed}
    held = {}
    for n in placed:
        day_end = (start[n] // per_day + 1) * per_day
        last = min(start[n] + sessions[n]["length"] + _turnaround(data, room[n]), day_end)
        held[n] = set(range(start[n], last))
        one = sessions[n]
        fixed = one.get("fixed")
        if fixed and (start[n], room[n]) != (fixed["start"], fixed["room"]):
            found.append(f"{n} is fixed elsewhere")
        if not fixed and (start[n] not in one["starts"] or room[n] not in one["rooms"]):
            found.append(f"{n} may not stand there")
        if max(slots[n]) >= day_end:
            found.append(f"{n} runs past the day")
        for pause in data.get("breaks", []) if not fixed else []:
            closed = set(range(pause["start"], pause["start"] + pause["length"]))
            if pause.get("room") in (None, room[n]) and closed & slots[n]:
                found.append(f"{n} in a break")
        for first in one.get("after", []):
            if first in slots and start[n] < max(slots[first]) + 1 + one.get("gap", 0):
                found.append(f"{n} before {first}")
            if first in slots and one.get("same_room") and room[first] != room[n]:
                found.append(f"{n} not in the room of {first}")
    for a in placed:
        for b in placed:
            if a < b and room[a] == room[b] and held[a] & held[b]:
                found.append(f"{a} and {b} share a room")
            both = slots[a] & slots[b]
            if a < b and both and set(sessions[a]["persons"]) & set(sessions[b]["persons"]):
                found.append(f"{a} and {b} share a person")
            if a < b and both and (sessions[a].get("keynote") or sessions[b].get("keynote")):
                found.append(f"{a} and {b} beside a keynote")
    return found


def _turnaround(data, room):
    return data["rooms"][room].get("turnaround", data.get("turnaround", 0))


def served(data, start, room):
    """Wishes that can be attended: every subset of each visitor's wishes is looked at."""
    total = 0
    for wanted in data["wishes"]:
        there = [n for n in wanted if room[n] is not None]
        best = 0
        for chosen in range(1 << len(there)):
            taken, size, good = set(), 0, True
            for place, n in enumerate(there):
                if chosen >> place & 1:
                    own = set(range(start[n], start[n] + data["sessions"][n]["length"]))
                    good, size = good and not own & taken, size + 1
                    taken |= own
            best = max(best, size) if good else best
        total += best
    return total
