// Asks lightly whether the host revealed more, and shows the page anew when so.
(() => {
  const { state, revealed } = document.getElementById("result").dataset;
  async function look() {
    if (document.hidden) return;
    const answer = await fetch(state, { signal: AbortSignal.timeout(8000) }).catch(() => null);
    const found = answer?.ok ? await answer.json().catch(() => null) : null;
    if (found && String(found.revealed) !== revealed) location.reload();
  }
  setInterval(look, 4000);
  document.addEventListener("visibilitychange", look);
})();
