// Copying, and what more than one script needs.

const narrow = matchMedia("(max-width: 40rem)");

function addressOf(hash) {
  return location.href.split("#")[0] + hash;
}

// Older browsers, and pages whose clipboard is barred, still copy what is selected.
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    (document.querySelector(".card") ?? document.body).append(field);
    const before = document.activeElement;
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    before?.focus();
    return done;
  }
}

// One citation of a piece of evidence: its words, where they stand, and the entry of its source.
function citeEvidence(number, form) {
  const item = document.getElementById(`e${number}`);
  const source = document.getElementById(`s-${item.dataset.source}`);
  const words = item.querySelector("mark").textContent;
  const speaker = item.querySelector(".speaker");
  const said = `“${words}”${speaker ? ` (${speaker.textContent})` : ""}`;
  const place = item.querySelector(".place").textContent.replace(/^,\s*/, "");
  const where = `${place}; evidence ${number} of “${document.querySelector("h1").textContent}”`;
  if (form === "link") return addressOf(`#e${number}`);
  if (!source) return `${said} (${item.dataset.source}, ${where})`;
  if (form === "citation") return `${said} ${source.querySelector(".reference").textContent} ${where}.`;
  const note = `${said} (${where})`.replace(/[&%$#_{}~^\\]/g, (sign) => ({ "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" })[sign] ?? `\\${sign}`);
  return source.querySelector(".bibtex").textContent.replace(/\n}\s*$/, `,\n  note = {${note}}\n}`);
}
