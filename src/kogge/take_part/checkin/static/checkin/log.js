// The last scans of this device, each with "undo", and what concerns the device itself.
import { undo } from "./after.js";
import { call } from "./api.js";
import { undone } from "./fold.js";
import { forget } from "./merge.js";
import { colourOf } from "./rules.js";
import { titleOf } from "./sentences.js";
import { known } from "./known.js";
import { soon } from "./sync.js";
import { choose, clock, count, current, h, t } from "./texts.js";

const $ = (id) => document.getElementById(id);
const MOST = 30;

export function begin() {
  $("language").addEventListener("click", () => choose(current() === "de" ? "en" : "de"));
  $("sync-now").addEventListener("click", () => soon(0));
  $("silent").addEventListener("click", () => {
    localStorage.setItem("door-silent", silent() ? "0" : "1");
    show();
  });
  $("leave").addEventListener("click", leave);
}

const silent = () => localStorage.getItem("door-silent") === "1";

async function leave() {
  if (known.outbox.size && !confirm(count("leave_waiting", known.outbox.size))) return;
  if (!known.outbox.size && !confirm(t("leave_sure"))) return;
  await call("unpair", { body: () => ({}) }).catch(() => null);
  await forget({ all: true });
}

export function show() {
  if (!known.start || $("log").hidden) return;
  const gone = undone([...known.facts.values()]);
  const mine = [...known.facts.values()].filter((one) => one.own || known.outbox.has(one.uid));
  const rows = mine.filter((one) => one.kind !== "undo").sort((a, b) => b.seq - a.seq).slice(0, MOST);
  $("log-empty").hidden = rows.length > 0;
  $("log-list").replaceChildren(...rows.map((one) => row(one, gone.has(one.uid))));
  $("silent").setAttribute("aria-pressed", silent());
  $("device-name").textContent = `${known.start.device.name} · ${known.start.event.title}`;
}

function row(fact, isUndone) {
  const entry = known.roster.get(fact.serial);
  const name = entry?.n || known.roster.get(entry?.g)?.n || fact.name || t(fact.serial ? "nameless" : "no_ticket");
  const verdict = fact.verdict ?? fact.shown;
  const words = [clock(fact.at), verdict ? titleOf({ verdict }) : t(fact.kind)];
  const waits = known.outbox.has(fact.uid) ? t("waits") : t("confirmed");
  return h(
    "li",
    { class: "k-door-fact", "data-colour": isUndone ? "" : verdict ? colourOf(verdict) : "" },
    h("div", {}, h("strong", {}, name), h("span", {}, words.join(" · ")), h("span", { class: "k-muted" }, isUndone ? t("undone") : waits)),
    isUndone ? "" : h("button", { type: "button", class: "kern-btn kern-btn--tertiary", onclick: () => undo(fact), "aria-label": `${t("undo")}: ${name}` }, t("undo")),
  );
}
