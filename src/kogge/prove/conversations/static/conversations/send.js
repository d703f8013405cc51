// Sends what waits, with a form key asked for right before; then keeps the page itself on the phone.
window.sendEntries = (() => {
  const page = () => window.conversationPage;
  const options = { cache: "no-store", redirect: "manual", credentials: "same-origin" };
  let kept = false;

  // Null when the phone is offline, signed out or refused: the line says which, and everything stays.
  async function call(address, more = {}) {
    const { tell, words } = page();
    let answer;
    try {
      answer = await fetch(address, { ...options, ...more, signal: AbortSignal.timeout(20000) });
    } catch {
      return void tell(words.offline);
    }
    if (answer.type === "opaqueredirect") return void tell(words.signed_out, true);
    if (answer.status === 403) return void tell(words.forbidden);
    if (!answer.ok) return void tell(words.failed);
    return answer.json().catch(() => void tell(words.failed));
  }

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

  async function keepPage(known) {
    if (kept || !navigator.serviceWorker) return;
    const { worker, author, tell, words } = page();
    kept = true;
    const scope = worker.replace(/worker\.js$/, "");
    const registration = await navigator.serviceWorker.register(worker, { scope }).catch(() => null);
    if (!registration) return;
    if (registration.active) {
      if (known !== author) navigator.serviceWorker.addEventListener("message", () => location.reload());
      registration.active.postMessage("renew");
    }
    await navigator.serviceWorker.ready;
    if (!document.getElementById("line").textContent) tell(words.ready);
  }

  return async function send() {
    const { state, entries, tell, author } = page();
    const session = await call(state);
    if (!session) return;
    tell("");
    await keepPage(session.author);
    const mine = (await entryQueue.all()).filter((entry) => entry.author === session.author && entry.state === "waiting");
    for (let first = 0; first < mine.length; first += 20) {
      const batch = mine.slice(first, first + 20);
      const body = JSON.stringify({ entries: batch.map(({ uid, author: by, values }) => ({ uid, author: by, values })) });
      const headers = { "Content-Type": "application/json", "X-CSRFToken": session.csrf };
      const answer = await call(entries, { method: "POST", headers, body });
      if (!answer) return;
      await take(answer.results, batch);
    }
  };
})();
