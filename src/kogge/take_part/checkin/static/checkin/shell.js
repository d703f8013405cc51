// The app itself on the device: service worker, new versions, a store that the browser does not clear away.
import { changed } from "./store.js";

export const shell = { ready: false };

export async function begin() {
  navigator.storage?.persist?.().catch(() => {});
  if (!navigator.serviceWorker) return;
  const registration = await navigator.serviceWorker.register(document.body.dataset.worker).catch(() => null);
  if (!registration) return;
  const offer = () => {
    const waiting = registration.waiting && navigator.serviceWorker.controller;
    document.getElementById("update").hidden = !waiting;
  };
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });
  offer();
  document.getElementById("update").addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    registration.waiting?.postMessage("use the new version");
  });
  await navigator.serviceWorker.ready;
  shell.ready = true;
  changed("line");
}
