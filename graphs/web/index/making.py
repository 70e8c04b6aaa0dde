"""Making the index of a graph: each table from the query of its name."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from findingsgraph.graphs.store import Graph
from findingsgraph.graphs.store.rows import Cell, Rows
from findingsgraph.graphs.web.index.following import fill_followed
from findingsgraph.queries.library import parse

__all__ = ["index_path", "make_index"]

TABLES = (
    "document", "report", "judgement", "missing", "finding", "statement", "mention", "entity", "theme",
    "recommendation", "measure", "comparator", "involvement", "previous",
)  # fmt: skip
DERIVED = ("indexes.sql", "tally.sql")
"""What follows from the tables, in this order."""


def index_path(graph: Graph) -> Path:
    """Where the index of an opened version is: beside its store, else among temporary files."""
    assert graph.version is not None
    name = f"pages-{_fingerprint()}.sqlite"
    if os.access(graph.version, os.W_OK):
        return graph.version / name
    place = hashlib.sha256(str(graph.version.resolve()).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"findingsgraph-{os.getuid()}-{place}-{name}"


def make_index(graph: Graph, path: Path) -> None:
    """Fill an index; it appears under its name only when it is complete."""
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    os.close(handle)
    try:
        with contextlib.closing(sqlite3.connect(unfinished, isolation_level=None)) as base:
            base.execute("PRAGMA journal_mode = OFF")
            base.execute("PRAGMA synchronous = OFF")
            base.executescript(_read("schema.sql"))
            base.execute("BEGIN")
            for table in TABLES:
                _fill(base, graph, table)
            base.execute("COMMIT")
            for name in DERIVED:
                base.executescript(_read(name))
            base.execute("BEGIN")
            fill_followed(base)
            base.execute("COMMIT")
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def _fill(base: sqlite3.Connection, graph: Graph, table: str) -> None:
    rows = graph.engine.ask(parse(table, _read(f"{table}.rq")).text)
    places = ", ".join("?" * len(rows.columns))
    columns = ", ".join(rows.columns)
    # OR IGNORE: a document with two reports, or a report in two, says some facts twice.
    base.executemany(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({places})", _cells(rows))


def _cells(rows: Rows) -> Iterator[list[str | int | float | None]]:
    for row in rows:
        yield [_cell(cell) for cell in row]


def _cell(cell: Cell) -> str | int | float | None:
    if isinstance(cell, Decimal):
        return float(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell) if isinstance(cell, str) else cell


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _fingerprint() -> str:
    """Of all that decides what an index holds, so that an older one is not taken for it."""
    texts = [_read(name) for name in ("schema.sql", *DERIVED, *(f"{table}.rq" for table in TABLES))]
    texts += [_read(f"{module}.py") for module in ("making", "following")]
    rules = sorted(files("findingsgraph.graphs.places").iterdir(), key=lambda file: file.name)
    texts += [file.read_text(encoding="utf-8") for file in rules if file.name.endswith((".py", ".toml"))]
    return hashlib.sha256("".join([version("findingsgraph"), *texts]).encode()).hexdigest()[:12]
