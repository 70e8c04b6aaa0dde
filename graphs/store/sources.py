"""Which files a build reads, and the source name of each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from findingsgraph.errors import NoReports, NoSuchSource, SourceClash
from findingsgraph.loaders.documents import SUFFIXES

__all__ = ["SourceFile", "collect_sources"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read."""

    source: str
    """Its path below the nearest common folder of all that is built, `/` between parts."""
    path: Path


def collect_sources(
    given: Iterable[str | os.PathLike[str]], out: Path | None = None
) -> tuple[SourceFile, ...]:
    """List the files given and all .pdf, .txt and .md files below the folders given, sorted by source.

    The graph's own folder `out` and hidden files are passed over; a folder that is reached
    twice (by a link, or given twice) is read once. Raises `NoSuchSource`, `NoReports` or
    `SourceClash`.
    """
    roots = [Path(each) for each in given]
    files: dict[Path, Path] = {}
    for root in roots:
        if not root.exists():
            raise NoSuchSource(str(root), "check the path")
        found = _walk(root, out.resolve() if out else None) if root.is_dir() else iter([root])
        for path in found:
            files.setdefault(_absolute(path), path)
    if not files:
        where = ", ".join(str(root) for root in roots) or "nothing given"
        raise NoReports(where, f"findingsgraph reads {', '.join(SUFFIXES)} files")
    base = _common_folder(roots)
    sources: dict[str, Path] = {}
    for absolute, path in sorted(files.items()):
        name = absolute.relative_to(base).as_posix()
        if name in sources:  # pragma: no cover - only where a file system folds names
            raise SourceClash(name, f"{sources[name]} and {path}; build them into two graphs")
        sources[name] = path
    return tuple(SourceFile(name, sources[name]) for name in sorted(sources))


def _absolute(path: Path) -> Path:
    """Make a path absolute without following links: a link's own name is its source."""
    return Path(os.path.normpath(path.absolute()))


def _common_folder(roots: Iterable[Path]) -> Path:
    folders = {_absolute(root) for root in roots}
    folders = {folder if folder.is_dir() else folder.parent for folder in folders}
    return Path(os.path.commonpath(folders))


def _walk(folder: Path, out: Path | None) -> Iterator[Path]:
    seen: set[Path] = set()

    def visit(place: Path) -> Iterator[Path]:
        real = place.resolve()
        if real in seen or real == out:
            return
        seen.add(real)
        try:
            entries = sorted(place.iterdir(), key=lambda entry: entry.name)
        except OSError as problem:
            raise NoSuchSource(str(place), problem.strerror or "it cannot be listed") from problem
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                yield from visit(entry)
            elif entry.suffix.lower() in SUFFIXES and entry.is_file():
                yield entry

    return visit(folder)
