"""From files to a graph in a folder: incremental, atomic, the same bytes with any number of workers."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from findingsgraph.errors import CannotWrite, FindingsGraphError, NothingRead
from findingsgraph.graphs.store.locks import build_lock
from findingsgraph.graphs.store.manifest import (
    DocumentEntry,
    Manifest,
    read_manifest,
    with_preferred,
    write_manifest,
)
from findingsgraph.graphs.store.reading import Reading, Task, file_sha256, fingerprint
from findingsgraph.graphs.store.sources import SourceFile, collect_sources
from findingsgraph.graphs.store.versions import (
    copy_store,
    current_version,
    new_version_folder,
    publish,
    remove_unused,
    text_path,
    version_folder,
)
from findingsgraph.graphs.store.vocabulary import VOCABULARY, load_vocabulary, vocabulary_fingerprint
from findingsgraph.graphs.store.workers import read_all
from findingsgraph.loaders.iris import document_iri
from findingsgraph.loaders.triples import CATALOGUE, catalogue_quads
from findingsgraph.ontology import resource_base

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
    removed: tuple[str, ...]
    """Sources of documents that are in the graph no longer."""


@dataclass(frozen=True, slots=True)
class _Plan:
    reused: tuple[DocumentEntry, ...]
    tasks: tuple[Task, ...]
    kept: tuple[DocumentEntry, ...]
    gone: tuple[DocumentEntry, ...]


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
    `NoSuchSource`, `NoReports`, `GraphBusy`, `NoGraph`, `BrokenGraph` and `CannotWrite`.
    """
    folder = Path(out)
    files = collect_sources(sources, folder)
    try:
        if folder.exists():
            current_version(folder)  # refuses a folder that is something else, before touching it
        (folder / "versions").mkdir(parents=True, exist_ok=True)
        (folder / "texts").mkdir(exist_ok=True)
        with build_lock(folder):
            return _build(folder, files, jobs, without_names, prune, progress)
    except OSError as problem:
        raise CannotWrite(str(folder), problem.strerror or str(problem)) from problem


def _build(
    folder: Path,
    files: Sequence[SourceFile],
    jobs: int,
    without_names: bool,
    prune: bool,
    progress: Progress | None,
) -> BuildResult:
    number = current_version(folder)
    before = read_manifest(version_folder(folder, number) / "manifest.json") if number else None
    prepared = new_version_folder(folder, number + 1)
    (prepared / "quads").mkdir()
    plan = _plan(folder, prepared, files, before, without_names, prune)
    readings = read_all(plan.tasks, jobs, _count_on(progress, plan, len(files)))
    failed = [(reading.source, problem) for reading in readings if (problem := reading.failure())]
    entries = [reading.entry for reading in readings if reading.entry]
    # A file that was a report and now cannot be read: what it said before stays.
    stays = [entry for entry in plan.gone if entry.source in {source for source, _ in failed}]
    documents = with_preferred([*plan.reused, *plan.kept, *stays, *entries])
    if not documents or (not entries and not plan.reused and failed):
        raise NothingRead(_where(failed), _why(failed))
    manifest = Manifest(resource_base(), vocabulary_fingerprint(), documents)
    if before != manifest or entries:
        _write(prepared, _store_of(folder, number, before), before, manifest, readings)
        publish(folder, prepared, number + 1)
        number += 1
    remove_unused(folder, number, [entry.text_sha256 for entry in documents])
    return _result(folder, number, manifest, plan, readings, failed, before)


def _where(failed: Sequence[tuple[str, FindingsGraphError]]) -> str:
    return failed[0][0] if len(failed) == 1 else f"{len(failed)} files"


def _why(failed: Sequence[tuple[str, FindingsGraphError]]) -> str:
    if len(failed) == 1:
        return f"{failed[0][1].what}: {failed[0][1].advice}"
    return "; ".join(str(problem) for _, problem in failed[:3]) + ("; ..." if len(failed) > 3 else "")


def _count_on(progress: Progress | None, plan: _Plan, total: int) -> Progress | None:
    if progress is None:
        return None
    done = total - len(plan.tasks)
    progress(done, total, "")
    return lambda count, _, source: progress(done + count, total, source)


