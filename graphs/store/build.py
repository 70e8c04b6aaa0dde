"""From files to a graph in a folder: incremental, atomic, the same bytes with any number of workers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from findingsgraph.errors import CannotWrite, FindingsGraphError, NothingRead
from findingsgraph.graphs.store.changes import write_changes
from findingsgraph.graphs.store.corrected import corrected_store, kept_corrections
from findingsgraph.graphs.store.locks import build_lock
from findingsgraph.graphs.store.manifest import DocumentEntry, Manifest, read_manifest, with_preferred
from findingsgraph.graphs.store.plan import Plan, make_plan
from findingsgraph.graphs.store.reading import Reading, Task, fingerprint, nothing_read
from findingsgraph.graphs.store.sources import SourceFile, collect_sources
from findingsgraph.graphs.store.versions import (
    current_version,
    new_version_folder,
    publish,
    remove_unused,
    version_folder,
)
from findingsgraph.graphs.store.vocabulary import vocabulary_fingerprint
from findingsgraph.graphs.store.workers import Done, read_all
from findingsgraph.graphs.store.writing import Before, VersionWriter
from findingsgraph.ontology import resource_base

if TYPE_CHECKING:
    from findingsgraph.graphs.review import Applied

__all__ = ["BuildResult", "Built", "Progress", "build"]

Progress = Callable[[int, int, str], None]
"""Called with (files done, files in all, source just done)."""


@dataclass(frozen=True, slots=True)
class Built:
    """A document that is in the graph, and how it got there."""

    entry: DocumentEntry
    seconds: float
    """Time to read it; 0.0 when it was there already."""
    reused: bool


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did."""

    folder: Path
    version: int
    documents: tuple[Built, ...]
    """The documents of the given sources that are in the graph now, sorted by source."""
    errors: tuple[tuple[str, FindingsGraphError], ...]
    """(source, why) of each file that could not become a report."""
    kept: tuple[str, ...]
    """Sources of documents of earlier builds that stay in the graph."""
    outdated: tuple[str, ...]
    """Those of the kept that another version of findingsgraph read: these are as it read them."""
    removed: tuple[str, ...]
    """Sources of documents that are in the graph no longer."""
    corrections: tuple[Applied, ...] = ()
    """What became of people's corrections, when a new version was written."""


@dataclass(frozen=True, slots=True)
class _Order:
    """What is asked of a build."""

    folder: Path
    files: Sequence[SourceFile]
    jobs: int
    without_names: bool
    prune: bool
    progress: Progress | None


def build(
    sources: Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str] = "graph",
    *,
    jobs: int = 1,
    without_names: bool = False,
    prune: bool = False,
    progress: Progress | None = None,
) -> BuildResult:
    """Read files and folders into the graph in the folder `out`.

    Files that are in the graph already, read by the same loader, are not read again.
    Documents of earlier builds stay unless `prune`. With `jobs` > 1 files are read in that
    many processes. `without_names` leaves out persons' names everywhere, text layers
    included. A file that cannot be read is listed in the result and stops nothing; when no
    file at all can be, `NothingRead` is raised and the graph stays as it was. Also raises
    `NoSuchSource`, `NoReports`, `SourceClash`, `GraphBusy`, `NoGraph`, `BrokenGraph` and
    `CannotWrite`.
    """
    folder = Path(out)
    files = collect_sources(sources, folder)
    there = folder.exists()
    try:
        if folder.exists():
            current_version(folder)  # refuses a folder that is something else, before touching it
        (folder / "versions").mkdir(parents=True, exist_ok=True)
        (folder / "texts").mkdir(exist_ok=True)
        with build_lock(folder):
            return _build(_Order(folder, files, jobs, without_names, prune, progress))
    except OSError as problem:
        raise CannotWrite(str(folder), problem.strerror or str(problem)) from problem
    except NothingRead:
        if not there:
            _remove_empty(folder)
        raise


def _remove_empty(folder: Path) -> None:
    """Leave no folder where there was none; what another build has put there stays."""
    (folder / "lock").unlink(missing_ok=True)
    for place in (folder / "versions", folder / "texts", folder):
        with suppress(OSError):
            place.rmdir()


