/* The board: which card stands where, what is said of it, and which place a point of the screen means. */
"use strict";
(function (grid) {
  const root = document.querySelector("[data-timetable]");
  const data = JSON.parse(document.getElementById("timetable-data").textContent);
  Object.assign(grid, { root, data, find: (selector) => root.querySelector(selector) });
  const days = [...root.querySelectorAll("[data-day]")].map((element) => ({
    element,
    top: Number(element.dataset.top),
    lines: Number(element.dataset.lines),
    clock: Number(element.dataset.clock),
  }));

  grid.card = (key) => grid.find(`[data-key="${key}"]`);
  grid.title = (key) => grid.card(key)?.querySelector("b").textContent || "";
  grid.fill = (text, facts) => text.replace(/%\((\w+)\)s/g, (_, name) => facts[name]);
  grid.day = () => days.find((one) => !one.element.hidden);
  grid.dayOf = (start) => days.find((one) => one.top <= start && start < one.top + one.lines * data.unit);

  grid.clock = function (start) {
    const day = grid.dayOf(start) || days[0];
    const minutes = (((day.clock + start - day.top) % 1440) + 1440) % 1440;
    const two = (number) => String(number).padStart(2, "0");
    return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  };

  grid.place = function (room, start) {
    if (start === null) return data.texts.list;
    const column = grid.dayOf(start)?.element.querySelector(`[data-room="${room || 0}"]`);
    return `${column ? column.dataset.name : ""}, ${grid.clock(start)}`;
  };

  grid.lines = (element, start, minutes) => {
    const day = grid.dayOf(start);
    const kept = [...element.classList].filter((name) => !/^[rs]-\d+$/.test(name));
    const lines = Math.max(1, Math.ceil(minutes / data.unit));
    element.className = [...kept, `r-${Math.floor((start - day.top) / data.unit)}`, `s-${lines}`].join(" ");
  };

  /** Put a card where its data says it stands. False: its column is not on this page. */
  grid.show = function (key) {
    const card = grid.card(key);
    const { room, start, minutes } = data.items[key];
    const day = start === null ? null : grid.dayOf(start);
    const home = start === null ? grid.find("[data-list]") : day?.element.querySelector(`[data-room="${room || 0}"]`);
    if (!home) return false;
    if (card.parentElement !== home) home.append(card);
    if (start !== null) grid.lines(card, start, minutes);
    card.querySelector(".tt-time").textContent =
      start === null ? grid.fill(data.texts.minutes, { count: minutes }) : `${grid.clock(start)}–${grid.clock(start + minutes)}`;
    grid.compare(key, card);
    const waiting = grid.find("[data-list]").querySelectorAll("[data-key]").length;
    grid.find("[data-count]").textContent = waiting;
    grid.find("[data-none]").hidden = waiting > 0;
    return true;
  };

  /** Which place the pointer means: {room, start}, the list ({start: null}), or nothing. */
  grid.at = function (x, y, grip) {
    const under = document.elementFromPoint(x, y);
    if (under?.closest(".tt-unplaced")) return { room: null, start: null };
    const column = under?.closest(".tt-room")?.querySelector("[data-room]");
    const day = grid.day();
    if (!column || !day) return null;
    const box = column.getBoundingClientRect();
    const minutes = ((y - grip - box.top) / box.height) * day.lines * data.unit;
    const start = day.top + Math.round(minutes / data.slot) * data.slot;
    const last = day.top + day.lines * data.unit - data.slot;
    return { room: Number(column.dataset.room) || null, start: Math.min(Math.max(start, day.top), last) };
  };

  grid.showDay = function (key) {
    const wanted = days.find((one) => one.element.dataset.day === key);
    if (!wanted) return false;
    for (const one of days) one.element.hidden = one !== wanted;
    for (const tab of root.querySelectorAll("[data-tab]"))
      tab.dataset.tab === key ? tab.setAttribute("aria-current", "page") : tab.removeAttribute("aria-current");
    return true;
  };
  grid.days = days;

  root.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-tab]");
    if (tab && grid.showDay(tab.dataset.tab)) {
      event.preventDefault();
      history.replaceState(null, "", tab.href);
    }
  });
})(window.timetable);
