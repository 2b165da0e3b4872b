// Search over findings and evidence, narrowed by edition and theme.

const find = document.getElementById("find");
const field = document.getElementById("find-words");
const hits = find.querySelector(".hits");
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").toLowerCase();

// What can be found, read off the page itself the first time it is asked for.
let shelf = null;
function readShelf() {
  const themeOf = new Map();
  const findings = [...document.querySelectorAll(".finding")].map((element) => {
    const chapter = element.closest("section");
    themeOf.set(element.id, chapter.id);
    const numbers = element.querySelector(".statement .cites")?.dataset.numbers.split(" ") ?? [];
    const editions = numbers.map((number) => document.getElementById(`e${number}`)?.dataset.edition);
    return {
      kind: "Finding", id: element.id, themes: [chapter.id], editions,
      title: element.querySelector("h3, h4, h5, h6").textContent,
      text: element.querySelector(".statement").firstChild ? textOf(element.querySelector(".statement")) : "",
      foot: chapter.querySelector("h2")?.textContent ?? "",
    };
  });
  const evidence = [...document.querySelectorAll(".index > li")].map((element) => ({
    kind: "Evidence", id: element.id, editions: [element.dataset.edition],
    themes: [...element.querySelectorAll('a[href^="#f-"]')].map((link) => themeOf.get(link.hash.slice(1))),
    title: `Evidence ${element.value}`,
    text: element.querySelector("blockquote").textContent,
    foot: element.querySelector(".origin a")?.textContent ?? element.dataset.source,
  }));
  return [...findings, ...evidence].map((item) => ({ ...item, folded: fold(`${item.title} ${item.text} ${item.foot}`) }));
}

function textOf(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll(".cites, .card").forEach((part) => part.remove());
  return copy.textContent;
}

const chosen = (name) => [...find.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value);

function showHits() {
  shelf ??= readShelf();
  const words = fold(field.value).split(/\s+/).filter(Boolean);
  const [editions, themes] = [chosen("edition"), chosen("theme")];
  const isAsked = words.length + editions.length + themes.length > 0;
  const found = shelf.filter((item) =>
    words.every((word) => item.folded.includes(word)) &&
    (!editions.length || item.editions.some((edition) => editions.includes(edition))) &&
    (!themes.length || item.themes.some((theme) => themes.includes(theme))));
  const shown = isAsked ? found : [];
  hits.replaceChildren(...shown.map((item) => showHit(item, words)));
  const count = (kind, one, more) => {
    const n = shown.filter((item) => item.kind === kind).length;
    return `${n} ${n === 1 ? one : more}`;
  };
  find.querySelector(".find-count").textContent = isAsked
    ? `${count("Finding", "finding", "findings")}, ${count("Evidence", "piece", "pieces")} of evidence`
    : "Type words, or choose an edition or a theme.";
}

function showHit(item, words) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${item.id}`;
  link.append(part("span", "hit-kind", item.kind === "Finding" ? `Finding · ${item.foot}` : item.title));
  if (item.kind === "Finding") link.append(part("span", "hit-title", item.title, words));
  link.append(part("span", "hit-text", item.text.replace(/\s+/g, " ").trim(), words));
  if (item.kind === "Evidence") link.append(part("span", "hit-foot", item.foot));
  row.append(link);
  return row;
}

// Text with the words asked for marked; folding may change lengths, so each character is folded by itself.
function part(tag, name, text, words = []) {
  const element = document.createElement(tag);
  element.className = name;
  const characters = [...text];
  const folded = characters.map(fold);
  let length = 0;
  const starts = folded.map((piece) => (length += piece.length) - piece.length);
  const whole = folded.join("");
  const marked = new Set();
  for (const word of words) {
    for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + word.length)) {
      starts.forEach((start, place) => {
        if (start >= at && start < at + word.length) marked.add(place);
      });
    }
  }
  let run = "";
  const flush = (isMarked) => {
    if (!run) return;
    const piece = isMarked ? document.createElement("mark") : document.createTextNode(run);
    if (isMarked) piece.textContent = run;
    element.append(piece);
    run = "";
  };
  characters.forEach((character, place) => {
    if (place && marked.has(place) !== marked.has(place - 1)) flush(marked.has(place - 1));
    run += character;
  });
  flush(marked.has(characters.length - 1));
  return element;
}

function openFind() {
  if (find.open) return;
  closeCard();
  find.showModal();
  field.focus();
  field.select();
  showHits();
}

document.getElementById("open-find").addEventListener("click", openFind);
find.querySelector(".close").addEventListener("click", () => find.close());
find.addEventListener("input", showHits);
find.addEventListener("click", (event) => {
  const link = event.target.closest(".hits a");
  if (event.target === find) find.close(); // the ground behind it
  if (!link) return;
  find.close();
  const target = document.getElementById(link.hash.slice(1));
  target.tabIndex = -1;
  requestAnimationFrame(() => target.focus({ preventScroll: true }));
});
addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    openFind();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (find.open && step && !event.target.matches?.("input[type=checkbox]")) {
    const stops = [field, ...hits.querySelectorAll("a")];
    event.preventDefault();
    stops[Math.max(0, Math.min(stops.indexOf(document.activeElement) + step, stops.length - 1))]?.focus();
  }
});
