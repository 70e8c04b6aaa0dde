// What the page knows: names, ties, sentences, and which of them fit the filters.

const data = JSON.parse(document.getElementById("data").textContent);

const STANCES = {
  "strength": ["+", "strength", "strengths"],
  "weakness": ["−", "weakness", "weaknesses"],
  "mixed": ["±", "mixed", "mixed"],
  "context": ["i", "context", "context"],
  "required-action": ["!", "required action", "required actions"],
};
const TIES = {
  strength: { meaning: "mostly in strengths", dash: [] },
  weakness: { meaning: "mostly in weaknesses", dash: [8, 4] },
  balanced: { meaning: "in strengths and weaknesses", dash: [11, 3, 2, 3] },
  neutral: { meaning: "in context or required actions only", dash: [2, 4] },
};

const reports = data.reports.map(([authority, dated, source]) => ({ authority, dated, source, year: dated.slice(0, 4) }));
const items = data.items.map(([text, part, section, kind, number, report, themes]) =>
  ({ text, part, section, kind, number, report: reports[report], themes }));
const quotes = data.quotes.map(([item, start, end, stance, page, line], index) => {
  const whole = items[item];
  const text = typeof start === "string" ? start : whole.text.slice(start, end);
  return { index, item: whole, text, stance: data.stances[stance], page, line };
});
const nodes = data.nodes.map(([id, label, kind, x, y, radius, authority, about, ranges], index) => ({
  index, id: "n" + index, label, kind: data.kinds[kind] || "other", x, y, radius, authority, about,
  words: new Map(about.map((quote, at) => [quote, [ranges[2 * at], ranges[2 * at + 1]]])),
  ties: [], shown: true,
}));
const edges = data.edges.map(([source, target, weight, look, relation, about], index) => ({
  index, id: "e" + index, source: nodes[source], target: nodes[target], weight, look, ownLook: look, relation, about, shown: true,
}));
for (const edge of edges) {
  edge.source.ties.push(edge);
  if (edge.target !== edge.source) edge.target.ties.push(edge);
}
const years = [...new Set(reports.map((report) => report.year).filter(Boolean))].sort();

const state = { selected: null, focused: null, live: new Uint8Array(quotes.length), filters: noFilters() };

function noFilters() {
  return { kinds: new Set([...data.kinds, "other"]), stances: new Set(data.stances), parts: new Set(data.parts.keys()), theme: -1, from: "", to: "" };
}

function fits(quote, filters) {
  const { item } = quote;
  return filters.stances.has(quote.stance)
    && (!item || filters.parts.has(item.part))
    && (filters.theme < 0 || item?.themes.includes(filters.theme))
    && (!filters.from || item?.report.year >= filters.from)
    && (!filters.to || item?.report.year <= filters.to);
}

function applyFilters() {
  const { filters, live } = state;
  for (const quote of quotes) live[quote.index] = fits(quote, filters) ? 1 : 0;
  const around = state.focused && new Set([state.focused, ...neighbours(state.focused)]);
  for (const node of nodes) {
    node.shown = filters.kinds.has(node.kind) && hasLive(node) && (!around || around.has(node));
  }
  for (const edge of edges) {
    edge.shown = edge.source.shown && edge.target.shown && hasLive(edge);
    edge.look = edge.about.length ? lookOf(edge) : edge.ownLook;
  }
}

// What the network holds without sentences of its own is shown whatever the filters ask of sentences.
function hasLive(one) {
  return one.about.length === 0 || one.about.some((quote) => state.live[quote]);
}

function liveQuotes(one) {
  return one.about.filter((quote) => state.live[quote]).map((quote) => quotes[quote]);
}

function countStances(one) {
  const counts = Object.fromEntries(data.stances.map((stance) => [stance, 0]));
  for (const quote of one.about) if (state.live[quote]) counts[quotes[quote].stance] += 1;
  return counts;
}

// The same rule as in the still picture: the balance of valued sentences decides.
function lookOf(edge) {
  const { strength, weakness, mixed } = countStances(edge);
  const valued = strength + weakness + mixed;
  if (!valued) return "neutral";
  const sign = (strength - weakness) / valued;
  return sign > 1 / 3 ? "strength" : sign < -1 / 3 ? "weakness" : "balanced";
}

function neighbours(node) {
  return node.ties.map((edge) => (edge.source === node ? edge.target : edge.source));
}

function shownTies(node) {
  return node.ties.filter((edge) => edge.shown && edge.source !== edge.target);
}

function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function plural(count, one, many = one + "s") {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}

function tieName(edge) {
  const between = data.directed ? " → " : " and ";
  return edge.source.label + between + edge.target.label;
}

function placeOf(quote) {
  return quote.page ? `page ${quote.page}` : quote.line ? `line ${quote.line} of the text` : "place unknown";
}
