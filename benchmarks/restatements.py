"""How often the finding nearest to a summary's item, in the same report, says the same again.

    python benchmarks/restatements.py GRAPH [--sample]

restatements.tsv holds what was read: 60 of the 938 items of executive summaries and of judgements'
summaries in 91 reports, drawn with seed 5, each with the finding that is nearest to it, and whether that
finding says what a sentence of the item says. A nearest finding that was not read is counted apart.
--sample prints the items of this graph that the seed draws, with their nearest findings, to be read.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import findingsgraph as fg
from findingsgraph.graphs.places import wilson
from findingsgraph.graphs.similar import MINIMUM, Collection, Pair
from findingsgraph.graphs.similar.findings import Text

READ = Path(__file__).with_name("restatements.tsv")
SEED, DRAWN = 5, 60


def main(folder: str, sample: bool) -> None:
    """Print the figures, or what is to be read."""
    graph = fg.open(folder)
    findings = Collection(graph, kind="finding")
    items = {each.finding: each for each in Collection(graph, kind="summary").texts}
    if sample:
        for shown in to_read(items, findings):
            print(shown)
        return
    read = dict(rows())
    found = []
    for item, text in items.items():
        if short(item) in {asked for asked, _ in read}:
            found += findings.near(text, 1, 0.0, "within")
    judged = [(pair, read.get((short(pair.finding), short(pair.other)))) for pair in found]
    print(f"{len(items)} items of summaries; {len(READ.read_text().splitlines()) - 1} read")
    say("nearest", judged)
    say(
        f"nearest, of those with a score of {MINIMUM} or more",
        [one for one in judged if one[0].score >= MINIMUM],
    )


def rows() -> Iterator[tuple[tuple[str, str], bool]]:
    """Give item and finding, and whether the one was read to say the other again."""
    for line in READ.read_text(encoding="utf-8").splitlines()[1:]:
        item, finding, again = line.split("\t")
        yield (item, finding), again == "yes"


def short(iri: str) -> str:
    """Leave out of an IRI what all have in common."""
    return iri.split("/report/", 1)[1]


def to_read(items: dict[str, Text], findings: Collection) -> Iterator[str]:
    """Give the items that the seed draws, and the finding nearest to each."""
    texts = {each.finding: each.text for each in findings.texts}
    for item in random.Random(SEED).sample(sorted(items), DRAWN):
        yield f"{short(item)}\n  {items[item].text}"
        for pair in findings.near(items[item], 1, 0.0, "within"):
            yield f"  {pair.score} {short(pair.other)}\n  {texts[pair.other]}\n"


def say(what: str, judged: list[tuple[Pair, bool | None]]) -> None:
    """Print how many are right, with the interval."""
    known = [again for _, again in judged if again is not None]
    low, high = wilson(sum(known), len(known))
    unread = f"; {len(judged) - len(known)} not read" if len(known) < len(judged) else ""
    print(
        f"{what}: {sum(known)} of {len(known)} = {sum(known) / len(known):.2f} ({low:.2f}–{high:.2f}){unread}"
    )


if __name__ == "__main__":
    main(sys.argv[1], "--sample" in sys.argv)
