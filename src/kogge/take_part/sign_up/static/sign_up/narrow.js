// Shows only what applies. Without this script everything stands on the page and says when it applies.
"use strict";
{
  const form = document.querySelector(".k-signup");
  const parts = [...form.querySelectorAll("[data-when]")];
  const given = () => new Set([...new FormData(form)].map(([name, value]) => `${name}=${value}`));
  const applies = (part, answers) =>
    part.dataset.when.split("|").some((one) => answers.has(one) || (one.endsWith("=") && [...answers].some((a) => a.startsWith(one) && a !== one)));
  const show = () => {
    let answers = given();
    for (const part of parts) {
      const field = part.matches("fieldset") ? part : part.closest(".k-field");
      const wanted = applies(part, answers);
      if (field.hidden === wanted) {
        field.hidden = !wanted;
        field.disabled = !wanted && field.matches("fieldset");
        answers = given();
      }
    }
  };
  form.addEventListener("change", show);
  show();
}
