// Sends what waits and takes the next pairs; then keeps the page itself on the phone.
window.sendComparisons = (() => {
  const page = () => window.comparePage;
  const options = { cache: "no-store", redirect: "manual", credentials: "same-origin" };
  let kept = null;

  // Null when the phone is offline or the server does not answer as it should: the line says which, and everything stays.
  async function call(address, more = {}) {
    const { tell, words } = page();
    let answer;
    try {
      answer = await fetch(address, { ...options, ...more, signal: AbortSignal.timeout(20000) });
    } catch {
      return void tell(words.offline);
    }
    if (answer.type === "opaqueredirect" || [403, 404].includes(answer.status)) return void tell(words.gone);
    if (!answer.ok) return void tell(words.failed);
    return answer.json().catch(() => void tell(words.failed));
  }

  // Once per visit; a true answer says that the page opens without a network from now on.
  async function keepPage() {
    const { worker } = page();
    const scope = worker.replace(/worker\.js$/, "");
    const registration = await navigator.serviceWorker?.register(worker, { scope }).catch(() => null);
    if (registration) await navigator.serviceWorker.ready;
    return Boolean(registration);
  }

  return async function send() {
    const { state, votes, key, tell, take, words } = page();
    const session = await call(state);
    if (!session) return;
    tell("");
    await take(session);
    const refused = [];
    for (;;) {
      const batch = (await compareStore.waiting(key)).slice(0, 20);
      if (!batch.length) break;
      const body = JSON.stringify({ votes: batch.map(({ uid, better, worse, at }) => ({ uid, better, worse, at })) });
      const headers = { "Content-Type": "application/json", ...(session.csrf && { "X-CSRFToken": session.csrf }) };
      const answer = await call(votes, { method: "POST", headers, body });
      if (!answer?.results) return;
      const known = batch.filter((vote) => answer.results[vote.uid]);
      if (!known.length) return;
      refused.push(...known.map((vote) => answer.results[vote.uid].error).filter(Boolean));
      await compareStore.remove(known.map((vote) => vote.uid));
      await take(answer);
    }
    if (refused.length) return tell(`${words.refused} ${[...new Set(refused)].join(" ")}`);
    kept ??= keepPage();
    kept.then((ready) => ready && !document.getElementById("line").textContent && tell(words.ready));
  };
})();
