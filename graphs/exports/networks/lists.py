"""A network as two tables, of nodes and of edges; as CSV with the names that Gephi looks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from findingsgraph.graphs.exports.networks.flat import FlatNetwork
from findingsgraph.graphs.store.rows import Cell, write_csv

if TYPE_CHECKING:
    from findingsgraph.graphs.exports.selection import Selection

_GEPHI_NODES = ("Id", "Label")
_GEPHI_EDGES = ("Source", "Target", "source_label", "target_label", "Type", "Weight")


@dataclass(frozen=True, slots=True)
class ListTable:
    """Columns and rows; a cell without a value is None."""

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


def node_list(net: FlatNetwork) -> ListTable:
    """Give the nodes: id, label, then the attributes."""
    names = [column.name for column in net.node_columns]
    return ListTable(
        ("id", "label", *names),
        [(node.id, node.label, *map(node.values.get, names)) for node in net.nodes],
    )


def edge_list(net: FlatNetwork) -> ListTable:
    """Give the edges: the ends' ids and labels, weight, then the attributes."""
    names = [column.name for column in net.edge_columns]
    labels = {node.id: node.label for node in net.nodes}
    return ListTable(
        ("source", "target", "source_label", "target_label", "weight", *names),
        [
            (
                *(edge.source, edge.target, labels[edge.source], labels[edge.target], edge.weight),
                *map(edge.values.get, names),
            )
            for edge in net.edges
        ],
    )


def node_table(net: FlatNetwork) -> str:
    """Write the nodes as CSV: Id and Label (as Gephi calls them), then the attributes."""
    nodes = node_list(net)
    return write_csv((*_GEPHI_NODES, *_after(nodes, "label")), nodes.rows)


def edge_table(net: FlatNetwork) -> str:
    """Write the edges as CSV: ends, their labels, Type and Weight (as Gephi calls them), attributes."""
    edges = edge_list(net)
    kind = "Directed" if net.directed else "Undirected"
    rows = ((*row[:4], kind, *row[4:]) for row in edges.rows)
    return write_csv((*_GEPHI_EDGES, *_after(edges, "weight")), rows)


def _after(table: ListTable, column: str) -> Sequence[str]:
    return table.columns[table.columns.index(column) + 1 :]


def network_lists(selection: Selection) -> dict[str, str]:
    """Write a network's nodes and edges as CSV, by file name."""
    net = selection.flat()
    return {
        "nodes.csv": node_table(net),
        "edges.csv": edge_table(net),
        "SOURCE.txt": selection.credits.text(),
    }
