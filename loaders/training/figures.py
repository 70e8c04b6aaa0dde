"""Figures of how often stances are right: accuracy, F1 a stance, what is taken for what, and confidence."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from findingsgraph.loaders.reading.stance_model import STANCES
from findingsgraph.loaders.records import Stance

__all__ = [
    "BANDS",
    "RECORD",
    "Band",
    "Figures",
    "Judged",
    "figures",
    "fingerprint",
    "read_record",
    "write_record",
]

RECORD = Path(__file__).resolve().parent / "stance_figures.toml"
"""What cross-validation gave when the model was trained last."""
DECIDING = ("stance_model.tsv", "stance_rules.toml", "stance_cues.tsv")
"""The files in loaders/reading that decide a stance."""
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
"""Where the bands of confidence begin."""
_SCORED: tuple[Stance, ...] = ("strength", "weakness", "context", "required-action")
"""The stances of the macro-F1; `mixed` is rare and left out, as in the labels' own scoring."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What readers accept for a sentence, the main stance first, and what was said of it how surely."""

    accepted: tuple[Stance, ...]
    said: Stance
    confidence: float


@dataclass(frozen=True, slots=True)
class Band:
    """The sentences whose confidence is `begin` or more, up to the next band."""

    begin: float
    count: int
    confidence: float
    """Mean."""
    right: float
    """Share."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1, and counts of sentences by the accepted stance and the one said."""

    sentences: int
    accuracy: float
    macro_f1: float
    precision: dict[str, float]
    recall: dict[str, float]
    f1: dict[str, float]
    confusion: dict[str, dict[str, int]]
    bands: tuple[Band, ...]
    sure: int
    """How many got a confidence of 0.9 or more, and the share of these that is right."""
    sure_right: float

    def __str__(self) -> str:
        shares = " ".join(f"{stance} {share:.3f}" for stance, share in self.f1.items())
        return (
            f"accuracy {self.accuracy:.4f} macro-F1 {self.macro_f1:.4f} ({shares}) of {self.sentences} "
            f"sentences; {self.sure} have 0.9 or more, of these {self.sure_right:.4f} right"
        )


def figures(judged: Iterable[Judged]) -> Figures:
    """Count; a sentence said as any accepted stance counts as its main one.

    >>> said = [Judged(("strength",), "strength", 0.95), Judged(("context",), "strength", 0.55)]
    >>> got = figures(said)
    >>> got.accuracy, got.recall["context"], got.confusion["context"]["strength"], got.sure
    (0.5, 0.0, 1, 1)
    """
    rows = [(each.accepted[0], each.said in each.accepted, each) for each in judged]
    counts = Counter((want, want if right else each.said) for want, right, each in rows)
    right = {stance: counts[stance, stance] for stance in STANCES}
    want = {stance: sum(n for (one, _), n in counts.items() if one == stance) for stance in STANCES}
    got = {stance: sum(n for (_, one), n in counts.items() if one == stance) for stance in STANCES}
    f1: dict[str, float] = {
        stance: _share(2 * right[stance], want[stance] + got[stance]) for stance in STANCES
    }
    sure = [right for _, right, each in rows if each.confidence >= 0.9]
    return Figures(
        sentences=len(rows),
        accuracy=_share(sum(right.values()), len(rows)),
        macro_f1=round(sum(f1[stance] for stance in _SCORED) / len(_SCORED), 4),
        precision={stance: _share(right[stance], got[stance]) for stance in STANCES},
        recall={stance: _share(right[stance], want[stance]) for stance in STANCES},
        f1=f1,
        confusion={one: {other: counts[one, other] for other in STANCES} for one in STANCES},
        bands=_bands([(each.confidence, right) for _, right, each in rows]),
        sure=len(sure),
        sure_right=_share(sum(sure), len(sure)),
    )


def _share(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 1.0


def _bands(rows: Sequence[tuple[float, bool]]) -> tuple[Band, ...]:
    found = []
    for begin, end in zip(BANDS, (*BANDS[1:], 2.0), strict=True):
        within = [row for row in rows if begin <= row[0] < end]
        if within:
            confidence, right = (_share(sum(column), len(within)) for column in zip(*within, strict=True))
            found.append(Band(begin, len(within), confidence, right))
    return tuple(found)


def fingerprint() -> str:
    """Give the SHA-256 of all that decides a stance: a record is of this model or of another."""
    reading = resources.files("findingsgraph.loaders.reading")
    return hashlib.sha256(b"".join(reading.joinpath(name).read_bytes() for name in DECIDING)).hexdigest()


def write_record(found: Figures) -> None:
    """Write down what cross-validation gave for the model as it is shipped now."""
    lines = [
        "# Cross-validation by whole authorities, written by `make model`; do not edit.",
        f'decides = "{fingerprint()}"  # SHA-256 of {", ".join(DECIDING)}',
        *(f"{name} = {getattr(found, name)}" for name in ("sentences", "accuracy", "macro_f1")),
        *(f"{name} = {getattr(found, name)}" for name in ("sure", "sure_right")),
    ]
    for name in ("precision", "recall", "f1"):
        lines += ["", f"[{name}]", *(f"{key} = {share}" for key, share in getattr(found, name).items())]
    for want, row in found.confusion.items():
        lines += ["", f"[confusion.{want}]", *(f"{got} = {count}" for got, count in row.items())]
    for band in found.bands:
        values = (f"{name} = {getattr(band, name)}" for name in Band.__slots__)
        lines += ["", "[[bands]]", *values]
    RECORD.write_text("\n".join(lines) + "\n", "utf-8")


def read_record() -> tuple[str, Figures]:
    """Read what `write_record` wrote: the fingerprint of the model that it is about, and the figures."""
    table = tomllib.loads(RECORD.read_text("utf-8"))
    decides, bands = table.pop("decides"), table.pop("bands")
    return decides, Figures(**table, bands=tuple(Band(**band) for band in bands))
