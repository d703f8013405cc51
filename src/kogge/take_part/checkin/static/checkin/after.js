// What is put right afterwards: a mistake at the door, a thing that was not handed over. Always a new fact.
import { fact } from "./gate.js";
import { factsOf } from "./known.js";
import { add } from "./store.js";
import { soon } from "./sync.js";

export async function undo(wrong) {
  await add([fact({ kind: "undo", undoes: wrong.uid, serial: wrong.serial, gate: wrong.gate, area: wrong.area })]);
  soon(0);
}

// Ticked means handed over. On green everything is in the entry already: unticking one thing takes the entry back
// and enters it again without that thing, at the same time.
export async function handOver(result, thing, given) {
  const whole = result.fact;
  if (result.colour === "green" && whole) {
    const things = given ? [...whole.hand_out, thing] : whole.hand_out.filter((one) => one !== thing);
    const { seq, own, ...same } = whole;
    const again = { ...same, type: "scan", uid: crypto.randomUUID(), hand_out: things, shown: same.shown || same.verdict };
    await add([fact({ kind: "undo", undoes: whole.uid, serial: whole.serial }), again]);
    result.fact = again;
  } else if (given) {
    await add([fact({ kind: "hand", serial: result.serial, hand_out: [thing], shown: "handed" })]);
  } else {
    const earlier = factsOf(result.serial).filter((one) => one.kind === "hand" && one.hand_out.includes(thing));
    if (earlier.length) return undo(earlier.at(-1));
  }
  soon(0);
}
