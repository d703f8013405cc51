// Finding somebody without a code: three letters of the name, or the reference from the mail.
import { Full } from "./db.js";
import { meet, opinion } from "./door.js";
import { byName, byReference } from "./names.js";
import { take } from "./scan.js";
import { known } from "./known.js";
import { count, h, t } from "./texts.js";
import { titleOf } from "./sentences.js";
import { present } from "./verdict.js";

const $ = (id) => document.getElementById(id);
const WAIT = 200;
let timer = null;

export function begin() {
  $("typed").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  });
  $("find").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    look(true);
  });
}

async function look(submitted = false) {
  const typed = $("typed").value;
  $("scan").toggleAttribute("data-searching", Boolean(typed));
  if (typed.length > 100) {
    reset();
    return take(typed);
  }
  if (!typed.trim() || (typed.trim().length < 3 && !submitted)) return list([], typed.trim() ? t("find_more") : "");
  if (!known.list) return list([], t("find_no_list"));
  const entry = await byReference(typed, known.roster, known.list.salt);
  if (entry) return submitted ? choose(entry, "reference") : list([entry], "", "reference");
  const found = await byName(typed, known.roster, known.list.salt);
  if (typed === $("typed").value) list(found, found.length ? count("found", found.length) : t("found_none"));
}

function list(entries, note, source = "name") {
  $("found-note").textContent = note;
  $("found").replaceChildren(...entries.map((entry) => h("li", {}, row(entry, source))));
}

function row(entry, source) {
  const { verdict } = opinion(entry.s);
  const heads = entry.h > 1 ? ` (${entry.h})` : "";
  return h(
    "button",
    { type: "button", class: "k-door-row", "data-verdict": verdict, onclick: () => choose(entry, source) },
    h("strong", {}, (entry.n || t("nameless")) + heads),
    h("span", {}, verdict === "admitted" ? t("not_here_yet") : titleOf({ verdict })),
  );
}

export async function choose(entry, source) {
  reset();
  try {
    present({ ...(await meet(entry.s, { source })), source });
  } catch (error) {
    present({ verdict: "not_stored", colour: "red", text: error instanceof Full ? "" : t("failed") });
  }
}

function reset() {
  $("typed").value = "";
  $("scan").removeAttribute("data-searching");
  list([], "");
}
