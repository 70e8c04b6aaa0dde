"""findingsgraph changes: what the last build changed."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from findingsgraph.cli.parser import add_folder, add_format


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "changes",
        help="what the last build changed: documents, and labels of what was read again",
        description="Count what is new, gone or labelled otherwise since the version before: documents that "
        "came or went, and stances, grades, themes, mentions, values, relations and addressees of documents "
        "that were read again. --all lists them one by one.",
    )
    add_folder(parser)
    parser.add_argument("--all", action="store_true", help="a row each, with what it was and is")
    add_format(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Count, or list."""
    from dataclasses import astuple, fields

    from findingsgraph.cli.output import choose_format, counted, say, write_table
    from findingsgraph.graphs.store import Change, read_changes

    choose_format(arguments.format)
    changes = read_changes(Path(arguments.graph))
    rows: list[tuple[str | int, ...]]
    if arguments.all:
        columns = [field.name for field in fields(Change)]
        write_table(columns, [astuple(each) for each in changes], arguments.format)
    elif changes:
        count = Counter((each.what, each.change) for each in changes)
        rows = [
            (what, *(count[what, change] for change in ("added", "removed", "changed")))
            for what in sorted({each.what for each in changes})
        ]
        write_table(("what", "added", "removed", "changed"), rows, arguments.format)
    say(f"{counted(len(changes), 'change')} by the last build")
    return 0
