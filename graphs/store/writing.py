"""Writing a version: a copy of the store before, less what is gone, plus what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from findingsgraph.graphs.store.inspections import parts_of_inspections
from findingsgraph.graphs.store.manifest import Manifest, write_manifest
from findingsgraph.graphs.store.versions import copy_store
from findingsgraph.graphs.store.vocabulary import VOCABULARY, vocabulary_quads
from findingsgraph.loaders.triples import CATALOGUE, catalogue_quads

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["write_version"]

CHUNK = 40 * 2**20
"""Bytes of quads loaded at once: larger loads make fewer files, but take six times their size of memory."""


def write_version(
    prepared: Path, quads: Path, before: Manifest | None, old_store: Path, manifest: Manifest, read: set[str]
) -> None:
    """Write store and manifest into the prepared folder.

    `quads` holds the N-Quads files of the documents that were `read` (IRIs); `before` and
    `old_store` are the version to start from, if there is one.
    """
    import pyoxigraph

    staying = {entry.iri for entry in manifest.documents} - read
    place = prepared / "store"
    if before and staying:
        copy_store(old_store, place)
    store = pyoxigraph.Store(str(place))
    if before and staying:
        _remove(store, before, staying, manifest.vocabulary)
    documents = ((entry.iri, entry.source, entry.preferred) for entry in manifest.documents)
    parts = parts_of_inspections(manifest.documents)
    small = ["\n".join(catalogue_quads(documents, manifest.base, parts)).encode() + b"\n"]
    if not (before and staying and before.vocabulary == manifest.vocabulary):
        small.append(vocabulary_quads())
    files = sorted(quads.iterdir(), key=lambda path: int(path.stem))
    for chunk in _chunks(small, files):
        store.bulk_load(chunk, pyoxigraph.RdfFormat.N_QUADS, lenient=True)
    store.flush()
    store.optimize()
    del store  # closes its files
    write_manifest(prepared / "manifest.json", manifest)


def _remove(store: pyoxigraph.Store, before: Manifest, staying: set[str], vocabulary: str) -> None:
    import pyoxigraph

    for entry in before.documents:
        if entry.iri not in staying:
            store.remove_graph(pyoxigraph.NamedNode(entry.iri))
    store.remove_graph(pyoxigraph.NamedNode(before.base + CATALOGUE))
    if before.vocabulary != vocabulary:
        store.remove_graph(pyoxigraph.NamedNode(VOCABULARY))


def _chunks(small: Iterable[bytes], files: Iterable[Path]) -> Iterator[bytes]:
    """Give everything in few large pieces, since each load writes files of its own."""
    chunk = list(small)
    size = sum(map(len, chunk))
    for path in files:
        content = path.read_bytes()
        path.unlink()
        chunk.append(content)
        size += len(content)
        if size >= CHUNK:
            yield b"".join(chunk)
            chunk, size = [], 0
    if chunk:
        yield b"".join(chunk)
