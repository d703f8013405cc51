// The service worker: keeps the app itself, so that it opens without a network. Data is none of its business.
// APP is written before this text by the server: version, shell, kept, bundled.
const CACHE = `door-${APP.version}`;

async function needsBundled() {
  const formats = (await self.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  return !formats.includes("qr_code");
}

async function keep() {
  const cache = await caches.open(CACHE);
  const bundled = (await needsBundled()) ? APP.bundled : APP.bundled.slice(-1);
  await cache.addAll([...APP.kept, ...bundled].map((address) => new Request(address, { credentials: "omit" })));
  await cache.put(APP.shell, await fetch(APP.shell, { credentials: "omit", cache: "no-store" }));
}

async function clear() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("door-") && name !== CACHE).map((name) => caches.delete(name)));
  await clients.claim();
}

// A new version waits until the page asks for it or is closed: never half old, half new.
self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(clear()));
self.addEventListener("message", (event) => event.data === "use the new version" && self.skipWaiting());

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin || pathname.startsWith("/door/api/")) return;
  event.respondWith(answer(event.request));
});

async function answer(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request.mode === "navigate" ? APP.shell : request.url, { ignoreVary: true });
  return kept ?? fetch(request);
}
