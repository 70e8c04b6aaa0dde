"""A network as plain sorted tables with one type a column: what all writers write from.

The writers know nothing of networkx's attributes and their surprises; whatever
is odd (None, lists, mixed types, names that a format keeps for itself) is
settled here, once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from findingsgraph.graphs.exports.values import Scalar, clean_text, clean_value

if TYPE_CHECKING:
    import networkx as nx

ColumnType = Literal["boolean", "integer", "float", "string"]

# Names that one format or another keeps for itself, and what we say instead.
RESERVED = {
    "id": "identifier",
    "key": "key_name",
    "label": "label_text",
    "source": "source_name",
    "target": "target_name",
    "type": "kind",
    "weight": "weight_text",
}


@dataclass(frozen=True, slots=True)
class Column:
    """An attribute's name and the one type that all its values have."""

    name: str
    type: ColumnType


@dataclass(frozen=True, slots=True)
class FlatNode:
    """A node: text id, label, attributes that are there."""

    id: str
    label: str
    values: dict[str, Scalar]


@dataclass(frozen=True, slots=True)
class FlatEdge:
    """An edge between two nodes' ids; undirected ones from the lesser id to the greater."""

    source: str
    target: str
    weight: float
    values: dict[str, Scalar]


@dataclass(frozen=True, slots=True)
class FlatNetwork:
    """A network that any format can hold; nodes and edges are sorted."""

    name: str
    directed: bool
    multigraph: bool
    node_columns: tuple[Column, ...]
    edge_columns: tuple[Column, ...]
    nodes: tuple[FlatNode, ...]
    edges: tuple[FlatEdge, ...]


def flatten(net: nx.Graph[Any]) -> FlatNetwork:
    """Clean a networkx graph of any kind; the result depends on its content alone.

    >>> import networkx as nx
    >>> net = nx.Graph([("b", "a", {"type": "x", "weight": 2})])
    >>> flatten(net).edges
    (FlatEdge(source='a', target='b', weight=2.0, values={'kind': 'x'}),)
    """
    ids = _text_ids(net.nodes)
    nodes = [
        FlatNode(ids[node], clean_text(values.get("label") or ids[node]), _clean_values(values, {"label"}))
        for node, values in net.nodes(data=True)
    ]
    edges = [_flat_edge(net, ids, u, v, values) for u, v, values in net.edges(data=True)]
    nodes.sort(key=lambda node: node.id)
    edges.sort(key=lambda edge: (edge.source, edge.target, -edge.weight, repr(sorted(edge.values.items()))))
    node_columns, node_values = _columns([node.values for node in nodes])
    edge_columns, edge_values = _columns([edge.values for edge in edges])
    return FlatNetwork(
        name=clean_text(net.graph.get("name", "")),
        directed=net.is_directed(),
        multigraph=net.is_multigraph(),
        node_columns=node_columns,
        edge_columns=edge_columns,
        nodes=tuple(FlatNode(node.id, node.label, new) for node, new in zip(nodes, node_values, strict=True)),
        edges=tuple(
            FlatEdge(edge.source, edge.target, edge.weight, new)
            for edge, new in zip(edges, edge_values, strict=True)
        ),
    )


def _text_ids(nodes: Iterable[object]) -> dict[object, str]:
    """Give each node a text id of its own; two that read alike (1 and "1") are told apart."""
    ids: dict[object, str] = {}
    taken: set[str] = set()
    for node in sorted(nodes, key=lambda node: (clean_text(node), type(node).__name__)):
        text, number = clean_text(node), 1
        while text in taken:
            number += 1
            text = f"{clean_text(node)}-{number}"
        taken.add(text)
        ids[node] = text
    return ids


def _flat_edge(
    net: nx.Graph[Any], ids: dict[object, str], source: object, target: object, values: dict[str, object]
) -> FlatEdge:
    ends = (ids[source], ids[target])
    first, second = ends if net.is_directed() else sorted(ends)
    weight = clean_value(values.get("weight"))
    # A weight that is no number (a text, a list) is kept as what it is, under another name.
    if not isinstance(weight, int | float):
        return FlatEdge(first, second, 1.0, _clean_values(values, set()))
    return FlatEdge(first, second, float(weight), _clean_values(values, {"weight"}))


def _clean_values(values: dict[Any, object], without: set[str]) -> dict[str, Scalar]:
    cleaned: dict[str, Scalar] = {}
    for key, value in sorted(values.items(), key=lambda item: str(item[0])):
        clean = clean_value(value)
        if str(key) in without or clean is None:
            continue
        name = clean_text(key) or "attribute"
        name = RESERVED.get(name.casefold(), name)
        while name in cleaned:
            name += "_"
        cleaned[name] = clean
    return cleaned


def _columns(rows: list[dict[str, Scalar]]) -> tuple[tuple[Column, ...], list[dict[str, Scalar]]]:
    """Find one type for each name and bring all values to it."""
    types: dict[str, ColumnType] = {}
    for row in rows:
        for name, value in row.items():
            types[name] = _wider(types.get(name), _type(value))
    columns = tuple(Column(name, types[name]) for name in sorted(types))
    ordered = [
        {column.name: _as_type(row[column.name], column.type) for column in columns if column.name in row}
        for row in rows
    ]
    return columns, ordered


def _type(value: Scalar) -> ColumnType:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    return "float" if isinstance(value, float) else "string"


def _wider(known: ColumnType | None, new: ColumnType) -> ColumnType:
    if known is None or known == new:
        return new
    return "float" if {known, new} == {"integer", "float"} else "string"


def _as_type(value: Scalar, kind: ColumnType) -> Scalar:
    if kind == "float":
        return float(value)
    return write_scalar(value) if kind == "string" else value


def write_scalar(value: Scalar) -> str:
    """Write a value as XML Schema and JSON write it: `true`, `3`, `0.5`, text as it is."""
    return str(value).lower() if isinstance(value, bool) else str(value)
