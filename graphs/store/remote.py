"""A SPARQL 1.1 endpoint somewhere else, asked through SPARQLWrapper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from urllib.request import Request

from SPARQLWrapper import JSON, POST, TURTLE, URLENCODED, SPARQLWrapper

from findingsgraph.errors import BadQuery, RemoteFailed
from findingsgraph.graphs.store.handlers import shorten
from findingsgraph.graphs.store.rows import Cell, Iri, Rows, as_text, literal_value
from findingsgraph.graphs.store.sparql import FORMS, end_of_prologue, names_graphs, parts_of
from findingsgraph.graphs.store.transport import TIMEOUT, Answer, Transport
from findingsgraph.loaders.nquads import iri, literal
from findingsgraph.loaders.triples import CATALOGUE
from findingsgraph.ontology.iris import BASE
from findingsgraph.ontology.namespaces import PREFIXES, XSD

__all__ = ["RemoteEngine"]

Binding = dict[str, dict[str, str]]

ROUND = 1_000
"""Servers cut answers at round numbers of rows; an answer of such a length may be a part."""
RESULTS = ("application/sparql-results+json", "application/json")
ACCEPTED = f"{RESULTS[0]}, {RESULTS[1]};q=0.5"
"""Asked for alike, `application/json` is a JSON of its own at some servers (Comunica)."""
ONE_SOURCE = f"?document <{PREFIXES['fg']}source> ?source"


class RemoteEngine:
    """An endpoint that is asked by POST.

    Where the server's default graph is not the union of its named graphs, the request
    names them all. An answer that the server cut short is fetched in pages.
    """

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        self.url = url
        self.transport = Transport(url, timeout)

    def ask(self, sparql: str) -> Rows:
        """Answer a query; raises `BadQuery`, `RemoteTimeout`, `RemoteRefused` or `RemoteFailed`."""
        request = self._request(sparql)
        if not names_graphs(sparql):
            for name in self._named:
                request.addParameter("default-graph-uri", name)
                request.addParameter("named-graph-uri", name)
        if request.queryType in ("CONSTRUCT", "DESCRIBE"):
            return self._triples(request)
        return self._rows(request)

    def quads(self, graph: str | None = None) -> Iterator[str]:
        """Give N-Quads lines, sorted within each graph, graphs in order of their IRI."""
        for name in [graph] if graph else self.graphs():
            yield from self._lines(name)

    def graphs(self) -> list[str]:
        """Give the IRIs of our named graphs, sorted; a store may hold other people's too."""
        catalogues = self._rows(self._request(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ {ONE_SOURCE} }} }}"))
        ours = (BASE, *(str(row.g).removesuffix(CATALOGUE) for row in catalogues))
        rows = self._rows(self._request("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"))
        return sorted(str(row.g) for row in rows if row.g.startswith(ours))

    @cached_property
    def _named(self) -> list[str]:
        """The named graphs, where the default graph does not show what they say; else none."""
        asked = "SELECT ?source WHERE {{ {} }} LIMIT 1"
        if self._rows(self._request(asked.format(ONE_SOURCE))):
            return []
        if self._rows(self._request(asked.format(f"GRAPH ?catalogue {{ {ONE_SOURCE} }}"))):
            return self.graphs()
        return []

    def _rows(self, request: _Request) -> Rows:
        answer = self._send(request)
        found = self._results(answer)
        if "boolean" in found:
            return Rows(["answer"], [[bool(found["boolean"])]])
        columns, bindings = self._whole(request, answer, found)
        rows = [[_cell(binding.get(column)) for column in columns] for binding in bindings]
        if request.queryType == "ASK":  # as Virtuoso answers it: a row with a 1, or none
            return Rows(["answer"], [[any(row[0] in (1, True) for row in rows)]])
        return Rows(columns, rows)

    def _lines(self, graph: str) -> list[str]:
        """Fetch a graph, in as many pages as the server wants, and see that it is whole."""
        where = f"WHERE {{ GRAPH {iri(graph)} {{ ?s ?p ?o }} }}"
        request = self._request(f"SELECT ?s ?p ?o {where}")
        answer = self._send(request)
        _, bindings = self._whole(request, answer, self._results(answer))
        tail = f" {iri(graph)} ."
        lines = sorted({" ".join(_term(binding[place]) for place in "spo") + tail for binding in bindings})
        if len(bindings) >= ROUND:
            said = self._rows(self._request(f"SELECT (COUNT(*) AS ?n) {where}"))[0].n
            if said != len(lines):
                have = f"it gave {len(lines):,} of {said:,} facts of {graph}"
                raise RemoteFailed(self.url, f"{have}; ask again when nobody writes to it")
        return lines

    def _whole(
        self, request: _Request, answer: Answer, found: dict[str, Any]
    ) -> tuple[list[str], list[Binding]]:
        """Give an answer's columns and rows; fetch the rest where the server may have cut it."""
        columns, bindings = self._select(found)
        first = len(bindings)
        if names_graphs(request.queryString):  # FROM, which no subquery may say
            return columns, bindings
        while self._is_cut(answer, len(bindings)):
            page = self._page(request, columns, len(bindings), first)
            if not page:
                break
            bindings += page
        return columns, bindings

    def _page(self, request: _Request, columns: list[str], start: int, most: int) -> list[Binding]:
        """Give rows from `start`; around the query, so that it may have VALUES, LIMIT or OFFSET itself.

        A subquery's rows come in the order of its own ORDER BY in all engines that we tried.
        """
        sparql = request.queryString
        end = end_of_prologue(sparql)
        names = " ".join(f"?{column}" for column in columns)
        further = self._request(
            f"{sparql[:end]} SELECT {names} WHERE {{ {{ {sparql[end:]}\n}} }} OFFSET {start} LIMIT {most}"
        )
        further.parameters.update(request.parameters)
        return self._select(self._results(self._send(further)))[1]

    def _is_cut(self, answer: Answer, rows: int) -> bool:
        """Say whether there may be more rows than the server gave."""
        said = answer.headers.get("x-sparql-maxrows", "")
        return rows > 0 and (rows % ROUND == 0 or (said.isdigit() and rows % int(said) == 0))

    def _request(self, sparql: str) -> _Request:
        prologue, form, body = parts_of(sparql)
        if form not in FORMS:
            raise BadQuery(
                self.url, f"a question begins with {', '.join(FORMS)}, not with '{shorten(body[:20])}'"
            )
        request = _Request(self.url)
        request.setQuery(prologue + body)
        request.queryType = form
        return request

    def _send(self, request: _Request) -> Answer:
        answer = self.transport.send(request.made())
        if answer.status == 400:
            raise BadQuery(self.url, answer.message or "400, without a reason")
        if answer.status != 200:
            self.transport.fail(answer)
        return answer

    def _triples(self, request: _Request) -> Rows:
        import pyoxigraph

        from findingsgraph.graphs.store.engines import cell_of

        request.setReturnFormat(TURTLE)
        answer = self._send(request)
        try:
            # N-Triples are Turtle
            found = list(pyoxigraph.parse(answer.content, pyoxigraph.RdfFormat.TURTLE, lenient=True))
        except SyntaxError as problem:
            raise RemoteFailed(
                self.url, f"it answered {answer.kind}, not Turtle: {answer.message}"
            ) from problem
        triples = ([cell_of(term) for term in (each.subject, each.predicate, each.object)] for each in found)
        return Rows(["subject", "predicate", "object"], triples)

    def _results(self, answer: Answer) -> dict[str, Any]:
        if answer.kind not in RESULTS:
            said = f"it answered {answer.kind or 'something'}, not JSON: {answer.message}"
            raise RemoteFailed(self.url, said)
        try:
            found = json.loads(answer.content)
        except ValueError as problem:
            raise RemoteFailed(self.url, f"its JSON is broken ({shorten(str(problem))})") from problem
        if not isinstance(found, dict):
            raise RemoteFailed(self.url, "its answer is not in the SPARQL results format")
        return found

    def _select(self, found: dict[str, Any]) -> tuple[list[str], list[Binding]]:
        try:
            return found["head"]["vars"], found["results"]["bindings"]
        except (KeyError, TypeError) as problem:
            raise RemoteFailed(self.url, "its answer is not in the SPARQL results format") from problem


