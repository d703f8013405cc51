/* What the page says: the landing place with its warnings, announcements, refusals, notes of what others did. */
"use strict";
(function (grid) {
  const { data } = grid;
  const marker = document.createElement("li");
  marker.setAttribute("aria-hidden", "true");

  grid.list = function (element, sentences) {
    element.replaceChildren(
      ...sentences.map(({ text, hard }) => {
        const row = document.createElement("li");
        row.textContent = text;
        if (hard) row.className = "tt-no";
        return row;
      }),
    );
  };

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
      grid.list(rows, found);
      marker.append(rows);
    }
    if (target.start === null) return void grid.find("[data-list]").append(marker);
    grid.lines(marker, target.start, minutes);
    grid.dayOf(target.start).element.querySelector(`[data-room="${target.room || 0}"]`)?.append(marker);
  };
  grid.unmark = () => marker.remove();
})(window.timetable);
