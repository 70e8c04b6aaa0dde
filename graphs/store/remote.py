"""A SPARQL 1.1 endpoint somewhere else, asked through SPARQLWrapper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any
from urllib.error import HTTPError, URLError

from findingsgraph.errors import BadQuery, RemoteFailed, RemoteTimeout
from findingsgraph.graphs.store.rows import Cell, Iri, Rows, literal_value
from findingsgraph.loaders.nquads import iri, literal

__all__ = ["RemoteEngine"]

TIMEOUT = 60
"""Seconds to wait for an answer."""
LONGEST_MESSAGE = 300
"""Characters of the server's own message that are shown."""


class RemoteEngine:
    """An endpoint that is asked by POST, with a name, a time limit, and its own message kept."""

    def __init__(self, url: str, timeout: int = TIMEOUT) -> None:
        self.url = url
        self.timeout = timeout

    def ask(self, sparql: str) -> Rows:
        """Answer a query; raises `BadQuery`, `RemoteTimeout` or `RemoteFailed`."""
        found = self._json(sparql)
        if "boolean" in found:
            return Rows(["answer"], [[bool(found["boolean"])]])
        try:
            columns: list[str] = found["head"]["vars"]
            bindings: list[dict[str, dict[str, str]]] = found["results"]["bindings"]
        except (KeyError, TypeError) as problem:
            raise RemoteFailed(self.url, "its answer is not in the SPARQL results format") from problem
        return Rows(columns, ([_cell(binding.get(column)) for column in columns] for binding in bindings))

    def quads(self, graph: str | None = None) -> Iterator[str]:
        """Give N-Quads lines, sorted within each graph, graphs in order of their IRI."""
        for name in [graph] if graph else self.graphs():
            found = self._json(f"SELECT ?s ?p ?o WHERE {{ GRAPH {iri(name)} {{ ?s ?p ?o }} }}")
            triples = (
                " ".join(_term(binding[place]) for place in "spo") for binding in found["results"]["bindings"]
            )
            yield from sorted(f"{triple} {iri(name)} ." for triple in triples)

    def graphs(self) -> list[str]:
        """Give the IRIs of the named graphs, sorted."""
        rows = self.ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        return sorted(str(row[0]) for row in rows)

    def _json(self, sparql: str) -> dict[str, Any]:
        from SPARQLWrapper import JSON, POST, URLENCODED, SPARQLExceptions, SPARQLWrapper

        client = SPARQLWrapper(self.url, agent=f"findingsgraph/{version('findingsgraph')}")
        client.setMethod(POST)
        client.setRequestMethod(URLENCODED)
        client.setReturnFormat(JSON)
        client.setTimeout(self.timeout)
        client.setQuery(sparql)
        try:
            answer = client.query()
            content, kind = answer.response.read(), answer.info().get("content-type", "")
        except SPARQLExceptions.QueryBadFormed as problem:
            raise BadQuery(self.url, _message(problem)) from problem
        except SPARQLExceptions.SPARQLWrapperException as problem:
            raise RemoteFailed(self.url, _message(problem)) from problem
        except HTTPError as problem:
            body = problem.read(10_000).decode("utf-8", "replace")
            raise RemoteFailed(self.url, f"{problem.code} {problem.reason}: {_shorten(body)}") from problem
        except TimeoutError as problem:
            raise RemoteTimeout(self.url, f"no answer within {self.timeout} seconds") from problem
        except URLError as problem:
            if isinstance(problem.reason, TimeoutError):
                raise RemoteTimeout(self.url, f"no answer within {self.timeout} seconds") from problem
            raise RemoteTimeout(self.url, str(problem.reason)) from problem
        except OSError as problem:
            raise RemoteFailed(self.url, str(problem)) from problem
        return self._parse(content, kind)

    def _parse(self, content: bytes, kind: str) -> dict[str, Any]:
        try:
            found = json.loads(content)
        except ValueError as problem:
            text = _shorten(content[:10_000].decode("utf-8", "replace"))
            raise RemoteFailed(self.url, f"it answered {kind or 'something'}, not JSON: {text}") from problem
        if not isinstance(found, dict):
            raise RemoteFailed(self.url, "its answer is not in the SPARQL results format")
        return found


def _message(problem: Exception) -> str:
    text = str(problem)
    _, _, response = text.partition("Response:\n")
    try:
        response = eval_bytes(response)
    except ValueError:
        response = text
    return _shorten(response)


def eval_bytes(text: str) -> str:
    """Read the `b'...'` into which SPARQLWrapper puts a server's message."""
    import ast

    try:
        found = ast.literal_eval(text.strip())
    except (SyntaxError, ValueError) as problem:
        raise ValueError(text) from problem
    if not isinstance(found, bytes):
        raise ValueError(text)
    return found.decode("utf-8", "replace")


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_MESSAGE else line[: LONGEST_MESSAGE - 3] + "..."


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
    tail = (
        f"@{term['xml:lang']}"
        if "xml:lang" in term
        else f"^^{iri(term['datatype'])}"
        if "datatype" in term
        else ""
    )
    return literal(term["value"]) + tail
