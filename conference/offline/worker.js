// Pages come from the network. Where it fails, or has not answered after some seconds, they come from what was read
// before, and say how old that is. BUILD and FRAME stand above: this version of the site, and its sheets and script.

const SHELL = `shell-${BUILD}`; // the frame, the page for what was never read
const PAGES = "pages";
const OFFLINE = "/offline/";
const PATIENCE = 3000; // ms that a kept page waits for a fresh one
const MOST = 60; // pages kept, the last read ones; My Schedule stays

// A year, its days, sessions, talks, people and My Schedule: no desk, no secret address, no search.
const NEVER = /^\/(admin|organize)\//;
const KEPT = /^\/(?!offline\/)[\w-]+\/(|[\d-]{10}\/|my-schedule\/|people\/|(sessions|talks|people)\/[\w-]+\/)$/;
const STATES = ["tz", "talks", "mine", "role", "page"];
const SCHEDULE = /^\/[\w-]+\/my-schedule\//;
const BOOKMARK = /^(\/[\w-]+\/)talks\/[\w-]+\/bookmark$/;
const FROM_THE_DESK = /"\/(admin|organize)\//; // a page that leads there is an organizer's, perhaps of a draft

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin || NEVER.test(url.pathname)) return;
  if (request.method === "POST") watchPost(event, url);
  else if (request.method !== "GET") return;
  else if (request.mode === "navigate") event.respondWith(read(event, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(freshOr(fetch(request), () => part(url)));
});

async function install() {
  const shell = await caches.open(SHELL);
  const page = await fetch(OFFLINE, { credentials: "omit", cache: "no-cache" });
  await shell.addAll(FRAME);
  await shell.put(OFFLINE, page);
  await self.skipWaiting();
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
  // The page whose visit brought this worker came before it; it is to be kept as well.
  const open = await self.clients.matchAll({ type: "window" });
  await Promise.all(open.map((client) => refresh(client.url).catch(() => {})));
}

// Pages

function read(event, url) {
  const answer = fetch(event.request);
  event.waitUntil(answer.then((response) => keep(url, response.clone()), () => {}));
  return freshOr(answer, (slow) => copyOf(url, slow)).catch(() => offlinePage());
}

// The network's answer, else what `kept` finds, else the network's answer however late.
async function freshOr(answer, kept) {
  const patience = new Promise((_, reject) => setTimeout(reject, PATIENCE, "slow"));
  try {
    return await Promise.race([answer, patience]);
  } catch (reason) {
    return (await kept(reason === "slow")) ?? answer;
  }
}

async function refresh(address) {
  const url = new URL(address, location.origin);
  if (isToKeep(url)) await keep(url, await fetch(url.pathname + url.search));
}

function isToKeep(url) {
  return KEPT.test(url.pathname) && !NEVER.test(url.pathname) && [...url.searchParams.keys()].every((name) => STATES.includes(name));
}

async function keep(url, response) {
  const { headers } = response;
  if (!isToKeep(url) || response.status !== 200 || response.redirected) return;
  if (headers.has("Warning")) return; // told while the database is silent, without bookmarks: what is kept is better
  if (!(headers.get("Content-Type") ?? "").startsWith("text/html")) return;
  const text = await response.text();
  if (FROM_THE_DESK.test(text)) return;
  // Not what is "private" for its zone only: who goes back to venue time still wants the days that were read.
  const personal = (headers.get("Cache-Control") ?? "").includes("no-store");
  // A page for everybody says that the visitor's cookies are gone: so shall go what was kept under them.
  if (!personal) await forgetPersonal();
  const pages = await caches.open(PAGES);
  await pages.put(key(url), new Response(text, { headers: noted(headers, personal) }));
  const others = (await pages.keys()).filter((each) => !SCHEDULE.test(new URL(each.url).pathname));
  await Promise.all(others.slice(0, -MOST).map((each) => pages.delete(each)));
}

function noted(headers, personal) {
  const more = new Headers(headers);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) more.delete(name);
  more.set("X-Kept-At", Date.now());
  if (personal) more.set("X-Personal", "yes");
  return more;
}

async function forgetPersonal() {
  const pages = await caches.open(PAGES);
  for (const request of await pages.keys()) {
    const copy = await pages.match(request);
    if (copy?.headers.has("X-Personal")) await pages.delete(request);
  }
}

function key(url) {
  return url.pathname + url.search;
}

async function copyOf(url, slow) {
  const pages = await caches.open(PAGES);
  const copy =
    (await pages.match(key(url))) ?? (await pages.match(url.pathname)) ?? (await pages.match(key(url), { ignoreSearch: true }));
  if (!copy) return undefined;
  const notice = age(new Date(Number(copy.headers.get("X-Kept-At"))), slow);
  const text = (await copy.text()).replace(/<main [^>]*>/, (main) => main + notice);
  return new Response(text, { headers: copy.headers });
}

function age(at, slow) {
  const today = at.toDateString() === new Date().toDateString();
  const date = today ? {} : { weekday: "short", day: "numeric", month: "short" };
  const clock = at.toLocaleString("en-GB", { ...date, hour: "numeric", minute: "2-digit" }).replaceAll(",", "");
  const why = slow ? "The network does not answer." : "You are offline.";
  return `<p class="notice late" id="age" role="status"><b>${why}</b> This page is as of ${clock}, ${ago(at)}.</p>`;
}

function ago(at) {
  const minutes = Math.floor((Date.now() - at) / 60000);
  if (minutes < 1) return "less than a minute ago";
  const [number, word] = [[minutes, "minute"], [minutes / 60, "hour"], [minutes / 1440, "day"]]
    .filter(([each]) => each >= 1)
    .at(-1);
  return `${Math.floor(number)} ${word}${number < 2 ? "" : "s"} ago`;
}

async function offlinePage() {
  const [pages, shell] = [await caches.open(PAGES), await caches.open(SHELL)];
  const links = [];
  for (const request of (await pages.keys()).reverse()) {
    const [, title] = (await (await pages.match(request)).text()).match(/<title>([^<]*)<\/title>/) ?? [];
    links.push(`<li><a href="${key(new URL(request.url)).replaceAll("&", "&amp;")}">${title}</a></li>`);
  }
  const page = await shell.match(OFFLINE, { ignoreVary: true });
  const list = (whole, start, none, end) => start + (links.join("") || none) + end;
  const text = (await page.text()).replace(/(<ul[^>]* id="kept-pages">)(.*?)(<\/ul>)/s, list);
  return new Response(text, { status: 503, headers: noted(page.headers, false) });
}

// A part of the frame by its name, or under the name that another build gave it.
async function part(url) {
  const shell = await caches.open(SHELL);
  const stem = (path) => path.replace(/\.[0-9a-f]{12}(?=\.\w+$)/, "");
  const found = (await shell.keys()).find((each) => stem(new URL(each.url).pathname) === stem(url.pathname));
  return found && shell.match(found, { ignoreVary: true });
}

// What visitors change

function watchPost(event, url) {
  const [, year] = url.pathname.match(BOOKMARK) ?? [];
  if (year) {
    const answer = fetch(event.request);
    event.respondWith(answer);
    event.waitUntil(answer.then(() => refresh(`${year}my-schedule/`)).catch(() => {}));
  } else if (SCHEDULE.test(url.pathname)) {
    event.waitUntil(forgetPersonal()); // renewed, shared or deleted: it may be another's now, or nobody's
  }
}
