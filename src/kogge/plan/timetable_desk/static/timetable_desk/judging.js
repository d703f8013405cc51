/* The whole draft judged: marks on cards, all warnings in one list, and what differs from the released version. */
"use strict";
(function (grid) {
  const { data, root } = grid;

  /** Mark a card that stands elsewhere than the public believes; nothing is marked before the first release. */
  grid.compare = function (key, card) {
    const { room, start } = data.items[key];
    const known = data.released[key];
    const differs = known ? known[0] !== start || known[1] !== room : start !== null && Object.keys(data.released).length > 0;
    card.classList.toggle("tt-card--draft", differs);
    const time = card.querySelector(".tt-time");
    time.title = differs ? (known ? grid.fill(data.texts.released, { place: grid.place(known[1], known[0]) }) : data.texts.new) : "";
  };

  /** Judge the whole draft anew: marks on the cards, and all sentences in one list. */
  grid.judge = function () {
    for (const key of Object.keys(data.items)) grid.compare(key, grid.card(key));
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
    const draft = grid.find("[data-draft]");
    const elsewhere = root.querySelectorAll(".tt-card--draft").length;
    draft.hidden = !elsewhere;
    draft.querySelector("span").textContent = grid.fill(data.texts.elsewhere, { count: elsewhere });
    const box = grid.find("[data-warnings]");
    box.hidden = !lines.length;
    const facts = { count: lines.length, hard };
    box.querySelector("summary").textContent = grid.fill(data.texts.warnings, facts);
    grid.open = lines;
    if (box.open) grid.listWarnings();
  };

  grid.listWarnings = () =>
    grid.list(
      grid.find("[data-warnings] ul"),
      grid.open.map(([key, found]) => ({
        text: `${grid.title(key)} (${grid.place(data.items[key].room, data.items[key].start)}): ${found.map((one) => grid.sentence(data, one)).join(" ")}`,
        hard: found.some((one) => one.hard),
      })),
    );
  grid.find("[data-warnings]").addEventListener("toggle", () => grid.listWarnings());
})(window.timetable);
