"""The export formats: name, what it holds, who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

from findingsgraph.errors import UnknownFormat, suggest

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
    writer: str
    """`module:function` of this room; it takes what `takes` says, and is imported when it is used."""
    takes: Literal["quads", "net", "selection"] = "selection"
    """(sorted quads, credits); (flat network, credits); or the selection with its graph."""
    chart_writer: str = ""
    """Of a still picture: who draws a chart, from the selection."""
    is_text: bool = True
    """Whether it is one file of text, which may go to standard output."""

    @property
    def write(self) -> Callable[..., Any]:
        """The function that writes it: gives bytes, text, or several files' by their paths."""
        return _import(self.writer)

    @property
    def write_chart(self) -> Callable[..., Any]:
        """The function that draws a chart in it; only for what `draws`."""
        return _import(self.chart_writer)

    @property
    def draws(self) -> bool:
        """Whether it is a still picture, and so has room for a chart."""
        return bool(self.chart_writer)

    @property
    def all_of(self) -> str:
        """Say what it holds when it holds all."""
        return "all facts" if self.holds == "facts" else "pages and tables of the whole graph"


def _import(reference: str) -> Callable[..., Any]:
    module, _, function = reference.partition(":")
    found: Callable[..., Any] = getattr(import_module(f"{__package__}.{module}"), function)
    return found


def _facts(name: str, suffix: str, title: str, writer: str) -> Format:
    return Format(name, "facts", suffix, title, f"facts.{writer}", "quads")


def _network(name: str, suffix: str, title: str, writer: str) -> Format:
    return Format(name, "network", suffix, title, f"networks.{writer}", "net")


def _picture(name: str, suffix: str, title: str, is_text: bool) -> Format:
    writers = f"pictures.{name}:write_{name}", f"charts:write_{name}"
    return Format(name, "network", suffix, title, writers[0], "net", writers[1], is_text)


def _files(name: str, holds: Literal["tables", "graph", "folder"], title: str, writer: str) -> Format:
    return Format(name, holds, "", title, writer, is_text=False)


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        _facts("turtle", ".ttl", "Turtle: all facts, readable", "rdf:write_turtle"),
        _facts("ntriples", ".nt", "N-Triples: a fact a line", "rdf:write_ntriples"),
        _facts("nquads", ".nq", "N-Quads: a fact a line with its document", "rdf:write_nquads"),
        _facts("trig", ".trig", "TriG: Turtle, a block a document", "rdf:write_trig"),
        _facts("rdfxml", ".rdf", "RDF/XML", "rdf:write_rdfxml"),
        _facts("jsonld", ".jsonld", "JSON-LD with the ontology's context", "jsonld:write_jsonld"),
        _network("graphml", ".graphml", "GraphML: igraph, yEd, Gephi, Cytoscape", "graphml:write_graphml"),
        _network(
            "gexf", ".gexf", "GEXF 1.3: Gephi, with colours, sizes, places, timeline", "gexf:write_gexf"
        ),
        _network("cytoscape", ".cyjs", "Cytoscape and Cytoscape.js JSON", "jsongraphs:write_cytoscape"),
        _network("nodelink", ".json", "node-link JSON: networkx, D3", "jsongraphs:write_nodelink"),
        _network("dot", ".dot", "DOT: Graphviz", "textgraphs:write_dot"),
        _network("pajek", ".net", "Pajek", "textgraphs:write_pajek"),
        _picture("svg", ".svg", "a still picture: network or chart", is_text=True),
        _picture("png", ".png", "a still picture, as dots (extra)", is_text=False),
        Format("html", "network", ".html", "a page: picture, findings, tables", "page.html:write_html"),
        _files("csv", "tables", "CSV: all tables, or a network's lists", "tables.csvfiles:write_tables"),
        Format(
            "xlsx",
            "tables",
            ".xlsx",
            "Excel workbook with filters and readme",
            "tables.workbook:write_xlsx",
            is_text=False,
        ),
        _files("parquet", "tables", "Parquet: tables with types", "tables.parquet:write_parquet"),
        _files("markdown", "folder", "Markdown pages with links: Obsidian", "folders.notes:write_notes"),
        _files("rocrate", "folder", "RO-Crate: facts, tables, description", "folders.crate:write_crate"),
        _files("neo4j", "graph", "Neo4j: CSV files for its import command", "networks.neo4j:write_neo4j"),
        Format("cypher", "graph", ".cypher", "Cypher script: Neo4j, Memgraph", "networks.neo4j:write_cypher"),
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
