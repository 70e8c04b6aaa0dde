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
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path

import aiohttp

from findingsgraph.errors import MissingExtra, ServerFailed
from findingsgraph.graphs.web.settings import Settings

__all__ = ["EngineProcess", "asking_client", "find_program"]

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


def asking_client() -> aiohttp.ClientSession:
    """Give a client for questions to the engine: it keeps no cookie, follows no redirect, sets no limit.

    Each question has a connection of its own: one that was kept might be closed by the engine just when
    the next question is sent on it. On loopback a new one takes a tenth of a millisecond.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, force_close=True),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None),
        auto_decompress=False,
        read_bufsize=1 << 20,
    )


class EngineProcess:
    """Oxigraph's server over one store, kept alive until it is stopped."""

    def __init__(self, store: Path, settings: Settings, say: Callable[[str], None] = lambda _: None) -> None:
        self._store = store
        self._say = say
        self._settings = settings
        self._program = find_program()
        self._process: asyncio.subprocess.Process | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._asking: Counter[str] = Counter()
        self._launching = asyncio.Lock()
        self._replacing = False
        self._stopping = False
        self._begun = 0.0
        self._failures = 0
        self.url = ""
        """Where it answers; empty while it does not."""

    async def start(self) -> None:
        """Start the process and wait until it answers; raises `ServerFailed`."""
        self._begin(self._keep(await self._launch()))

    async def stop(self) -> None:
        """End the process: asked first, then made to."""
        self._stopping = True
        self.url = ""
        for task in tuple(self._tasks):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        if self._process:
            await _end(self._process)

    @contextlib.contextmanager
    def asking(self) -> Iterator[str]:
        """Give the address for one question, which is counted as long as the block runs."""
        url = self.url
        self._asking[url] += 1
        try:
            yield url
        finally:
            self._asking[url] -= 1
            self._asking += Counter()  # forgets addresses that nobody asks any more

    def replace(self, url: str) -> None:
        """End the process at an address, in which a question does not stop, once another has its place."""
        if url == self.url and not (self._replacing or self._stopping):
            self._replacing = True
            self._begin(self._replace())

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _replace(self) -> None:
        old, url = self._process, self.url
        assert old is not None
        try:
            await self._launch_instead_of(old)
        finally:
            self._replacing = False
        try:
            async with asyncio.timeout(self._settings.seconds):
                while self.url != url and self._asking[url]:
                    await asyncio.sleep(0.05)
        except TimeoutError:
            pass
        finally:
            with contextlib.suppress(ProcessLookupError):
                old.kill()
            await old.wait()

    async def _keep(self, process: asyncio.subprocess.Process) -> None:
        """Start another process when this one ends by itself."""
        await process.wait()
        while process is self._process and not self._stopping:
            self.url = ""
            self._say(f"findingsgraph: the query engine ended ({process.returncode}) and is started again")
            steady = time.monotonic() - self._begun > STEADY
            self._failures = 1 if steady else self._failures + 1
            await asyncio.sleep(PAUSES[min(self._failures, len(PAUSES)) - 1])
            await self._launch_instead_of(process)

    async def _launch_instead_of(self, process: asyncio.subprocess.Process) -> None:
        async with self._launching:
            if process is self._process and not self._stopping:
                with contextlib.suppress(ServerFailed):
                    self._begin(self._keep(await self._launch()))

    async def _launch(self) -> asyncio.subprocess.Process:
        """Start a process; it takes the place of the one before once it answers. Raises `ServerFailed`."""
        begun = time.monotonic()
        port = _free_port()
        address = f"127.0.0.1:{port}"
        command = [self._program, "serve-read-only", "--location", str(self._store), "--bind", address]
        # Not with its --timeout-s: then each query, however short, leaves a thread behind for so many
        # seconds, until there is no room for more; and a query that runs wild does not heed it.
        command += ["--union-default-graph"]
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            preexec_fn=_restrain(self._settings.engine_bytes),
        )
        try:
            async with asyncio.timeout(START_SECONDS):
                await _wait_until_ready(process, f"http://{address}")
        except TimeoutError:
            await _end(process)
            raise ServerFailed(
                "the query engine", f"no answer within {START_SECONDS:.0f} seconds; start again"
            ) from None
        except BaseException:
            await _end(process)
            raise
        self._process, self._begun, self.url = process, begun, f"http://{address}"
        return process


async def _wait_until_ready(process: asyncio.subprocess.Process, url: str) -> None:
    headers = {"accept": "text/turtle"}
    async with asking_client() as client:
        while process.returncode is None:
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                async with asyncio.timeout(2), client.get(url + "/query", headers=headers):
                    return
            await asyncio.sleep(0.03)
    raise ServerFailed("the query engine", f"it ended with status {process.returncode}")


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
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
