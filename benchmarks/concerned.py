"""How often the bodies that a recommendation concerns are those that a reader finds in it.

    python benchmarks/concerned.py GRAPH

concerned.tsv holds what was read: 60 of the 868 recommendations of 91 reports drawn with seed 5, and 60
drawn with seed 6 after what was wrong in the first had been mended; each with the kinds of agencies, boards,
services and roles that it names, by the rules of the labelled reports (no 'partners', no 'managers').
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import findingsgraph as fg
from findingsgraph.graphs.places import wilson

READ = Path(__file__).with_name("concerned.tsv")


def main(folder: str) -> None:
    """Print precision and recall of each draw."""
    graph = fg.open(folder)
    found: dict[str, set[str]] = {
        row.recommendation.split("/report/", 1)[1]: set()
        for row in graph.query("recommendations", documents="preferred")
    }
    items = {
        row.statement: row.finding.split("/report/", 1)[1]
        for row in graph.query("statements", documents="preferred")
    }
    for row in graph.query("mentions", documents="preferred"):
        if row.type != "instrument" and items[row.statement] in found:
            found[items[row.statement]].add(row.concept)
    draws: dict[str, list[tuple[str, set[str]]]] = defaultdict(list)
    for line in READ.read_text(encoding="utf-8").splitlines()[1:]:
        seed, item, bodies = line.split("\t")
        draws[seed].append((item, set(bodies.split())))
    for seed, rows in draws.items():
        known = [(found[item], bodies) for item, bodies in rows if item in found]
        right = sum(len(one & other) for one, other in known)
        print(f"seed {seed}: {len(known)} of {len(rows)} recommendations are in the graph")
        say("precision", right, sum(len(one) for one, _ in known))
        say("recall", right, sum(len(other) for _, other in known))


def say(what: str, right: int, of: int) -> None:
    """Print a share with its interval."""
    low, high = wilson(right, of)
    print(f"  {what} {right} of {of} = {right / of:.2f} ({low:.2f}–{high:.2f})")


if __name__ == "__main__":
    main(sys.argv[1])
