"""The graph as its users have it: ask it, copy it, read the texts behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from findingsgraph.errors import NoText
from findingsgraph.graphs.store.engines import Engine, LocalEngine
from findingsgraph.graphs.store.manifest import DocumentEntry, Manifest, ReportEntry
from findingsgraph.graphs.store.names import NameMask
from findingsgraph.graphs.store.rows import Rows
from findingsgraph.graphs.store.versions import text_path
from findingsgraph.queries import bind, load
from findingsgraph.queries.asking import as_query, with_prefixes

if TYPE_CHECKING:
    import networkx
    import rdflib

    from findingsgraph.graphs.places import Comparison, FollowUp, Trend

__all__ = ["Graph"]

VOCABULARY = "vocabulary"
PUSHED = "pushed"
"""Last part of the IRI of the graph in which a push notes what it sent."""


class Graph:
    """A graph of inspection findings, opened for reading.

    >>> from findingsgraph.loaders.triples import catalogue_quads
    >>> quads = catalogue_quads([("https://e.org/d", "a.pdf", True)], "https://e.org/")
    >>> graph = Graph.from_quads(quads)
    >>> graph.query("SELECT ?source { ?document fg:source ?source }")[0].source
    'a.pdf'
    """

    def __init__(
        self,
        engine: Engine,
        *,
        folder: Path | None = None,
        manifest: Manifest | None = None,
        texts: Mapping[str, str] | None = None,
        held: IO[str] | None = None,
        version: Path | None = None,
    ) -> None:
        self.engine = engine
        self.folder = folder
        """The graph's folder; None for one in memory or elsewhere."""
        self.manifest = manifest
        """What it was built from; None for a graph that no build made."""
        self.version = version
        """The folder of the version that is held open; None where what is kept beside the store is not what
        the graph says: in memory, elsewhere, with corrections, without names."""
        self._texts = texts or {}
        self._held = held
        self._mask: NameMask | None = None

    @classmethod
    def from_quads(cls, lines: Iterable[str], texts: Iterable[str] = (), vocabulary: bool = True) -> Graph:
        """Make a graph in memory of N-Quads lines, with the text layers that they point into."""
        import hashlib

        import pyoxigraph

        from findingsgraph.graphs.store.vocabulary import load_vocabulary

        store = pyoxigraph.Store()
        store.bulk_load("\n".join(lines) + "\n", pyoxigraph.RdfFormat.N_QUADS)
        if vocabulary:
            load_vocabulary(store)
        layers = {hashlib.sha256(text.encode()).hexdigest(): text for text in texts}
        return cls(LocalEngine(store), texts=layers)

    def query(self, question: str, /, **parameters: Any) -> Rows:
        """Answer a question: a name of the library, an .rq file, or SPARQL.

        Parameters are those of the question (`from_` for `from`). SPARQL sees all named
        graphs as one default graph, and needs no PREFIX for the usual prefixes. Raises
        `UnknownQuery`, `UnknownParameter`, `BadValue`, `BadQuery`.
        """
        query = as_query(question)
        values = {name.removesuffix("_"): value for name, value in parameters.items()}
        rows = self.engine.ask(with_prefixes(bind(query, values)))
        if self._mask is None:
            return rows
        mask = self._mask.cell
        return Rows(rows.columns, ([mask(cell) for cell in row] for row in rows))

    def documents(self) -> tuple[DocumentEntry, ...]:
        """List the documents, sorted by source."""
        if self.manifest is not None:
            return self.manifest.documents
        return tuple(_entries(self.engine.ask(bind(load("documents"), {}))))

    def quads(self, document: str | None = None, vocabulary: bool = False) -> Iterator[str]:
        """Give N-Quads lines, sorted within each graph: of one document's graph, or of all.

        The vocabulary's graph is left out unless asked for.
        """
        lines = self._lines(document, vocabulary)
        return lines if self._mask is None else self._mask.lines(lines)

    def _lines(self, document: str | None, vocabulary: bool) -> Iterator[str]:
        if document:
            yield from self.engine.quads(document)
            return
        hidden = (PUSHED,) if vocabulary else (PUSHED, VOCABULARY)
        for name in self.engine.graphs():
            if name.rpartition("/")[2] not in hidden:
                yield from self.engine.quads(name)

    def to_rdflib(self, document: str | None = None) -> rdflib.Dataset | rdflib.Graph:
        """Copy into rdflib, with rdflib's own terms: one document's facts, or the whole as a Dataset."""
        from findingsgraph.graphs.store.copies import to_dataset, to_graph

        if document:
            return to_graph(self.quads(document))
        return to_dataset(self.quads(vocabulary=True))

    @property
    def has_texts(self) -> bool:
        """Whether text layers came with the graph; a remote store has none."""
        return self.folder is not None or bool(self._texts)

    def text(self, sha256: str) -> str:
        """Give a text layer by its hash; raises `NoText` when the graph does not have it."""
        if sha256 in self._texts:
            text = self._texts[sha256]
        elif self.folder is None:
            raise NoText(sha256, "this graph has no text layers; open the folder it was built in")
        else:
            try:
                text = text_path(self.folder, sha256).read_bytes().decode()
            except (OSError, ValueError) as problem:
                raise NoText(sha256, f"{problem}; build the graph again") from problem
        return text if self._mask is None else self._mask.text(text)

    def without_names(self) -> Graph:
        """Give a view of this graph that leaves out persons' names in all it answers."""
        names = self.engine.ask(
            with_prefixes("SELECT DISTINCT ?name WHERE { GRAPH ?g { ?p foaf:name ?name } }")
        )
        view = Graph(self.engine, folder=self.folder, manifest=self.manifest, texts=self._texts)
        view._mask = NameMask(str(row[0]) for row in names)
        return view

    def network(self, projection: str = "agencies", **parameters: Any) -> networkx.Graph[str]:
        """Project to a networkx graph with clean attributes: see `graphs.networks.network`."""
        from findingsgraph.graphs.networks import network

        return network(self, projection, **parameters)

    def similar(self, what: str, **options: Any) -> Rows:
        """Find what says nearly the same as a finding (its IRI) or words: see `graphs.similar.similar`."""
        from findingsgraph.graphs.similar import similar

        return similar(self, what, **options)

    def compare(self, *places: str, neighbours: bool = False) -> Comparison:
        """Set places or times side by side, as `NAME` or `NAME@YEAR`: see `graphs.places.compare`."""
        from findingsgraph.graphs.places import compare

        return compare(self, *places, neighbours=neighbours)

    def trend(self, authority: str) -> Trend:
        """Follow a place through its inspections: see `graphs.places.trend`."""
        from findingsgraph.graphs.places import trend

        return trend(self, authority)

    def followed(self, authority: str | None = None, **narrowed: Any) -> FollowUp:
        """Say what became of recommendations, of one place or all: see `graphs.places.followed`."""
        from findingsgraph.graphs.places import followed

        return followed(self, authority, **narrowed)

    def export(self, format: str, **options: Any) -> bytes:
        """Write the graph, a network of it or its tables in a format: see `graphs.exports.export`."""
        from findingsgraph.graphs.exports import export

        return export(self, format, **options)

    @cached_property
    def base(self) -> str:
        """What the IRIs of documents, reports and local bodies begin with."""
        if self.manifest is not None:
            return self.manifest.base
        entries = self.documents()
        return entries[0].iri.rpartition("document/")[0] if entries else ""

    def close(self) -> None:
        """Let go of the version; the graph must not be asked afterwards."""
        if isinstance(self.engine, LocalEngine):
            del self.engine.store
        if self._held is not None:
            self._held.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _entries(rows: Rows) -> Iterator[DocumentEntry]:
    by_document: dict[str, list[Any]] = {}
    for row in rows:
        by_document.setdefault(row.document, []).append(row)
    for document, group in by_document.items():
        first = group[0]
        yield DocumentEntry(
            iri=document,
            source=first.source,
            path="",
            format="pdf" if first.format == "application/pdf" else "text",
            sha256=first.sha256,
            text_sha256=first.text_sha256,
            extractor=first.extractor,
            preferred=first.preferred,
            quads=0,
            loader="",
            without_names=False,
            reports=tuple(ReportEntry(row.report, "", row.layout, "", "", "", {}) for row in group),
        )
