import "../django_htmx/htmx-2.min.js";

// What htmx could not deliver must not look as if it had been: neither a press, nor a page that refreshes itself.
const tell = (wrong) => (event) => {
  const asks = event.detail.requestConfig?.verb === "get";
  const notice = document.getElementById(asks ? "stale" : "trouble");
  if (notice) notice.hidden = !wrong;
};
document.addEventListener("htmx:sendError", tell(true));
document.addEventListener("htmx:responseError", tell(true));
document.addEventListener("htmx:afterRequest", (event) => event.detail.successful && tell(false)(event));

// Where the focus goes with what is replaced, such as a button that has done its work, the new page has it.
let hadFocus = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  hadFocus = event.detail.target.contains(document.activeElement);
});
document.addEventListener("htmx:afterSettle", () => {
  if (hadFocus && document.activeElement === document.body) document.getElementById("main").focus({ preventScroll: true });
  hadFocus = false;
});

// When the board of what is on now is replaced, what is read stays where it is in the window: the focus, else what is on top.
let seen = [];
const height = (each) => each.getBoundingClientRect().top;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "board") return;
  const named = [...event.detail.target.querySelectorAll("[id]")];
  const focused = named.filter((each) => each === document.activeElement);
  const inView = named.filter((each) => height(each) >= 0 && height(each) < innerHeight);
  seen = [...focused, ...inView].map((each) => [each.id, height(each)]);
});
document.addEventListener("htmx:afterSwap", () => {
  const [id, before] = seen.find(([id]) => document.getElementById(id)) ?? [];
  if (id) scrollBy(0, height(document.getElementById(id)) - before);
  seen = [];
});

// Offers the device's own time zone where it reads other times than the page does. The form stands in the page.
const offer = document.getElementById("zone-offer");
// Names that browsers still give and cities no longer have.
const RENAMED = {
  "America/Godthab": "America/Nuuk", "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon", "Asia/Saigon": "Asia/Ho_Chi_Minh", "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
};
const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
const own = RENAMED[device] ?? device;
const OFFERED = "zone-offered";

const remembered = () => {
  try { return localStorage.getItem(OFFERED); } catch { return own; } // no memory: rather not ask than ask for ever
};
const remember = () => {
  try { localStorage.setItem(OFFERED, own); } catch { /* told above */ }
};
const reads = (zone) => offer.dataset.days.split(" ").map((day) => new Date(day).toLocaleString("en", { timeZone: zone })).join();

// "UTC" is what browsers say that do not want to tell.
if (offer && own?.includes("/") && remembered() !== own && reads(own) !== reads(offer.dataset.venue)) {
  offer.elements.tz.value = own;
  for (const each of offer.querySelectorAll(".own")) each.textContent = own.split("/").pop().replaceAll("_", " ");
  offer.hidden = false;
}
offer?.querySelector("[type=button]").addEventListener("click", () => {
  remember();
  offer.hidden = true;
  document.getElementById("main").focus();
});
// Whoever chose a zone, or the venue's, is not asked again.
document.addEventListener("submit", (event) => {
  if (event.target.action === offer?.action || event.target.closest(".clock")) remember();
});

// Pages that were read can be read again without a network. Browsers allow it on https and on this machine only.
const worker = document.querySelector("[data-worker]")?.dataset.worker;
if (worker) navigator.serviceWorker?.register(worker).catch(() => {});

// Without this script there is no button to print, and the browser's own command prints.
const printer = document.getElementById("print");
printer?.addEventListener("click", () => print());
printer?.removeAttribute("hidden");
