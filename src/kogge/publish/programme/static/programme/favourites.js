// Favourites: kept on this device, and in step with the day kept under a link, if this device knows one.
window.favourites = ({ feed, slug }, changed) => {
  const [chosenKey, planKey, waitingKey] = ["favourites:" + feed, "plan:" + slug, "waiting:" + slug];
  const read = (key, empty) => {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? empty;
    } catch {
      return empty;
    }
  };
  const write = (key, value) => {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // A full or forbidden store: the choice lasts until the page is left.
    }
  };
  const prefix = document.documentElement.lang === "en" ? "/en" : "";
  let chosen = new Set(read(chosenKey, []));

  const set = (slugs) => {
    chosen = new Set(slugs);
    write(chosenKey, [...chosen]);
    changed?.();
  };
  const ask = async (body) => {
    const address = read(planKey, null) + "favourites/";
    const answer = await fetch(address, { method: body ? "POST" : "GET", body, headers: { Accept: "application/json" } });
    if (answer.status === 404 || answer.status === 410) write(planKey, null);
    return answer.ok ? (await answer.json()).sessions : null;
  };

  const store = {
    has: (session) => chosen.has(session),
    all: () => [...chosen].sort(),
    plan: () => read(planKey, null) && prefix + read(planKey, null),
    remember: (path) => write(planKey, path.replace(/^\/en\//, "/")),
    forget: () => write(planKey, null),
    set,
    reload: () => set(read(chosenKey, [])),
    toggle(session) {
      chosen = new Set(read(chosenKey, [...chosen]));
      const on = !chosen.delete(session);
      if (on) chosen.add(session);
      set(chosen);
      if (!read(planKey, null)) return;
      write(waitingKey, { ...read(waitingKey, {}), [session]: on });
      store.sync();
    },
    // What was chosen without a network is told first; then the day under the link is right.
    async sync() {
      if (!read(planKey, null)) return;
      try {
        for (const [session, on] of Object.entries(read(waitingKey, {}))) {
          await ask(new URLSearchParams({ session, on: on ? "1" : "0" }));
          const { [session]: _done, ...rest } = read(waitingKey, {});
          write(waitingKey, rest);
        }
        const sessions = await ask();
        if (sessions) set(sessions);
      } catch {
        // No network: told at the next visit.
      }
    },
  };
  return store;
};
