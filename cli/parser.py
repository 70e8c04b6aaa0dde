"""What the command line takes. Nothing heavy is imported here: `--help` must be quick."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn

from findingsgraph.errors import BadValue, UsageError, suggest

COMMANDS = (
    "build",
    "changes",
    "shards",
    "query",
    "queries",
    "similar",
    "verify",
    "coverage",
    "check",
    "network",
    "compare",
    "trend",
    "followed",
    "export",
    "review",
    "correct",
    "push",
    "serve",
    "mcp",
)
"""The commands; each is a module here with `add(subparsers)` and `run(arguments)`."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as all our errors are said."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing the usage."""
        command = self.prog.partition(" ")[2] or "the command line"
        raise UsageError(command, f"{message}; try {self.prog} --help")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line; `run` of the result does the job.

    Raises `UsageError` for what is not a command, an option or a value.
    """
    parser = Parser(
        prog="findingsgraph",
        description="What inspectors found about the services that protect children, as a graph: "
        "each fact with its quote and page.",
        epilog="findingsgraph COMMAND --help tells more. Exit status: 0 done, 1 done with failures "
        "that are listed, 2 wrong use.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    subparsers = parser.add_subparsers(metavar="COMMAND", parser_class=Parser, required=True, dest="command")
    for name in COMMANDS:
        import_module(f"findingsgraph.cli.{name}").add(subparsers)
    if argv and not argv[0].startswith("-") and argv[0] not in COMMANDS:
        raise UsageError(argv[0], f"no such command; {suggest(argv[0], COMMANDS)}")
    found, unknown = parser.parse_known_args(argv)
    if unknown:  # which argparse would lay at the door of the program, not of the command
        subparsers.choices[found.command].error(f"unrecognized arguments: {' '.join(unknown)}")
    return found


class _Version(argparse.Action):
    """Looks the version up only when asked: reading a package's metadata takes time."""

    def __call__(self, parser: argparse.ArgumentParser, *rest: object) -> None:
        from importlib.metadata import version

        print(f"findingsgraph {version('findingsgraph')}")
        parser.exit()


def add_graph(parser: argparse.ArgumentParser) -> None:
    """Add --graph, the same for every command that reads a graph."""
    parser.add_argument(
        "--graph", default="graph", metavar="DIR|URL",
        help="folder of a graph made by build, or a SPARQL endpoint (default: ./graph)",
    )  # fmt: skip


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Add --graph for commands that need the files of a graph, which no endpoint has."""
    parser.add_argument(
        "--graph", default="graph", metavar="DIR", type=_folder,
        help="folder of a graph made by build (default: ./graph)",
    )  # fmt: skip


def _folder(text: str) -> str:
    if text.startswith(("http://", "https://")):
        raise BadValue(f"--graph {text}", "give the folder of a graph; an endpoint will not do here")
    return text


def add_corrected(parser: argparse.ArgumentParser) -> None:
    """Add --corrected for commands that ask a graph."""
    parser.add_argument(
        "--corrected", action="store_true", help="with the corrections that people have given the graph"
    )


def whole(text: str) -> int:
    """Read a number of rows: 0 or more.

    >>> whole("12")
    12
    """
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0")
    return int(text)


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add --format for commands that print a table."""
    parser.add_argument(
        "--format", metavar="FORMAT",
        help="table, csv, tsv, json or markdown (default: a table on a terminal, else csv)",
    )  # fmt: skip


def add_show(parser: argparse.ArgumentParser, tables: Sequence[str]) -> None:
    """Add --show, --columns and --first."""
    parser.add_argument(
        "--show", metavar="TABLE", type=_names_of(tables), default=list(tables),
        help=f"only these, with commas between them: {', '.join(tables)} (default: all; in CSV, which holds "
        f"one table, {tables[0]})",
    )  # fmt: skip
    parser.add_argument("--columns", metavar="A,B", help="only these columns of one table, in this order")
    parser.add_argument(
        "--first",
        metavar="N",
        type=whole,
        help="only the first N rows of each table (default: 12 when drawn)",
    )


def _names_of(tables: Sequence[str]) -> Callable[[str], list[str]]:
    """Give what reads names of tables; a wrong one is told before the work."""

    def read(text: str) -> list[str]:
        asked = [name.strip() for name in text.split(",")]
        for name in asked:
            if name not in tables:
                raise UsageError(f"--show {name}", f"no such table; {suggest(name, tables)}")
        return asked

    return read


def add_parameters(parser: argparse.ArgumentParser) -> None:
    """Add -p name=value, any number of times."""
    parser.add_argument(
        "-p", "--parameter", action="append", default=[], metavar="NAME=VALUE", dest="parameters",
        help="a parameter, such as -p agency=police -p from=2014; may be given several times",
    )  # fmt: skip


SEVERAL = ("source", "authority", "part", "kind", "stance", "theme", "agency", "relation", "types")
"""Parameters of which any of several values may be."""


def read_parameters(given: Sequence[str]) -> dict[str, str | list[str]]:
    """Split name=value pairs; what may be given several times becomes a list when it is.

    >>> read_parameters(["agency=police", "agency=cafcass", "from=2014"])
    {'agency': ['police', 'cafcass'], 'from': '2014'}
    """
    parameters: dict[str, str | list[str]] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"-p {pair}", "write it as name=value, such as -p agency=police")
        before = parameters.get(name.strip())
        if before is not None and name.strip() not in SEVERAL:
            raise UsageError(f"-p {pair}", f"{name.strip()} is given twice")
        values = [before] if isinstance(before, str) else before
        parameters[name.strip()] = [*values, value] if values else value
    return parameters
