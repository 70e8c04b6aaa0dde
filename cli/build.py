"""findingsgraph build: files and folders into a graph."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from findingsgraph.graphs.store import BuildResult, Built


TABLE = ("report", "family", "judgements", "findings", "issues", "seconds")


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "build",
        help="read reports (.pdf, .txt, .md) into a graph",
        description="Read reports into the graph in a folder. What is there already and unchanged is not "
        "read again; documents of earlier builds stay. A file that cannot be read is named with the reason.",
    )
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="files or folders (.pdf, .txt, .md)")
    parser.add_argument(
        "--out", default="graph", metavar="DIR", help="folder of the graph (default: ./graph)"
    )
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="worker processes (default: 1)")
    parser.add_argument("--without-names", action="store_true", help="leave out persons' names everywhere")
    parser.add_argument("--prune", action="store_true", help="drop documents that are not among the sources")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Build, and say what was found."""
    from findingsgraph.cli.output import say, write_table
    from findingsgraph.cli.progress import Progress
    from findingsgraph.errors import BadValue
    from findingsgraph.graphs.store import build

    if arguments.jobs < 1:
        raise BadValue(f"--jobs {arguments.jobs}", "it must be 1 or more")
    with Progress("Reading reports") as progress:
        result = build(
            arguments.sources,
            arguments.out,
            jobs=arguments.jobs,
            without_names=arguments.without_names,
            prune=arguments.prune,
            progress=progress.update,
        )
    if sys.stdout.isatty() and len(result.documents) > 1:
        write_table(TABLE, list(table_rows(result)), "table")
    else:
        for built in result.documents:
            print(describe(built))
    for source in result.removed:
        print(f"{_in_a_line(source)}: no longer in the graph")
    print(summary(result))
    if result.outdated:
        many = count({"documents": len(result.outdated)}, "documents")
        say(
            f"findingsgraph: kept as another version of findingsgraph read it: {many}; "
            "name the files again to have them read anew"
        )
    for _, error in result.errors:
        say(error.line())
    for each in result.corrections:
        if each.status == "no-longer-applies":
            say(f"findingsgraph: a correction no longer applies: {each.correction.thing}: {each.why}")
    if sys.stdout.isatty():
        say(whats_next(arguments.out))
    return 1 if result.errors else 0


def table_rows(result: BuildResult) -> Iterator[tuple[str, str, int, int, int, str]]:
    """Yield what a terminal shows of a build of several documents: a row a report."""
    for built in result.documents:
        for number, report in enumerate(built.entry.reports):
            judgements, items, issues = (
                report.facts.get(kind, 0) for kind in ("judgements", "items", "issues")
            )
            took = "unchanged" if built.reused else f"{built.seconds:.2f}" if number == 0 else ""
            name = f"{report.authority_name or _in_a_line(built.entry.source)} {report.dated}"
            yield name, report.family, judgements, items, issues, took


def describe(built: Built) -> str:
    """Give a document's summary line."""
    entry = built.entry
    reports = "; ".join(
        f"{report.authority_name or 'unknown authority'} {report.dated} ({report.family}), "
        f"{count(report.facts, 'judgements')}, {count(report.facts, 'items')}, "
        f"{count(report.facts, 'statements')}, {count(report.facts, 'mentions')}, "
        f"{count(report.facts, 'measures')}"
        for report in entry.reports
    )
    took = "unchanged" if built.reused else f"{built.seconds:.2f} s"
    return f"{_in_a_line(entry.source)}: {reports}; {took}"


def _in_a_line(source: str) -> str:
    """Show a name on one line: a file's name may hold line ends.

    >>> _in_a_line("a\\nb.pdf")
    'a?b.pdf'
    """
    return "".join(char if char.isprintable() else "?" for char in source)


def count(facts: Any, kind: str) -> str:
    """Give a number with its noun.

    >>> count({"items": 1}, "items"), count({"items": 2}, "items")
    ('1 item', '2 items')
    """
    number = facts.get(kind, 0)
    return f"{number} {kind if number != 1 else kind.removesuffix('s')}"


def summary(result: BuildResult) -> str:
    """Give the one line for all."""
    entries = [built.entry for built in result.documents]
    reports = {report.iri for entry in entries for report in entry.reports}
    facts = {
        kind: sum(report.facts.get(kind, 0) for entry in entries for report in entry.reports)
        for kind in ("statements", "mentions")
    }
    failed = f", {len(result.errors)} not read" if result.errors else ""
    kept = f", {len(result.kept)} kept from before" if result.kept else ""
    return (
        f"{count({'documents': len(entries)}, 'documents')} of "
        f"{count({'reports': len(reports)}, 'reports')}: "
        f"{count(facts, 'statements')}, {count(facts, 'mentions')}{failed}{kept}; graph in {result.folder}"
    )


def whats_next(folder: str) -> str:
    """Say what can be done with a graph."""
    where = "" if folder == "graph" else f" --graph {folder}"
    return (
        f"Next:  findingsgraph queries                               what can be asked\n"
        f"       findingsgraph query statements -p agency=police{where}\n"
        f"       findingsgraph network agencies{where}\n"
        f"       findingsgraph export svg -o agencies.svg{where}"
    )
