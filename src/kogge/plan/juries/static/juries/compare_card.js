// Writes one of the two files into its card.
window.fillCard = (() => {
  const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });

  return (side, code, file) => {
    const card = document.getElementById(`card-${side}`);
    card.querySelector("h2 span").textContent = file.title;
    card.querySelector("[data-names]").textContent = file.names;
    const rows = file.rows.flatMap(([label, text]) => {
      const row = element("div", "");
      row.append(element("dt", label), element("dd", text));
      return row;
    });
    card.querySelector("dl").replaceChildren(...rows);
    const files = file.files.map(([label, href]) => {
      const item = element("li", "");
      item.append(element("a", label, { href }));
      return item;
    });
    card.querySelector("ul").replaceChildren(...files);
    card.querySelector("form").action = file.conflict;
    card.querySelector("details").open = false;
    const button = document.querySelector(`#compare [data-side="${side}"]`);
    button.value = code;
    button.querySelector("small").textContent = file.title;
  };
})();
