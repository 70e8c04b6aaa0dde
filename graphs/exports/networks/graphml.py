"""GraphML: for Gephi, yEd, igraph, Cytoscape."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.graphs.exports.networks.flat import Column, FlatNetwork, write_scalar
from findingsgraph.graphs.exports.values import Scalar

_TYPES = {"boolean": "boolean", "integer": "long", "float": "double", "string": "string"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write_graphml(net: FlatNetwork, credits: Credits) -> str:
    """Write a network as GraphML 1.0; each attribute is declared once, with one type."""
    return _HEAD + "".join(line + "\n" for line in _body(net, credits)) + "</graphml>\n"


def _body(net: FlatNetwork, credits: Credits) -> Iterator[str]:
    yield "  <desc>" + escape(" ".join((net.name, *credits.lines())).strip()) + "</desc>"
    node_keys = {"label": "n0"} | {
        column.name: f"n{number}" for number, column in enumerate(net.node_columns, 1)
    }
    edge_keys = {"weight": "e0"} | {
        column.name: f"e{number}" for number, column in enumerate(net.edge_columns, 1)
    }
    yield from _keys("node", (Column("label", "string"), *net.node_columns), node_keys)
    yield from _keys("edge", (Column("weight", "float"), *net.edge_columns), edge_keys)
    default = "directed" if net.directed else "undirected"
    yield f'  <graph id={quoteattr(net.name or "network")} edgedefault="{default}">'
    for node in net.nodes:
        yield f"    <node id={quoteattr(node.id)}>"
        yield from _data({"label": node.label, **node.values}, node_keys)
        yield "    </node>"
    for number, edge in enumerate(net.edges):
        ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        yield f'    <edge id="e{number}" {ends}>'
        yield from _data({"weight": edge.weight, **edge.values}, edge_keys)
        yield "    </edge>"
    yield "  </graph>"


def _keys(of: str, columns: tuple[Column, ...], keys: dict[str, str]) -> Iterator[str]:
    for column in columns:
        name, kind = quoteattr(column.name), _TYPES[column.type]
        yield f'  <key id="{keys[column.name]}" for="{of}" attr.name={name} attr.type="{kind}"/>'


def _data(values: dict[str, Scalar], keys: dict[str, str]) -> Iterator[str]:
    for name, value in values.items():
        yield f'      <data key="{keys[name]}">{escape(write_scalar(value))}</data>'
