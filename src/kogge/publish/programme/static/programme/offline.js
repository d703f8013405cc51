// Takes the programme along when somebody asks for it, never unasked; keeps the copy new, deletes it on request.
(() => {
  const box = document.getElementById("offline");
  if (!box) return;
  const [take, drop] = box.querySelectorAll("button");
  const status = box.querySelector("[role=status]");
  const words = box.dataset;
  const { lang } = document.documentElement;
  const prefix = `programme:${words.slug}:${lang}:`;
  const say = (text) => (status.textContent = text);
  box.hidden = false;
  if (!("serviceWorker" in navigator) || !("caches" in window)) {
    take.hidden = true;
    return void say(words.cannot);
  }

  const mine = async () => (await caches.keys()).filter((name) => name.startsWith(prefix));
  const day = () => document.querySelector("[data-plan]")?.dataset.plan || window.favourites(words).plan();

  // One step after the other: who deletes the copy stops what still fills it, and deletes after that.
  let [stop, last] = [new AbortController(), Promise.resolve()];
  const next = (step) => (last = last.catch(() => {}).then(step));
  const load = (address) => fetch(address, { cache: "no-cache", signal: stop.signal });

  async function put(store, address) {
    const answer = await load(address);
    if (!answer.ok) throw new Error(address);
    const headers = new Headers(answer.headers);
    headers.set("x-kept", Date.now());
    await store.put(address, new Response(await answer.blob(), { headers }));
  }

  // A new copy is filled beside the old one and takes its place when it is whole: its list comes last.
  async function fill(list) {
    const name = prefix + Date.now();
    const store = await caches.open(name);
    try {
      const wanted = [...list.pages, list.offline, ...list.assets, day()].filter(Boolean);
      await Promise.all(wanted.map((address) => put(store, address)));
      await store.put("/offline.json", new Response(JSON.stringify({ ...list, at: Date.now() })));
    } catch (error) {
      await caches.delete(name);
      throw error;
    }
    for (const one of await mine()) if (one !== name) await caches.delete(one);
  }
  const fetched = async () => (await load(words.copy)).json();
  const list = async () => {
    for (const name of await mine()) {
      const found = await (await caches.open(name)).match("/offline.json");
      if (found) return found.json();
    }
    return null;
  };

  async function show() {
    const copy = await list();
    drop.hidden = !copy;
    take.querySelector(".kern-label").textContent = copy ? words.again : words.take;
    const at = copy && new Date(copy.at).toLocaleString(lang, { dateStyle: "short", timeStyle: "short" });
    say(copy ? words.kept.replace("{when}", at) : "");
  }

  take.addEventListener("click", async () => {
    take.disabled = true;
    say(words.taking);
    try {
      await navigator.serviceWorker.register("/programme-worker.js");
      await navigator.serviceWorker.ready;
      stop = new AbortController();
      await next(async () => fill(await fetched()));
      await show();
    } catch (error) {
      say(error.name === "QuotaExceededError" ? words.full : words.failed);
    }
    take.disabled = false;
  });

  drop.addEventListener("click", async () => {
    stop.abort();
    await next(async () => {
      for (const name of await mine()) await caches.delete(name);
      const others = (await caches.keys()).some((name) => name.startsWith("programme:"));
      const worker = await navigator.serviceWorker.getRegistration("/");
      if (!others && worker?.active?.scriptURL.endsWith("/programme-worker.js")) await worker.unregister();
    });
    await show();
    say(words.dropped);
  });

  next(async () => {
    const copy = await list();
    await show();
    if (!copy || document.querySelector(".k-kept")) return;
    const now = await fetched();
    const plan = day();
    const known = plan && (await (await caches.open((await mine()).at(-1))).match(plan));
    if (now.version !== copy.version || (plan && !known)) await fill(now).then(show);
  }).catch(() => {});
})();
