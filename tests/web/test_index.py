"""The pages' index: read by many threads, closed once none reads."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import pytest

from findingsgraph.errors import ServerFailed
from findingsgraph.graphs.store import open_graph
from findingsgraph.graphs.web.site import prepare

SLOW = "SELECT count(*) FROM statement a, statement b, (SELECT 1 FROM statement LIMIT 40)"


def test_closing_waits_for_whoever_reads(hartlepool_folder: Path) -> None:
    with open_graph(hartlepool_folder) as graph:
        index = prepare(graph, lambda _: None)
    begun, numbers = threading.Event(), []

    def read() -> None:
        index.number("SELECT 1")
        begun.set()
        with contextlib.suppress(ServerFailed):  # for those that begin after it closed
            numbers.append(index.number(SLOW))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    assert begun.wait(10)
    statements = index.number("SELECT count(*) FROM statement")
    index.close()
    for reader in readers:
        reader.join()
    # whoever had begun has the whole answer, whoever came later is told
    assert statements > 400 and set(numbers) <= {40 * statements**2}
    with pytest.raises(ServerFailed, match="ask again"):
        index.number("SELECT 1")
