"""The version that is served now, and the change to the next one without a gap."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from findingsgraph.errors import FindingsGraphError
from findingsgraph.graphs.store.versions import current_version, version_folder
from findingsgraph.graphs.web.kept import Kept
from findingsgraph.graphs.web.lanes import Lanes
from findingsgraph.graphs.web.settings import Settings
from findingsgraph.graphs.web.site import Site
from findingsgraph.graphs.web.warming import warm

__all__ = ["Serving"]

LOOK = 2.0
"""Seconds between two looks at the folder's pointer."""
LINGER = 2.0
"""Seconds, beyond a query's time limit, for which a version that was left still answers what it began."""


class Serving:
    """The site of now, with the answers kept for it."""

    def __init__(self, settings: Settings, say: Callable[[str], None]) -> None:
        self._settings = settings
        self._say = say
        self._tasks: list[asyncio.Task[None]] = []
        self._old: list[Site] = []
        self._stopped = False
        self.lanes = Lanes(settings)
        self.asking = 0
        """Requests for pages that are being answered."""

    async def start(self) -> None:
        """Open the current version; raises what `Site.open` raises."""
        await self._take(await Site.open(self._settings, self._say))
        self._tasks.append(asyncio.create_task(self._watch()))

    async def stop(self) -> None:
        """Close everything."""
        self._stopped = True
        for task in self._tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await self._warming
        for site in (*self._old, self.site):
            await site.close()

    async def _take(self, site: Site) -> None:
        self.site, self.kept = site, Kept()
        warming = warm(site, self.kept, self.lanes, lambda: self._is_left(site), lambda: self.asking > 0)
        self._warming = asyncio.create_task(warming)

    def _is_left(self, site: Site) -> bool:
        return self._stopped or site is not self.site

    async def _watch(self) -> None:
        """Change to a version that a build has switched to, once it is ready to be served."""
        while True:
            await asyncio.sleep(LOOK)
            if not self._is_new():
                continue
            try:
                site = await Site.open(self._settings, self._say)
            except FindingsGraphError as problem:
                self._say(f"findingsgraph: the new version is not served: {problem}")
                await asyncio.sleep(60)
                continue
            old, warming = self.site, self._warming
            await self._take(site)
            await warming
            self._old.append(old)
            self._tasks.append(asyncio.create_task(self._leave(old)))
            self._say(f"Serving the new version of {self._settings.folder}")

    def _is_new(self) -> bool:
        try:
            folder = self._settings.folder
            return version_folder(folder, current_version(folder)) != self.site.graph.version
        except FindingsGraphError:
            return False

    async def _leave(self, old: Site) -> None:
        await asyncio.sleep(self._settings.seconds + LINGER)
        self._old.remove(old)
        await old.close()
