/* What the server is told and what it answers: moves one after the other, undo, and what others did meanwhile. */
"use strict";
(function (grid) {
  const { data, root } = grid;
  const { move, undo, state } = root.dataset;
  const EVERY = 4000;
  let turn = Promise.resolve();
  let busy = 0;

  async function ask(address, fields) {
    const options = fields && {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-CSRFToken": grid.find("[name=csrfmiddlewaretoken]").value },
    };
    const response = await fetch(address, options);
    if (response.redirected || !response.headers.get("Content-Type")?.includes("json")) throw new Error("signed out");
    return response.json();
  }

  /** Take over what changed; cards that others moved shine for a moment and are named. */
  function take(answer, mine) {
    if (answer.revision === undefined) return;
    data.revision = answer.revision;
    let others = 0;
    for (const row of answer.moved) {
      const item = data.items[row.key];
      if (!item) {
        grid.note(row.line ? `${row.line}. ${data.texts.reload}` : data.texts.reload);
        continue;
      }
      if (item.room === row.room && item.start === row.start && item.minutes === row.minutes) continue;
      Object.assign(item, { room: row.room, start: row.start, minutes: row.minutes });
      if (!grid.show(row.key)) grid.note(data.texts.reload);
      if (row.key === mine) continue;
      others += 1;
      if (row.line) grid.note(row.line);
      const card = grid.card(row.key);
      card.classList.add("tt-card--moved");
      setTimeout(() => card.classList.remove("tt-card--moved"), 4000);
    }
    if (others && answer.moved.length > 5) grid.note(grid.fill(data.texts.many, { count: others }));
    if (answer.moved.length) grid.judge();
  }

  const inTurn = (work) => {
    busy += 1;
    turn = turn.then(work).catch(() => grid.refuse(data.texts.offline)).finally(() => (busy -= 1));
    return turn;
  };

  /** Show the session in its new place at once, and put it back where the server refuses. */
  grid.move = function (key, room, start) {
    const item = data.items[key];
    const before = { room: item.room, start: item.start };
    if (before.room === room && before.start === start) return turn;
    const stand = (place) => {
      Object.assign(item, place);
      grid.show(key);
      grid.judge();
    };
    grid.refuse("");
    stand({ room, start });
    return inTurn(async () => {
      let answer;
      try {
        answer = await ask(move, { session: key, room: room ?? "", start: start ?? "", seen: data.revision });
      } catch (error) {
        stand(before);
        throw error;
      }
      if (answer.refusal) {
        stand(before);
        grid.refuse(answer.refusal);
      } else {
        const facts = { title: grid.title(key), place: grid.place(room, start) };
        grid.say([grid.fill(data.texts.moved, facts), ...(answer.warnings || [])].join(" "));
        grid.find("[data-undo-form] button").disabled = false;
      }
      take(answer, key);
    });
  };

  grid.find("[data-undo-form]")?.addEventListener("submit", (event) => {
    event.preventDefault();
    inTurn(async () => {
      const answer = await ask(undo, { seen: data.revision });
      grid.refuse(answer.refusal || "");
      if (answer.done) grid.say(answer.done);
      take(answer);
    });
  });

  setInterval(() => {
    if (busy || document.hidden || grid.picked) return;
    ask(`${state}?seen=${data.revision}`).then((answer) => busy || grid.picked || take(answer)).catch(() => {});
  }, EVERY);
})(window.timetable);
