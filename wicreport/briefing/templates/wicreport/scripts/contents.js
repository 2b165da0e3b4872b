// Contents that follow the scroll, the switch between light and dark, and links that can be shared.

const root = document.documentElement;
const contents = document.querySelector(".contents details");
root.classList.add("scripted");
document.querySelector(".switches").hidden = false;

const entries = [...contents.querySelectorAll("a")].map((link) => ({ link, section: document.querySelector(link.hash) }));
const here = document.querySelector(".contents-here");
let current = null;

// A section is current once it is above the line that is read at, which comes down from the top as the page is scrolled.
function followScroll() {
  const top = parseFloat(getComputedStyle(root).scrollPaddingTop) + 8; // where a link brings its section, and a little
  const line = Math.min(innerHeight * 0.3, top + scrollY);
  const atEnd = scrollY > 0 && scrollY + innerHeight >= root.scrollHeight - 2;
  const passed = entries.filter(({ section }) => section.getBoundingClientRect().top <= line);
  const entry = atEnd ? entries.at(-1) : passed.at(-1) ?? entries[0];
  if (entry === current) return;
  current?.link.removeAttribute("aria-current");
  entry?.link.setAttribute("aria-current", "true");
  here.textContent = entry ? entry.link.textContent : "";
  current = entry;
  const list = entry?.link.closest(".rail");
  if (list && list.scrollHeight > list.clientHeight) list.scrollTop = entry.link.offsetTop - list.clientHeight / 2;
}

let isWaiting = false;
addEventListener("scroll", () => {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => {
    isWaiting = false;
    followScroll();
  });
}, { passive: true });
addEventListener("resize", followScroll);
followScroll();

// On wide screens the list stands open; on others it closes once it has served.
const wide = matchMedia("(min-width: 68rem)");
const openContents = () => { contents.open = wide.matches; };
wide.addEventListener("change", openContents);
openContents();
contents.addEventListener("click", (event) => {
  if (event.target.closest("a") && !wide.matches) contents.open = false;
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && contents.open && !wide.matches) {
    contents.open = false;
    contents.querySelector("summary").focus();
  }
});

const dark = document.getElementById("switch-dark");
const system = matchMedia("(prefers-color-scheme: dark)");

function remember(value) {
  try {
    if (value) localStorage.setItem("wicreport-look", value);
    return localStorage.getItem("wicreport-look");
  } catch {
    return value;
  }
}

function showLook(look) {
  if (look) root.dataset.look = look;
  dark.setAttribute("aria-pressed", String((root.dataset.look ?? (system.matches ? "dark" : "light")) === "dark"));
}

dark.addEventListener("click", () => showLook(remember(dark.getAttribute("aria-pressed") === "true" ? "light" : "dark")));
system.addEventListener("change", () => showLook());
showLook(remember());

// A link to a finding copies itself as well as going there.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.(".permalink");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (await copyText(addressOf(link.hash))) {
    link.dataset.said = "Link copied";
    setTimeout(() => delete link.dataset.said, 1600);
  }
});
