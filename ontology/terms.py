"""The classes and properties of findings.ttl as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from findingsgraph.ontology.iris import FG
from findingsgraph.ontology.turtle import RDF_TYPE, Resource, read_resources

__all__ = ["Term", "terms"]

OWL = "http://www.w3.org/2002/07/owl#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
TermKind = Literal["class", "object", "data"]
_KINDS: Mapping[str, TermKind] = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "object",
    OWL + "DatatypeProperty": "data",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the ontology."""

    name: str
    """Local name: `Finding`, `evidence`."""
    kind: TermKind
    label: str
    comment: str
    above: tuple[str, ...]
    """IRIs of the classes or properties that it is a kind of."""
    domain: str
    """IRI of the class of its subjects; empty where it has several, and for classes."""
    range: str
    """IRI of the class or datatype of its values; empty where it has several, and for classes."""


@cache
def terms() -> Mapping[str, Term]:
    """Every class and property by local name, in the order of the file.

    >>> terms()["Finding"].above == (FG + "ReportItem",)
    True
    >>> terms()["page"].kind
    'data'
    """
    found = {}
    for resource in read_resources("findings.ttl").values():
        kind = _KINDS.get(resource.one(RDF_TYPE))
        if kind:
            term = _term(resource, kind)
            found[term.name] = term
    return MappingProxyType(found)


def _term(resource: Resource, kind: TermKind) -> Term:
    return Term(
        name=resource.iri.removeprefix(FG),
        kind=kind,
        label=resource.one(RDFS + "label"),
        comment=resource.one(RDFS + "comment"),
        above=resource.all(RDFS + ("subClassOf" if kind == "class" else "subPropertyOf")),
        domain=resource.one(RDFS + "domain"),
        range=resource.one(RDFS + "range"),
    )
