"""The export formats: name, what it holds, who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from findingsgraph.errors import UnknownFormat, suggest
from findingsgraph.graphs.exports import (
    charts,
    crate,
    gexf,
    graphml,
    html,
    jsongraphs,
    jsonld,
    neo4j,
    notes,
    parquet,
    png,
    rdf,
    svg,
    tables,
    textgraphs,
    workbook,
)
from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.graphs.exports.flat import FlatNetwork
from findingsgraph.graphs.exports.output import Written
from findingsgraph.graphs.exports.selection import Selection

__all__ = ["FORMATS", "Format", "find_format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which facts leave: `holds` says which facts."""

    name: str
    holds: Literal["facts", "network", "tables", "graph", "folder"]
    """`tables` and `graph` hold all, or a network where one is asked for; a `folder` holds all."""
    suffix: str
    """Ending of its file; empty for a format of several files."""
    title: str
    write: Callable[..., bytes | str] | None = None
    """Of facts: (sorted quads, credits); of a network: (flat network, credits)."""
    write_selection: Callable[[Selection], Written] | None = None
    """Of whatever is selected, from its graph; of a picture: of a chart."""
    is_text: bool = True
    """Whether it is one file of text, which may go to standard output."""

    @property
    def draws(self) -> bool:
        """Whether it is a still picture, and so has room for a chart."""
        return self.holds == "network" and self.write is not None and self.write_selection is not None

    @property
    def all_of(self) -> str:
        """Say what it holds when it holds all."""
        return "all facts" if self.holds == "facts" else "pages and tables of the whole graph"


def _network(name: str, suffix: str, title: str, write: Callable[[FlatNetwork, Credits], str]) -> Format:
    return Format(name, "network", suffix, title, write)


def _selection(
    name: str,
    holds: Literal["network", "tables", "graph", "folder"],
    suffix: str,
    title: str,
    write: Callable[[Selection], Written],
    is_text: bool = False,
) -> Format:
    return Format(name, holds, suffix, title, None, write, is_text)


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
        _network("gexf", ".gexf", "GEXF 1.3: Gephi, with colours, sizes, places, timeline", gexf.write_gexf),
        _network("cytoscape", ".cyjs", "Cytoscape and Cytoscape.js JSON", jsongraphs.write_cytoscape),
        _network("nodelink", ".json", "node-link JSON: networkx, D3", jsongraphs.write_nodelink),
        _network("dot", ".dot", "DOT: Graphviz", textgraphs.write_dot),
        _network("pajek", ".net", "Pajek", textgraphs.write_pajek),
        Format(
            "svg", "network", ".svg", "a still picture: network or chart", svg.write_svg, charts.write_svg
        ),
        Format(
            "png",
            "network",
            ".png",
            "a still picture, as dots (extra)",
            png.write_png,
            charts.write_png,
            False,
        ),
        _selection("html", "network", ".html", "a page: picture, findings, tables", html.write_html, True),
        _selection("csv", "tables", "", "CSV: all tables, or a network's lists", tables.write_tables),
        _selection("xlsx", "tables", ".xlsx", "Excel workbook with filters and readme", workbook.write_xlsx),
        _selection("parquet", "tables", "", "Parquet: tables with types", parquet.write_parquet),
        _selection("markdown", "folder", "", "Markdown pages with links: Obsidian", notes.write_notes),
        _selection("rocrate", "folder", "", "RO-Crate: facts, tables, description", crate.write_crate),
        _selection("neo4j", "graph", "", "Neo4j: CSV files for its import command", neo4j.write_neo4j),
        _selection("cypher", "graph", ".cypher", "Cypher script: Neo4j, Memgraph", neo4j.write_cypher, True),
    )
}


def find_format(name: str) -> Format:
    """Give a format by its name, or by a file's ending.

    Raises `UnknownFormat`.

    >>> find_format("GraphML").suffix, find_format("ttl").name
    ('.graphml', 'turtle')
    """
    key = name.casefold().removeprefix(".").replace("-", "").replace("_", "")
    endings = {each.suffix.removeprefix("."): each for each in FORMATS.values() if each.suffix}
    found = FORMATS.get(key) or endings.get(key)
    if found is None:
        raise UnknownFormat(name, suggest(name, FORMATS))
    return found
