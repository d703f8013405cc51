// Keeps the page to compare with and its files, so that it opens without a network. Answers are the page's business.
// APP is written before this text by the server: name, version, page, kept.
const CACHE = APP.name + APP.version;
const PATIENCE = 4000;

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll(APP.kept);
  const answer = await fetch(`${APP.page}?copy`, { cache: "no-store", redirect: "manual" });
  if (!answer.ok) throw new Error("the link is not open");
  await cache.put(APP.page, answer);
  await self.skipWaiting();
}

async function clear() {
  const old = (await caches.keys()).filter((name) => name.startsWith(APP.name) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

// The page from the network where there is one, else the copy; its files from the copy.
async function answer(request, isPage) {
  const kept = await (await caches.open(CACHE)).match(isPage ? APP.page : request.url, { ignoreVary: true });
  if (!isPage) return kept ?? fetch(request);
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  const fresh = await Promise.race([fetch(request).catch(() => null), late]);
  return fresh ?? kept ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(clear()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin, search } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  const isPage = pathname === APP.page && search === "" && event.request.mode === "navigate";
  if (isPage || APP.kept.includes(pathname)) event.respondWith(answer(event.request, isPage));
});
