// Keeps what this device knows: encrypted in IndexedDB, opened in memory (known.js), the same in all tabs.
import * as db from "./db.js";
import { index, known, takeList } from "./known.js";
import { importKey, ownKey, seal, unseal } from "./vault.js";

const MOST_PIECES = 40;
const tabs = new BroadcastChannel("door");
const listeners = new Set();

let keys = { own: null, list: null };

export const changed = (what) => listeners.forEach((listener) => listener(what));
export const listen = (listener) => listeners.add(listener);
tabs.onmessage = async ({ data }) => {
  await load();
  changed(data);
};

export async function load() {
  const kept = Object.fromEntries(await db.all("meta"));
  keys = { own: await ownKey(), list: kept.list_key ?? null };
  for (const name of ["start", "token", "gate", "mode", "cursor", "lastSync", "trips"]) {
    if (kept[name] !== undefined) known[name] = kept[name];
  }
  known.facts.clear();
  known.bySerial.clear();
  known.outbox.clear();
  if (keys.list && kept.roster) takeList(await unseal(keys.list, kept.roster));
  if (keys.list) await loadFacts();
  for (const [uid, record] of await db.all("outbox")) {
    const fact = { ...(await unseal(keys.own, record)), uid, seq: record.seq, type: record.type, wrong: record.wrong };
    known.outbox.set(uid, fact);
    index(fact);
  }
}

async function loadFacts() {
  const pieces = await db.all("facts");
  const facts = (await Promise.all(pieces.map(([, piece]) => unseal(keys.list, piece)))).flat();
  facts.forEach(index);
  if (pieces.length < MOST_PIECES) return;
  const whole = await seal(keys.list, facts);
  await db.write(["facts"], (stores) => {
    for (const [key] of pieces) stores.facts.delete(key);
    stores.facts.add(whole);
  });
}

// A fact is on the disk, with its number, before anybody sees its result. `facts` are stored all or none.
export async function add(facts) {
  const sealed = await Promise.all(facts.map(({ uid, seq, type, ...rest }) => seal(keys.own, rest)));
  await db.write(["meta", "outbox"], async ({ meta, outbox }, answer) => {
    let seq = (await answer(meta.get("seq"))) ?? 0;
    facts.forEach((fact, i) => {
      fact.seq ??= ++seq;
      outbox.put({ uid: fact.uid, seq: fact.seq, type: fact.type, ...sealed[i] });
    });
    meta.put(seq, "seq");
  });
  for (const fact of facts) {
    known.outbox.set(fact.uid, fact);
    index(fact);
  }
  say("facts");
}

export function say(what) {
  tabs.postMessage(what);
  changed(what);
}

export async function keep(values) {
  Object.assign(known, values);
  await db.put(values);
  changed("meta");
}

export { keys };
export const useListKey = async (text) => {
  keys.list = await importKey(text);
  await db.put({ list_key: keys.list });
};