class _Request(SPARQLWrapper):
    """A query as SPARQLWrapper writes it; it is sent by our transport.

    SPARQLWrapper's own sending loses the server's message, has no time limit, does not
    know Retry-After, and a Digest account changes all HTTP of the process.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.setMethod(POST)
        self.setRequestMethod(URLENCODED)
        self.setReturnFormat(JSON)
        self.setOnlyConneg(True)

    def made(self) -> Request:
        """Give the HTTP request."""
        request: Request = self._createRequest()
        if self.returnFormat == JSON:
            request.add_header("Accept", ACCEPTED)
        return request


def _cell(term: dict[str, str] | None) -> Cell:
    if term is None:
        return None
    if term["type"] == "uri":
        return Iri(term["value"])
    return literal_value(term["value"], term.get("datatype", ""))


def _term(term: dict[str, str]) -> str:
    if term["type"] == "uri":
        return iri(term["value"])
    if term["type"] == "bnode":
        return f"_:{term['value']}"
    if term.get("datatype") == XSD + "boolean":  # which Virtuoso keeps as 0 and 1
        return f'"{as_text(literal_value(term["value"], term["datatype"]))}"^^{iri(term["datatype"])}'
    tail = (
        f"@{term['xml:lang']}"
        if "xml:lang" in term
        else f"^^{iri(term['datatype'])}"
        if "datatype" in term
        else ""
    )
    return literal(term["value"]) + tail
