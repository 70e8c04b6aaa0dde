"""A graph's version while it is served: opened, held, indexed, with its query engine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from findingsgraph.graphs.store import Graph, open_graph
from findingsgraph.graphs.store.manifest import DocumentEntry
from findingsgraph.graphs.web.engine import EngineProcess
from findingsgraph.graphs.web.index import Index, index_path, make_index
from findingsgraph.graphs.web.links import Links
from findingsgraph.graphs.web.settings import Settings

__all__ = ["Site", "prepare"]

T = TypeVar("T")


def prepare(graph: Graph, say: Callable[[str], None]) -> Index:
    """Open the index of a version, which is made when there is none."""
    path = index_path(graph)
    if not path.is_file():
        say("Preparing the pages (once for each build of the graph) ...")
        make_index(graph, path)
    return Index(path)


class Site:
    """One version of a graph, and what answers questions about it."""

    def __init__(self, graph: Graph, engine: EngineProcess, index: Index) -> None:
        self.graph = graph
        self.engine = engine
        self.index = index
        self.links = Links(graph.base)
        self.documents: Mapping[str, DocumentEntry] = {each.iri: each for each in graph.documents()}
        self._known: dict[str, Any] = {}

    @classmethod
    async def open(cls, settings: Settings, say: Callable[[str], None] = lambda _: None) -> Site:
        """Open the current version and start its engine; raises `NoGraph`, `BrokenGraph`, `ServerFailed`."""
        graph = open_graph(settings.folder)
        assert graph.version is not None
        engine = EngineProcess(graph.version / "store", settings, say)
        try:
            index = await asyncio.to_thread(prepare, graph, say)
            await engine.start()
        except BaseException:
            graph.close()
            raise
        return cls(graph, engine, index)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Give what `make` gives, made once for this version: what many pages show alike."""
        if name not in self._known:
            self._known[name] = make()
        found: T = self._known[name]
        return found

    async def close(self) -> None:
        """Stop the engine and let go of the version."""
        await self.engine.stop()
        self.index.close()
        self.graph.close()
