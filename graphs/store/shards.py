"""Sharded N-Quads of many reports, for the bulk loader of any store.

    DIR/shard-0000.nq.gz ...   documents by the hash of their IRI, each document's quads sorted
    DIR/catalogue.nq.gz        sources, and which document of a report is the preferred one
    DIR/vocabulary.nq.gz       the ontology and its vocabularies
    DIR/manifest.json          what was read, counted

Which worker read a file, and how many there were, changes no byte.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from findingsgraph.errors import CannotWrite, FindingsGraphError
from findingsgraph.graphs.store.cluster import read_on_cluster
from findingsgraph.graphs.store.engines import sorted_lines
from findingsgraph.graphs.store.inspections import parts_of_inspections
from findingsgraph.graphs.store.manifest import DocumentEntry, Manifest, with_preferred, write_manifest
from findingsgraph.graphs.store.plan import make_plan
from findingsgraph.graphs.store.reading import Reading, Task, nothing_read
from findingsgraph.graphs.store.sources import collect_sources
from findingsgraph.graphs.store.vocabulary import VOCABULARY, load_vocabulary, vocabulary_fingerprint
from findingsgraph.graphs.store.workers import Done, read_all
from findingsgraph.loaders.triples import catalogue_quads
from findingsgraph.ontology import resource_base

__all__ = ["Sharded", "write_shards"]

WORK = ".unfinished"


@dataclass(frozen=True, slots=True)
class Sharded:
    """What was written."""

    folder: Path
    documents: tuple[DocumentEntry, ...]
    errors: tuple[tuple[str, FindingsGraphError], ...]
    """(source, why) of each file that could not become a report."""
    files: int
    """Shards with quads in them."""


def write_shards(
    sources: Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    shards: int = 16,
    jobs: int = 1,
    cluster: bool = False,
    scheduler: str | None = None,
    without_names: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> Sharded:
    """Read files and folders into so many compressed N-Quads files in the folder `out`.

    With `cluster`, or the address of a Dask `scheduler`, its workers read; else processes of
    this machine. Text layers go to `out`/texts, so that quotes can be found again. Raises
    `NoSuchSource`, `NoReports`, `SourceClash`, `NothingRead`, `MissingExtra`,
    `SchedulerFailed` and `CannotWrite`.
    """
    folder = Path(out)
    files = collect_sources(sources, folder)
    try:
        work = folder / WORK
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        (folder / "texts").mkdir(exist_ok=True)
        plan = make_plan(folder, work, files, None, without_names, prune=False)
        if cluster or scheduler:
            readings = read_on_cluster(plan.tasks, scheduler, jobs, _telling(progress, len(plan.tasks)))
        else:
            readings = read_all(plan.tasks, jobs, _telling(progress, len(plan.tasks)))
        written = _write(folder, plan.tasks, readings, shards)
        shutil.rmtree(work)
    except OSError as problem:
        raise CannotWrite(str(folder), problem.strerror or str(problem)) from problem
    return written


def _telling(progress: Callable[[int, int, str], None] | None, total: int) -> Done:
    def tell(count: int, task: Task, reading: Reading) -> None:
        if progress:
            progress(count, total, task.source)

    return tell


def _write(folder: Path, tasks: Sequence[Task], readings: Sequence[Reading], shards: int) -> Sharded:
    failed = tuple((reading.source, problem) for reading in readings if (problem := reading.failure()))
    entries = [reading.entry for reading in readings if reading.entry]
    if not entries:
        raise nothing_read(failed)
    manifest = Manifest(resource_base(), vocabulary_fingerprint(), with_preferred(entries))
    quads = {task.document: Path(task.quads) for task in tasks}
    for old in folder.glob("shard-*.nq.gz"):
        old.unlink()
    by_shard: dict[int, list[DocumentEntry]] = {}
    for entry in sorted(manifest.documents, key=lambda each: each.iri):
        by_shard.setdefault(_shard(entry.iri, shards), []).append(entry)
    for number, members in sorted(by_shard.items()):
        _compress(folder / f"shard-{number:04}.nq.gz", (quads[entry.iri].read_bytes() for entry in members))
    documents = ((entry.iri, entry.source, entry.preferred) for entry in manifest.documents)
    lines = catalogue_quads(documents, manifest.base, parts_of_inspections(manifest.documents))
    _compress(folder / "catalogue.nq.gz", ["\n".join(lines).encode() + b"\n"])
    _compress(folder / "vocabulary.nq.gz", ["\n".join(_vocabulary()).encode() + b"\n"])
    write_manifest(folder / "manifest.json", manifest)
    return Sharded(folder, manifest.documents, failed, len(by_shard))


def _vocabulary() -> list[str]:
    import pyoxigraph

    store = pyoxigraph.Store()
    load_vocabulary(store)
    return sorted_lines(store, VOCABULARY)


def _shard(iri: str, shards: int) -> int:
    return int.from_bytes(hashlib.sha256(iri.encode()).digest()[:4]) % shards


def _compress(path: Path, pieces: Iterable[bytes]) -> None:
    """Write gzip without a name or a time in it, and put it in place whole."""
    scratch = path.with_suffix(".new")
    with scratch.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        for piece in pieces:
            packed.write(piece)
    scratch.replace(path)
