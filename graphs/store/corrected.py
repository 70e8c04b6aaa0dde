"""A graph with corrections: a second store beside the first, made of it by every build."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from findingsgraph.errors import CannotWrite, NoGraph
from findingsgraph.graphs.store.locks import build_lock
from findingsgraph.graphs.store.manifest import Manifest, read_manifest
from findingsgraph.graphs.store.versions import (
    CORRECTED,
    copy_store,
    current_version,
    new_version_folder,
    publish,
    remove_unused,
    version_folder,
)

if TYPE_CHECKING:
    from findingsgraph.graphs.review import Applied, Correction

__all__ = ["correct", "corrected_store", "kept_corrections"]

KEPT = "corrections.tsv"
"""Where a graph keeps the corrections that its builds apply."""


def kept_corrections(folder: Path) -> tuple[Correction, ...] | None:
    """Give the corrections that the graph in a folder has been given; None when it has none."""
    from findingsgraph.graphs.review import read_corrections

    path = folder / KEPT
    return read_corrections(path) if path.exists() else None


def correct(folder: Path, path: Path) -> tuple[Applied, ...]:
    """Let the graph in a folder have the corrections of a file, in place of those it had.

    Queries see them when the graph is opened with `corrected=True`; without, they see what
    was extracted. Later builds apply them anew. Raises `BadCorrections`, `NoGraph`,
    `GraphBusy` and `CannotWrite`; the graph is then as before.
    """
    from findingsgraph.graphs.review.corrections import parse_corrections, read_text

    text = read_text(path)
    corrections = parse_corrections(text.split("\n"), str(path))
    number = current_version(folder) if folder.is_dir() else 0
    if number == 0:
        raise NoGraph(str(folder), "make one with: findingsgraph build FILES")
    try:
        with build_lock(folder):
            return _new_version(folder, text, corrections)
    except OSError as problem:
        raise CannotWrite(str(folder), problem.strerror or str(problem)) from problem


def _new_version(folder: Path, text: str, corrections: Sequence[Correction]) -> tuple[Applied, ...]:
    number = current_version(folder)
    old = version_folder(folder, number)
    manifest = read_manifest(old / "manifest.json")
    prepared = new_version_folder(folder, number + 1)
    try:
        copy_store(old / "store", prepared / "store")
        for each in old.iterdir():  # manifest, changes, and what is kept beside the store for speed
            if each.is_file() and each.name != "in-use":
                shutil.copy2(each, prepared / each.name)
        outcome = corrected_store(prepared, manifest, corrections)
        kept = folder / f"{KEPT}.new"
        kept.write_text(text, encoding="utf-8", newline="\n")
        kept.replace(folder / KEPT)
        publish(folder, prepared, number + 1)
    finally:
        shutil.rmtree(prepared, ignore_errors=True)
    remove_unused(folder, number + 1, [entry.text_sha256 for entry in manifest.documents])
    return outcome


def corrected_store(
    prepared: Path, manifest: Manifest, corrections: Sequence[Correction]
) -> tuple[Applied, ...]:
    """Write the store with corrections beside the one of a version that is being prepared."""
    import pyoxigraph

    from findingsgraph.graphs.review import apply

    copy_store(prepared / "store", prepared / CORRECTED)
    store = pyoxigraph.Store(str(prepared / CORRECTED))
    outcome = apply(store, [entry.iri for entry in manifest.documents], corrections, manifest.base)
    store.flush()
    del store  # closes its files
    return outcome
