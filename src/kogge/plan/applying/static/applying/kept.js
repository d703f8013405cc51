// Keeps what is typed into a form on this device until it was saved, so that a closed browser loses nothing.
// A form takes part by holding parts/kept.html, whose data-keep names it; the page after saving names it in
// data-kept-sent. Never kept: files, hidden fields, passwords, what lies in [data-keep-not]. Without it nothing is kept.
"use strict";
{
  const MARK = "kept ";
  const DAY = 86400000;
  const TYPES = ["hidden", "file", "password", "submit", "button", "fieldset"];

  // Storage may be switched off or full; then the form works as without this script.
  const store = (work) => {
    try {
      return work(localStorage);
    } catch {
      return null;
    }
  };
  const entry = (key) => store((disk) => JSON.parse(disk.getItem(MARK + key)));
  const drop = (key) => store((disk) => disk.removeItem(MARK + key));
  const write = (key, value) => store((disk) => disk.setItem(MARK + key, JSON.stringify(value)) ?? true);

  function sweep(days) {
    const keys = store((disk) => Object.keys(disk)) ?? [];
    for (const one of keys.filter((key) => key.startsWith(MARK))) {
      const at = entry(one.slice(MARK.length))?.at;
      if (!(Math.abs(Date.now() - at) < days * DAY)) drop(one.slice(MARK.length));
    }
  }

  function keep(box) {
    const { form, key } = { form: box.closest("form"), key: box.dataset.keep };
    const fields = () =>
      [...form.elements].filter((one) => one.name && !TYPES.includes(one.type) && !one.closest("[data-keep-not]"));
    const ticked = (one) => one.type === "checkbox" || one.type === "radio";
    const values = () => fields().filter((one) => !ticked(one) || one.checked).map((one) => [one.name, one.value]);
    // The server trims, and browsers end lines in their own way: that is no difference.
    const text = (rows) => JSON.stringify(rows.map(([name, value]) => [name, value.replace(/\r\n/g, "\n").trim()]));
    const untouched = text(values());
    // Somebody who changed the same record elsewhere meanwhile is noticed by the server, which reads this number.
    const version = form.elements.version;

    function show(state) {
      form.dataset.kept = state;
      box.hidden = !state;
      for (const part of box.querySelectorAll("[data-kept]")) {
        part.hidden = !part.dataset.kept.split(" ").includes(state);
      }
    }
    function note() {
      if (text(values()) === untouched && !("typed" in box.dataset)) {
        drop(key);
        show("");
      } else if (write(key, { at: Date.now(), values: values(), version: version?.value })) {
        show(form.dataset.kept === "back" ? "back" : "typed");
      }
    }
    function fill(rows) {
      const given = new Set(rows.map((row) => JSON.stringify(row)));
      const typed = new Map(rows);
      for (const one of fields()) {
        if (ticked(one)) one.checked = given.has(JSON.stringify([one.name, one.value]));
        else if (typed.has(one.name)) one.value = typed.get(one.name);
      }
    }
    const found = entry(key);
    if (found && "typed" in box.dataset) show("typed"); // the server gave back what was typed
    else if (found && text(found.values) === untouched) drop(key);
    else if (found) {
      fill(found.values);
      if (version && found.version) version.value = found.version;
      const language = document.documentElement.lang.replace(/^en$/, "en-GB");
      box.querySelector("time").textContent = new Date(found.at).toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
      form.prepend(box);
      show("back");
    }
    form.addEventListener("input", note);
    form.addEventListener("submit", () => {
      const sent = entry(key);
      if (sent) write(key, { ...sent, sent: true });
    });
    box.querySelector("button").addEventListener("click", () => {
      drop(key);
      form.reset();
      for (const one of fields()) one.dispatchEvent(new Event("input")); // counts of letters, not the form
      form.dispatchEvent(new Event("change"));
      show("gone");
      box.querySelector("[data-kept=gone]").focus();
    });
  }

  for (const place of document.querySelectorAll("[data-kept-sent]")) {
    for (const key of place.dataset.keptSent.split(" ")) if (entry(key)?.sent || "always" in place.dataset) drop(key);
  }
  sweep(14);
  document.querySelectorAll("[data-keep]").forEach(keep);
}
