// Loads the briefing again when it has changed, where it was scrolled to, and shows what is wrong with the last build.
const frame = document.getElementById("page");
const fault = document.getElementById("fault");
let shown = null;

function tell(text) {
  const [where, ...what] = text.split("\n");
  const [place, words] = [document.createElement("strong"), document.createElement("p")];
  [place.textContent, words.textContent] = [where, what.join("\n")];
  return [place, words];
}

new EventSource("/preview/events").onmessage = (event) => {
  const state = JSON.parse(event.data);
  fault.querySelector("div").replaceChildren(...state.fault.split("\n\n").flatMap(tell));
  fault.hidden = !state.fault;
  if (shown !== null && state.page !== shown) {
    frame.contentWindow.location.reload();
  }
  shown = state.page;
};
