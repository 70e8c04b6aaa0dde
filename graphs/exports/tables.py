"""Networks and query answers as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.graphs.exports.flat import FlatNetwork
from findingsgraph.graphs.store.rows import Cell, as_text

if TYPE_CHECKING:
    from findingsgraph.graphs.exports.selection import Selection


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    r"""Write a table as RFC 4180 has it, with line feeds.

    >>> write_csv(["name", "number"], [["Board, the", 2], [None, True]])
    'name,number\n"Board, the",2\n,true\n'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([as_text(value) for value in row] for row in rows)
    return text.getvalue()


def node_table(net: FlatNetwork) -> str:
    """Write the nodes: Id, Label (as Gephi calls them), then the attributes."""
    names = [column.name for column in net.node_columns]
    rows = ([node.id, node.label, *map(node.values.get, names)] for node in net.nodes)
    return write_csv(["Id", "Label", *names], rows)


def edge_table(net: FlatNetwork) -> str:
    """Write the edges: Source, Target, their labels, Type and Weight (as Gephi calls them), attributes."""
    names = [column.name for column in net.edge_columns]
    labels = {node.id: node.label for node in net.nodes}
    kind = "Directed" if net.directed else "Undirected"
    rows: Iterable[list[Cell]] = (
        [
            *(edge.source, edge.target, labels[edge.source], labels[edge.target], kind, edge.weight),
            *map(edge.values.get, names),
        ]
        for edge in net.edges
    )
    return write_csv(["Source", "Target", "source_label", "target_label", "Type", "Weight", *names], rows)


def credits_text(credits: Credits) -> str:
    """Write the reports and terms that stand beside tables, one line each."""
    return "\n".join(credits.lines()) + "\n"


def table_names() -> list[str]:
    """Name the tables of an export: the library's questions, without those that networks are made of."""
    from findingsgraph.queries import names

    return [name for name in names() if not name.startswith("network-")]


def write_tables(selection: Selection) -> dict[str, str]:
    """Write every named table as CSV, by file name."""
    files = {"SOURCE.txt": credits_text(selection.credits)}
    return files | {f"{name}.csv": selection.table(name).to_csv() for name in table_names()}


def network_lists(selection: Selection) -> dict[str, str]:
    """Write a network's nodes and edges as CSV, by file name."""
    net = selection.flat()
    return {
        "nodes.csv": node_table(net),
        "edges.csv": edge_table(net),
        "SOURCE.txt": credits_text(selection.credits),
    }
