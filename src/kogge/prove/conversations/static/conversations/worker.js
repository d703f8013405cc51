// Keeps the page to log with and its files, so that it opens at once and without a network. Entries are the page's business.
// APP is written before this text by the server: name, version, page, kept.
const CACHE = APP.name + APP.version;

// The copy has neither form key nor messages. A redirect to the sign-in page is no copy.
async function keepPage(cache) {
  const answer = await fetch(`${APP.page}?copy`, { cache: "no-store", redirect: "manual" });
  if (!answer.ok) throw new Error("not signed in");
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

async function answer(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request.mode === "navigate" ? APP.page : request.url, { ignoreVary: true });
  return kept ?? fetch(request);
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
  const isPage = pathname === APP.page && search === "" && event.request.mode === "navigate";
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (isPage || APP.kept.includes(pathname)) event.respondWith(answer(event.request));
});
