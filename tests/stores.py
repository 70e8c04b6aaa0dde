"""Real stores of other makers, started for tests: Oxigraph's server and Virtuoso."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

needs_virtuoso = pytest.mark.skipif(
    not shutil.which("virtuoso-t") or not shutil.which("isql-vt"),
    reason="no Virtuoso here (apt install virtuoso-opensource-7-bin)",
)
ACCOUNT = {"FINDINGSGRAPH_USER": "loader", "FINDINGSGRAPH_PASSWORD": "a secret"}
LARGEST = 5_000
"""Rows that the Virtuoso of the tests gives at most: so answers come in pages."""
VIRTUOSO_INI = """
[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
TransactionFile = v.trx
LockFile = v.lck
xa_persistent_file = v.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = v-temp.db
TransactionFile = v-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 8
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
CheckpointInterval = 0
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 6
MaxClientConnections = 6
[SPARQL]
ResultSetMaxRows = {largest}
MaxQueryExecutionTime = 60
"""


@dataclass(frozen=True)
class Store:
    """A running store: where it is asked, where it is written to."""

    query: str
    graphs: str


@contextlib.contextmanager
def oxigraph(*options: str) -> Iterator[Store]:
    """Run Oxigraph's server, in memory."""
    from findingsgraph.graphs.web.engine import find_program

    port = free_port()
    command = [find_program(), "serve", "--bind", f"127.0.0.1:{port}", *options]
    with _running(command, Path.cwd(), f"http://127.0.0.1:{port}/query?query=ASK%7B%7D"):
        yield Store(f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/store")


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[Store]:
    """Run Virtuoso with an account that may write."""
    http, sql = free_port(), free_port()
    (folder / "v.ini").write_text(VIRTUOSO_INI.format(http=http, sql=sql, largest=LARGEST))
    address = f"http://127.0.0.1:{http}"
    command = ["virtuoso-t", "+configfile", "v.ini", "+foreground"]
    with _running(command, folder, f"{address}/sparql?query=ASK%7B%7D"):
        user, password = ACCOUNT.values()
        made = f"DB.DBA.USER_CREATE('{user}', '{password}'); grant SPARQL_UPDATE to \"{user}\";"
        subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={made}"],
            check=True, timeout=30, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        yield Store(f"{address}/sparql", f"{address}/sparql-graph-crud-auth")


@contextlib.contextmanager
def _running(command: list[str], folder: Path, probe: str) -> Iterator[None]:
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        end = time.monotonic() + 60
        while not _answers(probe):
            assert process.poll() is None and time.monotonic() < end, command
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
