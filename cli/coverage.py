"""findingsgraph coverage: what became of every line, and what was found."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from findingsgraph.cli.parser import add_format, add_graph

if TYPE_CHECKING:
    from findingsgraph.graphs.store import Graph
    from findingsgraph.graphs.store.manifest import ReportEntry

    Line = tuple[str, str, str, str, int]

COLUMNS = ("source", "report", "of", "kind", "count")


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "coverage",
        help="show what became of every line, and how many facts each report gave",
        description="Show, for each document, its lines and words by what became of them (fact, heading, "
        "table, note, furniture, ...), its facts by kind, and what was not understood.",
    )
    add_graph(parser)
    add_format(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write a block a report on a terminal, else one table."""
    from findingsgraph.cli.output import choose_format, write_table
    from findingsgraph.errors import UsageError
    from findingsgraph.graphs.store import open_graph

    asked = choose_format(arguments.format)
    with open_graph(arguments.graph) as graph:
        if graph.manifest is None:
            raise UsageError(str(arguments.graph), "coverage needs the folder that build made")
        if arguments.format is None and sys.stdout.isatty():
            for line in blocks(graph):
                print(line)
        else:
            write_table(COLUMNS, list(counts(graph)), asked)
    return 0


def counts(graph: Graph) -> Iterator[Line]:
    """Yield every count: of lines, words, items and other facts."""
    for document in graph.documents():
        for report in document.reports:
            for of, numbers in grouped(report).items():
                for kind, number in sorted(numbers.items()):
                    yield document.source, report.iri, of, kind, number


def grouped(report: ReportEntry) -> dict[str, dict[str, int]]:
    """Give a report's counts: lines and words by what became of them, items by kind, other facts."""
    items = {name.removeprefix("kind:"): n for name, n in report.facts.items() if name.startswith("kind:")}
    facts = {name: n for name, n in report.facts.items() if not name.startswith("kind:")}
    return {"lines": dict(report.lines), "words": dict(report.words), "items": items, "facts": facts}


def blocks(graph: Graph) -> Iterator[str]:
    """Yield the lines that people read: a block a report, with its issues."""
    issues: dict[str, list[str]] = {}
    for row in graph.query("issues"):
        place = f" (line {row.line})" if row.line else ""
        issues.setdefault(row.source, []).append(f"  {row.kind}: {row.message}{place}")
    for document in graph.documents():
        for report in document.reports:
            kind = f"({report.family}, {report.layout})"
            yield f"{document.source}: {report.authority_name} {report.dated} {kind}"
            for of, numbers in grouped(report).items():
                whole = sum(numbers.values())
                listed = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
                said = ", ".join(f"{kind} {number}{_share(of, number, whole)}" for kind, number in listed)
                yield f"  {of} {whole if of != 'facts' else ''}: {said}".replace(" :", ":")
        yield from issues.get(document.source, [])


def _share(of: str, number: int, whole: int) -> str:
    return f" ({100 * number / whole:.0f} %)" if of in ("lines", "words") and whole else ""
