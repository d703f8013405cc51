// Keeps what a juror gives on the phone first and sends it then. The server stores a sheet once, however often it comes.
(() => {
  const root = document.getElementById("sheets");
  const line = document.getElementById("line");
  const words = JSON.parse(document.getElementById("words").textContent);
  const key = `pitches:${location.pathname}`;
  const forms = new Map([...root.querySelectorAll("form[data-code]")].map((form) => [form.dataset.code, form]));

  let kept;
  try {
    kept = JSON.parse(localStorage.getItem(key) ?? "{}");
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    return; // no store on this phone: each form is sent by itself
  }

  const save = () => localStorage.setItem(key, JSON.stringify(kept));
  const criteria = (form) => [...new Set([...form.elements].map((one) => one.name).filter((name) => name.startsWith("c-")))];

  function read(form) {
    const data = new FormData(form);
    const scores = Object.fromEntries(criteria(form).map((name) => [name.slice(2), data.get(name) ?? ""]));
    return { scores, comment: data.get("comment") ?? "" };
  }

  function fill(form, { scores, comment }) {
    for (const [name, value] of Object.entries(scores)) {
      const field = form.elements[`c-${name}`];
      if (field) field.value = value;
    }
    form.elements.comment.value = comment;
  }

  function show() {
    for (const [code, form] of forms) {
      const { state = "draft", error = "" } = kept[code] ?? {};
      const said = form.querySelector("[data-said]");
      said.textContent = state === "refused" ? `${words.refused} ${error}` : (words[state] ?? "");
      form.dataset.state = state;
      form.querySelector("button").hidden = state === "stored";
      for (const field of form.querySelectorAll("input, textarea")) field.disabled = state === "stored";
    }
  }

  async function send() {
    const waiting = Object.entries(kept).filter(([, one]) => one.state === "waits");
    if (!waiting.length) return;
    const entries = waiting.map(([code, { scores, comment }]) => ({ code, scores, comment }));
    line.textContent = "";
    const fault = (what) => (line.textContent = what === "offline" ? words.offline : words.failed);
    const results = (await offline.post(root.dataset.entries, fault, { entries }, root.dataset.token))?.results;
    for (const [code, sent] of waiting) {
      const result = results?.[code];
      const unchanged = JSON.stringify(kept[code]) === JSON.stringify(sent);
      if (result && unchanged) Object.assign(kept[code], result);
    }
    save();
    show();
  }
  const inTurn = () => (navigator.locks ? navigator.locks.request(key, send) : send());

  for (const [code, form] of forms) {
    if (kept[code]) fill(form, kept[code]);
    form.addEventListener("input", () => {
      kept[code] = { ...read(form), state: "draft" };
      save();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const given = read(form);
      if (Object.values(given.scores).some((value) => value === "")) {
        form.querySelector("[data-said]").textContent = words.missing;
        return;
      }
      kept[code] = { ...given, state: "waits" };
      save();
      show();
      inTurn();
    });
  }
  show();
  inTurn();
  offline.again(inTurn, () => Object.values(kept).some((one) => one.state === "waits"));
  offline.keep(root.dataset.worker).then((held) => held && (line.textContent ||= words.ready));
})();
