// Offers the device's own time zone where it reads other times than the page does. The form stands in the page.
const offer = document.getElementById("zone-offer");
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
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
