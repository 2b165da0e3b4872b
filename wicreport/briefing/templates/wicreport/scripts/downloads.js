// A figure as SVG or PNG, with its title, measure and sources, made from what stands on the page.

const NAMESPACE = "http://www.w3.org/2000/svg";
const EDGE = 20;

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function breakLines(text, font, width) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  const lines = [""];
  for (const word of text.replace(/\s+/g, " ").trim().split(" ")) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (lines.at(-1) && pen.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.filter(Boolean);
}

// The figure as a picture of its own: in the light colours, with the typefaces it is set in.
function composeFigure(plate) {
  const drawing = plate.querySelector(".canvas svg").cloneNode(true);
  const [, , width, height] = drawing.getAttribute("viewBox").split(/\s+/).map(Number);
  const picture = document.createElementNS(NAMESPACE, "svg");
  const faces = [...document.styleSheets[0].cssRules].filter((rule) => rule instanceof CSSFontFaceRule && /Inter|Noto/.test(rule.style.getPropertyValue("font-family")));
  const style = document.createElementNS(NAMESPACE, "style");
  style.textContent = faces.map((rule) => rule.cssText).join("\n");
  const paper = document.createElementNS(NAMESPACE, "rect");
  picture.append(style, paper);
  let top = EDGE;
  const write = (text, size, weight, fill) => {
    const family = "Inter, 'Noto Sans SC', sans-serif";
    for (const line of breakLines(text, `${weight} ${size}px ${family}`, width)) {
      top += size * 1.35;
      const row = document.createElementNS(NAMESPACE, "text");
      const looks = { x: EDGE, y: top, fill, "font-family": family, "font-size": size, "font-weight": weight };
      for (const [name, value] of Object.entries(looks)) row.setAttribute(name, value);
      row.textContent = line;
      picture.append(row);
    }
  };
  write(plate.querySelector(".figure-title").textContent, 14, 600, "#1b2026");
  write(plate.querySelector(".figure-subtitle")?.textContent ?? "", 10.5, 400, "#565e67");
  top += 10;
  const place = { x: EDGE, y: top, width, height };
  for (const [name, value] of Object.entries(place)) drawing.setAttribute(name, value);
  picture.append(drawing);
  top += height + 4;
  write(plate.querySelector(".source").textContent, 9, 400, "#565e67");
  write(document.querySelector("h1").textContent, 9, 400, "#565e67");
  const size = { width: width + 2 * EDGE, height: Math.ceil(top + EDGE) };
  for (const [name, value] of Object.entries({ ...size, viewBox: `0 0 ${size.width} ${size.height}` })) picture.setAttribute(name, value);
  for (const [name, value] of Object.entries({ ...size, fill: "#ffffff" })) paper.setAttribute(name, value);
  return { text: new XMLSerializer().serializeToString(picture), ...size };
}

async function savePicture(plate, form, name) {
  const { text, width, height } = composeFigure(plate);
  const vector = new Blob([text], { type: "image/svg+xml" });
  if (form === "SVG") return save(vector, name);
  const image = new Image();
  image.src = URL.createObjectURL(vector);
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * 3, height: height * 3 });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((blob) => save(blob, name), "image/png");
}

for (const plate of document.querySelectorAll(".plate:has(.canvas)")) {
  const row = plate.querySelector(".download");
  for (const form of ["SVG", "PNG"]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = form;
    button.setAttribute("aria-label", `Download as ${form}: ${plate.querySelector(".figure-title").textContent}`);
    button.addEventListener("click", () => savePicture(plate, form, `${row.dataset.name}.${form.toLowerCase()}`));
    row.append(" ", button);
  }
}
