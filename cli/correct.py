"""findingsgraph correct: give a graph the corrections of a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from findingsgraph.cli.parser import add_folder, add_format


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "correct",
        help="give the graph the corrections of a file, kept apart from what was extracted",
        description="Apply a file of corrections (see docs/how-to/correct.md). Ask with --corrected to see "
        "them; without it the graph answers as extracted. Later builds apply them anew. Exit status 1, "
        "and a list, when a correction no longer applies.",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="corrections, a line each")
    add_folder(parser)
    add_format(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Apply; list what no longer applies."""
    from findingsgraph.cli.output import choose_format, counted, say, write_table
    from findingsgraph.graphs.store import correct

    choose_format(arguments.format)
    outcome = correct(Path(arguments.graph), arguments.file)
    stale = [each for each in outcome if each.status == "no-longer-applies"]
    if stale:
        rows = [
            (
                each.correction.thing,
                each.correction.what,
                each.correction.was,
                each.correction.should_be,
                each.why,
            )
            for each in stale
        ]
        write_table(("thing", "what", "was", "should be", "why not"), rows, arguments.format)
    done = len(outcome) - len(stale)
    say(
        f"{counted(done, 'correction')} in {arguments.graph}, {len(stale)} no longer apply; "
        "ask with --corrected"
    )
    return 1 if stale else 0
