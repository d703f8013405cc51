// Notes an entry on the phone first and sends it then: once, whatever the network does in between.
(() => {
  const form = document.getElementById("entry");
  const list = document.getElementById("queue");
  const line = document.getElementById("line");
  const said = document.getElementById("said");
  const signIn = document.getElementById("sign-in");
  const words = JSON.parse(document.getElementById("words").textContent);
  const { state, entries, worker, author } = form.dataset;
  const usual = new Map([...new FormData(form)].filter(([name]) => !["uid", "csrfmiddlewaretoken", "on"].includes(name)));
  const stored = [];

  const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });
  const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

  function button(text, act) {
    return element("button", text, { type: "button", className: "k-talk-small", onclick: act });
  }

  async function show() {
    const waiting = await entryQueue.all();
    const rows = [...waiting].reverse().concat(stored.slice(-5).reverse()).map((entry) => {
      const row = element("li", "", { className: `k-talk-entry k-talk-entry--${entry.state}` });
      row.append(element("span", entry.label), element("strong", words[entry.state]));
      if (entry.error) row.append(element("p", entry.error));
      if (entry.state === "refused") row.append(button(words.correct, () => correct(entry)));
      if (entry.state !== "stored") row.append(button(words.remove, () => remove(entry)));
      return row;
    });
    list.replaceChildren(...rows);
    list.parentElement.hidden = rows.length === 0;
  }

  function fill(values) {
    form.reset();
    form.elements.on.value = today();
    for (const [name, value] of values) {
      const field = form.elements[name];
      if (field && name !== "uid" && (value || name !== "on")) field.value = value;
    }
  }

  async function correct(entry) {
    fill(Object.entries(entry.values));
    await entryQueue.remove(entry.uid);
    await show();
    form.scrollIntoView();
  }

  async function remove(entry) {
    if (!confirm(words.sure)) return;
    await entryQueue.remove(entry.uid);
    await show();
  }

  async function note(event) {
    event.preventDefault();
    const values = Object.fromEntries([...new FormData(form)].filter(([name]) => !["uid", "csrfmiddlewaretoken"].includes(name)));
    const kind = form.querySelector("[name=kind]:checked").parentElement.textContent.trim();
    const label = `${kind}, ${values.minutes || values.usual} min, ${new Date(values.on).toLocaleDateString(document.documentElement.lang)}`;
    const entry = { uid: crypto.randomUUID(), at: Date.now(), author, values, label, state: "waiting", error: "" };
    try {
      await entryQueue.put(entry);
    } catch {
      said.textContent = words.full;
      return;
    }
    fill([...usual, ["centre", values.centre], ["topic", values.topic]]);
    said.textContent = words.noted;
    setTimeout(() => (said.textContent = ""), 5000);
    await show();
    send();
  }

  const tell = (sentence, signedOut = false) => {
    line.textContent = sentence;
    signIn.hidden = !signedOut;
  };
  window.conversationPage = { show, stored, tell, words, state, entries, worker, author };
  const send = () => navigator.locks.request("conversations", () => window.sendEntries());

  async function begin() {
    if (!(await entryQueue.ready())) return;
    form.addEventListener("submit", note);
    form.elements.on.value ||= today();
    if (form.dataset.copy) form.elements.on.value = today();
    await show();
    offline.again(send, async () => (await entryQueue.all()).some((entry) => entry.state === "waiting"));
    await send();
  }
  begin();
})();
