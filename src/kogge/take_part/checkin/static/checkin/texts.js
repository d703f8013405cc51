// Words in both languages, which the page carries so that switching needs no network.
const KEY = "door-language";

const dictionaries = Object.fromEntries(
  [...document.querySelectorAll("template[data-language]")].map((template) => [
    template.dataset.language,
    Object.fromEntries([...template.content.querySelectorAll("data")].map((one) => [one.value, one.textContent])),
  ]),
);

let language = localStorage.getItem(KEY) ?? (navigator.language.startsWith("de") ? "de" : "en");

export const current = () => language;

export function t(key, values = {}) {
  const text = dictionaries[language]?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

// One or many: the page has KEY_one and KEY_many.
export const count = (key, n, values = {}) => t(`${key}_${n === 1 ? "one" : "many"}`, { n, ...values });

export const clock = (at) =>
  new Date(at).toLocaleTimeString(language, { hour: language === "de" ? "numeric" : "2-digit", minute: "2-digit" });

export function when(at) {
  const day = new Date(at);
  if (day.toDateString() === new Date().toDateString()) return clock(at);
  return `${day.toLocaleDateString(language, { day: "numeric", month: "numeric" })} ${clock(at)}`;
}

export function choose(next) {
  language = next;
  localStorage.setItem(KEY, next);
  translate(document);
  document.dispatchEvent(new Event("language"));
}

export function translate(root) {
  document.documentElement.lang = language;
  for (const element of root.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of root.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset.tLabel));
  }
}

// Elements from text, never from markup: h("p", { class: "x" }, "text", child).
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null && child !== ""));
  return element;
}
