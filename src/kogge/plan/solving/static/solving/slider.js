// Says beside a slider what it stands at and what the nearest estimated step costs; without it the table says the same.
const steps = [...document.querySelectorAll("[data-price]")];
for (const slider of document.querySelectorAll("input[data-slider]")) {
  const shown = document.createElement("output");
  shown.htmlFor = slider.id;
  const far = (step) => Math.abs(Number(step.dataset.price) - Number(slider.value));
  const say = () => {
    const near = steps.reduce((best, step) => (far(step) < far(best) ? step : best), steps[0]);
    for (const step of steps) step.classList.toggle("so-near", step === near);
    shown.textContent = near ? `${slider.value} (${near.dataset.says})` : slider.value;
  };
  slider.addEventListener("input", say);
  slider.after(shown);
  say();
}
