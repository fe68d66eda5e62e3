// Without this script there is no button, and the browser's own command prints.
const button = document.getElementById("print");
button.addEventListener("click", () => print());
button.hidden = false;
