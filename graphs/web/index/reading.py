"""Reading the index: rows of plain values, from any thread."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["Index", "Value"]

Value = str | int | float | None


class Index:
    """An index, opened for reading by each thread that asks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._own = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    def rows(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> list[sqlite3.Row]:
        """Give all rows of a query; values are bound, never pasted."""
        return self._connection().execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> sqlite3.Row | None:
        """Give the first row, or None."""
        found: sqlite3.Row | None = self._connection().execute(sql, values).fetchone()
        return found

    def number(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> int:
        """Give the first cell of the first row as a whole number."""
        found = self.row(sql, values)
        return int(found[0] or 0) if found else 0

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if found is None:
            address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            found = sqlite3.connect(address, uri=True, check_same_thread=False)
            found.row_factory = sqlite3.Row
            self._own.connection = found
            with self._lock:
                self._opened.append(found)
        return found

    def close(self) -> None:
        """Close what the threads opened."""
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
