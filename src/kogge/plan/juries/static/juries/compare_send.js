// What a juror said and is not stored yet lies on the phone, with the pairs handed out beforehand; it is sent from there.
window.compareStore = (() => {
  const { ready, write, read } = offline.database("compare", { votes: "uid", handed: "key" });
  return {
    ready,
    // A vote and what is left go in together.
    note: (vote, left) => write(({ votes, handed }) => { votes.put(vote); handed.put(left); }),
    hand: (left) => write(({ handed }) => handed.put(left)),
    remove: (uids) => write(({ votes }) => uids.forEach((uid) => votes.delete(uid))),
    handed: (key) => read("handed", (store) => store.get(key)),
    waiting: async (key) => {
      const found = await read("votes", (store) => store.getAll());
      return found.filter((vote) => vote.key === key).sort((a, b) => (a.at < b.at ? -1 : 1));
    },
  };
})();

// Sends what waits and takes the next pairs; then keeps the page itself on the phone.
window.sendComparisons = (() => {
  let kept = null;

  return async function send() {
    const { state, votes, worker, key, tell, take, words } = window.comparePage;
    const fault = (why) => tell(why === "offline" ? words.offline : ["redirect", 403, 404].includes(why) ? words.gone : words.failed);
    const session = await offline.ask(state, fault);
    if (!session) return;
    tell("");
    await take(session);
    const refused = [];
    for (;;) {
      const batch = (await compareStore.waiting(key)).slice(0, 20);
      if (!batch.length) break;
      const said = { votes: batch.map(({ uid, better, worse, at }) => ({ uid, better, worse, at })) };
      const answer = await offline.post(votes, fault, said, session.csrf);
      if (!answer?.results) return;
      const known = batch.filter((vote) => answer.results[vote.uid]);
      if (!known.length) return;
      refused.push(...known.map((vote) => answer.results[vote.uid].error).filter(Boolean));
      await compareStore.remove(known.map((vote) => vote.uid));
      await take(answer);
    }
    if (refused.length) return tell(`${words.refused} ${[...new Set(refused)].join(" ")}`);
    kept ??= offline.keep(worker);
    kept.then((ready) => ready && !document.getElementById("line").textContent && tell(words.ready));
  };
})();
