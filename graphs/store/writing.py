"""Writing a version: a copy of the store before, less what is gone, plus what was read.

Documents go into the store while others are still being read: a thread of its own loads
what has come, in pieces, and Oxigraph lets Python run meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from findingsgraph.graphs.store.engines import open_store
from findingsgraph.graphs.store.inspections import parts_of_inspections
from findingsgraph.graphs.store.manifest import Manifest, write_manifest
from findingsgraph.graphs.store.versions import copy_store
from findingsgraph.graphs.store.vocabulary import VOCABULARY, load_vocabulary, vocabulary_fingerprint
from findingsgraph.loaders.triples import CATALOGUE, catalogue_quads

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["Before", "VersionWriter"]

CHUNK = 40 * 2**20
"""Bytes of quads loaded at once: larger loads take less time, but five times their size of memory."""
MANY = 2
"""Loads after which the store's files are put in order; that takes longer the larger the store is."""


class Before(NamedTuple):
    """The version that a build starts from."""

    manifest: Manifest
    store: Path


class VersionWriter:
    """Writes a version into its prepared folder; used in a `with` statement, which closes its files.

    The store begins as a copy of the one `before` when it is to be `copied`, else empty.
    """

    def __init__(self, prepared: Path, before: Before | None, copied: bool) -> None:
        self._prepared = prepared
        self._before = before
        self._copied = before if copied else None
        self._there = {entry.iri for entry in before.manifest.documents} if before and copied else set()
        self._queue: SimpleQueue[tuple[str, Path] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="findingsgraph-load", daemon=True)
        self._store: pyoxigraph.Store | None = None
        self._loads = 0
        self._problem: BaseException | None = None
        self._started = self._given_up = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None
    ) -> None:
        self._given_up = True
        self._end()
        self._store = None

    def start(self) -> None:
        """Open the store and load the vocabulary, and from now on what is added."""
        self._thread.start()
        self._started = True

    def add(self, document: str, quads: Path) -> None:
        """Take a document (its IRI) that was read, and the file of its N-Quads, which is removed once loaded.

        Raises what stopped an earlier load: an `OSError`.
        """
        if self._problem:
            raise self._problem
        self._queue.put((document, quads))

    def finish(self, manifest: Manifest, read: set[str]) -> None:
        """Load what has come, take out what is gone, and write the manifest; `read` are IRIs of documents."""
        if not self._started:
            self.start()
        self._end()
        if self._problem:
            raise self._problem
        store = self._opened()
        staying = {entry.iri for entry in manifest.documents} - read
        for iri in sorted(self._there - staying - read):
            self._remove(iri)
        if self._before and not self._copied:
            self._take_over(self._before.store, sorted(staying))
        self._write_catalogue(manifest)
        self._keep_networks(sorted(staying))
        store.flush()
        if self._loads > MANY:
            store.optimize()
        del store
        self._store = None  # closes its files
        write_manifest(self._prepared / "manifest.json", manifest)

    def _end(self) -> None:
        if self._started:
            self._queue.put(None)
            self._thread.join()

    def _opened(self) -> pyoxigraph.Store:
        if self._store is None:  # pragma: no cover - the thread opens it, or leaves a problem
            raise RuntimeError("the store is not open")
        return self._store

    def _work(self) -> None:
        """Do the thread's part; what goes wrong is kept for the build's own thread."""
        try:
            self._open()
            self._load_what_comes()
        except BaseException as problem:
            self._problem = problem

    def _open(self) -> None:
        import pyoxigraph

        place = self._prepared / "store"
        if self._copied:
            copy_store(self._copied.store, place)
        self._store = pyoxigraph.Store(str(place))
        if self._copied:
            self._remove(self._copied.manifest.base + CATALOGUE)
        if not self._copied or self._copied.manifest.vocabulary != vocabulary_fingerprint():
            self._remove(VOCABULARY)
            load_vocabulary(self._store)

    def _load_what_comes(self) -> None:
        """Give everything in few large pieces, since each load writes files of its own."""
        piece = self._prepared / "piece.nq"
        while (come := self._queue.get()) and not self._given_up:
            document, path = come
            if document in self._there:
                self._remove(document)
            with piece.open("ab") as target:
                # At once: bit by bit, this thread would wait for Python as often as the reading goes on.
                target.write(path.read_bytes())
                size = target.tell()
            path.unlink()
            if size >= CHUNK:
                self._load(piece)
        if piece.exists() and not self._given_up:
            self._load(piece)

    def _load(self, piece: Path) -> None:
        from pyoxigraph import RdfFormat

        self._opened().bulk_load(path=piece, format=RdfFormat.N_QUADS, lenient=True)
        piece.unlink()
        self._loads += 1

    def _remove(self, graph: str) -> None:
        from pyoxigraph import NamedNode

        self._opened().remove_graph(NamedNode(graph))

    def _take_over(self, old: Path, documents: Iterable[str]) -> None:
        """Copy graphs of the store before: files that were reports and now cannot be read."""
        from pyoxigraph import NamedNode, RdfFormat

        for iri in documents:
            graph = NamedNode(iri)
            said = open_store(old).dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""
            self._opened().bulk_load(said, RdfFormat.N_TRIPLES, to_graph=graph, lenient=True)

    def _keep_networks(self, staying: Iterable[str]) -> None:
        """Keep beside the store what networks are made of, as each reading wrote it beside its quads."""
        from findingsgraph.graphs.store.kept import keep

        new = sorted((self._prepared / "quads").glob("*.jsonl"))
        keep(self._prepared, self._before.store.parent if self._before else None, staying, new)
        for path in new:
            path.unlink()

    def _write_catalogue(self, manifest: Manifest) -> None:
        from pyoxigraph import RdfFormat

        documents = ((entry.iri, entry.source, entry.preferred) for entry in manifest.documents)
        lines = catalogue_quads(documents, manifest.base, parts_of_inspections(manifest.documents))
        # Not in bulk: a bulk load of a few lines costs more than the lines do.
        self._opened().load("\n".join(lines).encode() + b"\n", RdfFormat.N_QUADS, lenient=True)
