"""The pages' index: read by many threads, closed once none reads."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import pytest

from findingsgraph.errors import ServerFailed
from findingsgraph.graphs.store import open_graph
from findingsgraph.graphs.web.listing import BITS
from findingsgraph.graphs.web.pages.counts import counts_by, tally
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


def test_threads_that_come_and_go_share_connections(hartlepool_folder: Path) -> None:
    with open_graph(hartlepool_folder) as graph:
        index = prepare(graph, lambda _: None)
    for _ in range(20):
        reader = threading.Thread(target=index.number, args=["SELECT 1"])
        reader.start()
        reader.join()
    assert index.connections == 1
    index.close()


def test_what_is_counted_once_is_what_a_count_gives(hartlepool_folder: Path) -> None:
    with open_graph(hartlepool_folder) as graph:
        index = prepare(graph, lambda _: None)
    counted = {
        "": "statement",
        "concept/police": "(SELECT DISTINCT statement FROM named WHERE concept = 'police') JOIN statement USING (statement)",
        "theme/early-help": "theme JOIN statement USING (finding)",
    }
    for about, source in counted.items():
        where = "counted = 1" + (" AND theme = 'early-help'" if "theme" in about else "")
        sql = f"SELECT year, stance, count(*) FROM {source} WHERE {where} GROUP BY 1, 2"
        assert tally(index, about, "year") == counts_by(index.rows(sql)) != {}
        total = sum(sum(counts.values()) for counts in tally(index, about, "").values())
        assert total == index.number(f"SELECT count(*) FROM {source} WHERE {where}") > 0
    index.close()


def test_findings_know_the_stances_of_their_sentences_and_their_place(hartlepool_folder: Path) -> None:
    with open_graph(hartlepool_folder) as graph:
        index = prepare(graph, lambda _: None)
    for stance, bit in BITS.items():
        sql = "SELECT count(DISTINCT finding) FROM statement WHERE stance = ?"
        assert index.number(f"SELECT count(*) FROM finding WHERE stances & {bit}") == index.number(
            sql, [stance]
        )
    newest = [row[0] for row in index.rows("SELECT finding FROM finding ORDER BY newest")]
    by_day = "SELECT finding FROM finding ORDER BY dated DESC, report, ord, finding"
    assert newest == [row[0] for row in index.rows(by_day)]
    index.close()
