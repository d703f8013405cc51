// Shows the next two and notes which is better: on the phone first, then on the server, once.
(() => {
  const form = document.getElementById("compare");
  if (!form) return;
  const words = JSON.parse(document.getElementById("words").textContent);
  const { key, state, votes, worker } = form.dataset;
  const find = (id) => document.getElementById(id);
  const same = (one, other) => one.includes(other[0]) && one.includes(other[1]);
  let handed = null;

  async function show() {
    const waiting = await compareStore.waiting(key);
    const pair = handed.pairs[0];
    find("pair").hidden = form.hidden = !pair;
    find("nothing").hidden = Boolean(pair);
    find("nothing").textContent = handed.files && waiting.length ? words.later : words.empty;
    if (pair) pair.forEach((code, side) => fillCard(side, code, handed.files[code]));
    form.elements.pair.value = pair ? pair.join(" ") : "";
    find("skip").hidden = handed.pairs.length < 2;
    find("done").textContent = words.done.replace("%(count)s", handed.done + waiting.length);
    find("waiting").textContent = waiting.length ? words.waiting.replace("%(count)s", waiting.length) : "";
  }

  // New pairs from the server. The pair in sight stays where it is: nothing moves under a thumb.
  async function take({ pairs, files, done }) {
    const answered = (await compareStore.waiting(key)).map((vote) => [vote.better, vote.worse]);
    const open = pairs.filter((pair) => !answered.some((other) => same(pair, other)));
    const shown = handed?.pairs[0];
    const stays = shown && form.elements.pair.value === shown.join(" ") && !answered.some((other) => same(shown, other));
    const kept = stays && (open.some((pair) => same(pair, shown)) || open.length === 0 && pairs.length > 0);
    handed = {
      key, done,
      files: { ...(kept ? Object.fromEntries(shown.map((code) => [code, handed.files[code]])) : {}), ...files },
      pairs: kept ? [shown, ...open.filter((pair) => !same(pair, shown))] : open,
    };
    await compareStore.hand(handed);
    await show();
  }

  async function choose(code) {
    const pair = handed.pairs[0];
    if (!pair?.includes(code)) return;
    const worse = pair.find((other) => other !== code);
    const vote = { uid: crypto.randomUUID(), key, better: code, worse, at: new Date().toISOString() };
    const left = { ...handed, pairs: handed.pairs.slice(1) };
    try {
      await compareStore.note(vote, left);
    } catch {
      return tell(words.full);
    }
    handed = left;
    await show();
    scrollTo({ top: 0 });
    find("said").textContent = `${words.noted} ${words.better}: ${handed.files[code]?.title ?? code}`;
    send();
  }

  const tell = (sentence) => (find("line").textContent = sentence);
  const send = () => navigator.locks.request(`compare ${key}`, () => window.sendComparisons());
  const onKey = (event) => {
    const typing = event.target.closest("input, textarea, select, summary") || event.altKey || event.ctrlKey || event.metaKey;
    const side = { ArrowLeft: 0, ArrowRight: 1 }[event.key];
    if (!typing && side !== undefined && handed.pairs[0]) choose(handed.pairs[0][side]);
  };

  async function begin() {
    if (!(await compareStore.ready())) return;
    window.comparePage = { state, votes, worker, key, words, tell, take };
    handed = await compareStore.handed(key);
    if (handed) await show();
    await send();
    if (!handed) return;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (event.submitter?.value) choose(event.submitter.value);
    });
    find("skip").addEventListener("click", (event) => {
      event.preventDefault();
      handed.pairs.push(handed.pairs.shift());
      show();
    });
    addEventListener("keydown", onKey);
    offline.again(send, async () => (await compareStore.waiting(key)).length);
    form.dataset.ready = "yes";
  }
  begin();
})();
