// Before a device is paired, and after it was revoked.
import { Offline, call, use } from "./api.js";
import { known } from "./known.js";
import { keep } from "./store.js";
import { soon, state } from "./sync.js";
import { count, t } from "./texts.js";

const $ = (id) => document.getElementById(id);
let revoked = false;

export function begin() {
  $("pairing").addEventListener("submit", (event) => {
    event.preventDefault();
    pair($("pairing-link").value.split("pair=").pop().trim());
  });
  addEventListener("hashchange", pairFromAddress);
}

export async function pairFromAddress() {
  const secret = new URLSearchParams(location.hash.slice(1)).get("pair");
  if (!secret) return;
  // The secret leaves the address at once: it must not stay in the history.
  history.replaceState(null, "", location.pathname);
  await pair(secret);
}

async function pair(secret) {
  $("pairing-error").textContent = secret ? "" : t("pair_empty");
  if (!secret) return;
  try {
    const answer = await call("pair", { body: () => ({ secret, browser: navigator.userAgent.slice(0, 200) }) });
    use(answer.token);
    state.startedAt = 0;
    revoked = false;
    await keep({ token: answer.token, start: undefined, lastSync: 0 });
    soon(0);
  } catch (error) {
    $("pairing-error").textContent = error instanceof Offline ? t("pair_offline") : error.message;
  }
}

export function show(visible, what) {
  revoked ||= what === "revoked";
  $("outside").hidden = !visible;
  if (!visible) return;
  const loading = known.token && !known.start;
  $("outside-title").textContent = t(revoked ? "revoked_title" : loading ? "loading_title" : "pair_title");
  const waiting = known.outbox.size;
  const kept = waiting ? ` ${count("revoked_waiting", waiting)}` : "";
  const loadingText = state.failures ? t("loading_offline") : t("loading_text");
  $("outside-text").textContent = (revoked ? t("revoked_text") : loading ? loadingText : t("pair_text")) + kept;
  $("pairing").hidden = Boolean(loading);
  if (what === "revoked") $("outside-title").focus();
}

export function broken(error) {
  $("outside").hidden = false;
  $("outside-title").textContent = t("broken_title");
  $("outside-text").textContent = `${t("broken_text")} (${error?.message ?? error})`;
}
