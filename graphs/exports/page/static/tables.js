// The same content as sortable tables, for those who read tables better than pictures.

const tableBox = document.getElementById("table");
const ROWS = 50;
const ROWS_ON_PAPER = 1000;
const several = new Set(nodes.map((node) => node.authority)).size > 1;

const count = (title, value) => ({ title, number: true, value });
const words = (title, value) => ({ title, value });
const stanceColumns = ["strength", "weakness", "mixed"].map((stance) => count(STANCES[stance][2].replace(/^./, (c) => c.toUpperCase()), (one) => countStances(one)[stance]));

const TABLES = {
  names: {
    title: "Names", what: "name", rows: () => nodes.filter((node) => node.shown), sort: [several ? 3 : 2, -1],
    columns: [
      { title: "Name", value: (node) => node.label, open: (node) => node },
      words("Kind", (node) => node.kind),
      ...(several ? [words("Authority", (node) => node.authority)] : []),
      count("Sentences", (node) => liveQuotes(node).length),
      ...stanceColumns,
      count("Ties", (node) => shownTies(node).length),
    ],
  },
  ties: {
    title: "Ties", what: "tie", rows: () => edges.filter((edge) => edge.shown), sort: [2, -1],
    columns: [
      { title: data.directed ? "From" : "Name", value: (edge) => edge.source.label, open: (edge) => edge },
      { title: data.directed ? "To" : "Other name", value: (edge) => edge.target.label, open: (edge) => edge },
      count("Sentences", (edge) => liveQuotes(edge).length),
      ...stanceColumns,
      words("Drawn as", (edge) => [edge.relation, TIES[edge.look].meaning].filter(Boolean).join(", ")),
    ],
  },
  sentences: {
    title: "Sentences", what: "sentence", rows: sentenceRows, sort: [-1, 1],
    columns: [
      words("Sentence", (quote) => quote.text),
      words("Stance (findingsgraph’s)", (quote) => STANCES[quote.stance][1]),
      words("Names", (quote) => (namesOf.get(quote.index) || []).join(", ")),
      words("Section", (quote) => data.sections[quote.item?.section] || ""),
      { title: "Place", value: placeOf, key: (quote) => quote.index },
      words("Report", (quote) => (quote.item ? `${quote.item.report.authority} ${quote.item.report.dated}` : "")),
      words("Source", (quote) => quote.item?.report.source || ""),
    ],
  },
};
let current = "names";
let rowsShown = ROWS;

const namesOf = new Map();
for (const node of nodes) {
  if (node.kind === "finding") continue;
  for (const quote of node.about) namesOf.set(quote, [...(namesOf.get(quote) || []), node.label]);
}

function sentenceRows() {
  const named = new Set(nodes.filter((node) => node.shown).flatMap((node) => node.about));
  return quotes.filter((quote) => state.live[quote.index] && named.has(quote.index));
}

function compare(one, other) {
  return typeof one === "number" ? one - other : one.localeCompare(other, "en-GB", { numeric: true });
}

function sortedRows(table) {
  const rows = table.rows();
  const [at, way] = table.sort;
  if (at < 0) return rows;
  const { value, key = value } = table.columns[at];
  return rows.map((row) => [key(row), row]).sort(([a, first], [b, second]) => way * compare(a, b) || first.index - second.index).map(([, row]) => row);
}

function showTable() {
  const table = TABLES[current];
  const rows = sortedRows(table);
  const shown = rows.slice(0, rowsShown);
  const caption = make("caption", {}, rows.length > shown.length ? `First ${shown.length} of ${plural(rows.length, table.what)}` : plural(rows.length, table.what));
  tableBox.replaceChildren(make("table", {}, caption, headRow(table), make("tbody", {}, ...shown.map((row) => bodyRow(table, row)))));
  if (rows.length > shown.length) tableBox.append(moreRows(rows.length - shown.length));
}

function headRow(table) {
  return make("thead", {}, make("tr", {}, ...table.columns.map((column, at) => {
    const button = make("button", { type: "button" }, column.title);
    button.addEventListener("click", () => sortBy(table, at));
    const sorted = table.sort[0] === at ? (table.sort[1] > 0 ? "ascending" : "descending") : "none";
    return make("th", { scope: "col", className: column.number ? "number" : "", "aria-sort": sorted }, button);
  })));
}

function sortBy(table, at) {
  const first = table.columns[at].number ? -1 : 1;
  table.sort = [at, table.sort[0] === at ? -table.sort[1] : first];
  showTable();
  tableBox.querySelectorAll("thead button")[at].focus();
}

function bodyRow(table, row) {
  return make("tr", {}, ...table.columns.map((column, at) => {
    const value = column.value(row);
    const inside = column.open ? openButton(value, column.open(row)) : typeof value === "number" ? value.toLocaleString("en-GB") : value;
    return at === 0 ? make("th", { scope: "row" }, inside) : make("td", { className: column.number ? "number" : "" }, inside);
  }));
}

function openButton(text, one) {
  const button = make("button", { type: "button" }, text);
  button.addEventListener("click", () => {
    choose(one);
    document.getElementById("reading-title").focus();
  });
  return button;
}

function moreRows(left) {
  const button = make("button", { type: "button", className: "more" }, `Show ${Math.min(left, 4 * ROWS)} more rows`);
  button.addEventListener("click", () => {
    const first = rowsShown;
    rowsShown += 4 * ROWS;
    showTable();
    const row = tableBox.querySelectorAll("tbody tr")[first];
    (row?.querySelector("button") || tableBox).focus();
  });
  return button;
}

function makeTabs() {
  const list = document.getElementById("tabs");
  const names = Object.keys(TABLES);
  for (const name of names) {
    const tab = make("button", { type: "button", role: "tab", id: "tab-" + name, "aria-controls": "table" }, TABLES[name].title);
    tab.addEventListener("click", () => openTab(name));
    list.append(tab);
  }
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    openTab(names[(names.indexOf(current) + step + names.length) % names.length]);
    document.getElementById("tab-" + current).focus();
  });
  openTab(current);
}

function showRowsForPaper(onPaper) {
  const before = rowsShown;
  rowsShown = Math.max(rowsShown, ROWS_ON_PAPER);
  if (onPaper) showTable();
  rowsShown = before;
  if (!onPaper) showTable();
}

function openTab(name) {
  current = name;
  rowsShown = ROWS;
  for (const other of Object.keys(TABLES)) {
    const tab = document.getElementById("tab-" + other);
    tab.setAttribute("aria-selected", String(other === name));
    tab.tabIndex = other === name ? 0 : -1;
  }
  tableBox.setAttribute("aria-labelledby", "tab-" + name);
  showTable();
}
