/* Dragging with mouse, pen or finger. A finger takes the handle of a card, so that it can scroll everywhere else. */
"use strict";
(function (grid) {
  const { root, data } = grid;
  const FAR = 5;
  const EDGE = 48;
  let held = null;

  const scroller = () => grid.day()?.element.querySelector(".tt-scroll");

  function scroll(x, y) {
    const box = scroller()?.getBoundingClientRect();
    if (!box || y > box.bottom + EDGE || x > box.right + EDGE) return;
    const pull = (at, from, to) => (at < from + EDGE ? -12 : at > to - EDGE ? 12 : 0);
    scroller().scrollBy(pull(x, box.left + 58, box.right), pull(y, box.top + 50, box.bottom));
  }

  function frame() {
    if (!held?.moving) return;
    scroll(held.x, held.y);
    const tab = document.elementFromPoint(held.x, held.y)?.closest("[data-tab]");
    if (tab && !tab.hasAttribute("aria-current")) {
      held.over = held.tab === tab ? held.over + 1 : 1;
      held.tab = tab;
      if (held.over > 25) grid.showDay(tab.dataset.tab);
    }
    const target = grid.at(held.x, held.y, held.grip);
    if (JSON.stringify(target) !== JSON.stringify(held.target)) {
      held.target = target;
      grid.mark(held.key, target);
    }
    requestAnimationFrame(frame);
  }

  function end() {
    if (!held) return;
    held.card.classList.remove("tt-card--lifted");
    grid.unmark();
    grid.picked = null;
    held = null;
  }

  root.addEventListener("pointerdown", (event) => {
    const card = event.target.closest("[data-key]");
    if (!card || card.dataset.fixed || !root.dataset.move || event.button) return;
    if (event.pointerType === "touch" && !event.target.closest("[data-handle]")) return;
    const box = card.getBoundingClientRect();
    const grip = data.items[card.dataset.key].start === null ? 8 : event.clientY - box.top;
    held = { card, key: Number(card.dataset.key), grip, x: event.clientX, y: event.clientY, from: [event.clientX, event.clientY] };
    if (event.target.closest("[data-handle]")) event.preventDefault();
  });

  document.addEventListener("pointermove", (event) => {
    if (!held) return;
    [held.x, held.y] = [event.clientX, event.clientY];
    if (held.moving || Math.hypot(held.x - held.from[0], held.y - held.from[1]) < FAR) return;
    held.moving = true;
    grid.picked = held.key;
    held.card.classList.add("tt-card--lifted");
    getSelection()?.removeAllRanges();
    requestAnimationFrame(frame);
  });

  document.addEventListener("pointerup", (event) => {
    if (!held?.moving) return void (held = null);
    const target = grid.at(event.clientX, event.clientY, held.grip);
    const { key } = held;
    end();
    const eat = (click) => (click.preventDefault(), click.stopPropagation());
    addEventListener("click", eat, true);
    setTimeout(() => removeEventListener("click", eat, true), 50);
    if (target) grid.move(key, target.room, target.start);
  });
  document.addEventListener("pointercancel", end);
  document.addEventListener("keydown", (event) => event.key === "Escape" && end());
  root.addEventListener("dragstart", (event) => event.preventDefault());
})(window.timetable);
