"""Compare the stance of sentences with VADER and TextBlob on labelled reports.

    python benchmarks/stance_baselines.py [LABELS/gold]

The two are general sentiment scorers: they know strength, weakness and, near zero,
context; their cut between these is the one that suits them best on labels/train, and the
recommendation lists are given to them as to ours. One that is not installed is left out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from findingsgraph.loaders.reading.stance import decide_by_rule, decide_stances
from findingsgraph.loaders.records import Stance
from findingsgraph.loaders.training.labels import LABELS, LabelledItem, read_labels

Scorer = Callable[[str], float]


def scorers() -> dict[str, Scorer]:
    """Give the sentiment scorers that are installed."""
    found: dict[str, Scorer] = {}
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        vader = SentimentIntensityAnalyzer()
        found["VADER"] = lambda text: float(vader.polarity_scores(text)["compound"])
    except ImportError:
        print("VADER is not installed: pip install vaderSentiment", file=sys.stderr)
    try:
        from textblob import TextBlob

        found["TextBlob"] = lambda text: float(TextBlob(text).sentiment.polarity)
    except ImportError:
        print("TextBlob is not installed: pip install textblob", file=sys.stderr)
    return found


def stance_of(score: float, low: float, high: float) -> Stance:
    """Cut a score into weakness, context and strength."""
    return "weakness" if score < low else "strength" if score > high else "context"


def accuracy(items: Sequence[LabelledItem], scores: Sequence[float], low: float, high: float) -> float:
    """Give the share of sentences whose stance is accepted."""
    right = 0
    accepted = [
        (item, sentence, said)
        for item in items
        for sentence, said in zip(item.sentences, item.accepted, strict=True)
    ]
    for (item, sentence, said), score in zip(accepted, scores, strict=True):
        rule = decide_by_rule(sentence, item.context.kind)
        right += (rule.stance if rule else stance_of(score, low, high)) in said
    return right / len(accepted)


def best_cut(items: Sequence[LabelledItem], scores: Sequence[float]) -> tuple[float, float]:
    """Give the two cuts that suit a scorer best."""
    steps = [step / 20 for step in range(-10, 11)]
    cuts = [(low, high) for low in steps for high in steps if low <= high]
    return max(cuts, key=lambda cut: accuracy(items, scores, *cut))


def main() -> int:
    """Print one line a scorer."""
    gold = read_labels(Path(sys.argv[1]) if len(sys.argv) > 1 else LABELS / "gold")
    train = read_labels(LABELS / "train")[::6]
    ours = [
        decision.stance in said
        for item in gold
        for decision, said in zip(decide_stances(item.sentences, item.context), item.accepted, strict=True)
    ]
    print(f"findingsgraph  {sum(ours) / len(ours):.3f}  of {len(ours)} sentences")
    for name, scorer in scorers().items():
        cut = best_cut(train, [scorer(sentence) for item in train for sentence in item.sentences])
        share = accuracy(gold, [scorer(sentence) for item in gold for sentence in item.sentences], *cut)
        print(f"{name:13}  {share:.3f}  with its best cut {cut} and the same rules for lists")
    return 0


if __name__ == "__main__":
    sys.exit(main())
