// What was logged and is not stored yet: in the phone's database, under a number made before anything is shown.
window.entryQueue = (() => {
  const { ready, write, read } = offline.database("conversations", { entries: "uid" });
  return {
    ready,
    put: (entry) => write(({ entries }) => entries.put(entry)),
    remove: (uid) => write(({ entries }) => entries.delete(uid)),
    all: async () => (await read("entries", (store) => store.getAll())).sort((a, b) => a.at - b.at),
  };
})();

// Sends what waits, with a form key asked for right before; then keeps the page itself on the phone.
window.sendEntries = (() => {
  const page = () => window.conversationPage;
  let kept = false;

  async function take(results, batch) {
    for (const entry of batch) {
      const result = results[entry.uid];
      if (!result) continue;
      if (result.state === "stored") {
        await entryQueue.remove(entry.uid);
        page().stored.push({ ...entry, state: "stored", error: "" });
      } else await entryQueue.put({ ...entry, state: result.state, error: result.error });
    }
    await page().show();
  }

  // The copy is renewed at each visit; one that shows somebody else's name is left for it.
  async function keepPage(known) {
    if (kept) return;
    const { worker, author, tell, words } = page();
    kept = true;
    if (!(await offline.keep(worker))) return;
    if (known !== author) navigator.serviceWorker.addEventListener("message", () => location.reload());
    (await navigator.serviceWorker.ready).active.postMessage("renew");
    if (!document.getElementById("line").textContent) tell(words.ready);
  }

  return async function send() {
    const { state, entries, tell, author, words } = page();
    const said = { offline: words.offline, redirect: words.signed_out, 403: words.forbidden };
    const fault = (why) => tell(said[why] ?? words.failed, why === "redirect");
    const session = await offline.ask(state, fault);
    if (!session) return;
    tell("");
    await keepPage(session.author);
    const mine = (await entryQueue.all()).filter((entry) => entry.author === session.author && entry.state === "waiting");
    for (let first = 0; first < mine.length; first += 20) {
      const batch = mine.slice(first, first + 20);
      const data = { entries: batch.map(({ uid, author: by, values }) => ({ uid, author: by, values })) };
      const answer = await offline.post(entries, fault, data, session.csrf);
      if (!answer) return;
      await take(answer.results, batch);
    }
  };
})();
