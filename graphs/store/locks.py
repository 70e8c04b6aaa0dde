"""Locks between processes: one build writes, any number of readers hold a version.

The operating system frees a lock when its process ends, however it ends.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from findingsgraph.errors import CannotWrite, GraphBusy

__all__ = ["build_lock", "hold", "is_held"]


@contextmanager
def build_lock(folder: Path) -> Iterator[None]:
    """Be the only build that writes in the folder; raises `GraphBusy` when another one is."""
    path = folder / "lock"
    try:
        file = path.open("a+", encoding="ascii")
    except OSError as problem:
        raise CannotWrite(str(folder), problem.strerror or "the system gave no reason") from problem
    with file:
        if not _try_lock(file, exclusive=True):
            file.seek(0)
            other = file.read().strip()
            raise GraphBusy(str(folder), f"process {other or 'unknown'}; wait until it is done")
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def hold(path: Path) -> IO[str]:
    """Mark a version as in use until the returned file is closed."""
    file = path.open("r", encoding="ascii")
    _try_lock(file, exclusive=False)
    return file


def is_held(path: Path) -> bool:
    """Say whether any process holds the version."""
    try:
        with path.open("r+", encoding="ascii") as file:
            return not _try_lock(file, exclusive=True)
    except OSError:
        return False


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _try_lock(file: IO[str], exclusive: bool) -> bool:
        if not exclusive:
            return True  # an open file cannot be removed there, which is all that readers need
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: IO[str], exclusive: bool) -> bool:
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
