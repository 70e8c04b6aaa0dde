"""Asking with a form: the questions of the library, and what the engine answers them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from findingsgraph.errors import FindingsGraphError
from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.endpoint import FORMATS, Endpoint, Question
from findingsgraph.graphs.web.render import Page
from findingsgraph.graphs.web.site import Site
from findingsgraph.graphs.web.tables import Column, Link, Table
from findingsgraph.ontology import concepts, themes
from findingsgraph.ontology.iris import BASE
from findingsgraph.ontology.namespaces import PREFIXES
from findingsgraph.queries import bind, load
from findingsgraph.queries.library import Parameter, Query, names

__all__ = ["EDITOR_POLICY", "ask_page", "bound_query", "question_page"]

EDITOR_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Of the editor's page alone: its library writes styles."""
EXAMPLE = """# Sentences on the police that are a weakness, the newest first
SELECT ?authority ?dated ?text ?finding WHERE {
  ?mention fg:mentions/org:classification concept:police ; fg:mentionIn ?statement .
  ?statement fg:stance stance:weakness ; fg:text ?text ; fg:statementOf ?finding .
  ?finding fg:itemOf ?report .
  ?report fg:dated ?dated ; fg:reportsOn/fg:inspects/skos:prefLabel ?authority .
}
ORDER BY DESC(?dated)
LIMIT 20
"""
SHOWN = 500
"""Rows of an answer that a page shows; a download has all."""


def ask_page(site: Site, asked: Asked) -> Page:
    """The editor, and the list of questions."""
    query = asked.one("query") or EXAMPLE
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"{prefix}:" in query}
    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in used.items())
    context = {
        "query": query if "PREFIX" in query.upper() else declared + query,
        "prefixes": json.dumps(PREFIXES),
        "base": BASE,
        "formats": list(FORMATS),
        "questions": [load(name) for name in names()],
    }
    return Page("ask.html", "Ask", context)


def bound_query(asked: Asked, query: Query) -> str:
    """Fill a question with the parameters of an address; raises `Refused` for values it cannot have."""
    values: dict[str, Any] = {}
    for parameter in query.parameters:
        given = asked.many(parameter.name)
        if given:
            values[parameter.name] = given if len(given) > 1 else given[0]
    try:
        return bind(query, values)
    except FindingsGraphError as problem:
        raise Refused(400, str(problem)) from problem


async def question_page(site: Site, asked: Asked, endpoint: Endpoint, name: str) -> Page:
    """One question: what it answers, its parameters as a form, its SPARQL, its answer when asked for one."""
    if name not in names():
        raise Refused(404, "There is no question of this name.")
    query = load(name)
    sparql = bound_query(asked, query)
    tables: Mapping[str, Table] = {}
    if asked.one("run"):
        answer = await endpoint.ask(Question(sparql, FORMATS["json"], whole=True), site.engine)
        body = b"".join([piece async for piece in _body(answer)])
        tables = {"answer": _as_table(site, asked, json.loads(body))}
    given = [(each.name, value) for each in query.parameters for value in asked.many(each.name)]
    context = {
        "query": query,
        "sparql": "\n".join(line for line in sparql.splitlines() if not line.startswith("#")).strip(),
        "fields": [(each, _choices(each), asked.one(each.name)) for each in query.parameters],
        "api": f"/api/queries/{name}" + (f"?{urlencode(given)}" if given else ""),
        "run": bool(tables),
        "many": len(tables["answer"].rows) if tables else 0,
    }
    return Page("question.html", query.title, context, tables)


async def _body(answer: Any) -> Any:
    if hasattr(answer, "body_iterator"):
        async for piece in answer.body_iterator:
            yield piece
    else:
        yield answer.body


def _choices(parameter: Parameter) -> list[tuple[str, str]]:
    """What a parameter may be, where that is a list; else nothing, and the form has a field to write in."""
    if "|" in parameter.kind:
        return [(each, each) for each in parameter.kind.split("|")]
    known: Mapping[str, Any] = {"theme": themes(), "agency": concepts()}.get(parameter.kind, {})
    return sorted(((id, each.label) for id, each in known.items()), key=lambda each: each[1])


def _as_table(site: Site, asked: Asked, found: Mapping[str, Any]) -> Table:
    variables = found.get("head", {}).get("vars", ["answer"])
    bindings = found.get("results", {}).get("bindings", [])
    iris = {cell["value"] for row in bindings[:SHOWN] for cell in row.values() if cell["type"] == "uri"}
    named = _names(site, sorted(iris))
    rows = [{name: _cell(row.get(name), named) for name in variables} for row in bindings]
    kinds = {
        name: "number" if any(isinstance(row[name], int | float) for row in rows[:50]) else "text"
        for name in variables
    }
    columns = [Column(name, name.replace("_", " "), kinds[name]) for name in variables]  # type: ignore[arg-type]
    return Table("answer", "Answer", columns, rows, 100, asked)


def _cell(cell: Mapping[str, str] | None, named: Mapping[str, str]) -> Any:
    if cell is None:
        return None
    if cell["type"] == "uri":
        return Link(named.get(cell["value"]) or _short(cell["value"]), cell["value"])
    kind = cell.get("datatype", "").rpartition("#")[2]
    try:
        if kind == "integer":
            return int(cell["value"])
        if kind in ("decimal", "double", "float"):
            return float(cell["value"])
    except ValueError:
        pass
    return cell["value"]


def _short(iri: str) -> str:
    """Shorten an IRI for a cell: its last parts; the whole is where the link leads.

    >>> _short("https://w3id.org/findingsgraph/report/a/2014-02-03/lscb/lscb/finding/7/s-1"), _short("urn:x")
    ('… finding/7/s-1', 'urn:x')
    """
    parts = iri.removeprefix(BASE).split("/")
    return "… " + "/".join(parts[-3:]) if len(parts) > 4 and iri.startswith(BASE) else "/".join(parts)


def _names(site: Site, iris: list[str]) -> dict[str, str]:
    """Names of bodies and authorities among IRIs."""
    found: dict[str, str] = {}
    for start in range(0, len(iris), 500):
        some = iris[start : start + 500]
        places = ", ".join("?" * len(some))
        for table, column, name in (("entity", "entity", "name"), ("report", "authority", "authority_name")):
            sql = f"SELECT DISTINCT {column}, {name} FROM {table} WHERE {column} IN ({places})"
            found.update(tuple(row) for row in site.index.rows(sql, some))
    return found
