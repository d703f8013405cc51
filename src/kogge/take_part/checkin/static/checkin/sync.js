// Sends what waits and fetches what is new: one tab at a time, in order, again and again with growing pauses.
import { Offline, Refused, Revoked, call, use } from "./api.js";
import * as clock from "./clock.js";
import { known } from "./known.js";
import { forget, takeRoster } from "./merge.js";
import { MOST_SCANS, send } from "./push.js";
import { changed, keep, useListKey } from "./store.js";

const HOUR = 3_600_000;

export const state = { online: false, failures: 0, sentence: "", startedAt: 0 };
let timer = null;

export function begin() {
  use(known.token);
  clock.restore(known.trips);
  addEventListener("online", () => soon(0));
  addEventListener("offline", () => report(false));
  document.addEventListener("visibilitychange", () => document.hidden || soon(0));
  soon(0);
}

export function soon(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(() => navigator.locks.request("door-sync", run), milliseconds);
}

function report(online, sentence = "") {
  state.online = online;
  state.sentence = sentence;
  changed("line");
}

async function run() {
  if (!known.token) return;
  expire();
  try {
    if (!known.start || !state.startedAt || clock.now() - state.startedAt > HOUR) await start();
    while (await push());
    state.failures = 0;
    await keep({ lastSync: clock.corrected(), trips: clock.kept() });
    report(true);
  } catch (error) {
    if (error instanceof Revoked) return void (await refused(error));
    state.failures += 1;
    if (!(error instanceof Offline || error instanceof Refused)) console.error(error);
    report(false, error.message);
  }
  const pause = (known.start?.sync_seconds ?? 10) * 1000;
  soon(state.failures ? Math.min(60_000, 1000 * 2 ** state.failures) * (0.75 + Math.random() / 2) : pause);
}

async function start() {
  const answer = await call("start");
  await useListKey(answer.store_key);
  const { store_key, ...rest } = answer;
  const gate = rest.gates.find((one) => one.id === known.gate) ? known.gate : rest.gates[0]?.id;
  await keep({ start: rest, gate });
  if (!known.list) await takeRoster(await call("roster", { seconds: 60 }));
  else await takeRoster((await call(`roster?since=${known.list.version}`, { seconds: 60 })) ?? nothingNew());
  state.startedAt = clock.now();
}

// The list is written again under the new key.
const nothingNew = () => ({
  version: known.list.version, salt: known.list.salt, full: false, entries: [], gone: [],
  revoked: [...known.revoked], open_areas: known.list.open,
});  // prettier-ignore

async function push() {
  const waiting = [...known.outbox.values()].filter((fact) => !fact.wrong).sort((a, b) => a.seq - b.seq);
  const before = known.outbox.size;
  const answer = await send(waiting);
  if (answer.roster !== known.list?.version && answer.roster) {
    const list = await call(`roster${known.list ? `?since=${known.list.version}` : ""}`, { seconds: 60 });
    if (list) await takeRoster(list);
  }
  return answer.changes.more || (known.outbox.size < before && waiting.length > MOST_SCANS);
}

async function refused(error) {
  await forget({ all: true });
  use(null);
  report(false, error.message);
}

export function expire() {
  const until = known.start?.store_key_until;
  if (known.list && until && clock.corrected() > until) forget({ all: false });
}
