"""How often the reasons that are inferred for recommendations are those that the report prints.

    python benchmarks/reasons.py GRAPH

Two measures, on reports that print links: of recommendations whose findings are named, how often
one of them is inferred; where findings are only marked '(Recommendation)', how often what is
inferred is a marked one. A report that prints paragraph numbers other than those on its pages
cannot confirm anything: look at the figures a report.
"""

from __future__ import annotations

import sys
from collections import defaultdict

import findingsgraph as fg

ASKED = ("recommendation", "priority-action")


def main(folder: str) -> None:
    """Print the figures."""
    graph = fg.open(folder)
    kinds = {row.finding: (row.kind, row.source) for row in graph.query("findings", documents="preferred")}
    printed: dict[str, set[str]] = defaultdict(set)
    inferred: dict[str, list[str]] = defaultdict(list)
    sources = {}
    for row in graph.query("recommendations-with-reasons"):
        sources[row.recommendation] = row.source
        if row.inferred:
            inferred[row.recommendation].append(row.finding)
        elif kinds[row.recommendation][0] in ASKED and kinds[row.finding][0] not in ASKED:
            printed[row.recommendation].add(row.finding)
    by_source: dict[str, list[str]] = defaultdict(list)
    for recommendation in printed:
        by_source[sources[recommendation]].append(recommendation)
    for source, asked in sorted(by_source.items()):
        say(source, asked, inferred, printed)
    say("all that name their findings", list(printed), inferred, printed)
    marked: dict[str, set[str]] = defaultdict(set)
    for row in graph.query("links"):
        if row.kind == "recommendation" and row.target is None:
            marked[row.source].add(row.finding)
    bare = [each for each in inferred if marked[sources[each]]]
    say("marked (Recommendation)", bare, inferred, {each: marked[sources[each]] for each in bare})
    all_asked = sum(kind in ASKED for kind, _ in kinds.values())
    print(f"recommendations {all_asked}, with an inferred reason {len(inferred)}")


def say(name: str, asked: list[str], inferred: dict[str, list[str]], right: dict[str, set[str]]) -> None:
    """Print how often the first, and one of the first three, is right."""
    first = sum(inferred[each][:1] != [] and inferred[each][0] in right[each] for each in asked)
    three = sum(bool(right[each] & set(inferred[each][:3])) for each in asked)
    print(
        f"{name}: {len(asked)} recommendations, first {first / len(asked):.2f}, "
        f"of three {three / len(asked):.2f}"
    )


if __name__ == "__main__":
    main(sys.argv[1])
