/* What the page says: marks on cards, the list of warnings, the landing place, announcements and refusals. */
"use strict";
(function (grid) {
  const { data } = grid;
  const marker = document.createElement("li");
  marker.setAttribute("aria-hidden", "true");

  function list(element, sentences) {
    element.replaceChildren(
      ...sentences.map(({ text, hard }) => {
        const row = document.createElement("li");
        row.textContent = text;
        if (hard) row.className = "tt-no";
        return row;
      }),
    );
  }

  grid.sentences = (key, room, start) =>
    grid.warnings(data, key, room, start).map((one) => ({ text: grid.sentence(data, one), hard: one.hard }));

  grid.say = (text) => {
    grid.find("[data-live]").textContent = text;
  };

  grid.refuse = (text) => {
    grid.find("[data-alert]").textContent = text;
  };

  grid.note = (text) => {
    const row = document.createElement("li");
    row.textContent = text;
    grid.find("[data-notes]").prepend(row);
    setTimeout(() => row.remove(), 60000);
  };

  /** Show where the picked session would land, and what speaks against it. */
  grid.mark = function (key, target) {
    marker.remove();
    if (!target) return;
    const { minutes } = data.items[key];
    const found = target.start === null ? [] : grid.sentences(key, target.room, target.start);
    marker.className = `tt-marker${found.some((one) => one.hard) ? " tt-marker--hard" : ""}`;
    marker.textContent = target.start === null ? data.texts.list : `${grid.clock(target.start)}–${grid.clock(target.start + minutes)}`;
    if (found.length) {
      const rows = document.createElement("ul");
      list(rows, found);
      marker.append(rows);
    }
    if (target.start === null) return void grid.find("[data-list]").append(marker);
    grid.lines(marker, target.start, minutes);
    grid.dayOf(target.start).element.querySelector(`[data-room="${target.room || 0}"]`)?.append(marker);
  };
  grid.unmark = () => marker.remove();

  /** Judge the whole draft anew: marks on the cards, and all sentences in one list. */
  grid.judge = function () {
    const lines = [];
    let hard = 0;
    for (const item of Object.values(data.items)) {
      const all = item.start === null ? [] : grid.warnings(data, item.key, item.room, item.start);
      const found = all.filter((one) => one.kind !== "track"); // named while dragging; a large programme has hundreds
      const card = grid.card(item.key);
      const mark = card.querySelector("[data-mark]");
      const isHard = found.some((one) => one.hard);
      hard += isHard;
      card.classList.toggle("tt-card--hard", isHard);
      mark.hidden = !found.length;
      mark.textContent = found.length || "";
      mark.title = found.length ? found.map((one) => grid.sentence(data, one)).join(" ") : "";
      mark.setAttribute("aria-label", grid.fill(data.texts.count, { count: found.length }));
      if (found.length) lines.push([item.key, found]);
    }
    const box = grid.find("[data-warnings]");
    box.hidden = !lines.length;
    const facts = { count: lines.length, hard };
    box.querySelector("summary").textContent = grid.fill(data.texts.warnings, facts);
    grid.open = lines;
    if (box.open) grid.listWarnings();
  };

  grid.listWarnings = () =>
    list(
      grid.find("[data-warnings] ul"),
      grid.open.map(([key, found]) => ({
        text: `${grid.title(key)} (${grid.place(data.items[key].room, data.items[key].start)}): ${found.map((one) => grid.sentence(data, one)).join(" ")}`,
        hard: found.some((one) => one.hard),
      })),
    );
  grid.find("[data-warnings]").addEventListener("toggle", () => grid.listWarnings());
})(window.timetable);
