// Opens the door: loads what the device knows, then wires the screen to it.
import { allow } from "./alarm.js";
import * as cable from "./cable.js";
import * as count from "./count.js";
import * as find from "./find.js";
import * as line from "./line.js";
import * as log from "./log.js";
import * as outside from "./outside.js";
import * as scan from "./scan.js";
import * as shell from "./shell.js";
import { known } from "./known.js";
import { listen, load } from "./store.js";
import * as sync from "./sync.js";
import { translate } from "./texts.js";
import * as walk from "./walk.js";

const $ = (id) => document.getElementById(id);
const parts = [line, scan, find, walk, count, log];

function show(what) {
  const inside = Boolean(known.token && known.start);
  $("inside").hidden = $("tabs").hidden = !inside;
  outside.show(!inside, what);
  for (const part of parts) part.show?.(what);
}

let waiting = null;

// The rest of the screen follows once the state of a scan is shown: nobody waits for a list that is out of sight.
function soon(what) {
  if (what === "revoked") return show(what);
  clearTimeout(waiting);
  waiting = setTimeout(show, 60, what);
}

// Opening the loudspeaker may take long: not within the event, which may be the first letter of a scan.
for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => setTimeout(allow), { once: true });
document.addEventListener("language", () => show("language"));

async function open() {
  translate(document);
  shell.begin();
  await load();
  for (const part of [...parts, cable, outside]) part.begin?.();
  listen(soon);
  sync.expire();
  show("all");
  sync.begin();
  await outside.pairFromAddress();
  document.body.dataset.ready = "";
}

open().catch((error) => {
  outside.broken(error);
  throw error;
});
