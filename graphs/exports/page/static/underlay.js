// A large network beneath what the library draws: thousands of marks and lines in a few strokes.

const underBox = document.getElementById("underlay");
const AT_A_STROKE = 150;
const DASHED_UP_TO = 1500;

// Corners of each kind's mark as multiples of its radius; agencies and findings are circles.
const CORNERS = {
  board: [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
  service: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
  role: [[0, -1.1], [1.1, 0.9], [-1.1, 0.9]],
  instrument: [[-0.55, -0.95], [0.55, -0.95], [1.1, 0], [0.55, 0.95], [-0.55, 0.95], [-1.1, 0]],
  other: [[-0.45, -1], [0.45, -1], [1, -0.45], [1, 0.45], [0.45, 1], [-0.45, 1], [-1, 0.45], [-1, -0.45]],
};

// Makes a canvas as sharp as the screen, and gives its context in pixels of the page.
function prepared(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(cy.width() * ratio), Math.round(cy.height() * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, cy.width(), cy.height());
  return context;
}

function drawUnderlay() {
  if (large) drawMany(prepared(underBox), toScreen, cy.width(), cy.height());
}

function drawMany(context, project, width, height) {
  const at = nodes.map(project);
  const seen = edges.filter((edge) => edge.shown && edge.source !== edge.target && crosses(at[edge.source.index], at[edge.target.index], width, height));
  context.globalAlpha = state.near ? 0.08 : seen.length > DASHED_UP_TO ? 0.3 : 0.6;
  for (const name of Object.keys(TIES)) strokeTies(context, paints[name], TIES[name].dash, seen.filter((edge) => edge.look === name), at);
  context.globalAlpha = state.near ? 0.15 : 1;
  for (const kind of new Set(nodes.map((node) => node.kind))) fillMarks(context, kind, nodes.filter((node) => node.shown && node.kind === kind), at);
  context.globalAlpha = 1;
}

function crosses(from, to, width, height) {
  return Math.max(from.x, to.x) > 0 && Math.max(from.y, to.y) > 0 && Math.min(from.x, to.x) < width && Math.min(from.y, to.y) < height;
}

function strokeTies(context, paint, dash, ties, at) {
  context.strokeStyle = paint;
  context.lineWidth = 1;
  context.setLineDash(ties.length > DASHED_UP_TO ? [] : dash);
  for (let start = 0; start < ties.length; start += AT_A_STROKE) {
    context.beginPath();
    for (const { source, target } of ties.slice(start, start + AT_A_STROKE)) {
      context.moveTo(at[source.index].x, at[source.index].y);
      context.lineTo(at[target.index].x, at[target.index].y);
    }
    context.stroke();
  }
}

function fillMarks(context, kind, marks, at) {
  context.fillStyle = paints.kinds[kind];
  const round = kind === "agency" || kind === "finding";
  const corners = CORNERS[kind] || CORNERS.other;
  for (let start = 0; start < marks.length; start += AT_A_STROKE) {
    context.beginPath();
    for (const { index } of marks.slice(start, start + AT_A_STROKE)) {
      const { x, y, radius } = at[index];
      const size = Math.max(radius, LEAST_MARK);
      if (round) {
        context.moveTo(x + size, y);
        context.arc(x, y, size, 0, 7);
      } else {
        corners.forEach(([dx, dy], corner) => context[corner ? "lineTo" : "moveTo"](x + dx * size, y + dy * size));
        context.closePath();
      }
    }
    context.fill();
  }
}
