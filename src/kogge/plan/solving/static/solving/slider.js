// Says beside a slider what it stands at: without this script its hint names the ends.
for (const slider of document.querySelectorAll("input[data-slider]")) {
  const shown = document.createElement("output");
  shown.htmlFor = slider.id;
  const say = () => { shown.textContent = slider.value; };
  slider.addEventListener("input", say);
  slider.after(shown);
  say();
}
