// A group at once: one fact for each head that is there, all stored together or none.
import { opinion } from "./door.js";
import { fact, gate, standing } from "./gate.js";
import { known } from "./known.js";
import { add } from "./store.js";
import { soon } from "./sync.js";
import { h, t } from "./texts.js";

const $ = (id) => document.getElementById(id);

function seatsOf(serial) {
  const seats = [...known.roster.values()].filter((entry) => entry.g === serial);
  return seats.map((entry) => ({ entry, inside: standing(entry.s).inside > 0, verdict: opinion(entry.s).verdict }));
}

export async function seatsThere() {
  const ticked = [...$("group-seats").querySelectorAll("input:checked:enabled")];
  const serials = ticked.map((box) => box.value);
  const made = serials.map((serial) => {
    const handed = standing(serial).handed;
    const hand_out = (gate().hand_out ?? []).filter((thing) => !handed.has(thing));
    return fact({ serial, source: "group", shown: "admitted", verdict: "admitted", admits: true, hand_out });
  });
  await add(made);
  soon(0);
  return made;
}

export function groupList({ serial }) {
  const seats = seatsOf(serial);
  const row = ({ entry, inside, verdict }, i) =>
    h("li", {}, h("label", {}, h("input", {
      type: "checkbox", value: entry.s, checked: verdict === "admitted", disabled: verdict !== "admitted", onchange: tally,
    }), entry.n || t("seat", { n: i + 1 }), inside ? ` (${t("title_already_in")})` : ""));  // prettier-ignore
  const total = h("p", { class: "k-verdict-total", id: "group-total" });
  const list = h("div", {}, total, h("ul", { class: "k-plain", id: "group-seats" }, ...seats.map(row)));
  function tally() {
    const boxes = [...list.querySelectorAll("input")];
    const there = boxes.filter((box) => box.checked || box.disabled).length;
    total.textContent = t("of", { n: there, all: boxes.length });
  }
  tally();
  return list;
}

export function stepper({ entry, state }) {
  const left = entry.h - state.inside;
  const input = h("input", { type: "number", id: "heads", min: 1, max: left, value: left, inputmode: "numeric", "aria-label": t("heads") });
  const move = (by) => () => (input.value = Math.min(left, Math.max(1, Number(input.value) + by)));
  const change = (by, sign, key) => h("button", { type: "button", onclick: move(by), "aria-label": t(key) }, sign);
  return h("div", { class: "k-verdict-stepper" }, change(-1, "−", "count_minus"), input, h("span", {}, t("of_all", { all: entry.h })), change(1, "+", "count_plus"));
}

export function headsThere({ entry, state }) {
  const typed = Math.round(Number($("heads").value)) || 1;
  return Math.min(entry.h - state.inside, Math.max(1, typed));
}
