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
    """An index, with as many connections as were ever in use at once; threads come and go, and take turns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._free: list[sqlite3.Connection] = []
        self.connections = 0
        """How many were opened."""
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
        """Close the connections, once nobody reads: SQLite breaks if one is closed under a reader."""
        with self._change:
            self._closed = True
            self._change.wait_for(lambda: self._busy == 0)
            for connection in self._free:
                connection.close()
            self._free.clear()

    @contextlib.contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        with self._change:
            if self._closed:
                raise ServerFailed("the pages", "this version was left; ask again")
            self._busy += 1
            connection = self._free.pop() if self._free else None
        try:
            connection = connection or self._open()
            yield connection
        finally:
            with self._change:
                self._busy -= 1
                if connection:
                    self._free.append(connection)
                self._change.notify_all()

    def _open(self) -> sqlite3.Connection:
        address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        found = sqlite3.connect(address, uri=True, check_same_thread=False)
        found.row_factory = sqlite3.Row
        with self._change:
            self.connections += 1
        return found
