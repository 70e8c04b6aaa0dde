"""GEXF 1.3: for Gephi and Gephi Lite, with colours, sizes, positions and, over several reports, a timeline.

A node or edge lives from the first to the last report that it was counted in (`first`, `last`, or
`dated`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape
from xml.sax.saxutils import quoteattr as quote_attribute

from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.graphs.exports.networks.flat import Column, FlatNetwork, write_scalar
from findingsgraph.graphs.exports.networks.style import edge_style, node_colour, node_radii
from findingsgraph.graphs.exports.values import Scalar
from findingsgraph.graphs.networks.layout import place

_TYPES = {"boolean": "boolean", "integer": "long", "float": "double", "string": "string"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
"""


def quoteattr(text: str) -> str:
    """Quote for an attribute, line ends kept: a reader would turn bare ones into spaces."""
    return quote_attribute(text, {"\n": "&#10;", "\t": "&#9;"})


def write_gexf(net: FlatNetwork, credits: Credits) -> str:
    """Write a network as GEXF 1.3. No date of making is stamped: the same network gives the same bytes."""
    return _HEAD + "".join(line + "\n" for line in _body(net, credits)) + "</gexf>\n"


def _body(net: FlatNetwork, credits: Credits) -> Iterator[str]:
    yield "  <meta>"
    yield "    <creator>findingsgraph</creator>"
    yield f"    <description>{escape(' '.join((net.name, *credits.lines())).strip())}</description>"
    yield "  </meta>"
    default = "directed" if net.directed else "undirected"
    timed = has_timeline(net)
    mode = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if timed else 'mode="static"'
    yield f'  <graph {mode} defaultedgetype="{default}">'
    yield from _declare("node", net.node_columns)
    yield from _declare("edge", net.edge_columns)
    yield from _nodes(net, timed)
    yield from _edges(net, timed)
    yield "  </graph>"


def has_timeline(net: FlatNetwork) -> bool:
    """Say whether nodes or edges come from reports of different days, so that a timeline shows something."""
    values = [node.values for node in net.nodes] + [edge.values for edge in net.edges]
    days = {day for each in values for day in _days(each)}
    return len(days) > 1


def _days(values: dict[str, Scalar]) -> tuple[str, ...]:
    """Give the first and last day of what a node or edge was counted in; nothing where they are no days."""
    dated = values.get("dated")
    days = (values.get("first", dated), values.get("last", dated))
    return tuple(str(day) for day in days) if all(_DAY.fullmatch(str(day)) for day in days) else ()


def _interval(values: dict[str, Scalar], timed: bool) -> str:
    days = _days(values) if timed else ()
    return f' start="{days[0]}" end="{days[1]}"' if days and days[0] <= days[1] else ""


def _declare(of: str, columns: tuple[Column, ...]) -> Iterator[str]:
    if not columns:
        return
    yield f'    <attributes class="{of}" mode="static">'
    for number, column in enumerate(columns):
        yield f'      <attribute id="{number}" title={quoteattr(column.name)} type="{_TYPES[column.type]}"/>'
    yield "    </attributes>"


def _nodes(net: FlatNetwork, timed: bool) -> Iterator[str]:
    keys = {column.name: number for number, column in enumerate(net.node_columns)}
    radii = node_radii(net)
    places = place([node.id for node in net.nodes], [(e.source, e.target, e.weight) for e in net.edges])
    yield "    <nodes>"
    for node in net.nodes:
        red, green, blue = node_colour(node)
        x, y = places[node.id]
        days = _interval(node.values, timed)
        yield f"      <node id={quoteattr(node.id)} label={quoteattr(node.label)}{days}>"
        yield from _values(node.values, keys)
        yield f'        <viz:color r="{red}" g="{green}" b="{blue}" a="1.0"/>'
        yield f'        <viz:position x="{1000 * x:.2f}" y="{1000 * y:.2f}" z="0.0"/>'
        yield f'        <viz:size value="{radii[node.id]:.2f}"/>'
        yield "      </node>"
    yield "    </nodes>"


def _edges(net: FlatNetwork, timed: bool) -> Iterator[str]:
    keys = {column.name: number for number, column in enumerate(net.edge_columns)}
    yield "    <edges>"
    for number, edge in enumerate(net.edges):
        red, green, blue = edge_style(edge).colour
        ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        # Gephi merges parallel edges of one kind: say the relation, or number them.
        kind = f" kind={quoteattr(write_scalar(edge.values.get('relation', number)))}" * net.multigraph
        days = _interval(edge.values, timed)
        yield f'      <edge id="{number}" {ends}{kind} weight="{edge.weight}"{days}>'
        yield from _values(edge.values, keys)
        yield f'        <viz:color r="{red}" g="{green}" b="{blue}" a="0.8"/>'
        yield "      </edge>"
    yield "    </edges>"


def _values(values: dict[str, Scalar], keys: dict[str, int]) -> Iterator[str]:
    if not values:
        return
    yield "        <attvalues>"
    for name, value in values.items():
        yield f'          <attvalue for="{keys[name]}" value={quoteattr(write_scalar(value))}/>'
    yield "        </attvalues>"
