// When a part of the page is replaced, what is read stays where it is in the window: the focus, else what is on top.
let seen = [];
const height = (each) => each.getBoundingClientRect().top;

document.addEventListener("htmx:beforeSwap", (event) => {
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
