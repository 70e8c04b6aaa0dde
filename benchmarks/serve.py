"""Measure the web server under load on loopback: pages, named questions, mixed load, memory.

    python benchmarks/serve.py GRAPH [--seconds S] [--addresses N] [--clients C] [--soak MINUTES]

GRAPH is the folder of a built graph. A server process is started on a free port; at most
N distinct addresses of findings, bodies, authorities, themes and searches are asked by C
connections for S seconds, first each once (nothing is kept yet), then again. Client and
server share the machine. Prints requests a second and the 50th, 95th and 99th percentile
in milliseconds; then how long each named question takes, straight at the engine and through
the server: `more` is what the server adds (the whole less the engine's time, which the answer's
Server-Timing says; of an answer that is sent as it comes, the shortest time less the engine's
shortest alone), `kept` an answer that was asked for before; then memory.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import random
import signal
import sqlite3
import subprocess
import sys
import time
from itertools import cycle
from pathlib import Path
from statistics import median
from urllib.parse import quote

import httpx
from rich.console import Console
from rich.table import Table

from findingsgraph.graphs.store import open_graph
from findingsgraph.graphs.web.index import index_path
from findingsgraph.graphs.web.links import Links
from findingsgraph.graphs.web.site import prepare
from findingsgraph.queries import bind
from findingsgraph.queries import load as load_query
from findingsgraph.queries.asking import with_prefixes
from findingsgraph.queries.library import names

COMMAND = str(Path(sys.executable).with_name("findingsgraph"))
WORDS = (
    "neglect",
    "police",
    "early help",
    '"strategy meetings"',
    "return interviews",
    "adoption",
    "pathway plans",
)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", type=Path)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--addresses", type=int, default=1500)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument(
        "--wait", type=float, default=15, help="seconds for the server to make its main pages"
    )
    parser.add_argument("--soak", type=float, default=0, metavar="MINUTES")
    asked = parser.parse_args()
    addresses = choose_addresses(asked.graph, asked.addresses)
    process = subprocess.Popen(
        [COMMAND, "serve", "--graph", str(asked.graph), "--port", "0"], stderr=subprocess.PIPE, text=True
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the server ends too
    try:
        url = read_url(process)
        time.sleep(asked.wait)
        asyncio.run(measure(url, addresses, asked, process.pid))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def read_url(process: subprocess.Popen[str]) -> str:
    """Wait for the server to say where it is."""
    assert process.stderr
    for line in process.stderr:
        for word in line.split():
            if word.startswith("http://"):
                return word.rstrip("/")
    raise SystemExit("the server did not start")


def choose_addresses(folder: Path, most: int) -> list[str]:
    """Choose addresses of every kind, always the same ones."""
    with open_graph(folder) as graph:
        links, path = Links(graph.base), index_path(graph)
        prepare(graph, print).close()
    base = sqlite3.connect(path)
    some = random.Random(7)

    def paths(sql: str, share: float) -> list[str]:
        found = [links.path(row[0]) for row in base.execute(sql)]
        some.shuffle(found)
        return found[: int(most * share)]

    authorities = paths("SELECT DISTINCT authority FROM report ORDER BY 1", 1)
    chosen = ["/", "/authorities", "/reports", "/agencies", "/themes", *authorities]
    chosen += [
        f"{each}/{part}" for each in authorities for part in ("findings", "recommendations", "measures")
    ]
    chosen += [f"/theme/{row[0]}" for row in base.execute("SELECT DISTINCT theme FROM theme ORDER BY 1")]
    chosen += [f"/concept/{row[0]}" for row in base.execute("SELECT DISTINCT concept FROM named ORDER BY 1")]
    chosen += [f"/search?q={quote(word)}&page={page}" for word in WORDS for page in range(1, 4)]
    chosen += paths("SELECT report FROM report ORDER BY 1", 0.1)
    chosen += paths("SELECT entity FROM entity WHERE said > 0 ORDER BY 1", 0.2)
    chosen += paths("SELECT finding FROM finding ORDER BY 1", 1)[: max(0, most - len(chosen))]
    some.shuffle(chosen)
    return chosen[:most]


async def load(
    url: str, addresses: list[str], clients: int, seconds: float, once: bool
) -> tuple[list[float], int, float]:
    """Ask until the time is over (or each address once); give the times, the failures, the whole time."""
    times: list[float] = []
    failures = 0
    source = iter(addresses) if once else cycle(addresses)
    end = time.perf_counter() + seconds
    host, port = url.removeprefix("http://").rsplit(":", 1)

    async def ask() -> None:
        nonlocal failures
        reader, writer = await asyncio.open_connection(host, int(port))
        for address in source:
            begun = time.perf_counter()
            if begun > end:
                break
            writer.write(f"GET {address} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
            await reader.readexactly(length)
            times.append(time.perf_counter() - begun)
            failures += not head.startswith(b"HTTP/1.1 200")
        writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(ask() for _ in range(clients)))
    return sorted(times), failures, time.perf_counter() - begun


async def measure(url: str, addresses: list[str], asked: argparse.Namespace, pid: int) -> None:
    """Measure all, and print it."""
    table = Table("load", "requests", "failures", "a second", "p50 ms", "p95 ms", "p99 ms")

    def add(name: str, found: tuple[list[float], int, float]) -> None:
        times, failures, whole = found
        at = [
            f"{1000 * times[min(len(times) - 1, int(share * len(times)))]:.1f}" for share in (0.5, 0.95, 0.99)
        ]
        table.add_row(name, str(len(times)), str(failures), f"{len(times) / whole:.0f}", *at)

    add(
        f"{len(addresses)} addresses, each for the first time",
        await load(url, addresses, asked.clients, 300, True),
    )
    add("the same again", await load(url, addresses, asked.clients, asked.seconds, False))
    await asyncio.to_thread(questions, url, pid)
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        running = [
            asyncio.create_task(client.post(url + "/sparql", data={"query": runaway})) for _ in range(2)
        ]
        await asyncio.sleep(0.5)
        add(
            "while two queries run wild",
            await load(url, addresses, asked.clients, min(10, asked.seconds), False),
        )
        for each in running:
            each.cancel()
    Console().print(table)
    before = memory(pid)
    if asked.soak:
        found = await load(url, addresses, asked.clients, 60 * asked.soak, False)
        print(f"{asked.soak:g} minutes: {len(found[0])} requests, {found[1]} failures")
    print(f"memory of the server: {before:.0f} MB, then {memory(pid):.0f} MB")


def questions(url: str, pid: int) -> None:
    """Compare named questions through the server with its engine, asked directly and in turns with it."""
    table = Table("question", "KB", "engine alone ms", "HTTP ms", "of it engine ms", "more ms", "kept ms")
    ours, engine = url.removeprefix("http://"), engine_address(pid)
    more: dict[str, float] = {}
    for name in names():
        query = load_query(name)
        by_place = any(each.name == "authority" for each in query.parameters)
        for given in ("", "?authority=hartlepool")[: 1 + by_place]:
            text = with_prefixes(bind(query, {"authority": "hartlepool"} if given else {}))
            first, _, size = ask_once(engine, "POST", "/query", text)
            alone, both = [], []
            for _ in range(max(3, min(15, int(2_000 / first)))):
                alone.append(ask_once(engine, "POST", "/query", text)[0])
                both.append(ask_once(ours, "POST", "/sparql", text)[:2])
            again = [ask_once(ours, "GET", f"/api/queries/{name}{given}")[0] for _ in range(4)]
            more[name + given] = (
                median(whole - own for whole, own in both)
                if all(own for _, own in both)
                else min(whole for whole, _ in both) - min(alone)  # sent as it came: no one knew the end
            )
            figures = (median(alone), median(each[0] for each in both), median(each[1] for each in both))
            cells = (*figures, more[name + given], median(again[1:]))
            table.add_row(name + given, f"{size / 1000:.0f}", *(f"{each:.1f}" for each in cells))
            print(f"{name}{given}: {more[name + given]:.1f} ms more", file=sys.stderr, flush=True)
    Console().print(table)
    worst = max(more, key=lambda each: more[each])
    print(
        f"{len(more)} questions: HTTP takes {median(more.values()):.1f} ms more than the engine (median), "
        f"at most {more[worst]:.1f} ms ({worst})"
    )


def ask_once(address: str, method: str, path: str, query: str = "") -> tuple[float, float, int]:
    """Ask once: milliseconds until the last byte, those of the engine (if it is said), bytes."""
    connection = http.client.HTTPConnection(address, timeout=120)
    headers = {"content-type": "application/sparql-query", "accept": "application/sparql-results+json"}
    begun = time.perf_counter()
    connection.request(method, path, query.encode() or None, headers)
    answer = connection.getresponse()
    body = answer.read()
    taken = 1000 * (time.perf_counter() - begun)
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status} {body[:200]!r}")
    own = answer.headers.get("server-timing", "dur=0").partition("dur=")[2]
    return taken, float(own), len(body)


def engine_address(pid: int) -> str:
    """Find where the server's query engine listens."""
    (engine,) = children(pid)
    command = Path(f"/proc/{engine}/cmdline").read_text().split("\0")
    return command[command.index("--bind") + 1]


def children(pid: int) -> list[int]:
    """Processes that a process has started."""
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for each in threads for child in each.read_text().split()]


def memory(pid: int) -> float:
    """Resident memory of a process in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4096 / 1e6


if __name__ == "__main__":
    main()
