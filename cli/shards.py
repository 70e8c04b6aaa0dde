"""findingsgraph shards: very many reports into N-Quads files for a bulk loader."""

from __future__ import annotations

import argparse
from typing import Any


def add(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "shards",
        help="read very many reports into compressed N-Quads, on many processes or a cluster",
        description="Read reports into sorted, compressed N-Quads that the bulk loader of any store takes. "
        "With --cluster or --scheduler Dask's workers read (pip install 'findingsgraph[cluster]'); they must "
        "see the same files under the same paths. The bytes are the same however many read.",
    )
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="files or folders (.pdf, .txt, .md)")
    parser.add_argument(
        "--out", default="shards", metavar="DIR", help="folder to write to (default: ./shards)"
    )
    parser.add_argument("--shards", type=int, default=16, metavar="N", help="files to write (default: 16)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="worker processes (default: 1)")
    parser.add_argument("--cluster", action="store_true", help="read on a Dask cluster on this machine")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="read on the Dask cluster at tcp://host:8786")
    parser.add_argument("--without-names", action="store_true", help="leave out persons' names everywhere")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, and say what was written."""
    from findingsgraph.cli.output import counted, say
    from findingsgraph.cli.progress import Progress
    from findingsgraph.errors import BadValue
    from findingsgraph.graphs.store.shards import write_shards

    for name in ("jobs", "shards"):
        if getattr(arguments, name) < 1:
            raise BadValue(f"--{name} {getattr(arguments, name)}", "it must be 1 or more")
    with Progress("Reading reports") as progress:
        result = write_shards(
            arguments.sources,
            arguments.out,
            shards=arguments.shards,
            jobs=arguments.jobs,
            cluster=arguments.cluster,
            scheduler=arguments.scheduler,
            without_names=arguments.without_names,
            progress=progress.update,
        )
    quads = sum(entry.quads for entry in result.documents)
    print(
        f"{counted(len(result.documents), 'document')}: {quads:,} quads in {counted(result.files, 'shard')} "
        f"in {result.folder}"
    )
    for _, error in result.errors:
        say(error.line())
    return 1 if result.errors else 0
