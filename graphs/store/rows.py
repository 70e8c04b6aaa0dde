"""Answers: named rows of plain Python values."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["Cell", "Iri", "Row", "Rows", "as_text", "literal_value", "write_csv"]

XSD = "http://www.w3.org/2001/XMLSchema#"


class Iri(str):
    """An IRI in a cell: a string that knows it is one.

    >>> isinstance(Iri("https://e.org/a"), str)
    True
    """

    __slots__ = ()


Cell = str | int | float | Decimal | bool | date | None
"""`None` is an empty cell; an IRI is an `Iri`."""

_READERS: dict[str, Callable[[str], Cell]] = {
    XSD + "integer": int,
    XSD + "decimal": Decimal,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": lambda text: text in ("true", "1"),
    XSD + "date": date.fromisoformat,
}


def literal_value(text: str, datatype: str) -> Cell:
    """Read a literal as the Python value of its datatype; as text where there is none.

    >>> literal_value("17", XSD + "integer"), literal_value("2014-02", XSD + "gYearMonth")
    (17, '2014-02')
    """
    reader = _READERS.get(datatype)
    if reader is None:
        return text
    try:
        return reader(text)
    except ArithmeticError:
        return text
    except ValueError:
        return text


def as_text(cell: Cell) -> str:
    """Write a cell as tables do: empty for None, true and false, numbers without exponent.

    >>> [as_text(cell) for cell in (None, True, Decimal("1E+3"), 2.5)]
    ['', 'true', '1000', '2.5']
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return str(cell)


def write_csv(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    r"""Write a table as RFC 4180 has it, with line feeds.

    >>> write_csv(["name", "number"], [["Board, the", 2], [None, True]])
    'name,number\n"Board, the",2\n,true\n'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([as_text(cell) for cell in row] for row in rows)
    return text.getvalue()


class Row(tuple[Cell, ...]):
    """A row whose cells can be had by place, `row["name"]` or `row.name`."""

    __slots__ = ()
    columns: tuple[str, ...] = ()

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            try:
                key = self.columns.index(key)
            except ValueError:
                raise KeyError(key) from None
        return tuple.__getitem__(self, key)

    def __getattr__(self, name: str) -> Any:
        try:
            return tuple.__getitem__(self, self.columns.index(name))
        except ValueError:
            raise AttributeError(f"no column {name!r}; there is: {', '.join(self.columns)}") from None

    def to_dict(self) -> dict[str, Cell]:
        """Give the cells by column."""
        return dict(zip(self.columns, self, strict=True))

    def __repr__(self) -> str:
        return "Row(" + ", ".join(f"{name}={cell!r}" for name, cell in self.to_dict().items()) + ")"


class Rows(Sequence[Row]):
    """An answer: a sequence of rows with named columns.

    >>> rows = Rows(("agency", "n"), [("police", 3)])
    >>> rows[0].agency, rows[0]["n"], len(rows)
    ('police', 3, 1)
    >>> print(rows.to_csv(), end="")
    agency,n
    police,3
    """

    def __init__(self, columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> None:
        self.columns: tuple[str, ...] = tuple(columns)
        # Attributes of tuple win over columns of the same name (`count`, `index`); so the
        # columns of every answer get a class of their own, where they come first.
        own = {name: property(itemgetter(at)) for at, name in enumerate(self.columns)}
        kind = type("Row", (Row,), {"__slots__": (), **own, "columns": self.columns})
        self._rows: list[Row] = [kind(row) for row in rows]

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Rows: ...
    def __getitem__(self, index: int | slice) -> Row | Rows:
        if isinstance(index, slice):
            return Rows(self.columns, self._rows[index])
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Rows):
            return self.columns == other.columns and list(map(tuple, self)) == list(map(tuple, other))
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Rows: {len(self)} of {', '.join(self.columns)}>"

    def column(self, name: str) -> list[Cell]:
        """Give one column's cells."""
        at = self.columns.index(name)
        return [tuple.__getitem__(row, at) for row in self._rows]

    def to_dicts(self) -> list[dict[str, Cell]]:
        """Give each row as a dictionary."""
        return [row.to_dict() for row in self._rows]

    def to_csv(self) -> str:
        """Give the answer as CSV with a header line; an empty cell is empty."""
        return write_csv(self.columns, self._rows)

    def to_pandas(self) -> pandas.DataFrame:
        """Give the answer as a pandas DataFrame (needs the extra `pandas`)."""
        import_extra("pandas")
        import pandas

        return pandas.DataFrame([tuple(row) for row in self._rows], columns=list(self.columns))

    def to_polars(self) -> polars.DataFrame:
        """Give the answer as a polars DataFrame (needs the extra `polars`)."""
        import_extra("polars")
        import polars

        columns = {name: [_plain(cell) for cell in self.column(name)] for name in self.columns}
        return polars.DataFrame(columns, strict=False)


def import_extra(package: str, extra: str = "") -> None:
    """Raise `MissingExtra` when a package is not installed; the extra is called like it unless said."""
    from importlib.util import find_spec

    if find_spec(package) is None:
        from findingsgraph.errors import MissingExtra

        raise MissingExtra(package, f"pip install 'findingsgraph[{extra or package}]'")


def _plain(cell: Cell) -> Cell:
    return str(cell) if isinstance(cell, Iri) else cell
