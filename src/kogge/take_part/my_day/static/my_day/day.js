// The day on this device: remembers its link, takes over favourites, and marks now and next by the device's clock.
(() => {
  const mark = () => {
    const rows = [...document.querySelectorAll("[data-starts]")].filter((row) => row.dataset.starts);
    const now = Date.now();
    const coming = rows.map((row) => Date.parse(row.dataset.starts)).filter((start) => start > now);
    const next = Math.min(...coming);
    for (const row of rows) {
      const [starts, ends] = [row.dataset.starts, row.dataset.ends].map(Date.parse);
      const [nowTag, nextTag] = row.querySelectorAll(".k-now, .k-next");
      nowTag.hidden = !(starts <= now && now < ends);
      nextTag.hidden = starts !== next;
    }
  };
  mark();
  setInterval(mark, 30000);

  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.querySelector(".kern-label").textContent = button.dataset.done;
    });
  }

  const copies = document.querySelector("[data-copies]");
  const name = async (store) => {
    const list = await (await (await caches.open(store)).match("/offline.json"))?.json();
    if (!list) return;
    const link = document.createElement("a");
    link.href = list.programme;
    link.textContent = list.title;
    const item = document.createElement("li");
    item.append(link);
    copies.append(item);
  };
  if (copies && "caches" in window) {
    caches.keys().then((stores) => stores.filter((one) => one.startsWith("programme:")).forEach(name));
  }

  const day = document.querySelector("[data-plan], [data-keep]");
  if (!day) return;
  const mine = window.favourites(day.dataset);

  if (day.matches("[data-keep]")) {
    const plan = mine.plan();
    const here = mine.all();
    day.querySelector("input[name=s]").value = here.join(",");
    const found = day.querySelector("[data-found]");
    found.hidden = !here.length;
    found.querySelector("strong").textContent = here.length;
    if (plan) {
      const known = document.querySelector("[data-known]");
      known.hidden = false;
      known.querySelector("a").href = plan;
    }
    return;
  }

  const { plan } = day.dataset;
  const chosen = day.dataset.chosen.split(" ").filter(Boolean);
  const others = mine.all().filter((session) => !chosen.includes(session));
  const here = document.querySelector("[data-here]");
  const known = mine.plan();
  const adopt = () => {
    mine.remember(plan);
    here.hidden = true;
  };
  if (day.dataset.fresh || (!known && !others.length)) adopt();
  if (mine.plan() === plan) {
    if (!document.querySelector(".k-kept")) mine.set(chosen);
    mine.sync();
    return;
  }
  // Another day, or favourites of this device that are not in it: nothing is mixed unless somebody says so.
  here.hidden = false;
  const form = here.querySelector("form");
  form.hidden = !others.length;
  form.querySelector("strong").textContent = others.length;
  form.addEventListener("submit", () => mine.remember(plan));
  for (const session of others) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "session", value: session });
    form.append(field);
  }
  here.querySelector("button[data-adopt]").addEventListener("click", () => {
    adopt();
    mine.set(chosen);
  });
})();
