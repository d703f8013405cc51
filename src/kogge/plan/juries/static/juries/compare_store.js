// What a juror said and is not stored yet, and the pairs handed out beforehand: in the phone's own database.
window.compareStore = (() => {
  let opened = null;

  const answer = (request) =>
    new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });

  function open() {
    opened ??= new Promise((done, fail) => {
      const request = indexedDB.open("compare", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("votes", { keyPath: "uid" });
        request.result.createObjectStore("handed", { keyPath: "key" });
      };
      request.onerror = () => fail(request.error);
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        request.result.onclose = () => (opened = null);
        done(request.result);
      };
    });
    return opened;
  }

  // On the disk when the promise is kept: a killed browser finds it again. A vote and what is left go in together.
  async function write(work) {
    const transaction = (await open()).transaction(["votes", "handed"], "readwrite", { durability: "strict" });
    const finished = new Promise((done, fail) => {
      transaction.oncomplete = done;
      transaction.onabort = () => fail(transaction.error ?? new Error("aborted"));
    });
    work(transaction.objectStore("votes"), transaction.objectStore("handed"));
    return finished;
  }

  return {
    ready: () => open().then(() => true),
    note: (vote, handed) => write((votes, left) => { votes.put(vote); left.put(handed); }),
    hand: (handed) => write((_votes, left) => left.put(handed)),
    remove: (uids) => write((votes) => uids.forEach((uid) => votes.delete(uid))),
    handed: async (key) => answer((await open()).transaction("handed").objectStore("handed").get(key)),
    waiting: async (key) => {
      const found = await answer((await open()).transaction("votes").objectStore("votes").getAll());
      return found.filter((vote) => vote.key === key).sort((a, b) => (a.at < b.at ? -1 : 1));
    },
  };
})();
