"""findingsgraph serve: the graph as a web site, with a SPARQL endpoint."""

from __future__ import annotations

import argparse
from typing import Any

from findingsgraph.cli.parser import add_folder


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "serve",
        help="serve pages to read, a SPARQL endpoint and an editor",
        description="Serve the graph as a web site: pages, a SPARQL 1.1 endpoint at /sparql, an editor at "
        "/ask. Read-only; on this machine alone unless --host says otherwise. Stop it with Ctrl-C.",
    )
    add_folder(parser)
    parser.add_argument("--port", type=int, default=8000, help="0 for any that is free (default: 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument(
        "--host-name", action="append", default=[], metavar="NAME", dest="names",
        help="a host name under which requests may arrive, besides this machine's own; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--timeout", type=int, default=30, metavar="SECONDS", help="for a query (default: 30)"
    )
    parser.add_argument("--cors", action="store_true", help="let scripts of other sites read the answers")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until asked to stop."""
    from pathlib import Path

    from findingsgraph.cli.output import say
    from findingsgraph.errors import BadValue, MissingExtra

    for name, value, least, most in (
        ("--port", arguments.port, 0, 65_535),
        ("--timeout", arguments.timeout, 1, 3_600),
    ):
        if not least <= value <= most:
            raise BadValue(f"{name} {value}", f"it must be from {least} to {most}")
    try:
        from findingsgraph.graphs.web.server import serve
    except ModuleNotFoundError as problem:
        raise MissingExtra(problem.name or "a package", "pip install 'findingsgraph[serve]'") from problem
    from findingsgraph.graphs.web.settings import Settings

    settings = Settings(
        folder=Path(arguments.graph),
        host=arguments.host,
        port=arguments.port,
        names=tuple(arguments.names),
        cors=arguments.cors,
        seconds=arguments.timeout,
    )
    serve(settings, say)
    return 0
