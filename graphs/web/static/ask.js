// The editor: YASGUI over the form that is there without it. It asks this server and no other.
"use strict";
(() => {
  const place = document.getElementById("editor");
  const words = document.getElementById("query");
  const prefixes = JSON.parse(place.dataset.prefixes);
  const base = place.dataset.base;
  Yasgui.Yasqe.defaults.autocompleters.splice(0, Infinity, "variables");
  Yasgui.Yasr.plugins.table.prototype.getUriLinkFromBinding = function (binding, known) {
    const ours = binding.value.startsWith(base);
    const link = document.createElement("a");
    link.className = "iri";
    if (ours && !/[<>"{}|\\^`\s]/.test(binding.value)) link.dataset.iri = binding.value;
    link.href = ours ? "/" + binding.value.slice(base.length) : binding.value;
    const short = Object.entries(known || {}).find(([, iri]) => binding.value.startsWith(iri));
    link.textContent = short ? `${short[0]}:${binding.value.slice(short[1].length)}` : binding.value;
    return link.outerHTML;
  };
  const editor = new Yasgui(place, {
    requestConfig: { endpoint: location.origin + "/sparql", method: "POST" },
    copyEndpointOnNewTab: false,
    persistenceId: null,
    endpointCatalogueOptions: { getData: () => [] },
    yasqe: { value: words.value, createShareableLink: () => location.href, resizeable: true },
    yasr: { prefixes, maxPersistentResponseSize: 0 },
  });
  editor.getTab().setQuery(words.value);
  // The form stays, for answers in other formats; the editor has the query.
  const form = document.getElementById("plain");
  words.closest(".field").hidden = true;
  form.querySelector("button").textContent = "Download";
  form.addEventListener("submit", () => { words.value = editor.getTab().getQuery(); });
  // Names for IRIs of the graph, asked for once each.
  const names = new Map();
  const show = (link) => {
    const name = names.get(link.dataset.iri);
    if (name) { link.title = link.dataset.iri; link.textContent = name; }
  };
  const nameLinks = async () => {
    const links = [...place.querySelectorAll("a.iri[data-iri]")];
    const wanted = [...new Set(links.map((link) => link.dataset.iri))].filter((iri) => !names.has(iri)).slice(0, 200);
    wanted.forEach((iri) => names.set(iri, ""));
    if (wanted.length) {
      const query = `SELECT ?iri (SAMPLE(?n) AS ?name) { VALUES ?iri { ${wanted.map((iri) => `<${iri}>`).join(" ")} }
        ?iri skos:prefLabel|rdfs:label ?n } GROUP BY ?iri`;
      const got = await fetch("/sparql?format=json", { method: "POST", body: new URLSearchParams({ query }) });
      if (got.ok) for (const row of (await got.json()).results.bindings) names.set(row.iri.value, row.name.value);
    }
    links.filter((link) => names.get(link.dataset.iri) && link.textContent !== names.get(link.dataset.iri)).forEach(show);
  };
  const named = [
    [".CodeMirror textarea", "SPARQL query"],
    [".dataTables_filter input, .tableFilter", "Filter the answer"],
    [".tableSizer", "Rows shown"],
    [".autocomplete", "Endpoint"],
  ];
  const name = () => {
    nameLinks();
    // Their list of tabs holds a button that is no tab: then it is no tab list either.
    place.querySelectorAll("[role=tablist]").forEach((each) => each.removeAttribute("role"));
    place.querySelectorAll("[role=tab]").forEach((each) => {
      each.setAttribute("role", "button");
      each.removeAttribute("aria-selected");
    });
    place.querySelectorAll("[role=tabpanel]").forEach((each) => each.removeAttribute("role"));
    // What scrolls must be reached by keyboard.
    place.querySelectorAll(".CodeMirror-scroll").forEach((each) => each.setAttribute("tabindex", "0"));
    for (const [which, text] of named) {
      place.querySelectorAll(which).forEach((each) => each.getAttribute("aria-label") || each.setAttribute("aria-label", text));
    }
  };
  new MutationObserver(name).observe(place, { childList: true, subtree: true });
  name();
  document.body.dataset.ready = "yes";
})();
