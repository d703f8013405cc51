// A service worker that keeps one page and its files, so that it opens without a network. What is noted there is the
// page's own business. APP is written before this text by the server: name, version, page, copy (where the page to keep
// comes from), kept (its files), atOnce (the copy is shown before the network is asked).
const CACHE = APP.name + APP.version;
const PATIENCE = 4000;

// A redirect, such as to the sign-in page, is no copy.
async function keepPage(cache) {
  const answer = await fetch(APP.copy, { cache: "no-store", redirect: "manual" });
  if (!answer.ok) throw new Error("the page is not open");
  await cache.put(APP.page, answer);
}

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll(APP.kept);
  await keepPage(cache);
  await self.skipWaiting();
}

async function clear() {
  const old = (await caches.keys()).filter((name) => name.startsWith(APP.name) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

// The page from the network where there is one, else the copy; its files from the copy.
async function answer(request, isPage) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(isPage ? APP.page : request.url, { ignoreVary: true });
  if (!isPage || APP.atOnce) return kept ?? fetch(request);
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  const fresh = await Promise.race([fetch(request).catch(() => null), late]);
  if (fresh?.ok && !fresh.redirected && APP.copy === APP.page) await cache.put(APP.page, fresh.clone());
  return fresh ?? kept ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(clear()));
self.addEventListener("message", (event) => {
  if (event.data !== "renew") return;
  const renewed = caches.open(CACHE).then(keepPage);
  event.waitUntil(renewed.then(() => event.source.postMessage("renewed"), () => {}));
});
self.addEventListener("fetch", (event) => {
  const { pathname, origin, search } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  const isPage = pathname === APP.page && search === "" && event.request.mode === "navigate";
  if (isPage || APP.kept.includes(pathname)) event.respondWith(answer(event.request, isPage));
});
