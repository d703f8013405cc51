// Answers for the programme when the network does not; where there is one, it comes first.

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || /^(\/en)?\/(door|desk|account)\//.test(pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(request, pathname));
  else if (/^\/(static|assets)\//.test(pathname)) event.respondWith(fetch(request).catch(() => file(request)));
});

// The whole copies, each with its list.
async function copies() {
  const found = [];
  for (const name of await caches.keys()) {
    const store = name.startsWith("programme:") && (await caches.open(name));
    const list = await (store && store.match("/offline.json"));
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

const file = async (request) => (await kept(request)).answer || Response.error();

async function page(request, path) {
  const { copy, answer } = await kept(request.url);
  try {
    const waits = [fetch(request)];
    if (copy) waits.push(new Promise((_, stop) => setTimeout(stop, 5000)));
    const live = await Promise.race(waits);
    if (live.status > 501 && live.status < 505) throw live;
    if (copy && live.status === 200) await keep(copy.store, request.url, live.clone()).catch(() => {});
    return live;
  } catch {
    return copy ? aged(answer, copy) : elsewhere(path);
  }
}

async function keep(store, url, live) {
  const headers = new Headers(live.headers);
  headers.set("x-kept", Date.now());
  return store.put(url, new Response(await live.blob(), { headers }));
}

async function aged(answer, { lang, aged }) {
  const { headers } = answer;
  const at = new Date(+headers.get("x-kept"));
  const age = (at - Date.now()) / 6e4;
  const [by, unit] = age > -60 ? [1, "minute"] : age > -1440 ? [60, "hour"] : [1440, "day"];
  const ago = new Intl.RelativeTimeFormat(lang).format(Math.round(age / by), unit);
  const when = at.toLocaleString(lang, { timeStyle: "short", ...(by > 60 && { dateStyle: "short" }) });
  const note = `$&<p class="k-kept" role="status">${aged.replace("{when}", when).replace("{ago}", ago)}</p>`;
  return new Response((await answer.text()).replace('<div class="k-wrap k-main">', note), { headers });
}

async function elsewhere(path) {
  const all = await copies();
  const own = all.find(({ root }) => path.startsWith(root));
  const [, slug] = path.split(/\/sessions\/|\/$/);
  if (own) return Response.redirect(own.whole + (slug ? "#" + slug : ""));
  const any = all.find(({ lang }) => (lang === "en") === path.startsWith("/en/")) || all[0];
  return any ? aged(await any.store.match(any.offline), any) : Response.error();
}
