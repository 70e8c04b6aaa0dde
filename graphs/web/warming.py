"""Making the pages that most people ask for, and that cost most, before they are asked for."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from findingsgraph.graphs.web.answering import answer
from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.kept import Kept
from findingsgraph.graphs.web.lanes import Lanes
from findingsgraph.graphs.web.pages.finding import similar_texts
from findingsgraph.graphs.web.render import compile_templates
from findingsgraph.graphs.web.routes import PAGES
from findingsgraph.graphs.web.site import Site

__all__ = ["choose_pages", "warm"]

T = TypeVar("T")

MOST = 600
"""Pages that are made in advance."""
PAUSE = 0.05
"""Seconds between two looks whether somebody asks for something."""


def choose_pages(site: Site) -> list[str]:
    """List the addresses, the most asked for first: lists, themes, authorities, kinds of bodies."""
    index, path = site.index, site.links.path
    chosen = list(PAGES)
    chosen += [f"/theme/{row[0]}" for row in index.rows("SELECT DISTINCT theme FROM theme ORDER BY 1")]
    places = [path(row[0]) for row in index.rows("SELECT DISTINCT authority FROM report ORDER BY 1")]
    chosen += places
    sql = "SELECT concept, count(*) FROM named GROUP BY 1 ORDER BY 2 DESC, 1"
    chosen += [f"/concept/{row[0]}" for row in index.rows(sql)]
    chosen += [f"{place}/{part}" for place in places for part in ("findings", "recommendations", "measures")]
    return chosen[:MOST]


async def warm(
    site: Site, kept: Kept, lanes: Lanes, stopping: Callable[[], bool], busy: Callable[[], bool]
) -> None:
    """Make them one after the other while nobody asks for anything: who asks does not wait for them.

    It ends after the page at hand when `stopping` says so: a thread cannot be cancelled.
    """

    async def do(job: Callable[[], T]) -> T | None:
        while busy() and not stopping():
            await asyncio.sleep(PAUSE)
        return None if stopping() else await lanes.page(job)

    await do(compile_templates)
    for address in choose_pages(site):
        key = (address, "", "html")
        if kept.get(key) is None:
            with contextlib.suppress(Exception):  # whoever asks for the page is told what is wrong with it
                if made := await do(partial(answer, site, Asked(address, {}), "html")):
                    kept.put(key, made)
    await do(partial(similar_texts, site))
    await do(_settle)


def _settle() -> None:
    """Tell the collector of cycles that what is there will stay: it need not look at it again and again."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
