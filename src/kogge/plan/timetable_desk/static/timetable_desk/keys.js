/* The keyboard: pick a session up, move it with arrows, put it down; every step is announced. */
"use strict";
(function (grid) {
  const { root, data } = grid;
  const { texts } = data;
  let picked = null;

  const columns = () => [...grid.day().element.querySelectorAll("[data-room]")];

  function tell(text) {
    const { target, key } = picked;
    const found = target.start === null ? [] : grid.sentences(key, target.room, target.start);
    grid.mark(key, target);
    grid.say([text, grid.place(target.room, target.start), ...found.map((one) => one.text)].join(" ").trim());
    const card = target.start === null ? null : root.querySelector(".tt-marker");
    card?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function pick(card) {
    if (card.dataset.fixed) return grid.say(texts[card.dataset.fixed]);
    const key = Number(card.dataset.key);
    const { room, start } = data.items[key];
    if (start !== null && grid.dayOf(start) !== grid.day()) return;
    const first = { room: Number(columns()[0]?.dataset.room) || null, start: grid.day()?.top };
    picked = { key, card, target: start === null ? first : { room, start } };
    grid.picked = key;
    card.classList.add("tt-card--lifted");
    tell(grid.fill(texts.picked, { title: grid.title(key) }));
  }

  function leave(text) {
    picked.card.classList.remove("tt-card--lifted");
    grid.unmark();
    grid.say(text);
    picked = grid.picked = null;
  }

  function put() {
    const { key, card, target } = picked;
    leave("");
    grid.move(key, target.room, target.start);
    grid.card(key).querySelector("a").focus();
    card.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function step(minutes, rooms) {
    const day = grid.day();
    const { target } = picked;
    if (target.start === null) target.start = day.top;
    const last = day.top + day.lines * data.unit - data.slot;
    target.start = Math.min(Math.max(target.start + minutes, day.top), last);
    const all = columns().map((one) => Number(one.dataset.room) || null);
    const now = Math.max(0, all.indexOf(target.room));
    target.room = all[Math.min(Math.max(now + rooms, 0), all.length - 1)];
    tell("");
  }

  function otherDay(by) {
    const next = grid.days[grid.days.indexOf(grid.day()) + by];
    if (!next) return;
    const into = (picked.target.start ?? grid.day().top) - grid.day().top - (next.clock - grid.day().clock);
    grid.showDay(next.element.dataset.day);
    picked.target.start = next.top + into;
    step(0, 0);
  }

  const KEYS = {
    ArrowUp: () => step(-data.slot, 0),
    ArrowDown: () => step(data.slot, 0),
    ArrowLeft: () => step(0, -1),
    ArrowRight: () => step(0, 1),
    PageUp: () => otherDay(-1),
    PageDown: () => otherDay(1),
    Delete: () => ((picked.target = { room: null, start: null }), tell("")),
    Escape: () => leave(texts.left),
    Enter: put,
    " ": put,
  };

  root.addEventListener("keydown", (event) => {
    const card = event.target.closest?.("[data-key]");
    if (!card || !root.dataset.move) return;
    if (!picked && event.key !== " ") return;
    if (picked && !KEYS[event.key]) return;
    event.preventDefault();
    picked ? KEYS[event.key]() : pick(card);
  });
  root.addEventListener("focusout", () => setTimeout(() => picked && !picked.card.contains(document.activeElement) && leave(texts.left)));
  grid.find("[data-help]")?.removeAttribute("hidden");
  for (const link of root.querySelectorAll("[data-key] a")) link.setAttribute("aria-describedby", "tt-help");
  grid.judge();
  root.dataset.ready = "yes";
})(window.timetable);
