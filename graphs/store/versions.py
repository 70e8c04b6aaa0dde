"""The folder of a graph: immutable versions, and a pointer that one rename switches.

    DIR/current               number of the version that readers open
    DIR/versions/<n>/store/   Oxigraph's files; written once, then only read
    DIR/versions/<n>/corrected/ the same with people's corrections, if there are any
    DIR/versions/<n>/manifest.json, changes.csv
    DIR/versions/<n>/in-use   readers hold a shared lock on it
    DIR/texts/<sha256>.txt    text layers
    DIR/corrections.tsv       the corrections, if there are any
    DIR/lock                  held by the one build

A version is made beside the others under a name that nobody reads, renamed, and only
then pointed at; whenever a build is killed, `current` is the old version or the new one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from findingsgraph.errors import BrokenGraph, NoGraph
from findingsgraph.graphs.store.locks import is_held

__all__ = [
    "CORRECTED", "copy_store", "current_version", "new_version_folder", "publish", "remove_unused",
    "text_path", "version_folder",
]  # fmt: skip

UNFINISHED = ".unfinished"
CORRECTED = "corrected"
"""Name of the store with people's corrections, beside `store`, in a version that has any."""


def version_folder(folder: Path, number: int) -> Path:
    """Where a version is."""
    return folder / "versions" / str(number)


def text_path(folder: Path, sha256: str) -> Path:
    """Where a text layer is kept."""
    return folder / "texts" / f"{sha256}.txt"


def current_version(folder: Path) -> int:
    """Number of the version that readers open; 0 in an empty folder that may become a graph.

    Raises `NoGraph` for a folder with other content, `BrokenGraph` when the pointer is damaged.
    """
    pointer = folder / "current"
    try:
        return int(pointer.read_text(encoding="ascii"))
    except FileNotFoundError:
        ours = {"versions", "texts", "lock"}
        if folder.is_dir() and {entry.name for entry in folder.iterdir()} - ours:
            raise NoGraph(str(folder), "the folder holds other things; name another with --out") from None
        return 0
    except NotADirectoryError:
        raise NoGraph(str(folder), "it is a file, not a folder") from None
    except (OSError, ValueError) as problem:
        raise BrokenGraph(
            str(folder),
            f"its file 'current' cannot be read ({problem}); remove the folder and build it again",
        ) from problem


def new_version_folder(folder: Path, number: int) -> Path:
    """Make the folder in which a version is prepared.

    Its name has this process in it: what a killed build's workers still write goes into none of ours.
    """
    place = version_folder(folder, number).with_suffix(f".{os.getpid()}{UNFINISHED}")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return place


def copy_store(old: Path, new: Path) -> None:
    """Copy a store that nobody writes to; its table files never change, so links do for them."""
    new.mkdir()
    for entry in old.iterdir():
        if entry.name == "LOCK" or entry.name.startswith("LOG"):
            continue
        if entry.suffix == ".sst":
            try:
                os.link(entry, new / entry.name)
                continue
            except OSError:
                pass  # another file system, or one without links
        shutil.copy2(entry, new / entry.name)


def publish(folder: Path, prepared: Path, number: int) -> None:
    """Make a prepared version the current one."""
    (prepared / "in-use").touch()
    place = version_folder(folder, number)
    shutil.rmtree(place, ignore_errors=True)
    prepared.rename(place)
    pointer = folder / "current.new"
    with pointer.open("w", encoding="ascii") as file:
        file.write(f"{number}\n")
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(folder / "current")


def remove_unused(folder: Path, current: int, texts: Iterable[str]) -> None:
    """Remove versions that no reader holds, what killed builds left, and text layers of no version.

    `texts` are the hashes of the current version's layers; layers go only when no other
    version is left that may need them.
    """
    left = []
    for place in (folder / "versions").iterdir():
        if place.name == str(current):
            continue
        if is_held(place / "in-use"):
            left.append(place)
        else:
            shutil.rmtree(place, ignore_errors=True)
    if not left:
        wanted = {text_path(folder, sha256).name for sha256 in texts}
        for path in (folder / "texts").iterdir():
            if path.name not in wanted:
                path.unlink(missing_ok=True)
