"""Networks as plain text for Graphviz and Pajek."""

from __future__ import annotations

import re
from collections.abc import Iterator

from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.graphs.exports.networks.flat import FlatNetwork, write_scalar
from findingsgraph.graphs.exports.networks.style import edge_style, node_colour, node_radii
from findingsgraph.graphs.exports.values import Scalar


def write_dot(net: FlatNetwork, credits: Credits) -> str:
    """Write a network for Graphviz (`dot`, `neato`, `sfdp`): labels, colours, widths and all attributes."""
    return "".join(line + "\n" for line in _dot(net, credits))


def _dot(net: FlatNetwork, credits: Credits) -> Iterator[str]:
    for line in credits.lines():
        yield "// " + line.replace("\n", " ")
    kind, arrow = ("digraph", "->") if net.directed else ("graph", "--")
    yield f"{kind} {_quote(net.name or 'network')} {{"
    yield "  node [shape=circle, style=filled, fontname=sans]"
    radii = node_radii(net)
    for node in net.nodes:
        look = {
            "label": node.label,
            "fillcolor": _hex(node_colour(node)),
            "width": f"{radii[node.id] / 20:.2f}",
        }
        yield f"  {_quote(node.id)} [{_attributes(look, node.values)}]"
    for edge in net.edges:
        style = edge_style(edge)
        look = {
            "weight": f"{max(edge.weight, 0.0):g}",
            "color": _hex(style.colour),
            "style": "dashed" if style.dash else "solid",
        }
        yield f"  {_quote(edge.source)} {arrow} {_quote(edge.target)} [{_attributes(look, edge.values)}]"
    yield "}"


def _attributes(look: dict[str, str], values: dict[str, Scalar]) -> str:
    # Ours carry a prefix: Graphviz gives meaning to many bare names (`pos`, `area`, `style`, `label`).
    ours = {"fg_" + re.sub(r"\W", "_", name): write_scalar(value) for name, value in values.items()}
    return ", ".join(f"{name}={_quote(value)}" for name, value in {**look, **ours}.items())


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _hex(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def write_pajek(net: FlatNetwork, credits: Credits) -> str:
    """Write a network as Pajek's .net: numbered vertices with labels, weighted arcs or edges.

    The format holds nothing else; labels that are not unique get their id behind them.
    """
    numbers = {node.id: number for number, node in enumerate(net.nodes, 1)}
    labels = [node.label for node in net.nodes]
    lines = [f"% {line}" for line in (net.name, *credits.lines()) if line]
    lines.append(f"*Vertices {len(net.nodes)}")
    for node in net.nodes:
        label = node.label if labels.count(node.label) == 1 else f"{node.label} ({node.id})"
        lines.append(f'{numbers[node.id]} "{_one_line(label)}"')
    lines.append("*Arcs" if net.directed else "*Edges")
    lines += [f"{numbers[edge.source]} {numbers[edge.target]} {edge.weight:g}" for edge in net.edges]
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace('"', "'")
