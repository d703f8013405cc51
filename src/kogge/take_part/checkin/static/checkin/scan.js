// The camera's screen, the scanner on a cable, and the choice of gate, direction and tab.
import { allow } from "./alarm.js";
import { Camera } from "./camera.js";
import { Full } from "./db.js";
import { scanned } from "./door.js";
import { direction, gate } from "./gate.js";
import { known } from "./known.js";
import { changed, keep } from "./store.js";
import { h, t } from "./texts.js";
import { present, stays } from "./verdict.js";

const $ = (id) => document.getElementById(id);
let camera = null;
let busy = false;

export function begin() {
  const { decoder, reader, wasm } = document.body.dataset;
  camera = new Camera($("video"), { decoder, reader, wasm }, take);
  $("camera-start").addEventListener("click", startCamera);
  $("torch").addEventListener("click", async () => {
    const on = $("torch").getAttribute("aria-pressed") !== "true";
    await camera.light(on);
    $("torch").setAttribute("aria-pressed", on);
  });
  $("gate").addEventListener("change", () => keep({ gate: Number($("gate").value) }));
  $("mode").addEventListener("click", (event) => {
    if (event.target.dataset.mode) keep({ mode: event.target.dataset.mode });
  });
  $("tabs").addEventListener("click", (event) => event.target.dataset.to && open(event.target.dataset.to));
}

export function open(tab) {
  for (const section of document.querySelectorAll("[data-tab]")) section.hidden = section.id !== tab;
  for (const button of $("tabs").children) {
    if (button.dataset.to === tab) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
  camera.pause(tab !== "scan");
  changed("tab");
  scrollTo(0, 0);
}

async function startCamera() {
  allow();
  $("camera-hint").textContent = t("camera_starting");
  try {
    await camera.start();
    $("camera-hint").textContent = t("camera_hint");
    $("camera-start").hidden = true;
    $("torch").hidden = !camera.torch;
  } catch (error) {
    const known = { NotAllowedError: "camera_denied", NotFoundError: "camera_none" };
    $("camera-hint").textContent = t(known[error.name] ?? "camera_failed");
  }
}

// One reading at a time. A yellow or red state waits for a hand; a green one gives way to the next code.
export async function take(text) {
  if (busy || stays() || !gate()) return;
  busy = true;
  camera.pause(true);
  try {
    present(await scanned(text));
  } catch (error) {
    if (!(error instanceof Full)) console.error(error);
    present({ verdict: "not_stored", colour: "red", text: error instanceof Full ? "" : t("failed") });
  } finally {
    busy = false;
    setTimeout(() => camera.pause($("scan").hidden), 700);
  }
}

export function show() {
  if (!known.start) return;
  const options = known.start.gates.map((one) =>
    h("option", { value: one.id, selected: one.id === known.gate }, one.area ? `${one.name}: ${one.area_title}` : one.name),
  );
  if (document.activeElement !== $("gate")) $("gate").replaceChildren(...options);
  if (!camera.running) $("camera-hint").textContent ||= t("camera_off");
  $("mode").hidden = gate()?.direction !== "both";
  for (const button of $("mode").children) button.setAttribute("aria-pressed", button.dataset.mode === direction());
  if (!$("tabs").querySelector("[aria-current]")) open("scan");
}
