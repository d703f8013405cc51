// The line that is always there: connected or not, what waits here, how old the list is, what cannot be known.
import * as clock from "./clock.js";
import { shell } from "./shell.js";
import { known } from "./known.js";
import { state } from "./sync.js";
import { clock as time, count, h, t, when } from "./texts.js";

const $ = (id) => document.getElementById(id);
let before = "";

export function begin() {
  setInterval(show, 20_000);
}

export function unsure() {
  const at = known.lastSync ? when(known.lastSync) : t("never");
  return known.list ? t("unsure", { at }) : t("unsure_no_list");
}

export function show() {
  if (!known.start) return void ($("line").hidden = true);
  $("line").hidden = false;
  const waiting = [...known.outbox.values()].filter((fact) => !fact.wrong).length;
  const wrong = known.outbox.size - waiting;
  document.body.dataset.line = state.online ? "online" : "offline";
  $("line-state").textContent = t(state.online ? "online" : "offline");
  $("line-queue").textContent = waiting ? count("waiting_here", waiting) : known.list ? age() : t("no_list");
  const more = [
    known.list ? count("list", known.roster.size, { at: when(known.lastSync) }) : t("unsure_no_list"),
    waiting ? count("waiting_here", waiting) : t("nothing_waits"),
    state.online ? "" : unsure(),
    state.sentence,
    t(shell.ready ? "shell_ready" : "shell_not_ready"),
    clockSkew(),
    wrong ? count("wrong", wrong) : "",
    ...[...known.outbox.values()].map((fact) => fact.wrong),
  ];
  $("line-more").replaceChildren(...more.filter(Boolean).map((text) => h("li", {}, text)));
  speak(t(state.online ? "online" : "offline"));
}

function age() {
  const minutes = Math.floor((clock.corrected() - known.lastSync) / 60_000);
  return minutes < 2 ? t("list_fresh") : t("list_from", { at: time(known.lastSync), minutes });
}

function clockSkew() {
  const seconds = Math.round(Math.abs(clock.offset()) / 1000);
  return seconds > 60 ? t("clock_wrong", { minutes: Math.round(seconds / 60) }) : "";
}

function speak(text) {
  if (text !== before) $("spoken").textContent = text;
  before = text;
}
