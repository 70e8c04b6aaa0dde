// The findings behind what is chosen: sentences with place, source and stance. Their words are only ever set as text.

const readingBox = document.getElementById("reading");
const AT_ONCE = 40;

function make(tag, properties = {}, ...children) {
  const { className, ...rest } = properties;
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const [name, value] of Object.entries(rest)) {
    if (name in element && !name.startsWith("aria")) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function vector(tag, properties) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
  return element;
}

function kindMark(kind) {
  const picture = vector("svg", { width: 13, height: 13, viewBox: "-1.2 -1.2 2.4 2.4", "aria-hidden": "true" });
  const round = kind === "agency" || kind === "finding";
  const fill = `var(--kind-${kind in SHAPES ? kind : "finding"})`;
  const corners = (CORNERS[kind] || CORNERS.other).join(" ");
  picture.append(round ? vector("circle", { r: 1, fill }) : vector("polygon", { points: corners, fill }));
  return picture;
}

function tieMark(name) {
  const picture = vector("svg", { width: 38, height: 10, "aria-hidden": "true" });
  picture.append(vector("line", { x1: 0, x2: 38, y1: 5, y2: 5, stroke: `var(--stance-${name})`, "stroke-width": 3, "stroke-dasharray": TIES[name].dash.join(" ") }));
  return picture;
}

function stanceMark(stance, word = STANCES[stance][1]) {
  const sign = make("b", { "aria-hidden": "true" }, STANCES[stance][0]);
  return make("span", { className: "stance stance-" + stance }, sign, word);
}

function showReading() {
  const { selected } = state;
  readingBox.replaceChildren(...(state.words ? wordsReading(state.words) : !selected ? welcome() : selected.ties ? nodeReading(selected) : edgeReading(selected)));
  readingBox.classList.toggle("idle", !selected && !state.words);
  readingBox.scrollTop = 0;
}

function heading(text) {
  return make("h2", { id: "reading-title", tabIndex: -1 }, text);
}

function welcome() {
  const most = [...nodes].filter((node) => node.shown).sort((a, b) => liveQuotes(b).length - liveQuotes(a).length || a.index - b.index).slice(0, 12);
  return [
    heading("Read the findings"),
    make("p", { className: "lead" }, "Choose a name or a tie in the picture, in the search or in the tables to read every sentence behind it, with its place in the report."),
    make("h3", {}, "Named most often"),
    nameList(most.map((node) => [node, liveQuotes(node).length])),
  ];
}

function nodeReading(node) {
  const found = liveQuotes(node);
  const near = shownTies(node).map((edge) => [edge, edge.source === node ? edge.target : edge.source])
    .sort(([a], [b]) => b.weight - a.weight || a.index - b.index);
  return [
    heading(node.label),
    make("p", { className: "lead" }, kindMark(node.kind), [node.kind, node.authority].filter(Boolean).join(", ")),
    ...stanceBar(node),
    actions(focusButton(node), clearButton()),
    ...(near.length ? [make("h3", {}, `Stands with ${plural(new Set(near.map(([, other]) => other)).size, "other")}`), nameList(near.map(([edge, other]) => [other, edge.about.length || edge.weight, edge]))] : []),
    ...quoteList(found, node),
  ];
}

function edgeReading(edge) {
  return [
    heading(tieName(edge)),
    make("p", { className: "lead" }, tieMark(edge.look), [edge.relation, TIES[edge.look].meaning].filter(Boolean).join(", ")),
    ...stanceBar(edge),
    actions(clearButton()),
    make("h3", {}, "Between"),
    nameList([[edge.source], [edge.target]]),
    ...quoteList(liveQuotes(edge), edge.source, edge.target),
  ];
}

function wordsReading(words) {
  const found = sentencesWith(words);
  return [heading(`Sentences with “${words}”`), actions(clearButton()), ...quoteList(found, { words: new Map(), find: words })];
}

function sentencesWith(words) {
  const wanted = fold(words);
  return quotes.filter((quote) => state.live[quote.index] && fold(quote.text).includes(wanted));
}

function actions(...buttons) {
  return make("div", { className: "actions" }, ...buttons);
}

function focusButton(node) {
  const pressed = state.focused === node;
  const button = make("button", { type: "button", id: "focus", "aria-pressed": String(pressed) }, "Only its neighbours");
  button.addEventListener("click", () => focusOn(pressed ? null : node));
  return button;
}

