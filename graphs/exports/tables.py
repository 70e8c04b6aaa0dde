"""Networks and query answers as CSV, alone or several in one ZIP."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.graphs.exports.flat import FlatNetwork
from findingsgraph.graphs.store.rows import Cell, as_text


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


def zip_files(files: Mapping[str, str]) -> bytes:
    """Put texts into a ZIP whose bytes depend on them alone (no clock, no user)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else it would name the system it was made on
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode("utf-8"), compresslevel=6)
    return packed.getvalue()
