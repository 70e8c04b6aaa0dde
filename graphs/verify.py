"""Finding every quote again: in the kept text layer, and the layer in the source file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from findingsgraph.errors import FindingsGraphError, NoText
from findingsgraph.loaders.redact import MASK

if TYPE_CHECKING:
    from findingsgraph.graphs.store import Graph
    from findingsgraph.graphs.store.manifest import DocumentEntry

__all__ = ["Missing", "VerifyResult", "verify"]

EVIDENCE = """
SELECT ?document ?evidence ?start ?end ?quote WHERE {
  GRAPH ?document { ?evidence fg:quote ?quote ; fg:start ?start ; fg:end ?end ; oa:hasSource ?document }
} ORDER BY ?document ?start ?end ?evidence
"""
STATEMENTS = """
SELECT ?document ?thing ?text ?start ?quote WHERE {
  GRAPH ?document { ?thing fg:text ?text ; fg:evidence ?evidence .
                    ?evidence fg:start ?start ; fg:quote ?quote }
} ORDER BY ?document ?thing ?start
"""
WORDS = """
SELECT ?document ?thing ?words ?start ?end ?text WHERE {
  GRAPH ?document { ?thing fg:mentionIn ?statement ; fg:surface ?words ; fg:start ?start ; fg:end ?end .
                    ?statement fg:text ?text }
} ORDER BY ?document ?thing ?start
"""
UNQUOTED = """
SELECT ?document ?thing WHERE {
  GRAPH ?document {
    ?thing a ?kind
    FILTER(?kind IN (fg:Finding, fg:Recommendation, fg:ReportItem, fg:Statement, fg:Judgement))
    FILTER NOT EXISTS { ?thing fg:evidence ?evidence . ?evidence fg:quote ?quote }
  }
} ORDER BY ?document ?thing
"""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not where the graph says it is."""

    source: str
    thing: str
    """IRI of the evidence, statement, mention or document."""
    problem: str
    words: str
    """The words that should be there."""


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """What was looked for, and what was not found."""

    documents: int
    layers: int
    """Text layers that are there; 0 for a graph in memory or at a remote store, which has none."""
    quotes: int
    """Evidence compared with the text layer."""
    statements: int
    """Sentences and items compared with their quotes."""
    mentions: int
    """Words compared with the sentence they stand in."""
    files: int
    """Source files that are still there and were compared."""
    missing: tuple[Missing, ...]

    @property
    def ok(self) -> bool:
        """True when nothing is missing."""
        return not self.missing


def verify(graph: Graph) -> VerifyResult:
    """Look for every quote of the graph in the text it points into.

    Each document's text layer must have its hash; each quote must be the layer's characters
    in its range; each sentence and item must be its quotes, white space and line-end marks
    aside; each mention's words must stand in their sentence; every judgement, item and
    sentence must have a quote. Where a source file is still there, it must have
    its hash, and its text must be the layer. A graph that has no text layers at all, as one
    at a remote store, is compared with itself alone. Raises nothing for what is missing: that is the result.
    """
    checker = _Checker(graph)
    checker.check_layers()
    quotes = checker.check_quotes()
    statements = checker.check_statements()
    mentions = checker.check_words()
    checker.check_unquoted()
    files = checker.check_files()
    return VerifyResult(
        len(checker.entries), len(checker.layers), quotes, statements, mentions, files, tuple(checker.missing)
    )


class _Checker:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.entries = {entry.iri: entry for entry in graph.documents()}
        self.missing: list[Missing] = []
        self.layers: dict[str, str] = {}

    def report(self, document: str, thing: str, problem: str, words: str = "") -> None:
        entry = self.entries.get(document)
        self.missing.append(Missing(entry.source if entry else document, thing, problem, words))

    def check_layers(self) -> None:
        import hashlib

        if not self.graph.has_texts:
            return
        for iri, entry in self.entries.items():
            try:
                text = self.graph.text(entry.text_sha256)
            except NoText as problem:
                self.report(iri, iri, f"its text layer is not there ({problem})")
                continue
            self.layers[iri] = text
            if hashlib.sha256(text.encode()).hexdigest() != entry.text_sha256:
                self.report(iri, iri, "its text layer was changed: the hash differs")

    def check_quotes(self) -> int:
        rows = self.graph.query(EVIDENCE)
        for row in rows:
            layer = self.layers.get(row.document)
            if layer is not None and layer[row.start : row.end] != row.quote:
                self.report(row.document, row.evidence, "the text layer has other words there", row.quote)
        return len(rows)

    def check_statements(self) -> int:
        count = 0
        for (document, thing), text, quotes in _grouped(self.graph.query(STATEMENTS)):
            count += 1
            if not _same_words(text, quotes):
                self.report(document, thing, "its text is not what its quotes say", text)
        return count

    def check_words(self) -> int:
        rows = self.graph.query(WORDS)
        for row in rows:
            if row.text[row.start : row.end] != row.words:
                self.report(row.document, row.thing, "the sentence has other words there", row.words)
        return len(rows)

    def check_unquoted(self) -> None:
        for row in self.graph.query(UNQUOTED):
            self.report(row.document, row.thing, "it has no quote")

    def check_files(self) -> int:
        return sum(self._check_file(entry) for entry in self.entries.values())

    def _check_file(self, entry: DocumentEntry) -> bool:
        from findingsgraph.graphs.store.reading import file_sha256
        from findingsgraph.loaders.documents import open_document

        if self.graph.folder is None or not entry.path:
            return False
        path = self.graph.folder / entry.path
        try:
            if not path.is_file():
                return False  # moved or removed: nothing to compare with
            if file_sha256(path) != entry.sha256:
                self.report(entry.iri, entry.iri, "its source file has changed since; build the graph again")
                return True
            document = open_document(path)
        except (OSError, FindingsGraphError) as problem:
            self.report(entry.iri, entry.iri, f"its source file cannot be read again ({problem})")
            return False
        layer = self.layers.get(entry.iri)
        if (
            document.extractor == entry.extractor
            and layer is not None
            and not _same_layer(layer, document.text)
        ):
            self.report(entry.iri, entry.iri, "the source file gives another text layer")
        return True


def _grouped(rows: Any) -> Iterator[tuple[tuple[str, str], str, list[str]]]:
    """Join the rows of one thing, which follow each other: its quotes in the order of the layer."""
    key: tuple[str, str] | None = None
    text, quotes = "", list[str]()
    for row in rows:
        if (row.document, row.thing) != key:
            if key is not None:
                yield key, text, quotes
            key, text, quotes = (row.document, row.thing), row.text, []
        quotes.append(row.quote)
    if key is not None:
        yield key, text, quotes


_LETTERS = re.compile(rf"[^\w{MASK}]+")


def _same_words(text: str, quotes: list[str]) -> bool:
    """Compare letters and digits: all of the text's must stand in the quotes, in order.

    The quotes may hold more: a footnote's number, a bullet, a line-end hyphen.

    >>> _same_words("The board meets.", ["The board", "meets.3"])
    True
    >>> _same_words("The board meets.", ["The board met."])
    False
    """
    want, have = _LETTERS.sub("", text), _LETTERS.sub("", " ".join(quotes))
    if want == have:
        return True
    rest = iter(have)
    return len(have) - len(want) <= 2 + len(have) // 20 and all(letter in rest for letter in want)


def _same_layer(layer: str, text: str) -> bool:
    """Compare a kept layer with a fresh one; blackened names count as the letters they hide."""
    if layer == text:
        return True
    if MASK not in layer or len(layer) != len(text):
        return False
    return all(kept in (letter, MASK) for kept, letter in zip(layer, text, strict=True))
