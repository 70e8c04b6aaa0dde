"""Reading the index: rows of plain values, from any thread."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from findingsgraph.errors import ServerFailed

__all__ = ["Index", "Value"]

Value = str | int | float | None


class Index:
    """An index, opened for reading by each thread that asks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._own = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._change = threading.Condition()
        self._busy = 0
        self._closed = False

    def rows(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> list[sqlite3.Row]:
        """Give all rows of a query; values are bound, never pasted."""
        with self._using() as connection:
            return connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> sqlite3.Row | None:
        """Give the first row, or None."""
        with self._using() as connection:
            found: sqlite3.Row | None = connection.execute(sql, values).fetchone()
        return found

    def number(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> int:
        """Give the first cell of the first row as a whole number."""
        found = self.row(sql, values)
        return int(found[0] or 0) if found else 0

    def close(self) -> None:
        """Close what the threads opened, once none of them reads: SQLite breaks if it is closed under one."""
        with self._change:
            self._closed = True
            self._change.wait_for(lambda: self._busy == 0)
            for connection in self._opened:
                connection.close()
            self._opened.clear()

    @contextlib.contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        with self._change:
            if self._closed:
                raise ServerFailed("the pages", "this version was left; ask again")
            self._busy += 1
        try:
            yield self._connection()
        finally:
            with self._change:
                self._busy -= 1
                self._change.notify_all()

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if found is None:
            address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            found = sqlite3.connect(address, uri=True, check_same_thread=False)
            found.row_factory = sqlite3.Row
            self._own.connection = found
            with self._change:
                self._opened.append(found)
        return found
