"""What simpler tools get right on the same labelled sentences: VADER, TextBlob, and matching of labels.

    python benchmarks/baselines.py

VADER and TextBlob are general sentiment scorers: they know strength, weakness and, near zero,
context. Their cut between these is the one that suits them best on labels/train, and the
recommendation lists are given to them as to ours. Label matching finds every label of a
concept wherever it stands, the longest first, and knows nothing of senses, sections or names.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from findingsgraph.loaders.reading.stance import decide_by_rule, decide_stances
from findingsgraph.loaders.records import Stance
from findingsgraph.loaders.training.as_read import as_read
from findingsgraph.loaders.training.figures import Figures, Judged, figures
from findingsgraph.loaders.training.labels import LABELS, LabelledItem
from findingsgraph.ontology.vocabulary import concepts

Scorer = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled sentence, what readers accept for it, and the stance that a list settles, if one does."""

    text: str
    accepted: tuple[Stance, ...]
    ruled: Stance | None


def scorers() -> dict[str, Scorer]:
    """Give the sentiment scorers; both are in the dependency group `train`."""
    from textblob import TextBlob
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader = SentimentIntensityAnalyzer()
    return {
        "VADER": lambda text: float(vader.polarity_scores(text)["compound"]),
        "TextBlob": lambda text: float(TextBlob(text).sentiment.polarity),
    }


def sentences(items: Sequence[LabelledItem]) -> list[Sentence]:
    """Give the labelled sentences of items."""
    found = []
    for item in items:
        for text, accepted in zip(item.sentences, item.accepted, strict=True):
            rule = decide_by_rule(text, item.context.kind)
            if accepted:
                found.append(Sentence(text, accepted, rule.stance if rule else None))
    return found


def stance_of(score: float, low: float, high: float) -> Stance:
    """Cut a score into weakness, context and strength."""
    return "weakness" if score < low else "strength" if score > high else "context"


def judged(said: Sequence[Sentence], scores: Sequence[float], low: float, high: float) -> list[Judged]:
    """Judge sentences by their scores and two cuts."""
    return [
        Judged(each.accepted, each.ruled or stance_of(score, low, high), 1.0)
        for each, score in zip(said, scores, strict=True)
    ]


def best_cut(said: Sequence[Sentence], scores: Sequence[float]) -> tuple[float, float]:
    """Give the two cuts that suit a scorer best."""
    steps = [step / 10 for step in range(-5, 6)]
    cuts = [(low, high) for low in steps for high in steps if low <= high]
    return max(cuts, key=lambda cut: figures(judged(said, scores, *cut)).accuracy)


def ours(gold: Sequence[LabelledItem]) -> Figures:
    """Give what findingsgraph gets right, with how sure it is."""
    return figures(
        Judged(accepted, decision.stance, decision.confidence)
        for item in gold
        for accepted, decision in zip(
            item.accepted, decide_stances(item.sentences, item.context), strict=True
        )
        if accepted
    )


def sentiment(gold: Sequence[LabelledItem]) -> dict[str, Figures]:
    """Give what the sentiment scorers get right."""
    learned, measured = sentences(as_read(LABELS / "train")), sentences(gold)
    found = {}
    for name, scorer in scorers().items():
        cut = best_cut(learned, [scorer(each.text) for each in learned])
        found[name] = figures(judged(measured, [scorer(each.text) for each in measured], *cut))
    return found


def label_matching() -> dict[str, float]:
    """Give precision, recall and F1 of concepts that are found by their labels alone."""
    by_label = {
        surface.text.lower(): concept.id for concept in concepts().values() for surface in concept.surfaces
    }
    longest = sorted(by_label, key=lambda label: (-len(label), label))
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")s?\b", re.IGNORECASE)
    right = wrong = missed = 0
    for path in sorted((LABELS / "gold").glob("*.json")):
        for finding in json.loads(path.read_text("utf-8"))["findings"]:
            for sentence in finding["sentences"]:
                words = (match.group().lower() for match in pattern.finditer(sentence["text"]))
                got = {by_label.get(word) or by_label[word.removesuffix("s")] for word in words}
                want = {concept for concept in sentence["mentions"] if not concept.startswith("other-")}
                right += len(got & want)
                missed += len(want - got)
                wrong += len(got - want - set(sentence["optional"]))
    precision, recall = right / (right + wrong), right / (right + missed)
    f1 = 2 * precision * recall / (precision + recall)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def main() -> int:
    """Print a line each."""
    gold = as_read(LABELS / "gold")
    print(f"{'findingsgraph':14} {ours(gold)}")
    for name, found in sentiment(gold).items():
        print(f"{name:14} {found}")
    print(f"{'label matching':14} mentions {label_matching()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
