// Favourites on this device, and a mark on what runs now. Without this script the page is whole; these are absent.
(() => {
  const panel = document.getElementById("favourites");
  const rows = [...document.querySelectorAll("[data-session]")];
  if (!panel || !rows.length) return;
  const [toggle, count, feed] = ["input", "label span", "a"].map((s) => panel.querySelector(s));
  const key = "favourites:" + panel.dataset.feed;

  const read = () => {
    try {
      return new Set(JSON.parse(localStorage.getItem(key) || "[]"));
    } catch {
      return new Set();
    }
  };
  let chosen = read();

  const show = () => {
    count.textContent = chosen.size;
    feed.hidden = !chosen.size;
    feed.href = panel.dataset.feed + "?s=" + [...chosen].sort().map(encodeURIComponent).join(",");
    for (const row of rows) {
      const on = chosen.has(row.dataset.session);
      const button = row.querySelector("button");
      button.setAttribute("aria-pressed", on);
      button.textContent = on ? "★" : "☆";
      button.title = on ? panel.dataset.remove : panel.dataset.add;
      row.hidden = toggle.checked && !on;
    }
    for (const group of document.querySelectorAll(".k-slotgroup")) {
      group.hidden = !group.querySelector("li:not([hidden])");
    }
  };

  for (const row of rows) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "k-star";
    button.setAttribute("aria-label", panel.dataset.add + ": " + row.querySelector("a").textContent);
    button.addEventListener("click", () => {
      chosen = read();
      const slug = row.dataset.session;
      if (!chosen.delete(slug)) chosen.add(slug);
      try {
        localStorage.setItem(key, JSON.stringify([...chosen]));
      } catch {
        // A full or forbidden store: the choice lasts until the page is left.
      }
      show();
    });
    row.prepend(button);
  }
  toggle.addEventListener("change", show);
  addEventListener("storage", () => {
    chosen = read();
    show();
  });
  panel.hidden = false;
  show();

  const mark = async () => {
    const answer = await fetch(panel.dataset.now).catch(() => null);
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
      tag.textContent = panel.dataset.nowText;
      row.querySelector("a").after(" ", tag);
    }
  };
  if (panel.dataset.now) {
    mark();
    setInterval(mark, 60000);
  }
})();
