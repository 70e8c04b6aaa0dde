"""Labelled reports as the loader would see them: items with their sentences, stances and context."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, cast

from findingsgraph.loaders.records import ItemContext, ItemKind, Stance

__all__ = ["LABELS", "LabelledItem", "accepted_stances", "read_labels", "sources"]

_BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "labels"
LABELS = Path(os.environ.get("FINDINGSGRAPH_LABELS", _BESIDE))
"""The folder of labelled reports: beside the project, or where the environment says."""

_STANCES: Mapping[str, Stance] = {
    "S": "strength",
    "W": "weakness",
    "M": "mixed",
    "C": "context",
    "R": "required-action",
}
_ORDINARY: ItemKind = "finding"
_ASKED = ("recommendation", "priority-action")
_GRADES = {"o": "outstanding", "g": "good", "r": "requires-improvement", "i": "inadequate"}
_GRADE = re.compile(r"(outstanding|requires? improvement|inadequate|good)")


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """A finding with its sentences and the stances that readers accept for each, the main one first."""

    report: str
    authority: str
    context: ItemContext
    sentences: tuple[str, ...]
    accepted: tuple[tuple[Stance, ...], ...]
    heading: str = ""
    """The heading as printed; `context` leaves it out, as it is not always the item's own."""
    themes: tuple[str, ...] = ()


def sources(folder: Path) -> frozenset[str]:
    """Name the reports that a folder of labels is about, each by its path below the folder of reports."""
    return frozenset(json.loads(path.read_text("utf-8"))["source"] for path in folder.glob("*.json"))


def read_labels(folder: Path) -> tuple[LabelledItem, ...]:
    """Read the labelled reports of a folder, in order of their names."""
    items: list[LabelledItem] = []
    for path in sorted(folder.glob("*.json")):
        report = json.loads(path.read_text("utf-8"))
        authority = report["source"].split("/")[0].split("_")[-1]
        findings = (_item(report["report"], authority, found) for found in report["findings"])
        items += [item for item in findings if item.sentences]
    return tuple(items)


def accepted_stances(sentence: Mapping[str, Any]) -> tuple[Stance, ...]:
    """Give the stances that readers accept for a labelled sentence, the main one first."""
    return tuple(_STANCES[letter] for letter in sentence["stance"])


def _item(report: str, authority: str, finding: Mapping[str, Any]) -> LabelledItem:
    accepted = tuple(map(accepted_stances, finding["sentences"]))
    context = _context(finding["section"].lower(), finding["kind"], accepted)
    texts = tuple(sentence["text"] for sentence in finding["sentences"])
    themes = tuple(finding["themes"])
    return LabelledItem(report, authority, context, texts, accepted, finding["section"], themes)


def _context(heading: str, shape: str, accepted: Iterable[tuple[Stance, ...]]) -> ItemContext:
    """Say what the loader would know of the item.

    The labels carry the last heading that was seen, which now and then is that of a list
    already over; an item without the list's own stance is then an ordinary one.
    """
    said = {stance for stances in accepted for stance in stances}
    kind: ItemKind = next((kind for pattern, kind in _headings() if pattern.search(heading)), _ORDINARY)
    part = "lscb" if re.search("lscb|local safeguarding", heading) else "local-authority"
    found = _GRADE.search(heading.replace("to be good", "")) if kind == "finding" else None
    context = ItemContext(
        family="",
        part=cast(Any, part),
        section="",
        kind=kind,
        heading="",
        grade=_GRADES[found.group()[0]] if found else "",
    )
    if kind in _ASKED and "required-action" not in said:
        return replace(context, kind="finding")
    if kind == "statistic" and shape == "para" and "context" not in said:
        return replace(context, kind="summary")
    if kind not in _ASKED and said == {"required-action"} and shape != "para":
        return replace(context, kind="recommendation")
    return context


@cache
def _headings() -> tuple[tuple[re.Pattern[str], ItemKind], ...]:
    table = resources.files("findingsgraph.loaders.training").joinpath("headings.toml")
    rows = tomllib.loads(table.read_text("utf-8"))["heading"]
    return tuple((re.compile(row["pattern"]), row["kind"]) for row in rows)
