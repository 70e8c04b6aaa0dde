"""Threads in which answers are made: pages in one lane, what takes long in another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.settings import Settings

__all__ = ["Lanes", "is_slow"]

P = ParamSpec("P")
T = TypeVar("T")
SLOW = ("/file", "/text", "/network/page", "/network.svg")


def is_slow(asked: Asked, form: str) -> bool:
    """Say whether an answer takes long: files, pictures, downloads and data, and what is near by its words.

    >>> is_slow(Asked("/themes", {}), "html"), is_slow(Asked("/themes", {}), "csv")
    (False, True)
    """
    return form != "html" or asked.path.endswith(SLOW) or bool(asked.one("similar"))


class Lanes:
    """The two lanes, with as many threads as the settings say."""

    def __init__(self, settings: Settings) -> None:
        self._pages = CapacityLimiter(settings.pages)
        self._slow = CapacityLimiter(settings.slow)

    async def page(self, make: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Make what is ready in some milliseconds."""
        return await run_sync(partial(make, *given, **named), limiter=self._pages)

    async def slow(self, make: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Make what may take a second."""
        return await run_sync(partial(make, *given, **named), limiter=self._slow)
