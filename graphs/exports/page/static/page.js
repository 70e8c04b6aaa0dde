// How the parts of the page work together: filters, search, choosing, keys, looks, print.

const byId = (id) => document.getElementById(id);

function refresh() {
  applyFilters();
  drawFiltered();
  showReading();
  showTable();
  const [names, ties] = [nodes.filter((node) => node.shown).length, edges.filter((edge) => edge.shown).length];
  byId("status").textContent = `${plural(names, "name")}, ${plural(ties, "tie")}, ${plural(sentenceRows().length, "sentence")}`;
  byId("nothing").hidden = names > 0;
}

function choose(one) {
  state.selected = one;
  state.words = "";
  if (!one && state.focused) return focusOn(null);
  drawSelection();
  showReading();
  if (one?.ties) bringIntoView(one);
  byId("spoken").textContent = one?.ties ? `${one.label}, ${one.kind}, ${plural(liveQuotes(one).length, "sentence")}, ${plural(shownTies(one).length, "tie")}` : one ? tieName(one) : "Nothing chosen";
  cy.forceRender();
}

function focusOn(node) {
  const inside = readingBox.contains(document.activeElement);
  state.focused = node;
  refresh();
  drawSelection();
  fitShown();
  if (inside) byId("focus")?.focus();
}

function makeFilters() {
  const { filters } = state;
  const tally = (key) => quotes.reduce((counts, quote) => counts.set(key(quote), (counts.get(key(quote)) || 0) + 1), new Map());
  const kinds = nodes.reduce((counts, node) => counts.set(node.kind, (counts.get(node.kind) || 0) + 1), new Map());
  choices("kinds", [...kinds.keys()].sort((a, b) => data.kinds.indexOf(a) - data.kinds.indexOf(b)), (kind) => [kindMark(kind), kind], kinds, filters);
  choices("stances", data.stances, (stance) => [stanceMark(stance)], tally((quote) => quote.stance), filters);
  choices("parts", [...data.parts.keys()], (part) => [data.parts[part]], tally((quote) => quote.item?.part), filters);
  const themes = data.themes.map((label, at) => [label, at]).sort(([a], [b]) => compare(a, b));
  options("theme", [["All themes", -1], ...themes], (value) => { state.filters.theme = Number(value); });
  options("from", [["first", ""], ...years.map((year) => [year, year])], (value) => { state.filters.from = value; });
  options("to", [["last", ""], ...years.map((year) => [year, year])], (value) => { state.filters.to = value; });
}

function choices(name, values, content, counts) {
  for (const value of values) {
    const box = make("input", { type: "checkbox", checked: true });
    box.addEventListener("change", () => {
      state.filters[name][box.checked ? "add" : "delete"](value);
      refresh();
    });
    const number = make("span", { className: "count" }, (counts.get(value) || 0).toLocaleString("en-GB"));
    byId("filter-" + name).append(make("label", { className: "choice" }, box, ...content(value), number));
  }
}

function options(id, rows, change) {
  const select = byId(id);
  select.append(...rows.map(([label, value]) => make("option", { value }, label)));
  select.addEventListener("change", () => { change(select.value); refresh(); });
}

function resetAll() {
  byId("filters").reset();
  Object.assign(state, { filters: noFilters(), selected: null, focused: null, words: "" });
  closeResults();
  refresh();
  drawSelection();
  fitShown();
}

// Search: a list under the field, walked with arrows.

const results = { rows: [], at: -1 };

function searched(text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const start = (node) => (fold(node.label).startsWith(wanted) ? 0 : 1);
  const named = nodes.filter((node) => fold(node.label).includes(wanted)).sort((a, b) => start(a) - start(b) || b.about.length - a.about.length || a.index - b.index);
  const rows = named.slice(0, 12).map((node) => ({ content: [kindMark(node.kind), node.authority ? `${node.label}, ${node.authority}` : node.label], open: () => openFound(node) }));
  const found = sentencesWith(text.trim()).length;
  if (found) rows.push({ content: [`${plural(found, "sentence")} with “${text.trim()}”`], open: () => openWords(text.trim()) });
  return rows.length ? rows : [{ content: ["Nothing found"], open: () => {} }];
}