function clearButton() {
  const button = make("button", { type: "button" }, "Close");
  button.addEventListener("click", () => choose(null));
  return button;
}

function stanceBar(one) {
  const counts = Object.entries(countStances(one)).filter(([, count]) => count);
  if (!counts.length) return [];
  const bar = make("div", { className: "bar", "aria-hidden": "true" });
  for (const [stance, count] of counts) {
    const piece = make("i", { className: "stance-" + stance });
    piece.style.flex = String(count);
    bar.append(piece);
  }
  const list = make("ul", { className: "counts" }, ...counts.map(([stance, count]) => make("li", {}, stanceMark(stance, `${count} ${STANCES[stance][count === 1 ? 1 : 2]}`))));
  return [bar, list];
}

function nameList(rows, most = 14) {
  const list = make("ul", { className: "names" });
  for (const [node, count, edge] of rows.slice(0, most)) list.append(make("li", {}, nameButton(node, count, edge)));
  if (rows.length > most) {
    const more = make("button", { type: "button" }, `${rows.length - most} more`);
    more.addEventListener("click", () => list.replaceWith(nameList(rows, rows.length)));
    list.append(make("li", {}, more));
  }
  return list;
}

function nameButton(node, count, edge) {
  const button = make("button", { type: "button" }, kindMark(node.kind), node.label);
  // Ties between the same two are told apart by what they say: "← absent from".
  const says = edge?.relation ? `${edge.target === node ? "→" : "←"} ${edge.relation.toLowerCase()}` : "";
  const small = [says, count === undefined || (says && count === 1) ? "" : count.toLocaleString("en-GB")].filter(Boolean);
  if (small.length) button.append(make("small", {}, small.join(" ")));
  button.addEventListener("click", () => choose(edge || node));
  if (edge) button.title = `Sentences that name ${tieName(edge)}`;
  return button;
}

function quoteList(found, ...named) {
  const title = make("h3", {}, plural(found.length, "sentence"));
  const list = make("div", { className: "quotes" });
  extendQuotes(list, found, named, 0);
  return [title, list];
}

function extendQuotes(list, found, named, start) {
  list.append(...found.slice(start, start + AT_ONCE).map((quote) => quoteCard(quote, named)));
  const left = found.length - start - AT_ONCE;
  if (left <= 0) return;
  const more = make("button", { type: "button", className: "more" }, `Show ${Math.min(left, AT_ONCE)} more of ${left}`);
  more.addEventListener("click", () => {
    more.remove();
    extendQuotes(list, found, named, start + AT_ONCE);
    list.children[start + AT_ONCE]?.querySelector("summary")?.focus();
  });
  list.append(more);
}

function quoteCard(quote, named) {
  return make("article", { className: "quote" },
    stanceMark(quote.stance),
    make("blockquote", {}, ...marked(quote, named)),
    make("p", { className: "where" }, whereOf(quote)),
    wholeItem(quote));
}

function whereOf({ item, ...quote }) {
  if (!item) return placeOf(quote);
  const { authority, dated, source } = item.report;
  const section = [data.sections[item.section], item.number].filter(Boolean).join(", ");
  return [`${authority} ${dated}`.trim(), data.parts[item.part], section, placeOf(quote), source].filter(Boolean).join(" · ");
}

function wholeItem({ item, text }) {
  if (!item || item.text.length <= text.length + 2) return null;
  return make("details", {}, make("summary", {}, "The whole paragraph"), make("p", {}, item.text));
}

// The sentence with the words that name what was chosen in <mark>.
function marked(quote, named) {
  const ranges = named.map((one) => one.words.get(quote.index) || rangeOf(quote.text, one.find)).filter((range) => range && range[1] > range[0]).sort((a, b) => a[0] - b[0]);
  const pieces = [];
  let at = 0;
  for (const [start, end] of ranges) {
    if (start < at) continue;
    pieces.push(quote.text.slice(at, start), make("mark", {}, quote.text.slice(start, end)));
    at = end;
  }
  return [...pieces, quote.text.slice(at)];
}

function rangeOf(text, words) {
  const at = words ? text.toLowerCase().indexOf(words.toLowerCase()) : -1;
  return at < 0 ? null : [at, at + words.length];
}
