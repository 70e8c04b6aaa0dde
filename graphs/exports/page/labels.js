// Names on the picture: of one size however far one zooms, the weightiest first, none over another.

const labelBox = document.getElementById("labels");
const LABEL = 12;
const MOST_LABELS = 260;
const byWeight = [...nodes].sort((one, other) => other.radius - one.radius || one.index - other.index);

function shorten(label) {
  return label.length > 36 ? label.slice(0, 34).trimEnd() + "…" : label;
}

function fontOf(node) {
  const bold = node === state.selected || node.radius > 16;
  return `${bold ? 600 : 400} ${LABEL}px ${getComputedStyle(document.body).fontFamily}`;
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

function chooseLabels(context, toScreen, width, height) {
  const taken = new Taken();
  const chosen = [];
  for (const node of inOrder()) {
    if (!node.shown) continue;
    const { x, y, radius } = toScreen(node);
    if (x < -40 || y < -40 || x > width + 40 || y > height + 20) continue;
    context.font = fontOf(node);
    const text = shorten(node.label);
    const half = context.measureText(text).width / 2;
    const top = y + radius + 2;
    const box = { left: x - half - 2, right: x + half + 2, top, bottom: top + LABEL + 3 };
    const must = node === state.selected || node === state.hovered;
    if (!must && taken.meets(box)) continue;
    taken.add(box);
    chosen.push({ node, text, x, y: top + LABEL - 1 });
    if (chosen.length >= MOST_LABELS) break;
  }
  return chosen;
}

function paintLabels(context, chosen) {
  context.textAlign = "center";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = paints.sheet;
  context.fillStyle = paints.ink;
  for (const { node, text, x, y } of chosen) {
    context.font = fontOf(node);
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}

let paints = { sheet: colour("sheet"), ink: colour("ink") };

function drawLabels() {
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [cy.width(), cy.height()];
  if (labelBox.width !== Math.round(width * ratio) || labelBox.height !== Math.round(height * ratio)) {
    labelBox.width = Math.round(width * ratio);
    labelBox.height = Math.round(height * ratio);
  }
  const context = labelBox.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const [zoom, pan] = [cy.zoom(), cy.pan()];
  const toScreen = (node) => ({ x: node.x * zoom + pan.x, y: node.y * zoom + pan.y, radius: node.radius * zoom });
  paintLabels(context, chooseLabels(context, toScreen, width, height));
}

function repaint() {
  paints = { sheet: colour("sheet"), ink: colour("ink") };
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
  const [width, height] = [(box.right - box.left) * zoom + 2 * margin, (box.bottom - box.top) * zoom + 2 * margin];
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext("2d");
  context.fillStyle = paints.sheet;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const drawn = cy.renderer().bufferCanvasImage({ full: true, scale: zoom * scale });
  const bounds = cy.elements().boundingBox();
  const left = margin + (bounds.x1 - box.left) * zoom;
  const top = margin + (bounds.y1 - box.top) * zoom;
  context.drawImage(drawn, left * scale, top * scale);
  context.scale(scale, scale);
  const toScreen = (node) => ({ x: margin + (node.x - box.left) * zoom, y: margin + (node.y - box.top) * zoom, radius: node.radius * zoom });
  paintLabels(context, chooseLabels(context, toScreen, width, height));
  return canvas;
}
