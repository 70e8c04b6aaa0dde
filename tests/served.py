"""A server process as users start it, and a graph for it to serve."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

COMMAND = str(Path(sys.executable).with_name("findingsgraph"))
CALLS = [
    "SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://e.org/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o.SERVICE<http://e.org/>{} }",
    "SELECT * { ?s ?p 5SERVICE<http://e.org/>{} }",
    "PREFIX : <http://e.org/> SELECT * {SERVICE:x{?s ?p ?o}}",
    "PREFIX : <http://e.org/> SELECT * {SERVICESILENT:x{?s ?p ?o}}",
    "SELECT * {SERVICE?x{?s ?p ?o}}",
    "SELECT * { \\u0053ERVICE <http://e.org/> {} }",
    "SELECT * { \\U00000053ervice <http://e.org/> {} }",
    "SELECT * { # a comment\rSERVICE <http://e.org/> {} }",
    "SELECT * { FILTER(?a < 1) 'it''s' SERVICE <http://e.org/> {} }",
    'SELECT * { FILTER(?a <#c>"""\n 1) SERVICE <http://e.org/> {} } #"""',
    'SELECT * { FILTER(?a<?b#c>"""\n) SERVICE <http://e.org/> {} } #"""',
    'SELECT * { FILTER(?a<urn:x#c>"""\n) SERVICE <http://e.org/> {} } #"""',
    'SELECT * { VALUES ?x { "a\\"" \'b\' } SERVICE <http://e.org/> {} }',
    "SELECT * { VALUES ?x { '''a''' } SERVICE <http://e.org/> {} }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE <http://e.org/> {} } } } }",
]
"""Queries that would make the server call another one, in every disguise that we know."""


class Served:
    """A running server: its address, its process, what it said."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [COMMAND, "serve", "--graph", str(folder), "--port", "0", *options],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self.said: list[str] = []
        self._heard = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()
        if not self._heard.wait(60) or not self.url:
            self.stop()
            raise AssertionError("".join(self.said))

    def _listen(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.said.append(line)
            if "http://" in line:
                self._heard.set()
        self._heard.set()

    @property
    def url(self) -> str:
        """The address without the last slash."""
        found = [word for line in self.said for word in line.split() if word.startswith("http://")]
        return found[0].rstrip("/") if found else ""

    def engines(self) -> list[int]:
        """Process ids of the query engines that it runs now."""
        found = []
        for entry in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                name, _, rest = entry.read_text().rpartition(")")
                state, parent = rest.split()[:2]
                if int(parent) == self.process.pid and state != "Z" and "oxigraph" in name:
                    found.append(int(entry.parent.name))
        return found

    def stop(self) -> int:
        """Ask it to stop; give its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


@contextlib.contextmanager
def serving(folder: Path, *options: str) -> Iterator[Served]:
    """Serve a folder while the block runs."""
    server = Served(folder, *options)
    try:
        yield server
    finally:
        server.stop()


def wait_until(holds: object, seconds: float = 20.0) -> bool:
    """Wait until a condition holds; say whether it did."""
    assert callable(holds)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def is_alive(pid: int) -> bool:
    """Say whether a process is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