def _plan(
    folder: Path,
    prepared: Path,
    files: Sequence[SourceFile],
    before: Manifest | None,
    without_names: bool,
    prune: bool,
) -> _Plan:
    """Decide which files must be read, and which documents of the version before stay."""
    base, loader = resource_base(), fingerprint()
    hashes = {file.source: file_sha256(file.path) for file in files}
    old = before.documents if before and before.base == base else ()
    stay = (
        ()
        if prune
        else tuple(
            entry for entry in old if entry.source not in hashes and entry.sha256 not in hashes.values()
        )
    )
    names = _name_documents(hashes, stay, base)
    known = {(entry.source, entry.sha256, entry.iri): entry for entry in old}
    reused, tasks = [], []
    for at, file in enumerate(files):
        sha256, iri = hashes[file.source], names[file.source]
        entry = known.get((file.source, sha256, iri))
        if (
            entry
            and (entry.loader, entry.without_names) == (loader, without_names)
            and text_path(folder, entry.text_sha256).exists()
        ):
            reused.append(entry)
            continue
        quads = str(prepared / "quads" / f"{at}.nq")
        path = os.path.abspath(file.path)
        tasks.append(
            Task(file.source, path, iri, base, without_names, os.path.abspath(folder), quads, loader)
        )
    staying = {entry.iri for entry in (*reused, *stay)}
    gone = tuple(entry for entry in (before.documents if before else ()) if entry.iri not in staying)
    return _Plan(tuple(reused), tuple(tasks), stay, gone)


def _name_documents(hashes: dict[str, str], stay: Iterable[DocumentEntry], base: str) -> dict[str, str]:
    """Give each source its document's IRI; byte-identical files are counted in order of source."""
    count: Counter[str] = Counter()
    taken = {entry.iri for entry in stay}
    names = {}
    for source in sorted(hashes):
        sha256 = hashes[source]
        iri = ""
        while not iri or iri in taken:
            count[sha256[:16]] += 1
            iri = document_iri(sha256, base, count[sha256[:16]])
        names[source] = iri
    return names


def _store_of(folder: Path, number: int, before: Manifest | None) -> Path | None:
    return version_folder(folder, number) / "store" if before else None


def _write(
    prepared: Path,
    old: Path | None,
    before: Manifest | None,
    manifest: Manifest,
    readings: Sequence[Reading],
) -> None:
    """Make the new version's store: a copy of the old one, less what is gone, plus what was read."""
    import pyoxigraph

    read = {reading.entry.iri for reading in readings if reading.entry}
    staying = {entry.iri for entry in manifest.documents} - read
    place = prepared / "store"
    if old and before and staying:
        copy_store(old, place)
    store = pyoxigraph.Store(str(place))
    if old and before and staying:
        for entry in before.documents:
            if entry.iri not in staying:
                store.remove_graph(pyoxigraph.NamedNode(entry.iri))
        store.remove_graph(pyoxigraph.NamedNode(before.base + CATALOGUE))
        if before.vocabulary != manifest.vocabulary:
            store.remove_graph(pyoxigraph.NamedNode(VOCABULARY))
    if not (old and before and staying and before.vocabulary == manifest.vocabulary):
        load_vocabulary(store)
    for chunk in _chunks(sorted((prepared / "quads").iterdir(), key=lambda path: int(path.stem))):
        store.bulk_load(chunk, pyoxigraph.RdfFormat.N_QUADS, lenient=True)
    catalogue = catalogue_quads(
        ((entry.iri, entry.source, entry.preferred) for entry in manifest.documents), manifest.base
    )
    store.bulk_load("\n".join(catalogue) + "\n", pyoxigraph.RdfFormat.N_QUADS)
    store.flush()
    store.optimize()
    del store
    for path in (prepared / "quads").iterdir():
        path.unlink()
    (prepared / "quads").rmdir()
    write_manifest(prepared / "manifest.json", manifest)


CHUNK = 64 * 2**20
"""Bytes of quads loaded at once: fewer, larger loads make fewer files in the store."""


def _chunks(paths: Iterable[Path]) -> Iterator[bytes]:
    chunk: list[bytes] = []
    size = 0
    for path in paths:
        content = path.read_bytes()
        chunk.append(content)
        size += len(content)
        if size >= CHUNK:
            yield b"".join(chunk)
            chunk, size = [], 0
    if chunk:
        yield b"".join(chunk)


def _result(
    folder: Path,
    number: int,
    manifest: Manifest,
    plan: _Plan,
    readings: Sequence[Reading],
    failed: Sequence[tuple[str, FindingsGraphError]],
    before: Manifest | None,
) -> BuildResult:
    now = manifest.by_source()
    seconds = {reading.source: reading.seconds for reading in readings if reading.entry}
    given = sorted({entry.source for entry in plan.reused} | set(seconds))
    documents = tuple(Built(now[source], seconds.get(source, 0.0), source not in seconds) for source in given)
    kept = tuple(source for source in now if source not in given)
    old = {entry.source for entry in before.documents} if before else set()
    return BuildResult(folder, number, documents, tuple(failed), kept, tuple(sorted(old - set(now))))
