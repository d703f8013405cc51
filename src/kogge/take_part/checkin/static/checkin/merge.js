// What the server's answers change on this device.
import * as db from "./db.js";
import { index, known, takeList } from "./known.js";
import { keys, say } from "./store.js";
import { seal } from "./vault.js";

// In one transaction: acknowledged facts leave the queue and join the facts, other gates' facts join them.
export async function takeAnswer(answer) {
  const stored = answer.results.filter((result) => result.stored).map((result) => result.uid);
  const own = stored.map((uid) => known.outbox.get(uid)).filter((fact) => fact?.type === "scan");
  const facts = [...own.map(withoutWords), ...answer.changes.facts];
  const piece = facts.length && keys.list ? await seal(keys.list, facts) : null;
  const wrong = answer.results.filter((result) => !result.stored);
  await db.write(["outbox", "facts", "meta"], async (stores, wait) => {
    for (const uid of [...stored, ...answer.tallies]) stores.outbox.delete(uid);
    if (piece) stores.facts.add(piece);
    stores.meta.put(answer.changes.cursor, "cursor");
    for (const result of wrong) {
      const record = await wait(stores.outbox.get(result.uid));
      if (record) stores.outbox.put({ ...record, wrong: result.error });
    }
  });
  for (const uid of [...stored, ...answer.tallies]) known.outbox.delete(uid);
  for (const result of wrong) Object.assign(known.outbox.get(result.uid) ?? {}, { wrong: result.error });
  for (const fact of facts) index(fact);
  known.cursor = answer.changes.cursor;
  if (facts.length || wrong.length || answer.tallies.length) say("facts");
}

// Name and mail of a walk-in are no longer this device's business once the server has them.
function withoutWords({ name, email, ticket, type, ...fact }) {
  return { ...fact, own: true };
}

export async function takeRoster(answer) {
  let entries = answer.entries;
  if (!answer.full) {
    const merged = new Map(known.roster);
    for (const serial of answer.gone ?? []) merged.delete(serial);
    for (const entry of answer.entries) merged.set(entry.s, entry);
    entries = [...merged.values()];
  }
  const list = { ...answer, entries, open_areas: answer.open_areas ?? known.list?.open ?? [] };
  takeList(list);
  await db.put({ roster: await seal(keys.list, list) });
  say("roster");
}

// The list goes; what waits to be sent stays. `all` is for a revoked device: it forgets that it ever was one.
export async function forget({ all }) {
  await db.write(["meta", "facts"], ({ meta, facts }) => {
    for (const name of ["roster", "list_key", "cursor", ...(all ? ["token", "start", "gate", "lastSync"] : [])]) {
      meta.delete(name);
    }
    facts.clear();
  });
  keys.list = null;
  Object.assign(known, { list: null, roster: new Map(), revoked: new Set(), cursor: 0 });
  if (all) Object.assign(known, { token: null, start: null, gate: null, lastSync: 0 });
  known.facts.clear();
  known.bySerial.clear();
  for (const fact of known.outbox.values()) index(fact);
  say(all ? "revoked" : "roster");
}
