// The picture: drawn by Cytoscape.js at the places that the export settled. Of a large network the
// library draws what is chosen and those near it, and moves the view; underlay.js draws the thousands beneath.

const SHAPES = {
  agency: "ellipse", board: "round-rectangle", service: "diamond", role: "triangle",
  instrument: "hexagon", finding: "ellipse",
};
const OTHER_SHAPE = "octagon";
const LEAST_MARK = 1.6;
const large = nodes.length + edges.length > 1500;
const pictureBox = document.getElementById("picture");
const probe = document.body.appendChild(document.createElement("span"));
probe.hidden = true;

// Canvas knows no custom properties, and light-dark() resolves on a property that is used.
function colour(name) {
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color;
}

function kindColour(kind) {
  return colour(kind in SHAPES ? `kind-${kind}` : "kind-finding");
}

function tieWidth(edge) {
  return Math.min(9, 1.1 + 1.3 * Math.log2(1 + Math.max(0, edge.weight)) * (large ? 0.5 : 1));
}

function looks() {
  const sheet = colour("sheet");
  const ink = colour("ink");
  return [
    { selector: "node", style: { width: "data(d)", height: "data(d)", "background-color": kindColour("other"), shape: OTHER_SHAPE, "border-width": 1.5, "border-color": sheet, "overlay-opacity": 0, events: "yes" } },
    ...Object.keys(SHAPES).map((kind) => ({ selector: "." + kind, style: { shape: SHAPES[kind], "background-color": kindColour(kind) } })),
    { selector: "edge", style: { width: "data(w)", "curve-style": data.directed && !large ? "bezier" : "haystack", "haystack-radius": 0, "line-color": colour("stance-neutral"), "line-opacity": 0.7, "overlay-opacity": 0 } },
    ...Object.keys(TIES).map((name) => ({ selector: ".tie-" + name, style: tieLook(name) })),
    ...(data.directed ? [{ selector: "edge", style: { "target-arrow-shape": "triangle", "target-arrow-color": colour("soft"), "arrow-scale": 0.8 } }] : []),
    { selector: ".faded", style: { opacity: 0.13 } },
    { selector: ".near", style: { "line-opacity": 1 } },
    { selector: "node.hover", style: { "border-width": 2.5, "border-color": ink } },
    { selector: "node.chosen", style: { "border-width": 4, "border-color": ink, "z-index": 9 } },
    { selector: "edge.chosen", style: { "line-opacity": 1, width: (edge) => edge.data("w") + 3, "z-index": 9 } },
    { selector: ".gone", style: { display: "none" } },
  ];
}

function tieLook(name) {
  const { dash } = TIES[name];
  const line = { "line-color": colour("stance-" + name) };
  return dash.length ? { ...line, "line-style": "dashed", "line-dash-pattern": dash } : { ...line, "line-style": "solid" };
}

function nodeElement(node) {
  return { group: "nodes", data: { id: node.id, d: 2 * node.radius }, position: { x: node.x, y: node.y }, classes: node.kind };
}

function tieElement(edge) {
  return { group: "edges", data: { id: edge.id, source: edge.source.id, target: edge.target.id, w: tieWidth(edge) }, classes: "tie-" + edge.look };
}

const cy = cytoscape({
  container: pictureBox,
  elements: large ? [] : [...nodes.map(nodeElement), ...edges.map(tieElement)],
  style: looks(),
  layout: { name: "preset", fit: false },
  autoungrabify: true,
  autounselectify: true,
  boxSelectionEnabled: false,
  minZoom: 0.02,
  maxZoom: 6,
});
cy.nodes().forEach((drawn, index) => join(nodes[index], drawn));
cy.edges().forEach((drawn, index) => join(edges[index], drawn));

function join(one, drawn) {
  one.drawn = drawn;
  drawn.scratch("of", one);
}

function drawFiltered() {
  moving.stale = true;
  cy.batch(() => {
    for (const one of [...nodes, ...edges]) {
      if (one.drawn && one.drawnShown !== one.shown) one.drawn.toggleClass("gone", !one.shown);
      one.drawnShown = one.shown;
    }
    for (const edge of edges) {
      if (edge.drawn && edge.drawnLook && edge.drawnLook !== edge.look) edge.drawn.removeClass("tie-" + edge.drawnLook).addClass("tie-" + edge.look);
      edge.drawnLook = edge.look;
    }
  });
}

function nearOf(one) {
  if (!one) return null;
  return new Set(one.ties ? [one, ...one.ties, ...neighbours(one)] : [one, one.source, one.target]);
}

