"""Making the pages that most people ask for, and that cost most, before they are asked for."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool

from findingsgraph.errors import FindingsGraphError
from findingsgraph.graphs.web.answering import answer
from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.kept import Kept
from findingsgraph.graphs.web.pages.finding import similar_texts
from findingsgraph.graphs.web.routes import PAGES
from findingsgraph.graphs.web.site import Site

__all__ = ["choose_pages", "warm"]

MOST = 600
"""Pages that are made in advance."""


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


async def warm(site: Site, kept: Kept, stopping: Callable[[], bool]) -> None:
    """Make them one after the other; whoever asks meanwhile is not kept waiting by more than one.

    It ends after the page at hand when `stopping` says so: a thread cannot be cancelled.
    """
    for address in choose_pages(site):
        if stopping():
            return
        key = (address, "", "html")
        if kept.get(key) is None:
            with contextlib.suppress(Refused, FindingsGraphError):
                kept.put(key, await run_in_threadpool(answer, site, Asked(address, {}), "html"))
        await asyncio.sleep(0)
    await run_in_threadpool(similar_texts, site)
