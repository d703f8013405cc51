// For pages that note on the phone first and send then: a database of their own, asking the server, keeping the page.
window.offline = (() => {
  const answer = (request) =>
    new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });

  // `stores` says the key of each store. What was written is on the disk when the promise is kept: a killed browser
  // finds it again, and what is written together goes in together.
  function database(name, stores) {
    const names = Object.keys(stores);
    let opened = null;

    function open() {
      opened ??= new Promise((done, fail) => {
        const request = indexedDB.open(name, 1);
        request.onupgradeneeded = () => names.forEach((one) => request.result.createObjectStore(one, { keyPath: stores[one] }));
        request.onerror = () => fail(request.error);
        request.onsuccess = () => {
          request.result.onversionchange = () => request.result.close();
          request.result.onclose = () => (opened = null);
          done(request.result);
        };
      });
      return opened;
    }

    async function write(work) {
      const transaction = (await open()).transaction(names, "readwrite", { durability: "strict" });
      const finished = new Promise((done, fail) => {
        transaction.oncomplete = done;
        transaction.onabort = () => fail(transaction.error ?? new Error("aborted"));
      });
      work(Object.fromEntries(names.map((one) => [one, transaction.objectStore(one)])));
      return finished;
    }

    const read = async (one, ask) => answer(ask((await open()).transaction(one).objectStore(one)));
    const able = () => window.indexedDB && navigator.locks && crypto.randomUUID;
    return { ready: async () => Boolean(able() && (await open().catch(() => null))), write, read };
  }

  // The server's answer as data. Nothing where there is none: `fault` is told "offline", "redirect" or the status.
  async function ask(address, fault, more = {}) {
    const usual = { cache: "no-store", redirect: "manual", credentials: "same-origin" };
    let found;
    try {
      found = await fetch(address, { ...usual, ...more, signal: AbortSignal.timeout(20000) });
    } catch {
      return void fault("offline");
    }
    if (!found.ok) return void fault(found.type === "opaqueredirect" ? "redirect" : found.status);
    return found.json().catch(() => void fault(found.status));
  }

  const post = (address, fault, data, csrf) =>
    ask(address, fault, {
      method: "POST",
      body: JSON.stringify(data),
      headers: { "Content-Type": "application/json", ...(csrf && { "X-CSRFToken": csrf }) },
    });

  // True once the service worker (core/kept_page.js) holds the page: from then on it opens without a network.
  async function keep(worker, scope = worker.replace(/worker\.js$/, "")) {
    const found = await navigator.serviceWorker?.register(worker, { scope }).catch(() => null);
    return Boolean(found && (await navigator.serviceWorker.ready));
  }

  // Sends whenever it may help: back online, back in sight, and now and then while something waits.
  function again(send, waits) {
    addEventListener("online", send);
    document.addEventListener("visibilitychange", () => document.hidden || send());
    setInterval(async () => (await waits()) && send(), 30000);
  }

  return { database, ask, post, keep, again };
})();
