"""The figures that docs/accuracy.md publishes, kept beside it for a machine, and what fell below them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["FIGURES", "MARGIN", "fallen", "flat", "read_published", "write_published"]

FIGURES = Path(__file__).resolve().parents[1] / "docs" / "accuracy.json"
MARGIN = 0.005
"""Half a point: a figure that falls by more must say why."""


def flat(gold: Mapping[str, Any], learned: Any) -> dict[str, float]:
    """Give the figures that are held: those of the gold reports, and of stances in cross-validation.

    `gold` is what the scoring script gives for the gold reports, `learned` the record of cross-validation.
    """
    one = gold["all"]
    found = {"gold sentences found": one["found"], "gold stance accuracy": one["stance_accuracy"]}
    found["gold stance macro-F1"] = gold["stance_macro_f1_SWCR"]
    for kind in ("mentions", "measures", "themes"):
        found[f"gold {kind} F1"] = one[kind]["f1"]
    found["gold names recall"] = one["local_names_recall"]
    found["gold comparators recall"] = one["comparators_recall"]
    found["cross-validated stance accuracy"] = learned.accuracy
    found["cross-validated stance macro-F1"] = learned.macro_f1
    return found


def fallen(published: Mapping[str, float], measured: Mapping[str, float]) -> list[str]:
    """Say in a line each which figures fell by more than half a point.

    >>> fallen({"stance": 0.91, "themes": 0.77}, {"stance": 0.9049, "themes": 0.766})
    ['stance: 0.9049, published 0.9100']
    """
    return [
        f"{name}: {measured.get(name, 0.0):.4f}, published {was:.4f}"
        for name, was in published.items()
        if measured.get(name, 0.0) < was - MARGIN
    ]


def read_published(path: Path = FIGURES) -> tuple[dict[str, float], list[str]]:
    """Give the published figures, and the reasons given for what was lost."""
    if not path.exists():
        return {}, []
    kept = json.loads(path.read_text("utf-8"))
    return kept["figures"], kept["losses"]


def write_published(figures: Mapping[str, float], losses: list[str], path: Path = FIGURES) -> None:
    """Keep the figures that the page shows."""
    kept = {"figures": figures, "losses": losses}
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
