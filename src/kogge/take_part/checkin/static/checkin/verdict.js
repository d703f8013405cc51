// Green, yellow or red over the whole screen: sign, word, sound and vibration, and what to do next.
import { sound } from "./alarm.js";
import { sentenceOf, titleOf } from "./sentences.js";
import { meet } from "./door.js";
import { groupList, headsThere, seatsThere, stepper } from "./groups.js";
import { handOver, undo } from "./after.js";
import { unsure } from "./line.js";
import { h, t } from "./texts.js";

const $ = (id) => document.getElementById(id);
const OVERRIDABLE = ["already_in", "waiting", "pending", "not_booked"];
const GREEN_MILLISECONDS = 3500;
let timer = null;
let shown = null;

export const stays = () => $("verdict").open && shown?.colour !== "green";

export function close() {
  clearTimeout(timer);
  if ($("verdict").open) $("verdict").close();
}

export function present(result) {
  shown = result;
  const dialog = $("verdict");
  dialog.dataset.colour = result.colour;
  $("verdict-title").textContent = titleOf(result);
  $("verdict-name").textContent = result.name ?? "";
  $("verdict-text").textContent = sentenceOf(result);
  $("verdict-unsure").textContent = result.offline ? unsure() : "";
  $("verdict-body").replaceChildren(...bodyOf(result));
  $("verdict-buttons").replaceChildren(...buttonsOf(result));
  if (!dialog.open) dialog.showModal();
  $("verdict-title").focus();
  sound(result.colour, { silent: localStorage.getItem("door-silent") === "1" });
  clearTimeout(timer);
  if (result.colour === "green" && !result.toHand?.length) timer = setTimeout(close, GREEN_MILLISECONDS);
}

const button = (key, action, primary = false) =>
  h("button", { type: "button", class: primary ? "k-verdict-next" : "k-verdict-other", onclick: action }, t(key));

function buttonsOf(result) {
  const { verdict, serial, fact } = result;
  const again = async () => present(await meet(serial, { source: fact?.source ?? "scan", override: true, kind: "in" }));
  const wrong = async () => {
    await undo(fact);
    close();
  };
  return [
    verdict === "group" && button("group_admit", admitGroup, true),
    verdict === "headcount" && button("heads_admit", admitHeads, true),
    !["group", "headcount"].includes(verdict) && button("next", close, true),
    OVERRIDABLE.includes(verdict) && serial && button(verdict === "already_in" ? "in_again" : "let_in_anyway", again),
    fact && result.colour === "green" && button("undo", wrong),
    ["group", "headcount"].includes(verdict) && button("cancel", close),
  ].filter(Boolean);
}

function bodyOf(result) {
  if (result.verdict === "group") return [groupList(result)];
  if (result.verdict === "headcount") return [stepper(result)];
  if (!result.toHand?.length || result.colour === "red") return [];
  if (result.verdict === "walk_in") return [h("p", {}, `${t("hand_over")}: ${result.toHand.join(", ")}`)];
  const given = result.colour === "green";
  const tick = (thing) =>
    h("label", {}, h("input", { type: "checkbox", checked: given, onchange: (event) => handOver(result, thing, event.target.checked) }), thing);
  return [h("fieldset", { class: "k-verdict-hand" }, h("legend", {}, t("hand_over")), ...result.toHand.map(tick))];
}

async function admitGroup() {
  const made = await seatsThere();
  if (made.length) present({ verdict: "admitted", colour: "green", name: shown.name, heads: made.length });
  else close();
}

async function admitHeads() {
  const heads = headsThere(shown);
  present({ ...(await meet(shown.serial, { source: shown.source ?? "scan", heads })), heads });
}
