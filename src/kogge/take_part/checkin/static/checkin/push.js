// One delivery: facts of this device go, what other gates recorded comes back.
import { call } from "./api.js";
import * as clock from "./clock.js";
import { known } from "./known.js";
import { takeAnswer } from "./merge.js";

export const MOST_SCANS = 200;
const MOST_TALLIES = 500;

export async function send(facts, seconds = 20) {
  const scans = facts.filter((fact) => fact.type === "scan").slice(0, MOST_SCANS);
  const tallies = facts.filter((fact) => fact.type === "tally").slice(0, MOST_TALLIES);
  const answer = await call("push", {
    seconds,
    body: (sentAt) => ({
      sent_at: sentAt, offset: clock.offset(), round_trip: clock.best()?.trip ?? null,
      last_sync: known.lastSync, since: known.cursor, scans: scans.map(wire), tallies: tallies.map(wire),
    }),  // prettier-ignore
  });
  await takeAnswer(answer);
  return answer;
}

const wire = ({ type, area, admits, verdict, own, wrong, device_at, ...fact }) => ({ ...fact, at: device_at });
