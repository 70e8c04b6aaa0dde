"""The page docs/accuracy.md: tables of what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from findingsgraph.loaders.training.figures import Figures

__all__ = ["Measured", "page"]

_HEAD = """# How often the labels are right

Written by `make accuracy`, which builds the graph of every report beside the project and compares it with
reports labelled by reading, sentence by sentence. The labels are findingsgraph's; Ofsted made none of them.
Nothing is learned from these three reports (other reports of the same authorities are among those learned
from); reports of other authorities, kept apart, are measured elsewhere. A few rules for names (plans, what is
quoted, the council by its place) were written after reading which names of these reports were missed: recall of
names stood at 0.840 before them, and flatters by part of the difference.

Figures are shares from 0 to 1: precision, how much of what is said is right; recall, how much of what there
is to say is said; F1, their harmonic mean. The main ones stand in [accuracy.json](accuracy.json) for a
machine: the tests fail when one of them falls by more than half a point, and `make accuracy` then writes
nothing unless `BECAUSE='…'` gives the reason, which this page keeps."""  # noqa: E501
_NAMES = {"S": "strength", "W": "weakness", "M": "mixed", "C": "context", "R": "required-action"}
_LEARNED = """Stances are decided by rules and by a model that learned from 79 extracts of other reports. In
cross-validation every authority's sentences are judged by weights that saw no report of that authority, which
is what a user with another report may expect. (The gold figures of this section are about the sentences that
the labels and the loader cut alike.)"""
_SURE = """Every statement carries in the graph how sure its stance is (`fg:confidence`). Of those that are
given so much, so many are right:"""


@dataclass(frozen=True, slots=True)
class Measured:
    """All that the page shows."""

    text: Mapping[str, Any]
    """Scores of the bundled transcription; `pdf`: of the gold reports as PDF."""
    pdf: Mapping[str, Any]
    gold: Figures
    learned: Figures
    """Stances in cross-validation."""
    sentiment: Mapping[str, Figures]
    label_matching: Mapping[str, float]
    edges: str
    covers: str
    losses: Sequence[str]


def page(found: Measured) -> str:
    """Write docs/accuracy.md."""
    sections = {
        "Content, from the PDFs": _content(found.pdf),
        "Content of the bundled transcription": _content(found.text),
        "Stance": _stance(found.pdf),
        "What is taken for what": _confusion(found.pdf),
        "Stance in reports of other authorities": f"{_LEARNED}\n\n{_learned(found)}",
        "How sure is sure": f"{_SURE}\n\n{_bands(found)}",
        "Compared with simpler tools, on the same sentences": _baselines(found),
        "Concepts with most mistakes": _worst(found.pdf),
        "Who does what with whom": f"```text\n{found.edges.strip()}\n```",
        "Covers of all reports beside the project": f"```text\n{found.covers.strip()}\n```",
    }
    if found.losses:
        sections["What was given up, and why"] = "\n".join(f"- {reason}" for reason in found.losses)
    parts = [_HEAD, *(f"## {title}\n\n{text}" for title, text in sections.items())]
    return "\n\n".join(parts) + "\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "| --- |" + " ---: |" * (len(heads) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(map(_cell, row)) + " |" for row in rows)])


def _cell(value: object) -> str:
    return "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def _content(scores: Mapping[str, Any]) -> str:
    """A line a report and kind, and one in all."""
    rows: list[list[object]] = []
    for name, one in {**scores["reports"], "all": scores["all"]}.items():
        rows.append([name, f"sentences ({one['sentences']})", None, one["found"], None])
        rows.append(["", "stances (accuracy)", one["stance_accuracy"], None, None])
        for kind in ("mentions", "measures", "themes"):
            rows.append(["", kind, *(one[kind][figure] for figure in ("precision", "recall", "f1"))])
        rows.append(["", "proper names", None, one["local_names_recall"], None])
        rows.append(["", "comparators", None, one["comparators_recall"], None])
    return _table(["report", "kind", "precision", "recall", "F1"], rows)


def _stance(scores: Mapping[str, Any]) -> str:
    rows = [
        [_NAMES[key], one["support"], *(one[figure] for figure in ("precision", "recall", "f1"))]
        for key, one in scores["stance"].items()
    ]
    macro = scores["stance_macro_f1_SWCR"]
    told = f"Accuracy {scores['all']['stance_accuracy']:.3f}; macro-F1 of strength, weakness, context and "
    return _table(["stance", "labelled", "precision", "recall", "F1"], rows) + (
        f"\n\n{told}required-action {macro:.3f}."
    )


def _confusion(scores: Mapping[str, Any]) -> str:
    """A line a labelled stance, a column a stance that was said."""
    taken = scores["confusion_gold_got"]
    rows = []
    for key, name in _NAMES.items():
        wrong = {other: taken.get(f"{key}>{other}", 0) for other in _NAMES if other != key}
        right = scores["stance"][key]["support"] - sum(wrong.values())
        rows.append([name, *(right if other == key else wrong[other] for other in _NAMES)])
    return _table(["labelled", *_NAMES.values()], rows)


def _learned(found: Measured) -> str:
    rows = [
        [name, one.sentences, one.accuracy, one.macro_f1, *one.f1.values()]
        for name, one in {"cross-validation": found.learned, "gold": found.gold}.items()
    ]
    heads = ["measured on", "sentences", "accuracy", "macro-F1", *(f"F1 {name}" for name in found.gold.f1)]
    confusion = [[want, *row.values()] for want, row in found.learned.confusion.items()]
    return (
        _table(heads, rows)
        + "\n\nIn cross-validation, labelled and said:\n\n"
        + _table(["labelled", *found.learned.confusion], confusion)
    )


def _bands(found: Measured) -> str:
    gold = {band.begin: band for band in found.gold.bands}
    rows: list[list[object]] = []
    begins = [*(band.begin for band in found.learned.bands[1:]), 1.0]
    for band, end in zip(found.learned.bands, begins, strict=True):
        other = gold.get(band.begin)
        more = [other.count, other.confidence, other.right] if other else [0, None, None]
        rows.append([f"{band.begin:g} to {end:g}", band.count, band.confidence, band.right, *more])
    heads = ["confidence", "in cross-validation", "mean", "right", "on gold", "mean", "right"]
    return _table(heads, rows) + (
        f"\n\nOf all statements given 0.9 or more, {found.learned.sure_right:.3f} are right in "
        f"cross-validation ({found.learned.sure} statements), {found.gold.sure_right:.3f} on gold "
        f"({found.gold.sure})."
    )


def _baselines(found: Measured) -> str:
    rows: list[list[object]] = [
        [name, one.accuracy, one.macro_f1]
        for name, one in {"findingsgraph": found.gold, **found.sentiment}.items()
    ]
    ours = found.pdf["all"]["mentions"]
    matching = {"findingsgraph": ours, "labels of the ontology matched as they stand": found.label_matching}
    mentions = [[name, one["precision"], one["recall"], one["f1"]] for name, one in matching.items()]
    return "\n\n".join(
        [
            "Stances; VADER and TextBlob have the same rules for lists, and the cuts that suit them best on "
            "the training sentences:",
            _table(["stances by", "accuracy", "macro-F1"], rows),
            "Mentions:",
            _table(["mentions by", "precision", "recall", "F1"], mentions),
        ]
    )


def _worst(scores: Mapping[str, Any]) -> str:
    rows = [
        [one["concept"], one.get("tp", 0), one.get("fn", 0), one.get("fp", 0)]
        for one in scores["concepts_worst"][:12]
    ]
    return _table(["concept", "found", "missed", "wrongly found"], rows)
