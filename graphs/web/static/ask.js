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
  document.getElementById("plain").hidden = true;
  const named = [
    [".CodeMirror textarea", "SPARQL query"],
    [".dataTables_filter input, .tableFilter", "Filter the answer"],
    [".tableSizer", "Rows shown"],
    [".autocomplete", "Endpoint"],
  ];
  const name = () => {
    // Their list of tabs holds a button that is no tab: then it is no tab list either.
    place.querySelectorAll("[role=tablist]").forEach((each) => each.removeAttribute("role"));
    place.querySelectorAll("[role=tab]").forEach((each) => {
      each.setAttribute("role", "button");
      each.removeAttribute("aria-selected");
    });
    place.querySelectorAll("[role=tabpanel]").forEach((each) => each.removeAttribute("role"));
    for (const [which, text] of named) {
      place.querySelectorAll(which).forEach((each) => each.getAttribute("aria-label") || each.setAttribute("aria-label", text));
    }
  };
  new MutationObserver(name).observe(place, { childList: true, subtree: true });
  name();
  document.body.dataset.ready = "yes";
})();
