"""findingsgraph review: go through the least certain sentences, and write down what is right."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from findingsgraph.cli.parser import add_graph, add_parameters, whole

KEYS = {"s": "strength", "w": "weakness", "m": "mixed", "c": "context", "r": "required-action"}
HELP = (
    "Enter: right as it is · s strength · w weakness · m mixed · c context · r required action · "
    "n next · q quit; words behind the letter become the note"
)


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "review",
        help="go through the least certain sentences and write a file of corrections",
        description="Show the sentences whose stance is least certain, one by one, and write what you say "
        "into a file of corrections; findingsgraph correct gives them to the graph. Sentences that the file "
        "names already are not shown again.",
    )
    add_graph(parser)
    add_parameters(parser)
    parser.add_argument(
        "--file", default="corrections.tsv", metavar="FILE", type=Path,
        help="where corrections are written (default: ./corrections.tsv)",
    )  # fmt: skip
    parser.add_argument(
        "--first", metavar="N", type=whole, default=20, help="at most N sentences (default: 20)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask about one sentence after the other."""
    from findingsgraph.cli.output import counted, say
    from findingsgraph.cli.parser import read_parameters
    from findingsgraph.graphs.review import append_correction, read_corrections
    from findingsgraph.graphs.store import open_graph

    known = {each.thing for each in read_corrections(arguments.file)} if arguments.file.exists() else set()
    parameters = {"documents": "preferred", **read_parameters(arguments.parameters)}
    with open_graph(arguments.graph) as graph:
        rows = graph.query("least-certain", **parameters)
    shown = [row for row in rows if row.statement not in known][: arguments.first]
    written = 0
    say(HELP)
    for correction in _ask(shown):
        append_correction(arguments.file, correction)
        written += 1
    say(f"{counted(written, 'line')} written to {arguments.file}")
    return 0


def _ask(rows: list[Any]) -> Iterator[Any]:
    """Show each sentence, read a line, and give what it says as a correction."""
    from findingsgraph.graphs.review import Correction

    for number, row in enumerate(rows, start=1):
        place = f"page {row.page}" if row.page else f"line {row.line}"
        print(f"\n{number} of {len(rows)} · {row.source}, {place} · {row.section}")
        print(f"  {row.text}")
        print(f"  {row.stance}, {float(row.confidence):.2f} sure, by {row.decided_by}")
        said = _read()
        if said is None:
            return
        letter, _, note = said.strip().partition(" ")
        if not letter or letter in KEYS:
            stance = KEYS.get(letter, row.stance)
            yield Correction(row.statement, "stance", row.stance, stance, note, row.text)


def _read() -> str | None:
    """Read an answer that means something; None to quit or at the end of the input."""
    while True:
        print("> ", end="", flush=True)
        line = sys.stdin.readline()
        if not line or line.strip() == "q":
            print()
            return None
        letter = line.strip().partition(" ")[0]
        if not letter or letter == "n" or letter in KEYS:
            return line
        print(HELP)
