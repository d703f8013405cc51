// Somebody without a registration: a name, a mail address if they like, and in.
import { Full } from "./db.js";
import { walkIn } from "./door.js";
import { gate } from "./gate.js";
import { unsure } from "./line.js";
import { state } from "./sync.js";
import { t } from "./texts.js";
import { present } from "./verdict.js";

const $ = (id) => document.getElementById(id);
const MAIL = /^[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)+$/;

export function begin() {
  $("walk-form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit().catch((error) => {
      present({ verdict: "not_stored", colour: "red", text: error instanceof Full ? "" : t("failed") });
    });
  });
}

async function submit() {
  const name = $("walk-name").value.normalize("NFC").replace(/\s+/g, " ").trim();
  const email = $("walk-email").value.trim();
  complain("walk-email", email && !MAIL.test(email) ? t("walk_email_wrong") : "");
  complain("walk-name", name ? "" : t("walk_name_missing"));
  if (!name || $("walk-email-error").textContent) return;
  const result = await walkIn(name, email);
  $("walk-form").reset();
  present(result);
}

function complain(field, sentence) {
  $(`${field}-error`).textContent = sentence;
  $(field).setAttribute("aria-invalid", Boolean(sentence));
  if (sentence) $(field).focus();
}

export function show() {
  $("walk-note").textContent = state.online ? t("walk_note") : unsure();
  $("walk-form").querySelector("button").disabled = gate()?.direction === "out";
}
