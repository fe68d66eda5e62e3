// What htmx could not deliver must not look as if it had been: neither a press, nor a page that refreshes itself.
const tell = (wrong) => (event) => {
  const asks = event.detail.requestConfig?.verb === "get";
  const notice = document.getElementById(asks ? "stale" : "trouble");
  if (notice) notice.hidden = !wrong;
};
document.addEventListener("htmx:sendError", tell(true));
document.addEventListener("htmx:responseError", tell(true));
document.addEventListener("htmx:afterRequest", (event) => event.detail.successful && tell(false)(event));
