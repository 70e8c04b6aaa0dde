"""What other packages offer to this one, by entry points."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import ModuleType
from typing import Any

__all__ = ["offered_folders"]


@cache
def _all() -> Any:  # what it is differs between versions of Python; all of it can be selected from
    from importlib.metadata import entry_points

    return entry_points()


@cache
def offered_folders(group: str) -> tuple[Traversable, ...]:
    """Give the folders that packages offer in a group of entry points, by its names.

    The object of an entry point is a package with files in it, or a path. Asked once: going
    through all that is installed takes longer than reading what is found.

    >>> offered_folders("findingsgraph.nothing")
    ()
    """
    things = [entry.load() for entry in sorted(_all().select(group=group), key=lambda point: point.name)]
    return tuple(files(thing) if isinstance(thing, ModuleType) else Path(thing) for thing in things)