function openFound(node) {
  if (!node.shown) resetAll();
  choose(node);
  comeNear(node);
}

function openWords(text) {
  state.selected = null;
  drawSelection();
  state.words = text;
  showReading();
}

function showResults() {
  results.rows = searched(byId("search").value);
  results.at = results.rows.length ? 0 : -1;
  byId("results").replaceChildren(...results.rows.map((row, at) => {
    const item = make("li", { role: "option", id: "result-" + at, "aria-selected": "false" }, ...row.content);
    item.addEventListener("mousedown", (event) => { event.preventDefault(); openResult(at); });
    return item;
  }));
  byId("results").hidden = !results.rows.length;
  byId("search").setAttribute("aria-expanded", String(results.rows.length > 0));
  markResult();
}

function markResult() {
  [...byId("results").children].forEach((item, at) => item.setAttribute("aria-selected", String(at === results.at)));
  const active = byId("result-" + results.at);
  active?.scrollIntoView({ block: "nearest" });
  if (active) byId("search").setAttribute("aria-activedescendant", active.id);
  else byId("search").removeAttribute("aria-activedescendant");
}

function openResult(at) {
  results.rows[at]?.open();
  closeResults();
}

function closeResults() {
  Object.assign(results, { rows: [], at: -1 });
  byId("results").replaceChildren();
  byId("results").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
}

function searchKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && results.rows.length) {
    results.at = (results.at + step + results.rows.length) % results.rows.length;
    markResult();
    event.preventDefault();
  } else if (event.key === "Enter") {
    openResult(results.at);
    event.preventDefault();
  } else if (event.key === "Escape") {
    event.target.value = "";
    closeResults();
  }
}

// Keys in the picture.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function pictureKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS[event.key];
  const action = { Enter: readChosen, " ": readChosen, "+": () => zoomBy(1.3), "=": () => zoomBy(1.3), "-": () => zoomBy(1 / 1.3), 0: fitShown }[event.key];
  if (arrow) step(...arrow);
  else if (action) action();
  else return;
  event.preventDefault();
}

function step(dx, dy) {
  const from = state.selected?.ties ? state.selected : state.selected?.source;
  const next = from?.shown ? nodeTowards(from, dx, dy) : byWeight.find((node) => node.shown);
  if (next) choose(next);
}

function readChosen() {
  if (state.selected) byId("reading-title").focus();
}

// Escape goes back one step: from reading to the picture, from neighbours to all, from a choice to none.
function goBack(event) {
  if (event.key !== "Escape" || event.target.id === "search") return;
  if (readingBox.contains(document.activeElement)) pictureBox.focus();
  else if (state.focused) focusOn(null);
  else if (state.selected || state.words) choose(null);
}

// Looks and paper.

