// Stars at sessions, and a mark on what runs now. Without this script the page is whole; stars are forms then.
(() => {
  const panel = document.getElementById("favourites");
  const rows = [...document.querySelectorAll("[data-session]")];
  if (!panel || !rows.length) return;
  const words = panel.dataset;
  const toggle = panel.querySelector("input[type=checkbox]");
  const mine = window.favourites(words, () => show());

  function show() {
    const all = mine.all();
    const plan = mine.plan();
    panel.querySelector("label span").textContent = all.length;
    const feed = panel.querySelector("a[data-feed]");
    feed.hidden = !all.length;
    feed.href = plan ? plan + "day.ics" : words.feed + "?s=" + all.map(encodeURIComponent).join(",");
    if (plan) panel.querySelector("a[data-my-day]").href = plan;
    panel.querySelector("[data-where]").textContent = plan ? words.linked : words.local;
    for (const row of rows) {
      const on = mine.has(row.dataset.session);
      const button = row.querySelector("button.k-star");
      button.setAttribute("aria-pressed", on);
      button.textContent = (on ? "★" : "☆") + ("long" in words ? " " + (on ? words.remove : words.add) : "");
      button.title = on ? words.remove : words.add;
      row.hidden = toggle.checked && !on;
    }
    for (const group of document.querySelectorAll(".k-slotgroup")) {
      group.hidden = !group.querySelector("li:not([hidden])");
    }
  }

  for (const row of rows) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "k-star";
    const link = row.querySelector("a");
    if (link) button.setAttribute("aria-label", words.add + ": " + link.textContent);
    button.addEventListener("click", () => mine.toggle(row.dataset.session));
    row.querySelector("form")?.remove();
    row.prepend(button);
  }
  toggle.addEventListener("change", show);
  addEventListener("storage", () => mine.reload());
  for (const part of panel.querySelectorAll("[data-script]")) part.hidden = false;
  show();
  mine.sync();

  const mark = async () => {
    const answer = await fetch(words.now).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const running = new Set([...page.querySelectorAll("[data-running]")].map((li) => li.dataset.running));
    for (const row of rows) {
      const old = row.querySelector(".k-now");
      if (running.has(row.dataset.session) === Boolean(old)) continue;
      if (old) {
        old.remove();
        continue;
      }
      const tag = document.createElement("span");
      tag.className = "k-tag k-now";
      tag.textContent = words.nowText;
      row.querySelector("a").after(" ", tag);
    }
  };
  if (words.now) {
    mark();
    setInterval(mark, 60000);
  }
})();
