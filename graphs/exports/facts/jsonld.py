"""JSON-LD with the ontology's context: each document's graph as plain objects with short keys."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any

from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.ontology.namespaces import XSD

if TYPE_CHECKING:
    from pyoxigraph import Quad

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Names:
    """The context turned round: from IRI to short key, and what type a key gives its texts."""

    keys: dict[str, str]
    types: dict[str, str]
    prefixes: dict[str, str]

    def shorten(self, iri: str) -> str:
        """Give the key of a class or property, else prefix:name, else the IRI."""
        key = self.keys.get(iri)
        if key:
            return key
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace) and iri[len(namespace) :].isidentifier():
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri


def write_jsonld(quads: Sequence[Quad], credits: Credits) -> bytes:
    """Write JSON-LD 1.1: the context inline, then a named graph a document (`quads` sorted)."""
    names = _names()
    graphs = [
        {"id": _value(graph), "@graph": [_node(list(about), names) for about in _by_subject(members)]}
        for graph, members in (
            (key, list(group)) for key, group in groupby(quads, key=lambda q: q.graph_name)
        )
    ]
    text = json.dumps({"@context": _context(), "@graph": graphs}, ensure_ascii=False, indent=1)
    return (text + "\n").encode()


def _by_subject(quads: list[Quad]) -> list[list[Quad]]:
    return [list(group) for _, group in groupby(quads, key=lambda quad: quad.subject)]


def _node(quads: list[Quad], names: Names) -> dict[str, Any]:
    node: dict[str, Any] = {"id": _value(quads[0].subject)}
    for quad in quads:
        if quad.predicate.value == RDF_TYPE:
            node.setdefault("type", []).append(names.shorten(_value(quad.object)))
        else:
            key = names.shorten(quad.predicate.value)
            node.setdefault(key, []).append(_object(quad.object, names.types.get(key, "")))
    return {
        key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in node.items()
    }


def _object(term: Any, type_of_key: str) -> object:
    from pyoxigraph import Literal

    if not isinstance(term, Literal):
        return term.value if type_of_key == "@id" else {"id": term.value}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype == XSD + "boolean" and type_of_key == datatype and term.value in ("true", "false"):
        return term.value == "true"
    if datatype == XSD + "integer" and type_of_key == datatype and str(int(term.value)) == term.value:
        return int(term.value)
    if datatype == (type_of_key or XSD + "string"):
        return term.value
    return {"@value": term.value} if datatype == XSD + "string" else {"@value": term.value, "@type": datatype}


def _value(term: Any) -> str:
    return str(term.value)


@cache
def _context() -> dict[str, Any]:
    text = files("findingsgraph.ontology").joinpath("context.jsonld").read_text(encoding="utf-8")
    context: dict[str, Any] = json.loads(text)["@context"]
    return context


@cache
def _names() -> Names:
    context = {key: value for key, value in _context().items() if key not in ("@version", "id", "type")}
    prefixes = {
        key: value for key, value in context.items() if isinstance(value, str) and value.startswith("http")
    }
    keys: dict[str, str] = {}
    types: dict[str, str] = {}
    for key, value in context.items():
        if key in prefixes:
            continue
        keys.setdefault(_expand(value if isinstance(value, str) else value["@id"], prefixes), key)
        if isinstance(value, dict):
            types[key] = _expand(value.get("@type", ""), prefixes)
    return Names(keys, types, prefixes)


def _expand(short: str, prefixes: dict[str, str]) -> str:
    prefix, colon, name = short.partition(":")
    return prefixes[prefix] + name if colon and prefix in prefixes else short
