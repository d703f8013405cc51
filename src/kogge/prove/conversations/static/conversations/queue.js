// What was logged and is not stored yet: in the phone's database, under a number made before anything is shown.
window.entryQueue = (() => {
  let opened = null;

  const answer = (request) =>
    new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });

  function open() {
    opened ??= new Promise((done, fail) => {
      const request = indexedDB.open("conversations", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("entries", { keyPath: "uid" });
      request.onerror = () => fail(request.error);
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        request.result.onclose = () => (opened = null);
        done(request.result);
      };
    });
    return opened;
  }

  // On the disk when the promise is kept: a killed browser finds it again.
  async function write(work) {
    const transaction = (await open()).transaction("entries", "readwrite", { durability: "strict" });
    const finished = new Promise((done, fail) => {
      transaction.oncomplete = done;
      transaction.onabort = () => fail(transaction.error ?? new Error("aborted"));
    });
    work(transaction.objectStore("entries"));
    return finished;
  }

  return {
    ready: () => open().then(() => true),
    put: (entry) => write((store) => store.put(entry)),
    remove: (uid) => write((store) => store.delete(uid)),
    all: async () => {
      const found = await answer((await open()).transaction("entries").objectStore("entries").getAll());
      return found.sort((a, b) => a.at - b.at);
    },
  };
})();
