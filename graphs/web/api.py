"""For programs: the questions of the library by HTTP, described by OpenAPI."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.asking import bound_query
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.endpoint import FORMATS, Endpoint, Question, needs_whole
from findingsgraph.graphs.web.site import Site
from findingsgraph.ontology import authorities, concepts, themes
from findingsgraph.queries import load
from findingsgraph.queries.library import Parameter, Query, names

__all__ = ["answer_api", "openapi"]

IRI = "^https?://[A-Za-z0-9./_#-]+$"
FORMS = ("json", "csv", "tsv", "xml")


async def answer_api(request: Request, asked: Asked, site: Site, endpoint: Endpoint) -> Response:
    """Answer an address below /api; raises `Refused`."""
    if asked.path == "/api/openapi.json":
        return _json(openapi())
    if asked.path == "/api/queries":
        return _json([_summary(load(name)) for name in names()])
    name = asked.path.removeprefix("/api/queries/")
    if name not in names():
        raise Refused(404, "there is no such question; /api/queries lists them")
    query = load(name)
    unknown = set(asked.given) - {each.name for each in query.parameters} - {"format"}
    if unknown:
        raise Refused(400, f"{name} has no parameter {sorted(unknown)[0][:60]!r}")
    if empty := [each for each, values in asked.given.items() if not all(values)]:
        raise Refused(400, f"{empty[0][:60]} is empty; leave it out")
    form = asked.choice("format", FORMS) or "json"
    question = Question(bound_query(asked, query), FORMATS[form], whole=needs_whole(request))
    return await endpoint.ask(question, site.engine)


def _json(content: Any) -> Response:
    return Response(json.dumps(content, ensure_ascii=False), media_type="application/json")


def _summary(query: Query) -> dict[str, Any]:
    return {
        "name": query.name,
        "title": query.title,
        "description": query.description,
        "parameters": [each.name for each in query.parameters],
        "columns": [each.name for each in query.columns],
        "href": f"/api/queries/{query.name}",
    }


@cache
def openapi() -> dict[str, Any]:
    """Describe the interface; each question is a path with its parameters.

    >>> "/api/queries/statements" in openapi()["paths"]
    True
    """
    text = {"text/plain": {"schema": {"type": "string"}}}
    refused = {"description": "What is wrong with the request, in one line", "content": text}
    failures = {
        "400": refused,
        "404": refused,
        "405": refused,
        "500": refused,
        "503": refused,
        "504": refused,
    }
    paths: dict[str, Any] = {
        "/api/queries": {"get": _operation("queries", "The questions there are", [], _SUMMARIES, failures)},
        "/api/openapi.json": {
            "get": _operation("openapi", "This description", [], {"type": "object"}, failures)
        },
    }
    for name in names():
        query = load(name)
        operation = _operation(name, query.title, _parameters(query), None, failures)
        paths[f"/api/queries/{name}"] = {"get": operation | {"description": query.description}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Inspection findings",
            "version": version("findingsgraph"),
            "license": {"name": "MIT"},
        },
        "paths": paths,
    }


_SUMMARIES = {"type": "array", "items": {"type": "object", "required": ["name", "title", "href"]}}
_RESULTS = {
    "type": "object",
    "required": ["head", "results"],
    "properties": {"head": {"type": "object"}, "results": {"type": "object", "required": ["bindings"]}},
}


def _operation(
    id: str, title: str, parameters: list[Any], schema: Any, failures: dict[str, Any]
) -> dict[str, Any]:
    words = {"schema": {"type": "string"}}
    content = (
        {"application/json": {"schema": schema}}
        if schema
        else {FORMATS["json"]: {"schema": _RESULTS}} | {FORMATS[form]: words for form in FORMS[1:]}
    )
    answers = {"200": {"description": "The answer", "content": content}, **failures}
    return {"operationId": id, "summary": title, "parameters": parameters, "responses": answers}


def _parameters(query: Query) -> list[dict[str, Any]]:
    found = [
        {"name": each.name, "in": "query", "description": each.description, "schema": _schema(each)}
        for each in query.parameters
    ]
    return [*found, {"name": "format", "in": "query", "schema": {"type": "string", "enum": list(FORMS)}}]


def _schema(parameter: Parameter) -> dict[str, Any]:
    kind = parameter.kind
    if "|" in kind:
        return {"type": "string", "enum": kind.split("|")}
    if kind == "year":
        return {"type": "string", "pattern": "^[0-9]{4}$"}
    if kind == "integer":
        return {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    every: Mapping[str, Callable[[], Iterable[str]]] = {
        "theme": themes,
        "agency": concepts,
        "authority": _authority_names,
    }
    known = every.get(kind)
    if known:
        return {"anyOf": [{"type": "string", "enum": sorted(known())}, {"type": "string", "pattern": IRI}]}
    return {"type": "string", "minLength": 1}


def _authority_names() -> set[str]:
    """Names and Ofsted's numbers."""
    return {name for each in authorities() for name in (each.name, each.urn)}
