// Evidence cards: the exact words behind a number, on hover, focus and tap; without them a number leads to the index.

const model = document.getElementById("card-model").content.firstElementChild;
const isCited = /^#e(\d+)$/;
let card = null; // the one open card, with what it is about
const timers = {};

function openCard(link, { isPinned = false } = {}) {
  clearTimeout(timers.close);
  if (card?.link === link) {
    if (isPinned) pinCard();
    return;
  }
  closeCard();
  const element = model.cloneNode(true);
  const group = link.closest(".cites")?.dataset.numbers.split(" ").map(Number) ?? [Number(link.hash.slice(2))];
  card = { link, element, group, isPinned: false };
  (link.closest(".cites") ?? link).after(element);
  fillCard(Number(link.hash.slice(2)));
  element.showPopover();
  link.classList.add("is-open");
  placeCard();
  if (isPinned) pinCard();
}

function pinCard() {
  card.isPinned = true;
  card.element.focus({ preventScroll: true });
}

function closeCard({ returnsFocus = false } = {}) {
  clearTimeout(timers.open);
  clearTimeout(timers.close);
  if (!card) return;
  const { link, element } = card;
  const hadFocus = element.contains(document.activeElement);
  card = null;
  link.classList.remove("is-open");
  if (returnsFocus && hadFocus) {
    isQuiet = true;
    link.focus({ preventScroll: true });
    isQuiet = false;
  }
  element.remove();
}

function fillCard(number) {
  const { element, group } = card;
  const item = document.getElementById(`e${number}`);
  const piece = item.querySelector(".piece").cloneNode(true);
  element.querySelector("#card-title").textContent = `Evidence ${number}`;
  element.querySelector(".card-body").replaceChildren(...piece.childNodes);
  element.querySelector(".to-index").setAttribute("href", `#e${number}`);
  element.querySelector(".card-place").textContent = `${group.indexOf(number) + 1} of ${group.length}`;
  for (const part of element.querySelectorAll(".step, .card-place")) part.hidden = group.length < 2;
  element.querySelector(".said").textContent = "";
  card.number = number;
}

// Beside its number on a wide screen; on a narrow one the style sheet puts it at the foot.
function placeCard() {
  if (!card) return;
  const { element, link } = card;
  element.style.removeProperty("left");
  element.style.removeProperty("top");
  if (narrow.matches) return;
  const at = link.getClientRects()[0];
  if (!at || at.bottom < 0 || at.top > innerHeight) return closeCard();
  const { width, height } = element.getBoundingClientRect();
  const below = at.bottom + 8;
  const top = below + height <= innerHeight || at.top < height + 8 ? below : at.top - height - 8;
  element.style.left = `${Math.max(12, Math.min(at.left - 24, root.clientWidth - width - 12))}px`;
  element.style.top = `${Math.max(12, Math.min(top, innerHeight - height - 12))}px`;
}

let isQuiet = false; // while focus comes back from a closed card
const citeOf = (target) => {
  const link = target.closest?.("main a");
  return link && isCited.test(link.hash) && !link.closest(".card, .index") && link.getAttribute("href")[0] === "#" ? link : null;
};

if (HTMLElement.prototype.showPopover) {
  for (const link of document.querySelectorAll("main a")) {
    if (!citeOf(link)) continue;
    link.removeAttribute("title");
    link.setAttribute("aria-haspopup", "dialog");
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = citeOf(event.target);
    if (link) {
      clearTimeout(timers.open);
      clearTimeout(timers.close);
      if (!card?.isPinned) timers.open = setTimeout(() => openCard(link), 140);
    } else if (card?.element.contains(event.target)) {
      clearTimeout(timers.close);
    } else {
      clearTimeout(timers.open);
      if (card && !card.isPinned && !card.element.contains(document.activeElement)) {
        clearTimeout(timers.close);
        timers.close = setTimeout(closeCard, 280);
      }
    }
  });

  document.addEventListener("focusin", (event) => {
    const link = citeOf(event.target);
    if (link && !isQuiet && link.matches(":focus-visible")) openCard(link);
    else if (card && !card.element.contains(event.target) && event.target !== card.link) closeCard();
  });

  document.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = citeOf(event.target);
    if (link) {
      event.preventDefault();
      clearTimeout(timers.open);
      openCard(link, { isPinned: true });
    } else if (card && !card.element.contains(event.target)) {
      closeCard();
    } else if (card) {
      clickInCard(event);
    }
  });

  addEventListener("keydown", (event) => {
    if (!card) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape") {
      event.preventDefault();
      closeCard({ returnsFocus: true });
    } else if (step && card.element.contains(document.activeElement)) {
      stepCard(step);
    }
  });

  addEventListener("scroll", () => requestAnimationFrame(placeCard), { passive: true });
  addEventListener("resize", placeCard);
}

function stepCard(step) {
  const { group, number } = card;
  fillCard(group.at((group.indexOf(number) + step) % group.length));
  placeCard();
}

async function clickInCard(event) {
  const button = event.target.closest("button");
  if (event.target.closest("a")) return closeCard();
  if (!button) return;
  if (button.matches(".close")) return closeCard({ returnsFocus: true });
  if (button.matches(".step")) return stepCard(Number(button.dataset.step));
  const said = card.element.querySelector(".said");
  const isDone = await copyText(citeEvidence(card.number, button.dataset.copy));
  said.textContent = isDone ? "Copied" : "Could not be copied";
}
