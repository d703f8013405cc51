// The gate where this device stands, what is known of a ticket there, and new facts made there.
import * as clock from "./clock.js";
import { stateOf } from "./fold.js";
import { factsOf, known } from "./known.js";

export const gate = () => known.start?.gates.find((one) => one.id === known.gate);

export const direction = () => (gate()?.direction === "both" ? known.mode : (gate()?.direction ?? "in"));

export const sizeOf = (serial) => known.roster.get(serial)?.h ?? 1;

export const standing = (serial) => 
  stateOf(factsOf(serial), gate().area, { most: sizeOf(serial), now: clock.corrected() });

export function fact(values) {
  const at = clock.now();
  return {
    uid: crypto.randomUUID(), type: "scan", kind: direction(), gate: known.gate, area: gate().area, serial: "",
    at: clock.corrected(at), device_at: at, offset: clock.offset(), heads: 1, source: "scan", shown: "",
    override: false, hand_out: [], last_sync: known.lastSync, ...values,
  };  // prettier-ignore
}
