"""What a build has to do: which files to read, and which documents of the version before stay."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from findingsgraph.errors import SourceClash
from findingsgraph.graphs.store.manifest import DocumentEntry, Manifest
from findingsgraph.graphs.store.reading import Task, file_sha256, fingerprint, relative_path
from findingsgraph.graphs.store.sources import SourceFile
from findingsgraph.graphs.store.versions import text_path
from findingsgraph.loaders.iris import document_iri
from findingsgraph.ontology import resource_base

__all__ = ["Plan", "make_plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with each file and each document that is there already."""

    tasks: tuple[Task, ...]
    """Files to read."""
    reused: tuple[DocumentEntry, ...]
    """Documents of given files that need not be read again."""
    kept: tuple[DocumentEntry, ...]
    """Documents of earlier builds whose files are not given now."""
    gone: tuple[DocumentEntry, ...]
    """Documents that leave, or that a task reads anew."""


def make_plan(
    folder: Path,
    quads: Path,
    files: Sequence[SourceFile],
    before: Manifest | None,
    without_names: bool,
    prune: bool,
) -> Plan:
    """Compare the files with the version before; `quads` is the folder for what is read.

    A file is the same document when its bytes are the same, wherever it lies now. Raises
    `SourceClash` when a file has the source name of another one that is in the graph and
    still where it was.
    """
    base, loader = resource_base(), fingerprint()
    hashes = {file.source: file_sha256(file.path) for file in files}
    old = before.documents if before and before.base == base else ()
    bytes_given = set(hashes.values())
    stays = (entry for entry in old if entry.source not in hashes and entry.sha256 not in bytes_given)
    kept = () if prune else tuple(stays)
    if not prune:
        _refuse_clashes(folder, files, hashes, old)
    names = _name_documents(hashes, kept, base)
    known = {(entry.sha256, entry.iri): entry for entry in old}
    reused, tasks = [], []
    for at, file in enumerate(files):
        entry = known.get((hashes[file.source], names[file.source]))
        if entry and _is_good(entry, folder, loader, without_names):
            path = relative_path(file.path, folder)
            reused.append(replace(entry, source=file.source, path=path))
        else:
            where = (str(file.path.absolute()), names[file.source], base, without_names)
            target = (str(folder.absolute()), str(quads / f"{at}.nq"), loader)
            tasks.append(Task(file.source, *where, *target))
    staying = {entry.iri for entry in (*reused, *kept)}
    gone = tuple(entry for entry in (before.documents if before else ()) if entry.iri not in staying)
    return Plan(tuple(tasks), tuple(reused), kept, gone)


def _is_good(entry: DocumentEntry, folder: Path, loader: str, without_names: bool) -> bool:
    """Say whether reading the document again would give what the store has."""
    same = (entry.loader, entry.without_names) == (loader, without_names)
    return same and text_path(folder, entry.text_sha256).exists()


def _refuse_clashes(
    folder: Path, files: Sequence[SourceFile], hashes: Mapping[str, str], old: Iterable[DocumentEntry]
) -> None:
    entries = {entry.source: entry for entry in old}
    for file in files:
        entry = entries.get(file.source)
        if entry is None or entry.sha256 == hashes[file.source]:
            continue
        other = folder / entry.path
        moved = not other.is_file() or other.samefile(file.path)
        if not moved and file_sha256(other) == entry.sha256:
            advice = f"{os.path.normpath(other)} is in the graph; build both at once, or into two graphs"
            raise SourceClash(file.source, advice)


def _name_documents(hashes: Mapping[str, str], kept: Iterable[DocumentEntry], base: str) -> dict[str, str]:
    """Give each source its document's IRI; byte-identical files are counted in order of source."""
    count: Counter[str] = Counter()
    taken = {entry.iri for entry in kept}
    names = {}
    for source in sorted(hashes):
        iri = ""
        while not iri or iri in taken:
            count[hashes[source]] += 1
            iri = document_iri(hashes[source], base, count[hashes[source]])
        taken.add(iri)
        names[source] = iri
    return names
