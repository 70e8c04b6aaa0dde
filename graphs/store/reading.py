"""One file's part of a build, done in the build's own process or in a worker's."""

from __future__ import annotations

import hashlib
import os
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from findingsgraph import errors
from findingsgraph.errors import FindingsGraphError, NothingRead, UnreadableSource
from findingsgraph.graphs.store.manifest import DocumentEntry, ReportEntry
from findingsgraph.graphs.store.versions import text_path
from findingsgraph.graphs.store.vocabulary import vocabulary_fingerprint
from findingsgraph.loaders.collector import paused_collector
from findingsgraph.loaders.records import InspectionReport

__all__ = ["Reading", "Task", "file_sha256", "fingerprint", "nothing_read", "read_task", "relative_path"]


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read into quads."""

    source: str
    path: str
    document: str
    """IRI that the document gets."""
    base: str
    without_names: bool
    folder: str
    """The graph's folder, for the text layer."""
    quads: str
    """File to write the quads to."""
    loader: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a task: an entry, or an error's class, place and advice."""

    source: str
    entry: DocumentEntry | None
    seconds: float
    error: tuple[str, str, str] | None = None

    def failure(self) -> FindingsGraphError | None:
        """Give the error as an exception; exceptions themselves do not travel well between processes."""
        if self.error is None:
            return None
        kind, where, advice = self.error
        found: type[FindingsGraphError] = getattr(errors, kind)
        return found(where, advice)


def read_task(task: Task) -> Reading:
    """Read a file, write its quads and its text layer; never raises for a file that is no report.

    Raises `OSError` when they cannot be written, `BrokenGrammar` and `BrokenVocabulary`, which
    are no file's fault.
    """
    start = time.perf_counter()
    try:
        with paused_collector():
            entry = _read(task)
    except UnreadableSource as problem:
        error = (type(problem).__name__, task.source, problem.advice)
        return Reading(task.source, None, time.perf_counter() - start, error)
    except MemoryError:
        error = ("UnreadableSource", task.source, "it needs more memory than there is")
        return Reading(task.source, None, time.perf_counter() - start, error)
    except (OSError, FindingsGraphError):
        raise  # reading says what it cannot read; what cannot be written (a full disk) stops the build
    except Exception as problem:  # one file must not stop the others
        return Reading(task.source, None, time.perf_counter() - start, _stumble(task.source, problem))
    return Reading(task.source, entry, time.perf_counter() - start)


def nothing_read(failed: Sequence[tuple[str, FindingsGraphError]]) -> NothingRead:
    """Say that none of the files could be read: of (source, why), the first three."""
    if len(failed) == 1:
        source, problem = failed[0]
        return NothingRead(source, f"{problem.what}: {problem.advice}" if problem.advice else problem.what)
    why = "; ".join(str(problem) for _, problem in failed[:3])
    return NothingRead(f"{len(failed)} files", why + ("; ..." if len(failed) > 3 else ""))


def _stumble(source: str, problem: Exception) -> tuple[str, str, str]:
    last = traceback.extract_tb(problem.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    return ("ReadingFailed", source, f"{type(problem).__name__} at {where}: {problem}; please report it")


def _read(task: Task) -> DocumentEntry:
    from findingsgraph.graphs.store.kept import facts_line
    from findingsgraph.loaders import read_document
    from findingsgraph.loaders.redact import without_names
    from findingsgraph.loaders.triples import document_quads

    reports = read_document(Path(task.path))
    if task.without_names:
        reports = without_names(reports)
    quads = document_quads(reports, task.base, task.document)
    Path(task.quads).write_bytes(quads.encoded())
    Path(task.quads).with_suffix(".jsonl").write_text(
        facts_line(task.document, reports, quads, task.base) + "\n", encoding="utf-8"
    )
    _keep_text(Path(task.folder), reports[0].document.text_sha256, reports[0].document.text)
    return describe(task, reports, len(quads))


def _keep_text(folder: Path, sha256: str, text: str) -> None:
    path = text_path(folder, sha256)
    if not path.exists():
        scratch = path.with_suffix(f".{os.getpid()}")
        scratch.write_bytes(text.encode())
        scratch.replace(path)


def describe(task: Task, reports: Sequence[InspectionReport], quads: int) -> DocumentEntry:
    """Give the manifest's entry of a document that was read."""
    document = reports[0].document
    return DocumentEntry(
        iri=task.document,
        source=task.source,
        path=relative_path(Path(task.path), Path(task.folder)),
        format=document.format,
        sha256=document.sha256,
        text_sha256=document.text_sha256,
        extractor=document.extractor,
        preferred=True,
        quads=quads,
        loader=task.loader,
        without_names=task.without_names,
        reports=tuple(_describe_report(report, task.base) for report in reports),
    )


def _describe_report(report: InspectionReport, base: str) -> ReportEntry:
    from findingsgraph.graphs.store.accounts import account_lines, count_facts
    from findingsgraph.loaders.iris import inspected_authority, report_iri

    facts = report.facts
    lines, words = account_lines(report)
    return ReportEntry(
        iri=report_iri(facts, report.document.sha256, base),
        family=facts.family,
        layout=facts.layout,
        authority=inspected_authority(facts),
        authority_name=facts.authority_name,
        dated=facts.dated.isoformat() if facts.dated else "",
        facts=count_facts(report),
        lines=lines,
        words=words,
    )


def relative_path(path: Path, folder: Path) -> str:
    """Write where a file is, from the graph's folder; as it is where that cannot be (another drive)."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # pragma: no cover - only where there are drives
        return path.absolute().as_posix()


def file_sha256(path: Path) -> str:
    """Hash a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def fingerprint() -> str:
    """Hash what decides how a file is read: code and data of loaders and ontology, and PDFium's version.

    What other packages add to grammars and vocabularies counts too.

    A document that was read under another fingerprint is read again.
    """
    from importlib.metadata import version

    import findingsgraph.loaders
    import findingsgraph.ontology
    from findingsgraph.loaders.grammars import ENTRY_POINTS
    from findingsgraph.ontology.offered import offered_folders

    digest = hashlib.sha256(version("pypdfium2").encode())
    for package in (findingsgraph.loaders, findingsgraph.ontology):
        root = Path(next(iter(package.__path__)))
        for path in sorted(root.rglob("*"), key=lambda each: each.relative_to(root).parts):
            if path.suffix == ".ttl" or not path.is_file():
                continue  # the vocabulary has a fingerprint of its own
            if "__pycache__" not in path.parts and "training" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
    for folder in offered_folders(ENTRY_POINTS):
        for file in sorted(folder.iterdir(), key=lambda each: each.name):
            if file.name.endswith(".toml"):
                digest.update(file.read_bytes())
    digest.update(vocabulary_fingerprint().encode())
    return digest.hexdigest()[:16]
