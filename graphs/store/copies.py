"""Copies of a graph in rdflib, made of rdflib's own terms.

oxrdflib's plain strings are unequal to rdflib's, and rdflib's own N-Quads reader is slow;
so Oxigraph parses and each distinct term is made once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyoxigraph
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.namespace import NamespaceManager

from findingsgraph.ontology.namespaces import PREFIXES, XSD

__all__ = ["to_dataset", "to_graph"]


class _Terms(dict[Any, Any]):
    """Oxigraph's term to rdflib's, each made once."""

    def __missing__(self, term: Any) -> Any:
        made: Any
        if isinstance(term, pyoxigraph.NamedNode):
            made = rdflib.URIRef(term.value)
        elif isinstance(term, pyoxigraph.BlankNode):
            made = rdflib.BNode(term.value)
        elif isinstance(term, pyoxigraph.DefaultGraph):
            made = DATASET_DEFAULT_GRAPH_ID
        else:
            made = _literal(term)
        self[term] = made
        return made


def _literal(term: pyoxigraph.Literal) -> rdflib.Literal:
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == XSD + "string":
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def _bind(graph: rdflib.Graph) -> None:
    graph.namespace_manager = NamespaceManager(graph, bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)


def _parse(lines: Iterable[str]) -> Iterable[Any]:
    return pyoxigraph.parse("\n".join(lines) + "\n", pyoxigraph.RdfFormat.N_QUADS, lenient=True)


def to_dataset(lines: Iterable[str]) -> rdflib.Dataset:
    """Copy N-Quads lines into a Dataset whose default graph is the union of all."""
    dataset = rdflib.Dataset(default_union=True)
    _bind(dataset)
    terms = _Terms()
    graphs: dict[Any, rdflib.Graph] = {}
    for quad in _parse(lines):
        name = terms[quad.graph_name]
        graph = graphs.get(name)
        if graph is None:
            graph = graphs[name] = dataset.graph(name)
        dataset.store.add((terms[quad.subject], terms[quad.predicate], terms[quad.object]), graph)
    return dataset


def to_graph(lines: Iterable[str]) -> rdflib.Graph:
    """Copy N-Quads lines into one Graph, whatever graph they are of."""
    graph = rdflib.Graph(bind_namespaces="none")
    _bind(graph)
    terms = _Terms()
    for quad in _parse(lines):
        graph.add((terms[quad.subject], terms[quad.predicate], terms[quad.object]))
    return graph
