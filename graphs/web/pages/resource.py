"""Any IRI of the graph: all that is said of it, as a page and as RDF."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from findingsgraph.graphs.store.engines import LocalEngine
from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.render import Page
from findingsgraph.graphs.web.site import Site
from findingsgraph.graphs.web.tables import Column, Link, Table
from findingsgraph.ontology.iris import BASE, local_id
from findingsgraph.ontology.namespaces import PREFIXES

__all__ = ["RDF_FORMATS", "describe", "is_known", "resource_page"]

RDF_FORMATS = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}
MOST = 500
"""Triples that lead to a thing which are shown; a concept may have tens of thousands."""
NAMES = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2000/01/rdf-schema#label")


def is_known(site: Site, iri: str) -> bool:
    """Say whether the graph says anything of an IRI."""
    import pyoxigraph as ox

    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return False
    return next(iter(_store(site).quads_for_pattern(node, None, None)), None) is not None


def describe(site: Site, iri: str, kind: str) -> bytes:
    """Write the triples of an IRI, and (some of) those that lead to it, in a media type."""
    import pyoxigraph as ox

    form = ox.RdfFormat.from_media_type(kind)
    assert form is not None
    triples = sorted({str(quad.triple): quad.triple for quad in _about(site, iri)}.items())
    written = ox.serialize((triple for _, triple in triples), format=form, prefixes=PREFIXES)
    return written or b""


def _about(site: Site, iri: str) -> Iterable[Any]:
    import pyoxigraph as ox

    node, store = ox.NamedNode(iri), _store(site)
    yield from store.quads_for_pattern(node, None, None)
    for count, quad in enumerate(store.quads_for_pattern(None, None, node)):
        if count >= MOST:
            return
        yield quad


def resource_page(site: Site, asked: Asked, iri: str) -> Page:
    """Show a thing for which there is no page of its own."""
    import pyoxigraph as ox

    node, store = ox.NamedNode(iri), _store(site)
    said = sorted({(q.predicate.value, _term(q.object)) for q in store.quads_for_pattern(node, None, None)})
    into = {
        (quad.predicate.value, quad.subject.value)
        for quad in islice(store.quads_for_pattern(None, None, node), MOST)
    }
    names = [value for name in NAMES for predicate, (value, _) in said if predicate == name]
    name = str(names[0]) if names else local_id(iri)
    facts = [
        {"property": _short(predicate), "value": _linked(site, value) if is_iri else value}
        for predicate, (value, is_iri) in said
    ]
    ways = [{"from": _linked(site, subject), "by": _short(predicate)} for predicate, subject in sorted(into)]
    said_of = [Column("property", "Property"), Column("value", "Value")]
    leads = [Column("from", "From"), Column("by", "By")]
    tables = {
        "said": Table("said", "What the graph says of it", said_of, facts, asked=asked),
        "into": Table("into", "What leads to it", leads, ways, asked=asked),
    }
    return Page("resource.html", name, {"iri": iri, "name": name}, tables, iri=iri)


def _linked(site: Site, iri: str) -> Link | str:
    """Link what is of this graph; nothing leads elsewhere."""
    return Link(iri, iri) if site.links.path(iri).startswith("/") else iri


def _store(site: Site) -> Any:
    assert isinstance(site.graph.engine, LocalEngine)
    return site.graph.engine.store


def _term(term: Any) -> tuple[str, bool]:
    import pyoxigraph as ox

    return (term.value, isinstance(term, ox.NamedNode)) if hasattr(term, "value") else (str(term), False)


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and namespace != BASE:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
