// Loads the briefing again when it has changed, where it was scrolled to, and shows what is wrong with the last build.
const frame = document.getElementById("page");
const fault = document.getElementById("fault");
let shown = null;

new EventSource("/preview/events").onmessage = (event) => {
  const state = JSON.parse(event.data);
  const [where, ...what] = state.fault.split("\n");
  fault.querySelector("strong").textContent = where;
  fault.querySelector("p").textContent = what.join("\n");
  fault.hidden = !state.fault;
  if (shown !== null && state.page !== shown) {
    frame.contentWindow.location.reload();
  }
  shown = state.page;
};
