// Moving a large network: while a hand drags or zooms, what is drawn goes along as it is, which costs nothing;
// it is drawn anew when the hand pauses, or when too much of the view would be empty or blurred.

const PAUSE = 110;
const FARTHEST = 0.12;
const BLURRED = 1.6;
const moving = { drawn: null, byHand: false, stale: true, timer: 0 };

function drawAll() {
  clearTimeout(moving.timer);
  Object.assign(moving, { drawn: { zoom: cy.zoom(), pan: { ...cy.pan() } }, byHand: false, stale: false });
  for (const canvas of [underBox, labelBox]) canvas.style.transform = "";
  drawUnderlay();
  drawLabels();
}

// What the library says it has drawn: of a small network all, of a large one what is chosen.
function afterRender() {
  const move = large && !moving.stale && moveSince(moving.drawn);
  if (!move) return drawAll();
  if (!moving.byHand || tooFar(move)) {
    if (move.scale !== 1 || move.x || move.y) drawAll();
    return;
  }
  const { scale, x, y } = move;
  for (const canvas of [underBox, labelBox]) canvas.style.transform = `matrix(${scale}, 0, 0, ${scale}, ${x}, ${y})`;
}

function moveSince({ zoom, pan }) {
  const scale = cy.zoom() / zoom;
  return { scale, x: cy.pan().x - pan.x * scale, y: cy.pan().y - pan.y * scale };
}

function tooFar({ scale, x, y }) {
  const [width, height] = [cy.width(), cy.height()];
  const empty = Math.max(x / width, y / height, 1 - scale - x / width, 1 - scale - y / height);
  return empty > FARTHEST || scale > BLURRED;
}

function byHand() {
  moving.byHand = true;
  clearTimeout(moving.timer);
  moving.timer = setTimeout(drawAll, PAUSE);
}