function drawSelection() {
  const { selected } = state;
  const near = nearOf(selected);
  state.near = near;
  moving.stale = true;
  cy.batch(() => {
    cy.elements(".chosen").removeClass("chosen");
    cy.elements(".near").removeClass("near");
    cy.elements(".faded").removeClass("faded");
    if (large) lend(near || []);
    if (!near) return;
    if (!large) for (const one of [...nodes, ...edges]) if (!near.has(one)) one.drawn.addClass("faded");
    for (const one of near) one.drawn.addClass(one === selected ? "chosen near" : "near");
  });
}

function lend(near) {
  for (const drawn of cy.elements()) delete drawn.scratch("of").drawn;
  cy.elements().remove();
  const ones = [...near].sort((one, other) => Boolean(other.ties) - Boolean(one.ties));
  cy.add(ones.map((one) => (one.ties ? nodeElement(one) : tieElement(one)))).forEach((drawn, at) => {
    join(ones[at], drawn);
    drawn.toggleClass("gone", !ones[at].shown);
  });
}

function toScreen({ x, y, radius }) {
  const [zoom, pan] = [cy.zoom(), cy.pan()];
  return { x: x * zoom + pan.x, y: y * zoom + pan.y, radius: radius * zoom };
}

function fitShown() {
  const shown = nodes.filter((node) => node.shown);
  if (!shown.length) return;
  const box = boundsOf(shown);
  const [aside, above] = [Math.min(66, cy.width() / 8), 42];
  const zoom = Math.min(2.2, (cy.width() - 2 * aside) / Math.max(1, box.right - box.left), (cy.height() - 2 * above) / Math.max(1, box.bottom - box.top));
  cy.viewport({
    zoom: Math.max(zoom, cy.minZoom()),
    pan: { x: cy.width() / 2 - zoom * (box.left + box.right) / 2, y: cy.height() / 2 - zoom * (box.top + box.bottom) / 2 },
  });
}

function boundsOf(shown) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y, radius } of shown) {
    box.left = Math.min(box.left, x - radius);
    box.right = Math.max(box.right, x + radius);
    box.top = Math.min(box.top, y - radius);
    box.bottom = Math.max(box.bottom, y + radius);
  }
  return box;
}

function zoomBy(factor) {
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

function bringIntoView(node) {
  const [at, width, height] = [toScreen(node), cy.width(), cy.height()];
  const inside = at.x > 60 && at.y > 40 && at.x < width - 60 && at.y < height - 50;
  if (!inside) cy.panBy({ x: width / 2 - at.x, y: height / 2 - at.y });
}

// In a large network, what was found is shown with those near it, as near as lets them all be seen.
function comeNear(node) {
  if (!large) return;
  const box = boundsOf([node, ...neighbours(node).filter((other) => other.shown)]);
  const fits = Math.min((cy.width() - 240) / Math.max(1, box.right - box.left), (cy.height() - 140) / Math.max(1, box.bottom - box.top));
  const zoom = Math.max(cy.zoom(), Math.min(1.6, fits));
  const middle = zoom <= fits ? { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 } : node;
  cy.viewport({ zoom, pan: { x: cy.width() / 2 - zoom * middle.x, y: cy.height() / 2 - zoom * middle.y } });
}

// The nearest shown name in an arrow's direction; what lies aside counts as farther away.
function nodeTowards(from, dx, dy) {
  let best = null;
  let least = Infinity;
  for (const node of nodes) {
    if (!node.shown || node === from) continue;
    const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
    const aside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
    const distance = along + 2.2 * aside;
    if (along > 0 && aside < 2 * along && distance < least) [best, least] = [node, distance];
  }
  return best;
}

// What of a large network is at a point of it: a name, else a tie that passes within a few pixels.
function nodeAt({ x, y }) {
  const slack = 4 / cy.zoom();
  return nodes.findLast((node) => node.shown && Math.hypot(node.x - x, node.y - y) <= Math.max(node.radius, LEAST_MARK / cy.zoom()) + slack);
}

function edgeAt(point) {
  let best = null;
  let least = 5 / cy.zoom();
  for (const edge of edges) {
    const distance = edge.shown ? distanceTo(edge, point) : Infinity;
    if (distance < least) [best, least] = [edge, distance];
  }
  return best;
}

function distanceTo({ source, target }, { x, y }) {
  const [dx, dy] = [target.x - source.x, target.y - source.y];
  const along = Math.max(0, Math.min(1, ((x - source.x) * dx + (y - source.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(source.x + along * dx - x, source.y + along * dy - y);
}
