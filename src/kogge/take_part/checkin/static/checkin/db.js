// IndexedDB with promises. Everything the device must not lose goes through here.
const STORES = { meta: {}, outbox: { keyPath: "uid" }, facts: { autoIncrement: true } };

export class Full extends Error {}

const answer = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

let opened = null;

function open() {
  opened ??= new Promise((done, fail) => {
    const request = indexedDB.open("door", 1);
    request.onupgradeneeded = () => {
      for (const [name, options] of Object.entries(STORES)) request.result.createObjectStore(name, options);
    };
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      const db = request.result;
      db.onversionchange = () => db.close();
      db.onclose = () => (opened = null);
      done(db);
    };
  });
  return opened;
}

// One transaction that is on the disk when the promise is kept. `work` may await requests of this transaction only.
export async function write(names, work) {
  const db = await open();
  const transaction = db.transaction(names, "readwrite", { durability: "strict" });
  const finished = new Promise((done, fail) => {
    transaction.oncomplete = done;
    transaction.onabort = () => fail(transaction.error ?? new Error("aborted"));
  });
  finished.catch(() => {});
  try {
    const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
    const result = await work(stores, answer);
    await finished;
    return result;
  } catch (error) {
    if (error.name !== "AbortError") {
      try {
        transaction.abort();
      } catch {
        // It ended by itself.
      }
    }
    throw error.name === "QuotaExceededError" ? new Full() : error;
  }
}

export async function all(name) {
  const store = (await open()).transaction(name).objectStore(name);
  const [keys, values] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
  return keys.map((key, i) => [key, values[i]]);
}

export async function get(key) {
  return answer((await open()).transaction("meta").objectStore("meta").get(key));
}

export async function put(values) {
  await write(["meta"], ({ meta }) => {
    for (const [key, value] of Object.entries(values)) {
      if (value === undefined) meta.delete(key);
      else meta.put(value, key);
    }
  });
}