def _build(order: _Order) -> BuildResult:
    number = current_version(order.folder)
    old = version_folder(order.folder, number)
    before = read_manifest(old / "manifest.json") if number else None
    prepared = new_version_folder(order.folder, number + 1)
    try:
        return _build_version(order, number, before, old, prepared)
    finally:
        shutil.rmtree(prepared, ignore_errors=True)  # there no more when it was published


def _build_version(
    order: _Order, number: int, before: Manifest | None, old: Path, prepared: Path
) -> BuildResult:
    corrections = kept_corrections(order.folder)  # a damaged file is told before the work
    quads = prepared / "quads"
    quads.mkdir()
    plan = make_plan(order.folder, quads, order.files, before, order.without_names, order.prune)
    start = Before(before, old / "store") if before else None
    with VersionWriter(prepared, start, copied=bool(plan.reused or plan.kept)) as writer:
        if plan.tasks:
            writer.start()
        readings = read_all(plan.tasks, order.jobs, _after_each(order, plan, writer))
        failed, manifest = _outcome(plan, readings)
        changed = manifest != before or any(reading.entry for reading in readings)
        if changed:
            writer.finish(manifest, {reading.entry.iri for reading in readings if reading.entry})
    applied: tuple[Applied, ...] = ()
    if changed:
        quads.rmdir()
        write_changes(prepared, old / "store" if before else None, before, manifest)
        if corrections is not None:
            applied = corrected_store(prepared, manifest, corrections)
        number += 1
        publish(order.folder, prepared, number)
    remove_unused(order.folder, number, [entry.text_sha256 for entry in manifest.documents])
    result = _result(order.folder, number, manifest, plan, readings, failed, before)
    return replace(result, corrections=applied)


_Failed = list[tuple[str, FindingsGraphError]]
"""(source, why) of files that could not be read."""


def _outcome(plan: Plan, readings: Sequence[Reading]) -> tuple[_Failed, Manifest]:
    """Give what failed, and the manifest of the version; raises `NothingRead` where there is none."""
    failed = [(reading.source, problem) for reading in readings if (problem := reading.failure())]
    entries = [reading.entry for reading in readings if reading.entry]
    if not entries and not plan.reused:
        raise nothing_read(failed)
    # A file that was a report and now cannot be read: what it said before stays.
    broken = {source for source, _ in failed}
    stays = [entry for entry in plan.gone if entry.source in broken]
    documents = with_preferred([*plan.reused, *plan.kept, *stays, *entries])
    return failed, Manifest(resource_base(), vocabulary_fingerprint(), documents)


def _after_each(order: _Order, plan: Plan, writer: VersionWriter) -> Done:
    """Have what was read loaded, and count; files that need not be read count as done from the start."""
    progress, total = order.progress, len(order.files)
    before = total - len(plan.tasks)
    if progress:
        progress(before, total, "")

    def done(count: int, task: Task, reading: Reading) -> None:
        if reading.entry:
            writer.add(task.document, Path(task.quads))
        if progress:
            progress(before + count, total, task.source)

    return done


def _result(
    folder: Path,
    number: int,
    manifest: Manifest,
    plan: Plan,
    readings: Sequence[Reading],
    failed: Sequence[tuple[str, FindingsGraphError]],
    before: Manifest | None,
) -> BuildResult:
    now = manifest.by_source()
    seconds = {reading.source: reading.seconds for reading in readings if reading.entry}
    given = sorted({entry.source for entry in plan.reused} | set(seconds))
    built = (Built(now[source], seconds.get(source, 0.0), source not in seconds) for source in given)
    kept = tuple(source for source in now if source not in given)
    old = {entry.source for entry in before.documents} if before else set()
    removed = tuple(sorted(old - set(now)))
    loader = fingerprint()
    outdated = tuple(source for source in kept if now[source].loader != loader)
    return BuildResult(folder, number, tuple(built), tuple(failed), kept, outdated, removed)
