// Keeps the sheet and its files on the phone: the newest where there is a network, else the last one that was seen.
// APP is written before this text by the server: name, version, page, kept.
const CACHE = APP.name + APP.version;

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...APP.kept, APP.page]);
  await self.skipWaiting();
}

async function clear() {
  const old = (await caches.keys()).filter((name) => name.startsWith(APP.name) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

async function newest(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(4000) });
    if (answer.ok && !answer.redirected) await cache.put(APP.page, answer.clone());
    return answer;
  } catch (fault) {
    const kept = await cache.match(APP.page, { ignoreVary: true });
    if (kept) return kept;
    throw fault;
  }
}

async function first(request) {
  const kept = await (await caches.open(CACHE)).match(request.url, { ignoreVary: true });
  return kept ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(clear()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (pathname === APP.page && event.request.mode === "navigate") event.respondWith(newest(event.request));
  else if (APP.kept.includes(pathname)) event.respondWith(first(event.request));
});
