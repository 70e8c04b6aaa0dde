"""Labelled sentences as the loader reads them: in its items, with all it knows of each from the report.

The labels quote sentences; here they are found again in what the loader cuts from the same
report, so that training sees the list, section, grade and neighbours that reading will see.
"""

from __future__ import annotations

import json
import os
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from findingsgraph.loaders.documents import open_document
from findingsgraph.loaders.families import recognise
from findingsgraph.loaders.findings import Item, list_items
from findingsgraph.loaders.reading.judgements import read_judgements
from findingsgraph.loaders.records import Stance
from findingsgraph.loaders.sections import read_sections
from findingsgraph.loaders.training.labels import LABELS, LabelledItem, accepted_stances, read_labels

__all__ = ["REPORTS", "as_read", "find_labels", "in_context", "read_items"]

REPORTS = Path(os.environ.get("FINDINGSGRAPH_REPORTS", LABELS.parent / "reports"))
"""The folder of the reports that were labelled: beside the labels, or where the environment says."""
Label = TypeVar("Label")
ALIKE = 0.6
"""A sentence of the loader's is the labelled one when they share this much of the longer of the two."""


def as_read(folder: Path, reports: Path = REPORTS) -> tuple[LabelledItem, ...]:
    """Give the loader's items that hold a labelled sentence, in order of the labels' names.

    A sentence that has no label, or whose label was cut otherwise, accepts no stance.
    """
    found: list[LabelledItem] = []
    for path in sorted(folder.glob("*.json")):
        labels = json.loads(path.read_text("utf-8"))
        items = list(read_items(reports / labels["source"]))
        stances = find_labels([item.texts for item in items], list(_labelled(labels)))
        authority = labels["source"].split("/")[0].split("_")[-1]
        found += [
            LabelledItem(labels["report"], authority, item.context, item.texts, tuple(accepted), item.heading)
            for item, accepted in zip(items, stances, strict=True)
            if any(accepted)
        ]
    return tuple(found)


def read_items(source: Path) -> Iterator[Item]:
    """Yield the items of a report as the loader cuts them."""
    document = open_document(source)
    for report in recognise(document):
        sections, _ = read_sections(document, report)
        judgements, _, _ = read_judgements(document, report, sections)
        yield from list_items(sections, report, judgements)


def _labelled(labels: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Stance, ...]]]:
    for finding in labels["findings"]:
        for sentence in finding["sentences"]:
            yield sentence["text"], accepted_stances(sentence)


def in_context(folder: Path, reports: Path = REPORTS) -> tuple[LabelledItem, ...]:
    """Give the labelled findings of a folder, each with what the loader knows of the item it stands in.

    One that the loader reads otherwise keeps what the labels say of it.
    """
    found: list[LabelledItem] = []
    known = read_labels(folder)
    for path in sorted(folder.glob("*.json")):
        items = list(read_items(reports / json.loads(path.read_text("utf-8"))["source"]))
        findings = [each for each in known if each.report == path.stem]
        labelled = [(text, (n,)) for n, each in enumerate(findings) for text in each.sentences]
        within: list[Counter[int]] = [Counter() for _ in findings]
        for at, places in enumerate(find_labels([item.texts for item in items], labelled)):
            for n in (n for numbers in places for n in numbers):
                within[n][at] += 1
        for each, counts in zip(findings, within, strict=True):
            item = items[counts.most_common(1)[0][0]] if counts else None
            found.append(replace(each, context=item.context, heading=item.heading) if item else each)
    return tuple(found)


def find_labels(
    items: Sequence[Sequence[str]], labelled: Sequence[tuple[str, tuple[Label, ...]]]
) -> list[list[tuple[Label, ...]]]:
    """Give what is labelled of each sentence of each item, found by the letters of the labelled ones.

    Where a sentence stands twice, the place nearest to the one before counts; nothing where it is not found.

    >>> find_labels([["Homes are good.", "Plans drift."]], [("Plans drift", ("weakness",))])
    [[(), ('weakness',)]]
    """
    sentences = [(at, place) for at, texts in enumerate(items) for place in range(len(texts))]
    letters = [_letters(items[at][place]) for at, place in sentences]
    starts = [0]
    for text in letters:
        starts.append(starts[-1] + len(text))
    stream, near = "".join(letters), 0
    labels: list[list[tuple[Label, ...]]] = [[() for _ in texts] for texts in items]
    for quoted, said in labelled:
        wanted = _letters(quoted)
        begin = _nearest(stream, wanted, near) if wanted else -1
        if begin < 0:
            continue
        near = begin + len(wanted)
        which = bisect_right(starts, begin) - 1
        shared = min(starts[which + 1], near) - begin
        if shared >= ALIKE * max(len(letters[which]), len(wanted)):
            at, place = sentences[which]
            labels[at][place] = said
    return labels


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def _nearest(stream: str, wanted: str, near: int) -> int:
    """Give the place nearest to `near` where the letters stand, -1 where there is none."""
    before, after = stream.rfind(wanted, 0, near + len(wanted)), stream.find(wanted, near)
    places = [place for place in (before, after) if place >= 0]
    return min(places, key=lambda place: abs(place - near)) if places else -1
