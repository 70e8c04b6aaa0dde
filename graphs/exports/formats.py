"""The export formats: name, what it holds, who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from findingsgraph.errors import UnknownFormat, suggest
from findingsgraph.graphs.exports import gexf, graphml, html, jsongraphs, jsonld, rdf, svg, textgraphs
from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.graphs.exports.flat import FlatNetwork

__all__ = ["FORMATS", "Format", "find_format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which facts leave: `holds` says which facts."""

    name: str
    holds: Literal["facts", "network", "tables"]
    suffix: str
    title: str
    write: Callable[..., bytes | str] | None = None
    """Of facts: (sorted quads, credits); of a network: (flat network, credits)."""
    write_of_graph: Callable[..., str] | None = None
    """Of a network with what stands behind it: (graph, name of the network, credits, parameters)."""


def _network(name: str, suffix: str, title: str, write: Callable[[FlatNetwork, Credits], str]) -> Format:
    return Format(name, "network", suffix, title, write)


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("turtle", "facts", ".ttl", "Turtle: all facts, readable", rdf.write_turtle),
        Format("ntriples", "facts", ".nt", "N-Triples: a fact a line", rdf.write_ntriples),
        Format("nquads", "facts", ".nq", "N-Quads: a fact a line with its document", rdf.write_nquads),
        Format("trig", "facts", ".trig", "TriG: Turtle, a block a document", rdf.write_trig),
        Format("rdfxml", "facts", ".rdf", "RDF/XML", rdf.write_rdfxml),
        Format("jsonld", "facts", ".jsonld", "JSON-LD with the ontology's context", jsonld.write_jsonld),
        _network("graphml", ".graphml", "GraphML: igraph, yEd, Gephi, Cytoscape", graphml.write_graphml),
        _network("gexf", ".gexf", "GEXF 1.3: Gephi, with colours, sizes, places", gexf.write_gexf),
        _network("cytoscape", ".cyjs", "Cytoscape and Cytoscape.js JSON", jsongraphs.write_cytoscape),
        _network("nodelink", ".json", "node-link JSON: networkx, D3", jsongraphs.write_nodelink),
        _network("dot", ".dot", "DOT: Graphviz", textgraphs.write_dot),
        _network("pajek", ".net", "Pajek", textgraphs.write_pajek),
        _network("svg", ".svg", "a still picture with labels and legend", svg.write_svg),
        Format(
            "html",
            "network",
            ".html",
            "a page: picture, findings, tables",
            None,
            html.write_html,
        ),
        Format("csv", "tables", ".csv", "CSV: node and edge lists of a network, else all named tables"),
    )
}


def find_format(name: str) -> Format:
    """Give a format by its name, or by a file's ending.

    Raises `UnknownFormat`.

    >>> find_format("GraphML").suffix, find_format("ttl").name
    ('.graphml', 'turtle')
    """
    key = name.casefold().removeprefix(".").replace("-", "").replace("_", "")
    endings = {each.suffix.removeprefix("."): each for each in FORMATS.values()}
    found = FORMATS.get(key) or endings.get(key)
    if found is None:
        raise UnknownFormat(name, suggest(name, FORMATS))
    return found
