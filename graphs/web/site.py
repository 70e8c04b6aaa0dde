"""A graph's version while it is served: opened, held, with its query engine."""

from __future__ import annotations

from findingsgraph.graphs.store import Graph, open_graph
from findingsgraph.graphs.web.engine import EngineProcess
from findingsgraph.graphs.web.settings import Settings

__all__ = ["Site"]


class Site:
    """One version of a graph, and what answers questions about it."""

    def __init__(self, graph: Graph, engine: EngineProcess) -> None:
        self.graph = graph
        self.engine = engine

    @classmethod
    async def open(cls, settings: Settings) -> Site:
        """Open the current version and start its engine; raises `NoGraph`, `BrokenGraph`, `ServerFailed`."""
        graph = open_graph(settings.folder)
        assert graph.version is not None
        engine = EngineProcess(graph.version / "store", settings)
        try:
            await engine.start()
        except BaseException:
            graph.close()
            raise
        return cls(graph, engine)

    async def close(self) -> None:
        """Stop the engine and let go of the version."""
        await self.engine.stop()
        self.graph.close()
