// What htmx could not deliver must not look as if it had been.
const tell = (wrong) => () => {
  document.getElementById("trouble").hidden = !wrong;
};
document.addEventListener("htmx:sendError", tell(true));
document.addEventListener("htmx:responseError", tell(true));
document.addEventListener("htmx:afterSwap", tell(false));
