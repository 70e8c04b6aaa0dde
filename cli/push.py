"""findingsgraph push: the graph to a store elsewhere."""

from __future__ import annotations

import argparse
from typing import Any

from findingsgraph.cli.parser import add_graph


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "push",
        help="send what changed to a remote store",
        description="Send each document's named graph, the vocabulary and the catalogue to a store by the "
        "SPARQL 1.1 Graph Store Protocol; only what changed since the last push. An account is taken from "
        "FINDINGSGRAPH_USER and FINDINGSGRAPH_PASSWORD, or FINDINGSGRAPH_TOKEN.",
    )
    parser.add_argument(
        "url", metavar="URL", help="the graph store's address, such as http://host:7878/store"
    )
    add_graph(parser)
    parser.add_argument("--jobs", type=int, default=4, metavar="N", help="graphs sent at once (default: 4)")
    parser.add_argument(
        "--prune", action="store_true", help="remove what earlier pushes brought and this graph has no longer"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Push; list what the store did not take."""
    from findingsgraph.cli.output import counted, say
    from findingsgraph.cli.progress import Progress
    from findingsgraph.errors import BadValue
    from findingsgraph.graphs.store import open_graph
    from findingsgraph.graphs.store.push import push

    if not 1 <= arguments.jobs <= 32:
        raise BadValue(f"--jobs {arguments.jobs}", "it must be from 1 to 32")
    with open_graph(arguments.graph) as graph, Progress("sending") as progress:
        result = push(
            graph, arguments.url, jobs=arguments.jobs, prune=arguments.prune, progress=progress.update
        )
        sources = {entry.iri: entry.source for entry in graph.documents()}
    for name, problem in result.failed:
        say(f"findingsgraph: {sources.get(name, name)}: {problem}")
    say(
        f"{counted(len(result.sent), 'graph')} sent, {len(result.unchanged)} unchanged, "
        f"{len(result.removed)} removed, {len(result.failed)} not taken: {arguments.url}"
        + ("; push again to send the rest" if result.failed else "")
    )
    return 1 if result.failed else 0
