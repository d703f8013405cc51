// A scanner on a cable is a keyboard that types fast and ends with Enter.
import { take } from "./scan.js";
import { close } from "./verdict.js";

// Longer than a busy phone ever stands still between two letters, shorter than a person between two scans.
const PAUSE = 1000;
let typing = "";
let typedAt = 0;

export function begin() {
  addEventListener("keydown", typed);
}

function typed(event) {
  if (event.target.closest?.("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.timeStamp - typedAt > PAUSE) typing = "";
  typedAt = event.timeStamp;
  if (event.key === "Enter" && typing.length > 20) {
    event.preventDefault();
    close();
    take(typing);
    typing = "";
  } else if (event.key === "Enter" && document.activeElement?.id === "verdict-title") {
    close();
  } else if (event.key.length === 1) {
    typing += event.key;
    if (event.key === " " && typing.length > 1) event.preventDefault();
  }
}
