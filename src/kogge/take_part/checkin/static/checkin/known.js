// What this device knows, opened, in memory while the page lives: the list, the facts of all gates, its own queue.
export const known = {
  start: null, token: null, gate: null, mode: "in", cursor: 0, lastSync: 0, list: null, roster: new Map(),
  revoked: new Set(), facts: new Map(), bySerial: new Map(), outbox: new Map(), trips: [],
};  // prettier-ignore

export function takeList(list) {
  known.list = { version: list.version, salt: list.salt, open: list.open_areas ?? [] };
  known.roster = new Map(list.entries.map((entry) => [entry.s, entry]));
  known.revoked = new Set(list.revoked);
}

export function index(fact) {
  if (fact.type === "tally") return;
  const whole = Object.assign(known.facts.get(fact.uid) ?? {}, fact);
  const undone = known.facts.get(whole.undoes);
  const place = whole.serial || undone?.serial || undone?.uid || whole.uid;
  if (place !== whole.uid) known.bySerial.delete(whole.uid);
  known.facts.set(fact.uid, whole);
  if (!known.bySerial.has(place)) known.bySerial.set(place, new Map());
  known.bySerial.get(place).set(whole.uid, whole);
}

export const factsOf = (serial) => [...(known.bySerial.get(serial)?.values() ?? [])];
