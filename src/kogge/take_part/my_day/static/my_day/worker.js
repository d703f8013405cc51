// Answers for the programme when the network does not. With a network nothing changes: it comes first.

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin || /^(\/en)?\/(door|desk|account)\//.test(pathname)) return;
  if (mode === "navigate") event.respondWith(page(event.request, pathname));
  else if (/^\/(static|assets)\//.test(pathname)) event.respondWith(fetch(event.request).catch(() => file(event.request)));
});

// The whole copies of this device, each with its list.
async function copies() {
  const found = [];
  for (const name of await caches.keys()) {
    const store = name.startsWith("programme:") && (await caches.open(name));
    const list = store && (await store.match("/offline.json"));
    if (list) found.push({ store, ...(await list.json()) });
  }
  return found;
}

async function kept(request) {
  for (const copy of await copies()) {
    const answer = await copy.store.match(request);
    if (answer) return { copy, answer };
  }
  return {};
}

async function file(request) {
  return (await kept(request)).answer || Response.error();
}

async function page(request, path) {
  const { copy, answer } = await kept(request.url);
  try {
    const waits = [fetch(request)];
    if (copy) waits.push(new Promise((_, stop) => setTimeout(stop, 5000)));
    const fresh = await Promise.race(waits);
    if (fresh.status > 501 && fresh.status < 505) throw fresh;
    if (copy && fresh.status === 200) await keep(copy.store, request.url, fresh.clone()).catch(() => {});
    return fresh;
  } catch {
    return copy ? aged(answer, copy) : elsewhere(path);
  }
}

async function keep(store, url, fresh) {
  const headers = new Headers(fresh.headers);
  headers.set("x-kept", Date.now());
  return store.put(url, new Response(await fresh.blob(), { headers }));
}

async function aged(answer, { lang, aged }) {
  const { headers } = answer;
  const at = new Date(+headers.get("x-kept"));
  const age = (at - Date.now()) / 6e4;
  const [by, unit] = age > -60 ? [1, "minute"] : age > -1440 ? [60, "hour"] : [1440, "day"];
  const ago = new Intl.RelativeTimeFormat(lang).format(Math.round(age / by), unit);
  const when = at.toLocaleString(lang, { timeStyle: "short", ...(by > 60 && { dateStyle: "short" }) });
  const words = aged.replace("{when}", when).replace("{ago}", ago);
  const html = (await answer.text()).replace('<div class="k-wrap k-main">', `$&<p class="k-kept" role="status">${words}</p>`);
  return new Response(html, { headers });
}

async function elsewhere(path) {
  const all = await copies();
  const own = all.find(({ root }) => path.startsWith(root));
  const [, slug] = path.match(/\/sessions\/([\w-]+)\/$/) || [];
  if (own) return Response.redirect(own.whole + (slug ? "#" + slug : ""));
  const any = all.find(({ lang }) => (lang === "en") === path.startsWith("/en/")) || all[0];
  return any ? aged(await any.store.match(any.offline), any) : Response.error();
}
