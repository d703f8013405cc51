// What happens when somebody holds a ticket to the lens, is found by name, or walks in.
import { Offline, Refused, Revoked } from "./api.js";
import * as clock from "./clock.js";
import { stateOf } from "./fold.js";
import { direction, fact, gate, standing } from "./gate.js";
import { admits, colourOf, judge, judgeTicket, sentAs } from "./rules.js";
import { known } from "./known.js";
import { add } from "./store.js";
import { send } from "./push.js";
import { soon, state as line } from "./sync.js";
import { Verifier, read } from "./ticket.js";

const ANSWER_SECONDS = 1.5;
let verifier = null;
let verifierOf = null;

export async function scanned(text) {
  if (verifierOf !== known.start.keys) {
    verifierOf = known.start.keys;
    const keys = Object.fromEntries(verifierOf.map((key) => [key.id, key.public]));
    verifier = new Verifier(keys, document.body.dataset.ed25519);
  }
  const reading = await read(text, verifier);
  const bad = judgeTicket({ reading, scopes: known.start.event.scopes, now: clock.corrected() });
  if (!bad) return meet(reading.ticket.serial, { source: "scan" });
  if (bad === "unreadable") return { verdict: bad, colour: "red" };
  const serial = bad === "early" || bad === "expired" ? reading.ticket.serial : "";
  const ticket = serial ? {} : { ticket: reading.text };
  await add([fact({ serial, ...ticket, shown: sentAs(bad) })]);
  soon(0);
  return { verdict: bad, colour: "red", ticket: reading.ticket };
}

// What this device says by itself, without writing anything.
export function opinion(serial) {
  const state = standing(serial);
  const entry = known.roster.get(serial);
  const verdict = judge({
    entry, revoked: known.revoked.has(serial), gate: gate(), open: known.list?.open ?? [], state, kind: direction(),
  });  // prettier-ignore
  return { verdict, colour: colourOf(verdict), serial, entry, state, name: entry?.n ?? "" };
}

// Groups and head counts are asked first who is there; nothing is written before.
export async function meet(serial, { source, heads, override = false, kind }) {
  const local = opinion(serial);
  if (!heads && !override && ["group", "headcount"].includes(local.verdict)) return local;
  if (override) Object.assign(local, { verdict: "let_in", colour: "green" });
  if (heads && local.verdict === "headcount") Object.assign(local, { verdict: "admitted", colour: "green" });
  return record(local, fact({ serial, source, heads: heads ?? 1, override, ...(kind && { kind }) }));
}

export const walkIn = (name, email) =>
  record(
    { verdict: "walk_in", colour: "green", name, entry: null, state: stateOf([], 0) },
    fact({ kind: "in", source: "walk_in", name, email }),
  );

// Stored first. Then the server is asked, when it is there; when it does not answer at once, this device decides.
async function record(local, made) {
  const toHand = (gate().hand_out ?? []).filter((thing) => !local.state.handed.has(thing));
  const giving = admits(local.verdict) && made.kind !== "out";
  Object.assign(made, { hand_out: giving ? toHand : [], admits: giving, verdict: local.verdict });
  if (!line.online) made.shown = sentAs(local.verdict);
  await add([made]);
  const answered = line.online ? await ask(made) : null;
  if (answered) return shown(local, made, answered);
  if (!made.shown) await add([Object.assign(made, { shown: sentAs(local.verdict) })]);
  return { ...local, fact: made, toHand, offline: true };
}

// What this device noted earlier of the same ticket and has not sent yet goes along, else the server judges without it.
async function ask(made) {
  const same = (one) => !one.wrong && (one === made || (made.serial && one.serial === made.serial));
  const facts = [...known.outbox.values()].filter(same).sort((a, b) => a.seq - b.seq);
  try {
    const answer = await send(facts, ANSWER_SECONDS);
    const result = answer.results.find((one) => one.uid === made.uid);
    return result?.stored ? result : null;
  } catch (error) {
    if (!(error instanceof Offline || error instanceof Refused || error instanceof Revoked)) throw error;
    line.online = false;
    soon(error instanceof Revoked ? 0 : 1500);
    return null;
  }
}

function shown(local, made, result) {
  const { verdict, colour, first, name, title, text, handed = [] } = result;
  const toHand = (gate().hand_out ?? []).filter((thing) => !local.state.handed.has(thing));
  const kept = known.facts.get(made.uid);
  if (kept) Object.assign(kept, { verdict, admits: result.admits, hand_out: result.admits ? made.hand_out : [] });
  return { ...local, verdict, colour, first, title, text, handed, name: name || local.name, fact: made, toHand };
}
