"""The query engine: Oxigraph's own read-only server as a child process on a loopback port.

A query that runs wild there can be ended without harm to the pages, and when the
process dies it is started again. The process is nicer than ours, so that pages are
served while it computes.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import sys
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from findingsgraph.errors import MissingExtra, ServerFailed
from findingsgraph.graphs.web.settings import Settings

__all__ = ["EngineProcess", "find_program"]

START_SECONDS = 30.0
STOP_SECONDS = 5.0
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds to wait before each start after a death; the last one for all that follow."""
STEADY = 30.0
"""An engine that lived so many seconds was well; the pauses begin anew."""
NICE = 5


def find_program() -> str:
    """Find Oxigraph's command line program; raises `MissingExtra`."""
    beside = Path(sysconfig.get_path("scripts")) / ("oxigraph.exe" if os.name == "nt" else "oxigraph")
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if not found:
        raise MissingExtra("oxigraph", "pip install 'findingsgraph[serve]'")
    return found


class EngineProcess:
    """Oxigraph's server over one store, kept alive until it is stopped."""

    def __init__(self, store: Path, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._program = find_program()
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._stopping = False
        self._begun = 0.0
        self.deaths = 0
        """How often the process ended by itself."""
        self.url = ""
        """Where it answers; empty while it does not."""

    @property
    def pid(self) -> int:
        """Process id, 0 while there is none."""
        return self._process.pid if self._process else 0

    async def start(self) -> None:
        """Start the process and wait until it answers; raises `ServerFailed`."""
        await self._launch()
        self._keeper = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """End the process: asked first, then made to."""
        self._stopping = True
        self.url = ""
        if self._keeper:
            self._keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeper
        await self._end()

    def kill(self) -> None:
        """End the process at once; it is started again."""
        self.url = ""
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def _keep(self) -> None:
        failures = 0
        while not self._stopping:
            assert self._process is not None
            await self._process.wait()
            self.url = ""
            self.deaths += 1
            failures = 1 if time.monotonic() - self._begun > STEADY else failures + 1
            await asyncio.sleep(PAUSES[min(failures, len(PAUSES)) - 1])
            with contextlib.suppress(ServerFailed):
                await self._launch()

    async def _launch(self) -> None:
        self._begun = time.monotonic()
        port = _free_port()
        address = f"127.0.0.1:{port}"
        command = [self._program, "serve-read-only", "--location", str(self._store), "--bind", address]
        command += ["--union-default-graph", "--timeout-s", str(self._settings.seconds)]
        self._process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            preexec_fn=_restrain(self._settings.engine_bytes),
        )
        try:
            async with asyncio.timeout(START_SECONDS):
                await self._wait_until_ready(f"http://{address}")
        except TimeoutError:
            await self._end()
            raise ServerFailed(
                "the query engine", f"no answer within {START_SECONDS:.0f} seconds; start again"
            ) from None

    async def _wait_until_ready(self, url: str) -> None:
        assert self._process is not None
        async with httpx.AsyncClient(trust_env=False, timeout=2.0) as client:
            while self._process.returncode is None:
                with contextlib.suppress(httpx.HTTPError):
                    await client.get(url + "/query", headers={"accept": "text/turtle"})
                    self.url = url
                    return
                await asyncio.sleep(0.03)
        raise ServerFailed("the query engine", f"it ended with status {self._process.returncode}")

    async def _end(self) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _restrain(memory: int) -> Callable[[], None] | None:
    """Give what the new process does to itself before it becomes Oxigraph; None where nothing can be done."""
    if sys.platform == "win32":  # pragma: no cover
        return None
    import resource

    die_with_parent = _death_signal()

    def restrain() -> None:
        os.nice(NICE)
        die_with_parent()
        # What it may allocate; address space that it only reserves does not count.
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return restrain


def _death_signal() -> Callable[[], object]:
    """On Linux: let the kernel end the child when its parent ends, however it ends."""
    if sys.platform != "linux":  # pragma: no cover
        return lambda: None
    import ctypes

    system = ctypes.CDLL(None, use_errno=True)
    set_death_signal = 1
    return lambda: system.prctl(set_death_signal, signal.SIGKILL)
