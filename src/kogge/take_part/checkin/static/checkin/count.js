// The clicker for open events, on several devices at once, and who is in which room.
import { call } from "./api.js";
import * as clock from "./clock.js";
import { Full } from "./db.js";
import { fact, gate, sizeOf } from "./gate.js";
import { presence } from "./fold.js";
import { known } from "./known.js";
import { add } from "./store.js";
import { soon, state } from "./sync.js";
import { clock as time, count, h, t } from "./texts.js";
import { present } from "./verdict.js";

const $ = (id) => document.getElementById(id);
const PAUSE = 15_000;
let told = null;

export function begin() {
  $("plus").addEventListener("click", () => click(1));
  $("minus").addEventListener("click", () => click(-1));
  setInterval(ask, PAUSE);
}

const clicksKey = () => `door-clicks:${known.start.event.slug}:${gate().area}`;
const own = () => Number(localStorage.getItem(clicksKey()) ?? 0);

async function click(change) {
  const { uid, gate: id, area, at, device_at, offset, last_sync } = fact({});
  try {
    await add([{ uid, type: "tally", gate: id, area, at, device_at, offset, last_sync, change }]);
  } catch (error) {
    return present({ verdict: "not_stored", colour: "red", text: error instanceof Full ? "" : t("failed") });
  }
  localStorage.setItem(clicksKey(), own() + change);
  navigator.vibrate?.(20);
  show();
  soon(2000);
}

async function ask() {
  if (document.hidden || $("count").hidden || !known.token) return;
  const answer = await call("presence").catch(() => null);
  if (answer) told = { ...answer, heard: clock.now() };
  show();
}

const waiting = (area) =>
  [...known.outbox.values()]
    .filter((one) => one.type === "tally" && one.area === area)
    .reduce((sum, one) => sum + one.change, 0);

export function show(what) {
  if (!known.start || !gate() || $("count").hidden) return;
  if (what === "all" || !told) ask();
  const area = gate().area;
  const counted = told?.areas.find((one) => one.area === area)?.counted ?? 0;
  $("count-total").textContent = counted + waiting(area);
  $("count-note").textContent = told
    ? t("count_note", { own: own(), at: time(told.time) })
    : t("count_note_offline", { own: own() });
  $("presence").replaceChildren(...rooms().map(room));
  $("presence-note").textContent =
    state.online && told ? t("presence_at", { at: time(told.time) }) : t("presence_offline");
}

// With the network the server counts all gates; without it this device says what it knows.
function rooms() {
  if (state.online && told) return told.areas;
  const areas = [...new Map(known.start.gates.map((one) => [one.area, one.area_title])).entries()];
  const counted = presence(new Map([...known.bySerial].map(([s, facts]) => [s, [...facts.values()]])), sizeOf, areas.map(([area]) => area), clock.corrected());
  return counted.map((one, i) => ({ ...one, title: areas[i][1] }));
}

function room({ title, inside, came, expected, seats }) {
  const of = expected ? t("presence_of", { came, expected }) : t("presence_came", { came });
  const places = seats ? ` · ${count("seats", seats)}` : "";
  return h("li", { class: "k-door-room" }, h("strong", {}, title || t("whole_event")), h("span", { class: "k-door-inside" }, t("presence_inside", { n: inside })), h("span", { class: "k-muted" }, of + places));
}
