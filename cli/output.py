"""Tables on standard output, messages on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from findingsgraph.errors import UnknownColumn, UnknownFormat, suggest
from findingsgraph.graphs.store.rows import Cell, as_text, write_csv
from findingsgraph.ontology.iris import BASE

if TYPE_CHECKING:
    from rich.table import Table

_LEAST = 16
"""A column of longer texts may be folded to this width, not below."""


def say(message: str) -> None:
    """Write a message for people to standard error."""
    print(message, file=sys.stderr)


def counted(number: int, thing: str) -> str:
    """Say how many there are.

    >>> counted(1, "document"), counted(2, "quote")
    ('1 document', '2 quotes')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def write_table(columns: Sequence[str], rows: Iterable[Sequence[Cell]], format: str | None) -> None:
    """Write a table to standard output: as asked, else a drawn table on a terminal and CSV in a pipe."""
    chosen = choose_format(format)
    if chosen == "table":
        draw(columns, rows)
    else:
        sys.stdout.write(WRITERS[chosen](columns, rows))


def choose_format(format: str | None) -> str:
    """Give the format to use; raise `UnknownFormat` when there is none of that name."""
    if format is None:
        return "table" if sys.stdout.isatty() else "csv"
    name = format.casefold()
    if name != "table" and name not in WRITERS:
        raise UnknownFormat(format, suggest(name, ("table", *WRITERS)))
    return name


def choose_columns(asked: str | None, columns: Sequence[str]) -> list[str]:
    """Give the columns to show; raise `UnknownColumn` for one that the answer does not have."""
    if not asked:
        return list(columns)
    names = [name.strip() for name in asked.split(",")]
    for name in names:
        if name not in columns:
            raise UnknownColumn(name, suggest(name, columns))
    return names


def to_tsv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Write tab-separated values; tabs and line ends inside a cell become spaces."""
    lines = [columns, *([" ".join(as_text(value).split()) for value in row] for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def to_json(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Write a list of objects, one a row; an empty cell is null."""
    import json

    objects = [{column: plain(value) for column, value in zip(columns, row, strict=True)} for row in rows]
    return json.dumps(objects, ensure_ascii=False, indent=1) + "\n"


def plain(value: Cell) -> bool | int | float | str | None:
    """Give a cell as JSON has it; an empty one is null."""
    return value if isinstance(value, bool | int | float) else as_text(value) or None


def to_markdown(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Write a table of GitHub's Markdown."""
    lines = [columns, ["---"] * len(columns)]
    lines += [[" ".join(as_text(value).split()).replace("|", "\\|") for value in row] for row in rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


WRITERS: dict[str, Callable[[Sequence[str], Iterable[Sequence[Cell]]], str]] = {
    "csv": write_csv,
    "tsv": to_tsv,
    "json": to_json,
    "markdown": to_markdown,
}


def draw(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Draw a table as wide as the terminal; where it cannot fit, a block of lines a row."""
    from rich.console import Console

    texts = [[_shorten(as_text(value)) for value in row] for row in rows]
    if not texts:
        say("no rows")
        return
    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 160)
    if _least_width(columns, texts) <= console.width:
        console.print(_table(columns, texts))
    else:
        for number, row in enumerate(texts, 1):
            console.print(_block(columns, row, number))


def _table(columns: Sequence[str], texts: list[list[str]]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for index, column in enumerate(columns):
        numbers = all(_numeric(row[index]) for row in texts)
        least = max(len(column), min(_LEAST, max(len(row[index]) for row in texts)))
        table.add_column(column, justify="right" if numbers else "left", overflow="fold", min_width=least)
    for row in texts:
        table.add_row(*map(Text, row))
    return table


def _block(columns: Sequence[str], row: list[str], number: int) -> Table:
    from rich.table import Table
    from rich.text import Text

    block = Table.grid(padding=(0, 2))
    block.add_column(no_wrap=True)
    block.add_column(overflow="fold")
    block.add_row(Text(f"{number}", style="bold"), "")
    for column, text in zip(columns, row, strict=True):
        if text:
            block.add_row(Text(column, style="dim"), Text(text))
    return block


def _least_width(columns: Sequence[str], texts: list[list[str]]) -> int:
    """Give the width below which a column would be squeezed beyond reading."""
    widest = [max(len(row[index]) for row in texts) for index in range(len(columns))]
    return sum(max(len(name), min(_LEAST, wide)) + 2 for name, wide in zip(columns, widest, strict=True))


def _shorten(text: str) -> str:
    """Leave out what all our IRIs begin with: a drawn table is for the eye; other formats have them whole."""
    return "…/" + text[len(BASE) :] if text.startswith(BASE) and " " not in text else text


def _numeric(text: str) -> bool:
    return not text or text.replace(".", "", 1).removeprefix("-").isdigit()
