// Names on the picture: of one size however far one zooms, the weightiest first, none over another.

const labelBox = document.getElementById("labels");
const LABEL = 12;
const LINE = 13.5;
const WRAP_FROM = 16;
const MOST_LABELS = 260;
const byWeight = [...nodes].sort((one, other) => other.radius - one.radius || one.index - other.index);

// A label's lines: broken at a space so that both are short; what is very long ends in "…".
function linesOf(label) {
  const short = label.length > 44 ? label.slice(0, 42).trimEnd() + "…" : label;
  if (short.length <= WRAP_FROM) return [short];
  const spaces = [...short.matchAll(/ /g)].map((space) => space.index);
  const at = spaces.sort((one, other) => Math.abs(one - short.length / 2) - Math.abs(other - short.length / 2))[0];
  return at === undefined ? [short] : [short.slice(0, at), short.slice(at + 1)];
}

// Of many places, "Police" alone says little.
function whoseName({ label, authority }) {
  return authority && !fold(label).includes(fold(authority)) ? `${label}, ${authority}` : label;
}

function isBold(node) {
  return node === state.selected || node.radius > 16;
}

function fontOf(bold) {
  return `${bold ? 600 : 400} ${LABEL}px ${paints.font}`;
}

// Measuring is slow: each label is measured once for each weight.
function widthOf(context, node, bold) {
  node.lines ??= linesOf(whoseName(node));
  node.widths ??= {};
  if (!node.widths[bold]) {
    context.font = fontOf(bold);
    node.widths[bold] = Math.max(...node.lines.map((line) => context.measureText(line).width));
  }
  return node.widths[bold];
}

function inOrder() {
  if (!state.near && !state.hovered) return byWeight;
  const first = byWeight.filter((node) => node === state.selected || node === state.hovered);
  const next = state.near ? byWeight.filter((node) => state.near.has(node) && !first.includes(node)) : byWeight.filter((node) => !first.includes(node));
  return [...first, ...next];
}

// Rectangles by cells of a grid, so that each is compared with its neighbours alone.
class Taken {
  constructor() { this.cells = new Map(); }
  * keys(box) {
    for (let x = Math.floor(box.left / 80); x <= Math.floor(box.right / 80); x += 1) {
      for (let y = Math.floor(box.top / 30); y <= Math.floor(box.bottom / 30); y += 1) yield x + ":" + y;
    }
  }
  add(box) {
    for (const key of this.keys(box)) this.cells.set(key, [...(this.cells.get(key) || []), box]);
  }
  meets(box) {
    for (const key of this.keys(box)) {
      if (this.cells.get(key)?.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) return true;
    }
    return false;
  }
}

function chooseLabels(context, project, width, height) {
  const taken = large ? new Taken() : takenByMarks(project);
  const labels = new Taken();
  const chosen = [];
  for (const node of inOrder()) {
    if (!node.shown) continue;
    const at = project(node);
    if (at.x < -40 || at.y < -40 || at.x > width + 40 || at.y > height + 20) continue;
    const bold = isBold(node);
    const boxes = boxesFor(at, widthOf(context, node, bold), node.lines.length * LINE).slice(0, node.ties.length ? 4 : 1);
    const must = node === state.selected || node === state.hovered;
    const should = bold || must || (state.near?.size < 40 && state.near.has(node));
    const inside = (each) => each.left > 2 && each.right < width - 2 && each.top > 0 && each.bottom < height;
    const free = (each) => inside(each) && !taken.meets(each);
    // The weightiest and those near what is chosen are named even where that hides a mark, but never another name.
    const box = boxes.find(free) || (should && boxes.find((each) => inside(each) && !labels.meets(each))) || (must ? boxes[0] : null);
    if (!box) continue;
    const wide = { ...box, left: box.left - 5, right: box.right + 5 };
    taken.add(wide);
    labels.add(wide);
    chosen.push({ lines: node.lines, bold, x: (box.left + box.right) / 2, y: box.top + LABEL - 1 });
    if (chosen.length >= MOST_LABELS) break;
  }
  return chosen;
}

// Where a label may stand: below its mark, above it, right or left of it.
function boxesFor({ x, y, radius }, width, height) {
  const box = (left, top) => ({ left, right: left + width, top, bottom: top + height });
  const reach = radius + 3;
  return [box(x - width / 2, y + reach), box(x - width / 2, y - reach - height), box(x + reach + 2, y - height / 2), box(x - reach - 2 - width, y - height / 2)];
}

function takenByMarks(project) {
  const taken = new Taken();
  for (const node of nodes) {
    if (!node.shown) continue;
    const { x, y, radius } = project(node);
    taken.add({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
  }
  return taken;
}

function paintLabels(context, chosen) {
  context.textAlign = "center";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = paints.sheet;
  context.fillStyle = paints.ink;
  for (const { lines, bold, x, y } of chosen) {
    context.font = fontOf(bold);
    lines.forEach((line, at) => {
      context.strokeText(line, x, y + at * LINE);
      context.fillText(line, x, y + at * LINE);
    });
  }
}

function readPaints() {
  const ties = Object.keys(TIES).map((name) => [name, colour("stance-" + name)]);
  const kinds = [...new Set(nodes.map((node) => node.kind))].map((kind) => [kind, kindColour(kind)]);
  return { kinds: Object.fromEntries(kinds), sheet: colour("sheet"), ink: colour("ink"), font: getComputedStyle(document.body).fontFamily, ...Object.fromEntries(ties) };
}

let paints = readPaints();

function drawLabels() {
  const context = prepared(labelBox);
  paintLabels(context, chooseLabels(context, toScreen, cy.width(), cy.height()));
}

function repaint() {
  paints = readPaints();
  moving.stale = true;
  cy.style().fromJson(looks()).update();
}

// The whole picture with its names as an image, for paper and files.
function wholePicture(scale = 2) {
  const canvas = document.createElement("canvas");
  const shown = nodes.filter((node) => node.shown);
  if (!shown.length) return canvas;
  const box = boundsOf(shown);
  const margin = 70;
  const zoom = Math.min(1.4, 3000 / Math.max(box.right - box.left, box.bottom - box.top, 1));
  const toPaper = ({ x, y, radius }) => ({ x: margin + (x - box.left) * zoom, y: margin + (y - box.top) * zoom, radius: radius * zoom });
  const [width, height] = [(box.right - box.left) * zoom + 2 * margin, (box.bottom - box.top) * zoom + 2 * margin];
  Object.assign(canvas, { width: width * scale, height: height * scale });
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  context.fillStyle = paints.sheet;
  context.fillRect(0, 0, width, height);
  if (large) drawMany(context, toPaper, width, height);
  if (cy.elements().nonempty()) drawLibrary(context, toPaper, zoom, scale);
  paintLabels(context, chooseLabels(context, toPaper, width, height));
  return canvas;
}

function drawLibrary(context, toPaper, zoom, scale) {
  const { x1, y1, w, h } = cy.elements().boundingBox();
  const { x, y } = toPaper({ x: x1, y: y1, radius: 0 });
  context.drawImage(cy.renderer().bufferCanvasImage({ full: true, scale: zoom * scale }), x, y, w * zoom, h * zoom);
}
