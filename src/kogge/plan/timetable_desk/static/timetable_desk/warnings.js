/* What speaks against a place for a session: the same questions as warnings.py, asked while somebody drags. */
"use strict";
window.timetable = window.timetable || {};
(function (grid) {
  const HARD = new Set(["outside", "room", "person", "away"]);
  const within = (spans, start, end) => spans.some(([from, to]) => from <= start && end <= to);
  const meet = (one, other) => one.filter((value) => other.includes(value));

  function byDay(data, item, start, end) {
    const found = [];
    if (data.days.length && !within(data.days, start, end)) found.push({ kind: "outside" });
    for (const person of item.people)
      if (data.present[person] && !within(data.present[person], start, end)) found.push({ kind: "away", person });
    return found;
  }

  function byOther(data, item, other, room, start, end) {
    const found = [];
    const until = other.start + other.minutes;
    const hall = data.halls[room];
    if (start < until && other.start < end) {
      if (room !== null && other.room === room) found.push({ kind: "room", other: other.key });
      for (const person of meet(item.people, other.people)) found.push({ kind: "person", person, other: other.key });
      if (item.keynote || other.keynote) found.push({ kind: "keynote", other: other.key });
      else if (item.track !== null && other.track === item.track && other.room !== room)
        found.push({ kind: "track", other: other.key });
    } else if (hall && other.room === room) {
      const pause = until <= start ? start - until : other.start - end;
      if (pause < hall.turnaround) found.push({ kind: "turnaround", other: other.key, pause, needed: hall.turnaround });
    }
    return found;
  }

  function byRoom(data, item, room, start, end) {
    const found = [];
    for (const rest of data.breaks)
      if ((rest.room === null || rest.room === room) && start < rest.end && rest.start < end)
        found.push({ kind: "pause", pause: rest.title });
    const hall = data.halls[room];
    if (!hall) return found;
    if (hall.capacity !== null && item.expected !== null && item.expected > hall.capacity)
      found.push({ kind: "small", expected: item.expected, seats: hall.capacity });
    for (const feature of item.features)
      if (!hall.features.includes(feature)) found.push({ kind: "feature", feature });
    return found;
  }

  function byOrder(data, item, room, start, end) {
    const found = [];
    for (const order of data.orders) {
      if (item.key !== order.first && item.key !== order.then) continue;
      const isFirst = item.key === order.first;
      const other = data.items[isFirst ? order.then : order.first];
      if (!other || other.start === null) continue;
      const [ends, begins] = isFirst ? [end, other.start] : [other.start + other.minutes, start];
      if (begins < ends + order.gap) found.push({ kind: isFirst ? "before" : "after", other: other.key, gap: order.gap });
      if (order.same_room && other.room !== room) found.push({ kind: "same_room", other: other.key });
    }
    return found;
  }

  /** What speaks against session `key` in `room` from minute `start` on; the hard ones first. */
  grid.warnings = function (data, key, room, start) {
    const item = data.items[key];
    const end = start + item.minutes;
    const found = byDay(data, item, start, end);
    const near = data.halls[room]?.turnaround || 0;
    for (const other of (data.list ||= Object.values(data.items))) {
      if (other.key === item.key || other.start === null || other.start >= end + near) continue;
      if (other.start + other.minutes + near > start) found.push(...byOther(data, item, other, room, start, end));
    }
    found.push(...byRoom(data, item, room, start, end), ...byOrder(data, item, room, start, end));
    for (const one of found) one.hard = HARD.has(one.kind);
    return found.sort((one, other) => other.hard - one.hard);
  };

  /** A warning as the sentence that the server would write. */
  grid.sentence = function (data, warning) {
    const other = data.items[warning.other];
    const facts = {
      ...warning,
      other: other ? grid.title(other.key) : "",
      until: other ? grid.clock(other.start + other.minutes) : "",
      person: data.people[warning.person] || "",
      feature: data.features[warning.feature] || warning.feature,
    };
    return data.sentences[warning.kind].replace(/%\((\w+)\)s/g, (_, name) => facts[name]);
  };
})(window.timetable);
