// Shows only what applies, counts letters, warns before typed words are lost, lets the server's clock go on.
// Without it the page says all of this.
"use strict";
{
  const form = document.querySelector(".cf-form");
  const given = () => new Set([...new FormData(form)].map(([name, value]) => `${name}=${value}`));
  const applies = (when, answers) =>
    answers.has(when) || (when.endsWith("=") && [...answers].some((one) => one.startsWith(when) && one !== when));
  const narrow = () => {
    const answers = given();
    for (const part of form.querySelectorAll("[data-when]")) {
      part.closest(".cf-question").hidden = !applies(part.dataset.when, answers);
    }
  };
  const count = (field) => {
    let line = field.parentElement.querySelector(".cf-count");
    if (!line) {
      line = document.createElement("p");
      line.className = "cf-count";
      field.after(line);
      field.parentElement.querySelector("[data-now]")?.remove(); // it would not go on counting
    }
    const most = Number(field.dataset.most);
    line.textContent = `${field.value.length} / ${most}`;
    line.classList.toggle("cf-count--over", field.value.length > most);
  };
  if (form) {
    let unsaved = false; // what is kept on the device (kept.js) is not lost; a chosen file is
    form.addEventListener("input", (event) => (unsaved ||= !form.dataset.kept || event.target.type === "file"));
    form.addEventListener("submit", () => (unsaved = false));
    addEventListener("beforeunload", (event) => unsaved && event.preventDefault());
    form.addEventListener("change", narrow);
    narrow();
    for (const field of form.querySelectorAll("[data-most]")) {
      field.addEventListener("input", () => count(field));
      count(field);
    }
  }
  const clock = document.querySelector("[data-server-clock]");
  if (clock) {
    const server = Date.parse(clock.dateTime);
    const off = Math.round((Date.now() - server) / 60000);
    const begun = performance.now();
    const [, sign, hours, minutes] = clock.dateTime.match(/([+-])(\d\d):(\d\d)$/) || [0, "+", 0, 0];
    const shift = (sign === "-" ? -1 : 1) * (hours * 60 + minutes * 1) * 60000;
    setInterval(() => {
      clock.textContent = new Date(server + shift + performance.now() - begun).toISOString().slice(11, 19);
    }, 1000);
    if (Math.abs(off) > 2) {
      clock.after(` – ${clock.dataset.off} ${off}`);
    }
  }
}
