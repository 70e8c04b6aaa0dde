"""Measure the page of a large network in headless Chromium: opening, moving, choosing.

    python benchmarks/page.py

The network is made: names tied by preference for those that have ties already, each tie by
sentences of ours. Wall time, as a person waits: until everything is drawn; a frame while the
picture is zoomed, dragged and pointed at; choosing a name; a filter.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
from playwright.sync_api import Page, sync_playwright

from findingsgraph.benchmarks.measuring import ROOT, Figure, main
from findingsgraph.graphs.exports.credits import Credits, ReportCredit
from findingsgraph.graphs.exports.networks.flat import FlatNetwork, flatten
from findingsgraph.graphs.exports.page.evidence import Evidence, Item, Quote
from findingsgraph.graphs.exports.page.html import make_page
from findingsgraph.graphs.networks.agencies import STANCES

NODES = int(os.environ.get("FINDINGSGRAPH_PAGE_NODES", "5000"))
CHROMIUM = Path(os.environ.get("FINDINGSGRAPH_CHROMIUM", "/usr/bin/chromium"))
OPTIONS = (ROOT / "tests" / "browser" / "options.txt").read_text().split()
WORDS = "Partners {} and {} share what they know of children at risk, but not yet in every case. "
KINDS = ("agency", "agency", "board", "service", "service", "role")

RECORD = """() => {
  const times = (window.frameTimes = []);
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    times.push(now - last);
    last = now;
    window.recording = requestAnimationFrame(frame);
  };
  window.recording = requestAnimationFrame(frame);
}"""
RECORDED = """() => {
  cancelAnimationFrame(window.recording);
  return window.frameTimes.sort((one, other) => one - other);
}"""
TIMED = """async (act) => {
  const start = performance.now();
  (0, { choose: () => document.querySelector("#table tbody button").click(),
        filter: () => document.querySelector("#filter-stances input").click() }[act])();
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""


def synthetic(count: int) -> tuple[FlatNetwork, Evidence]:
    """Make a network of so many names, and the sentences behind it; always the same."""
    chance = random.Random(7)
    net: nx.Graph[str] = nx.Graph(name="agencies")
    ends, ties = [0], set[tuple[int, int]]()
    for node in range(1, count):
        for _ in range(2 if node % 2 else 3):
            other = chance.choice(ends) if chance.random() < 0.7 else chance.randrange(node)
            if other != node:
                ties.add((min(node, other), max(node, other)))
                ends += [node, other]
    about: dict[str, list[int]] = {}
    quotes: list[Quote] = []
    items: dict[str, Item] = {}
    for number, (one, other) in enumerate(sorted(ties)):
        stance = STANCES[chance.choice((0, 0, 1, 1, 2, 3, 4))]
        text = WORDS.format(one, other).strip()
        finding = f"finding-{number // 2}"
        quotes.append(Quote(f"s-{number}", finding, stance, text, str(1 + number % 40), str(number)))
        items[finding] = _item(finding, number, text, items.get(finding))
        for end in (one, other):
            about.setdefault(f"n{end}", []).append(number)
        net.add_edge(f"n{one}", f"n{other}", weight=1, stance=stance)
    for node in range(count):
        found = len(about.get(f"n{node}", ()))
        net.add_node(f"n{node}", label=f"Body number {node}", kind=KINDS[node % 6], statements=found)
    return flatten(net), Evidence(tuple(quotes), items, {node: tuple(of) for node, of in about.items()})


def _item(finding: str, number: int, text: str, known: Item | None) -> Item:
    year = 2013 + number % 10
    return Item(
        finding, ("local-authority", "lscb")[number % 2], "leadership", "finding", "",
        f"{known.text} {text}" if known else text, f"report-{number % 100}.pdf",
        "https://w3id.org/findingsgraph/authority/hartlepool", f"{year}-05-01", ("early-help",),
    )  # fmt: skip


def measure() -> Iterator[Figure]:
    """Make the page, open and use it."""
    net, evidence = synthetic(NODES)
    credits = Credits((ReportCredit("Hartlepool", "2014-02-11", ""),))
    start = time.perf_counter()
    written = make_page(net, evidence, credits, "Made network", "No report says this.")
    took = time.perf_counter() - start
    yield Figure(f"laid out and written: {len(net.nodes):,} names, {len(net.edges):,} ties", f"{took:.1f} s")
    yield Figure("size", f"{len(written.encode()) / 1e6:.1f} MB")
    if not CHROMIUM.exists():
        yield Figure("in a browser", f"not tried: no {CHROMIUM} here")
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "page.html"
        path.write_text(written, encoding="utf-8", newline="")
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        yield from _use(browser.new_page(viewport={"width": 1440, "height": 900}), path)
        browser.close()


def _use(page: Page, path: Path) -> Iterator[Figure]:
    start = time.perf_counter()
    page.goto(path.as_uri())
    page.wait_for_selector("body[data-ready]")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    yield Figure("open, until all is drawn", f"{time.perf_counter() - start:.1f} s", target="< 3 s")
    for name, act in (("zooming", zoom), ("dragging", drag), ("pointing", point)):
        page.wait_for_timeout(500)
        page.evaluate(RECORD)
        act(page)
        frames = page.evaluate(RECORDED)
        shown = f"{frames[len(frames) // 2]:.0f} ms, the slowest {frames[-1]:.0f} ms"
        yield Figure(f"a frame while {name}", shown, target="< 50 ms")
    page.wait_for_timeout(500)
    yield Figure("choosing a name", f"{page.evaluate(TIMED, 'choose'):.0f} ms")
    yield Figure("filtering by stance", f"{page.evaluate(TIMED, 'filter'):.0f} ms")


def middle(page: Page) -> tuple[float, float]:
    """Where the middle of the picture is."""
    box = page.locator("#picture").bounding_box() or {"x": 0, "y": 0, "width": 0, "height": 0}
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def zoom(page: Page) -> None:
    """Turn the wheel, ten times nearer, ten times back, twice."""
    page.mouse.move(*middle(page))
    for turn in range(40):
        page.mouse.wheel(0, -60 if turn % 20 < 10 else 60)


def drag(page: Page) -> None:
    """Pull the picture to and fro by 200 pixels."""
    x, y = middle(page)
    page.mouse.move(x, y - 200)
    page.mouse.down()
    for turn in range(40):
        page.mouse.move(x + 10 * (turn if turn < 20 else 40 - turn), y - 200 + 5 * turn)
    page.mouse.up()


def point(page: Page) -> None:
    """Pass over the picture."""
    x, y = middle(page)
    for turn in range(40):
        page.mouse.move(x - 200 + 10 * turn, y + 30 - turn)


if __name__ == "__main__":
    main(__doc__, measure)
