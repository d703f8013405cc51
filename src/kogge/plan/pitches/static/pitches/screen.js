// The clock on the big screen. All it needs came with the page; where it stands is kept, so that a reload goes on.
(() => {
  const { turns, pitch, questions, key } = JSON.parse(document.getElementById("facts").textContent);
  const words = JSON.parse(document.getElementById("words").textContent);
  const part = (name) => document.querySelector(`[data-part=${name}]`);
  const parts = pitch && questions ? ["pitch", "questions"] : ["pitch"];
  const lengths = { pitch, questions };
  const store = `pitch screen:${key}`;
  let now = { at: 0, phase: 0, left: pitch * 1000, until: 0 };

  try {
    now = { ...now, ...JSON.parse(localStorage.getItem(store) ?? "{}") };
  } catch {}
  if (now.at > turns.length) now = { at: 0, phase: 0, left: pitch * 1000, until: 0 };

  const left = () => (now.until ? now.until - Date.now() : now.left);
  const clock = (milliseconds) => {
    const seconds = Math.ceil(Math.abs(milliseconds) / 1000);
    return `${milliseconds < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };

  function keep(change) {
    now = { ...now, ...change };
    try {
      localStorage.setItem(store, JSON.stringify(now));
    } catch {}
    show();
  }

  function show() {
    const turn = turns[now.at];
    const rest = left();
    part("title").textContent = turn ? turn.title : words.end;
    part("by").textContent = turn && turn.by !== turn.title ? turn.by : "";
    part("phase").textContent = turn ? words[parts[now.phase]] : "";
    part("clock").textContent = turn ? clock(rest) : "";
    part("clock").dataset.over = rest < 0 ? "yes" : rest < 30000 ? "soon" : "no";
    part("over").textContent = turn && rest < 0 ? words.over : "";
    part("next").textContent = turns[now.at + 1] ? words.next.replace("%s", turns[now.at + 1].title) : "";
    part("count").textContent = turn ? `${now.at + 1} / ${turns.length}` : "";
    part("start").textContent = now.until ? words.pause : words.start;
    part("start").hidden = !turn;
  }

  const toggle = () => keep(now.until ? { left: left(), until: 0 } : { until: Date.now() + now.left });
  const begin = (at, phase) => keep({ at, phase, left: lengths[parts[phase]] * 1000, until: 0 });

  function forward() {
    if (now.at >= turns.length) return;
    if (now.phase + 1 < parts.length) {
      begin(now.at, now.phase + 1);
      toggle();
    } else begin(now.at + 1, 0);
  }

  function back() {
    if (now.phase > 0) begin(now.at, now.phase - 1);
    else if (now.at > 0) begin(now.at - 1, 0);
    else begin(0, 0);
  }

  part("start").addEventListener("click", toggle);
  part("forward").addEventListener("click", forward);
  part("back").addEventListener("click", back);
  part("full").addEventListener("click", () => document.documentElement.requestFullscreen?.());
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("button, a") && event.key === " ") return;
    if (event.key === " ") toggle();
    else if (event.key === "ArrowRight" || event.key === "PageDown") forward();
    else if (event.key === "ArrowLeft" || event.key === "PageUp") back();
    else return;
    event.preventDefault();
  });
  setInterval(show, 200);
  show();
})();
