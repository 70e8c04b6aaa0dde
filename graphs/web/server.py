"""The process: listens, says where, serves until it is asked to stop."""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
from collections.abc import Callable, Iterator

import uvicorn

from findingsgraph.errors import ServerFailed
from findingsgraph.graphs.store import open_graph
from findingsgraph.graphs.web.app import make_app
from findingsgraph.graphs.web.engine import find_program
from findingsgraph.graphs.web.settings import Settings
from findingsgraph.graphs.web.site import prepare

__all__ = ["serve"]

TURN = 0.001
"""Seconds after which a thread that makes a page lets the others in; what is sent waits for it."""
ARENAS = 2
"""Heaps that the C library keeps: one for each thread and none ever given back, unless it is told."""
GOODBYE = 10
"""Seconds that running requests have when the server is asked to stop."""


def serve(settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve a graph until SIGINT or SIGTERM; `announce` gets what is to be told, the address once it answers.

    Raises `ServerFailed`, and what opening a graph raises.
    """
    find_program()
    # What is wrong with graph or address is said before the pages are prepared.
    with open_graph(settings.folder) as graph:
        listener = _listen(settings)
        try:
            prepare(graph, announce).close()
        except BaseException:
            listener.close()
            raise
    _spare_memory()
    sys.setswitchinterval(TURN)
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    config = uvicorn.Config(
        make_app(settings, announce),
        access_log=False,
        log_level="error",
        lifespan="on",
        server_header=False,
        date_header=True,
        proxy_headers=False,
        limit_concurrency=settings.connections,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=GOODBYE,
        h11_max_incomplete_event_size=64_000,
        http="h11",
        ws="none",
    )
    server = _Server(
        config, lambda: announce(f"Serving {settings.folder} at http://{shown}:{port}/ (Ctrl-C stops it)")
    )
    try:
        server.run(sockets=[listener])
    finally:
        listener.close()
    if not server.started:
        raise ServerFailed(f"{shown}:{port}", "see the message above")


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop when asked to, and call that a success: uvicorn raises the signal again at the end."""
        before = {
            number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _spare_memory() -> None:
    """Tell glibc to keep few heaps; other C libraries do not know the wish."""
    import ctypes

    most_arenas = -8  # M_ARENA_MAX of malloc.h
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(most_arenas, ARENAS)


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Said to be TCP, it and all it accepts send at once (asyncio sets TCP_NODELAY only then).
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(1024)
    except OSError as problem:
        listener.close()
        where = f"{settings.host}:{settings.port}"
        raise ServerFailed(where, f"{problem.strerror or problem}; try another --port") from problem
    return listener