function isDark() {
  const own = document.documentElement.dataset.scheme;
  return own ? own === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function setScheme(dark) {
  document.documentElement.dataset.scheme = dark ? "dark" : "light";
  byId("scheme").textContent = dark ? "Light" : "Dark";
  repaint();
}

function beforePrint() {
  state.dark = isDark();
  if (state.dark) setScheme(false);
  byId("printed").src = wholePicture().toDataURL("image/png");
  byId("printed").alt = document.title;
  byId("printed").hidden = false;
  showRowsForPaper(true);
}

function afterPrint() {
  byId("printed").hidden = true;
  byId("printed").removeAttribute("src");
  showRowsForPaper(false);
  if (state.dark) setScheme(true);
}

function savePicture() {
  const link = make("a", { href: wholePicture().toDataURL("image/png"), download: document.title.replace(/[^\w]+/g, "-") + ".png" });
  link.click();
}

function makeLegend() {
  const kinds = data.kinds.map((kind) => make("span", {}, kindMark(kind), kind));
  const there = new Set(edges.map((edge) => edge.look));
  const ties = Object.keys(TIES).filter((name) => there.has(name)).map((name) => make("span", {}, tieMark(name), TIES[name].meaning));
  const note = make("span", { className: "note" }, "Larger: named in more sentences. Wider: more sentences name both.");
  byId("legend").append(...kinds, ...ties, note);
}

function makeFoot() {
  byId("foot").append(
    make("p", {}, data.source), make("p", {}, data.rights), make("p", {}, data.ours),
    make("p", {}, "Made by findingsgraph. The picture is drawn by Cytoscape.js (MIT licence), which is inside this file; the file loads nothing."));
  if (!data.mixed.length) return;
  byId("mixed").textContent = "Reports under different terms stand together here; keep to the strictest or narrow the selection. " + data.mixed.join("; ") + ".";
  byId("mixed").hidden = false;
}

function listen() {
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("search").addEventListener("input", showResults);
  byId("search").addEventListener("focus", showResults);
  byId("search").addEventListener("blur", closeResults);
  byId("search").addEventListener("keydown", searchKey);
  byId("reset-all").addEventListener("click", resetAll);
  byId("nearer").addEventListener("click", () => zoomBy(1.3));
  byId("farther").addEventListener("click", () => zoomBy(1 / 1.3));
  byId("whole").addEventListener("click", fitShown);
  byId("save").addEventListener("click", savePicture);
  byId("print").addEventListener("click", () => window.print());
  byId("scheme").addEventListener("click", () => setScheme(!isDark()));
  pictureBox.addEventListener("keydown", pictureKey);
  document.addEventListener("keydown", goBack);
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
  window.addEventListener("resize", fillWindow);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  listenToPicture();
}

function listenToPicture() {
  cy.on("tap", (event) => choose(oneAt(event)));
  cy.on(large ? "mousemove" : "mouseover mouseout", (event) => hover(event.type === "mouseout" ? null : oneAt(event)));
  cy.on("dragpan scrollzoom pinchzoom", byHand);
  cy.on("render", afterRender);
  let fitted = `${cy.width()} ${cy.height()}`;
  cy.on("resize", () => {
    const size = `${cy.width()} ${cy.height()}`;
    moving.stale = true;
    if (size !== fitted) fitShown();
    fitted = size;
  });
}

function oneAt(event) {
  if (event.target !== cy) return event.target.scratch("of");
  return (large && (nodeAt(event.position) || (event.type === "tap" && edgeAt(event.position)))) || null;
}

function hover(one) {
  pictureBox.classList.toggle("pointing", Boolean(one));
  const node = one?.ties ? one : null;
  if (node === state.hovered) return;
  state.hovered?.drawn?.removeClass("hover");
  state.hovered = node;
  node?.drawn?.addClass("hover");
  if (!large) cy.forceRender();
  else if (!moving.byHand) drawLabels();
}

// The picture reaches to the window's lower edge, whatever stands above it.
function fillWindow() {
  const stage = document.querySelector(".stage");
  stage.style.setProperty("--above", `${stage.offsetTop}px`);
  cy.resize();
}

function start() {
  makeFilters();
  makeLegend();
  makeFoot();
  makeTabs();
  byId("scheme").textContent = isDark() ? "Light" : "Dark";
  if (matchMedia("(max-width: 44rem)").matches) byId("filter-box").open = false;
  byId("part-set").hidden = data.parts.length < 2;
  fillWindow();
  pictureBox.setAttribute("aria-label", `Network: ${plural(nodes.length, "name")}, ${plural(edges.length, "tie")}`);
  refresh();
  fitShown();
  listen();
  cy.one("render", () => { document.body.dataset.ready = "yes"; });
  cy.forceRender();
}

start();
