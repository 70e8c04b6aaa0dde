"""Let the web server work for half an hour under mixed load, and watch its memory.

    python benchmarks/soak.py GRAPH [--minutes M] [--rate R] [--command PROGRAM]

GRAPH is the folder of a built graph. A server process is started on a free port and asked R
times a second, always by the same plan: pages, searches that nobody asked before,
questions of the library, SPARQL (look-ups; one in ten sorts all texts of the graph),
downloads, addresses that do not exist, and now and then a query that runs into its time
limit. Every minute the resident memory of the server and of its query engine is noted.
Prints the answers by status, the times, the memory, and how much it grew from the second
half of the time to its end; exit status 1 when it grew by more than 5 % or an answer was
not the one expected.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import httpx
from serve import COMMAND, children, choose_addresses, memory, read_url

from findingsgraph.graphs.store import open_graph

QUESTIONS = (
    ("judgements", ""),
    ("inspections", ""),
    ("statements", "?authority=hartlepool"),
    ("themes", "?authority=hartlepool"),
)
WORDS = [
    "children",
    "police",
    "health",
    "social",
    "work",
    "plan",
    "risk",
    "home",
    "visit",
    "board",
    "school",
    "court",
    "care",
    "adoption",
]
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LOOK_UP = "SELECT ?p ?o WHERE {{ <{}> ?p ?o }}"
SORTED = "SELECT ?s ?text WHERE { ?s fg:text ?text } ORDER BY ?s LIMIT 200 OFFSET "
"""Sorts 43,000 texts of 91 reports, which keeps a processor busy for a second or two."""
GROWTH = 0.05


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", type=Path)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--rate", type=float, default=20, help="requests a second")
    parser.add_argument("--command", default=COMMAND)
    asked = parser.parse_args()
    process = subprocess.Popen(
        [asked.command, "serve", "--graph", str(asked.graph), "--port", "0", "--timeout", "10"],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        url = read_url(process)
        return asyncio.run(soak(url, asked, process.pid))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def plan(folder: Path) -> Iterator[tuple[str, str, dict[str, str], int]]:
    """Yield (method, address, form, status that is expected) for ever, the same ones in every run."""
    pages, some = choose_addresses(folder, 1_500), random.Random(11)
    with open_graph(folder) as graph:
        findings = sorted({row.finding for row in graph.query("findings")})
    for number in range(sys.maxsize):
        kind = some.random()
        if number % 2_000 == 1_999:
            yield "POST", "/sparql", {"query": RUNAWAY}, 504
        elif kind < 0.55:
            yield "GET", some.choice(pages), {}, 200
        elif kind < 0.75:
            words = "+".join(some.sample(WORDS, 2))
            yield "GET", f"/search?q={words}&page={some.randint(1, 3)}", {}, 200
        elif kind < 0.85:
            name, given = some.choice(QUESTIONS)
            yield "GET", f"/api/queries/{name}{given}", {}, 200
        elif kind < 0.94:
            yield "POST", "/sparql", {"query": LOOK_UP.format(some.choice(findings))}, 200
        elif kind < 0.95:
            yield "POST", "/sparql", {"query": SORTED + str(some.randint(0, 9_999))}, 200
        elif kind < 0.98:
            yield "GET", f"/search?q={some.choice(WORDS)}&format=csv", {}, 200
        else:
            yield "GET", f"/no-such-page-{number}", {}, 404


async def soak(url: str, asked: argparse.Namespace, pid: int) -> int:
    """Ask by the plan, at the rate; watch the memory; say what was seen."""
    times: list[float] = []
    statuses: Counter[int] = Counter()
    wrong: list[str] = []
    noted: list[tuple[float, float]] = []
    end = time.monotonic() + 60 * asked.minutes
    source = plan(asked.graph)

    async def ask(client: httpx.AsyncClient) -> None:
        method, address, form, expected = next(source)
        begun = time.perf_counter()
        answer = await client.request(method, url + address, data=form or None)
        times.append(time.perf_counter() - begun)
        statuses[answer.status_code] += 1
        if answer.status_code != expected:
            wrong.append(f"{answer.status_code}, not {expected}: {method} {address}")

    async def watch() -> None:
        while True:
            await asyncio.sleep(60)
            noted.append((memory(pid), sum(memory(child) for child in children(pid))))
            print(f"{len(noted)} min: server {noted[-1][0]:.0f} MB, engine {noted[-1][1]:.0f} MB", flush=True)

    watching = asyncio.create_task(watch())
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        running: set[asyncio.Task[None]] = set()
        while time.monotonic() < end:
            task = asyncio.create_task(ask(client))
            running.add(task)
            task.add_done_callback(running.discard)
            await asyncio.sleep(1 / asked.rate)
        await asyncio.gather(*running)
    watching.cancel()
    ordered = sorted(times)
    print(f"{len(times):,} requests in {asked.minutes:g} minutes; answers by status: {dict(statuses)}")
    print(f"p50 {1000 * median(ordered):.1f} ms, p99 {1000 * ordered[int(0.99 * len(ordered))]:.1f} ms")
    for each in wrong[:20]:
        print(f"wrong: {each}")
    return int(bool(wrong)) | int(grew(noted))


def grew(noted: list[tuple[float, float]]) -> bool:
    """Compare the last quarter with the one before it, and say it."""
    quarter = max(1, len(noted) // 4)
    found = False
    for name, at in (("server", 0), ("engine", 1)):
        memories = [each[at] for each in noted]
        before, after = median(memories[-2 * quarter : -quarter] or memories), median(memories[-quarter:])
        found |= after > (1 + GROWTH) * before
        print(f"{name}: {before:.0f} MB in the third quarter of the time, {after:.0f} MB in the last")
    return found


if __name__ == "__main__":
    raise SystemExit(main())
