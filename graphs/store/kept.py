"""Where the facts of networks are: beside the store for what a build wrote, else asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from findingsgraph.graphs.store.network_facts import DocumentFacts, Report, facts_of
from findingsgraph.graphs.store.network_read import facts_of_report
from findingsgraph.graphs.store.network_said import NAMES, said_in_quads, said_in_rows
from findingsgraph.loaders.nquads import SortedQuads
from findingsgraph.loaders.records import InspectionReport
from findingsgraph.ontology.iris import resource_base

__all__ = ["facts_line", "keep", "read_facts", "sources"]

ASK = "SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {} }} GRAPH <{}> {{ ?s ?p ?o }} }}"


@cache
def kept_name() -> str:
    """Name of the file beside the store: facts gathered by other code are not taken for these."""
    here = files(__package__)
    code = b"".join(here.joinpath(f"network_{name}.py").read_bytes() for name in ("facts", "read", "said"))
    return f"networks-{hashlib.sha256(code).hexdigest()[:12]}.jsonl"


def facts_line(
    document: str, reports: Sequence[InspectionReport], quads: SortedQuads, base: str | None = None
) -> str:
    """Give the line, without its end, that a build keeps of a document: its reports, and their N-Quads."""
    if len(reports) == 1:
        return facts_of_report(document, reports[0], base or resource_base()).to_json()
    # Reports of one document may speak of the same things: their quads hold each once.
    return facts_of(document, said_in_quads(quads, document)).to_json()


def keep(version: Path, before: Path | None, staying: Iterable[str], new: Iterable[Path]) -> None:
    """Write a version's kept file: the lines in `new` files, a line each, and those of documents that stay.

    What stays comes from the version `before`. Lines are copied one at a time, sorted by
    document, so that a thousand reports take no more memory than one.
    """
    places: dict[str, tuple[Path, int, int]] = {}
    if before is not None:
        known = dict(_places(before / kept_name()))
        places |= {document: known[document] for document in staying if document in known}
    for path in new:
        places |= _places(path)
    with (version / kept_name()).open("wb") as target:
        for document in sorted(places):
            path, start, size = places[document]
            with path.open("rb") as source:
                source.seek(start)
                target.write(source.read(size))


def _places(path: Path) -> Iterator[tuple[str, tuple[Path, int, int]]]:
    """Give where each document's line is in a kept file: (file, first byte, bytes); nothing where none is."""
    if path.exists():
        at = 0
        with path.open("rb") as file:
            for line in file:
                yield _document_of(line), (path, at, len(line))
                at += len(line)


def _document_of(line: bytes) -> str:
    return str(json.loads(line[1 : line.index(b'",') + 1]))


def read_facts(graph: Any, documents: Iterable[str]) -> Iterator[DocumentFacts]:
    """Give the facts of these documents (IRIs), in their order.

    What a build kept is read from there. A document without a line is asked for: of a
    graph in memory, of an endpoint elsewhere, of one with people's corrections, or where
    names are to be left out.
    """
    wanted = list(documents)
    version = getattr(graph, "version", None)
    chosen = set(wanted)
    kept = {document: line for document, line in _lines(version) if document in chosen} if version else {}
    for document in wanted:
        line = kept.get(document)
        yield DocumentFacts.from_json(line) if line else _asked(graph, document)


def _lines(version: Path) -> Iterator[tuple[str, str]]:
    """Give document and line of a version's kept file, without reading what a line says."""
    try:
        # Not splitlines: texts may hold characters that it takes for line ends.
        text = (version / kept_name()).read_text(encoding="utf-8")
    except OSError:
        return
    for line in text.split("\n"):
        if line:
            yield json.loads(line[1 : line.index('",') + 1]), line


def _asked(graph: Any, document: str) -> DocumentFacts:
    predicates = " ".join(f"<{predicate}>" for predicate in NAMES)
    rows = graph.query(ASK.format(predicates, document))
    return facts_of(document, said_in_rows((str(s), str(p), _text(o)) for s, p, o in rows))


def _text(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def sources(
    graph: Any, names: frozenset[str] | None, every: bool, takes: Callable[[Report], bool]
) -> list[tuple[str, str]]:
    """Give IRI and source of the documents that hold a report that is taken, by source.

    `names`: only of these sources; `every`: also those that are not preferred. Where
    reports' authorities are known from the manifest, other documents are not even read.
    """
    chosen = []
    for entry in sorted(graph.documents(), key=lambda entry: (entry.source, entry.iri)):
        if (every or entry.preferred) and (names is None or entry.source in names):
            reports = [Report(each.iri, each.authority, each.dated) for each in entry.reports]
            if not all(report.authority for report in reports) or any(map(takes, reports)):
                chosen.append((entry.iri, entry.source))
    return chosen
