"""Applying corrections to a store: each line in every document that has its thing, with PROV."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from findingsgraph.graphs.review.corrections import Correction
from findingsgraph.graphs.review.facts import Facts
from findingsgraph.graphs.review.labels import (
    correct_grade,
    correct_measure,
    correct_relation,
    correct_stance,
    correct_theme,
)
from findingsgraph.graphs.review.names import (
    add_involvement,
    add_mention,
    correct_mention,
    merge_entity,
    split_entity,
)
from findingsgraph.ontology.iris import FG
from findingsgraph.ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["CORRECTIONS", "Applied", "apply"]

CORRECTIONS = "corrections"
"""Last part of the IRI of the graph that tells what was corrected."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a correction."""

    correction: Correction
    status: str
    """applied, accepted, or no-longer-applies."""
    why: str = ""


def apply(
    store: pyoxigraph.Store, documents: Sequence[str], corrections: Iterable[Correction], base: str
) -> tuple[Applied, ...]:
    """Apply corrections to a store, in order, and tell each in the graph of corrections.

    `documents` are the named graphs of documents; `base` begins the IRIs of the store.
    A correction holds in each document that has its thing.
    """
    outcome = tuple(_apply(store, documents, each, base) for each in corrections)
    told = Facts(store, base + CORRECTIONS)
    for each in outcome:
        _tell(told, each, base)
    return outcome


def _apply(store: pyoxigraph.Store, documents: Sequence[str], each: Correction, base: str) -> Applied:
    there = [facts for graph in documents if (facts := Facts(store, graph)).has(each.thing)]
    if not there:
        return Applied(each, "no-longer-applies", "no document says anything of it")
    reasons = [_correct(facts, each, base) for facts in there]
    if all(reasons):
        return Applied(each, "no-longer-applies", reasons[0])
    return Applied(each, "accepted" if each.was == each.should_be else "applied")


def _correct(facts: Facts, each: Correction, base: str) -> str:
    """Correct one document's facts; give why not, or nothing."""
    if not each.was and each.what in _MISSED:
        return _MISSED[each.what](facts, each, base)
    if each.what in _LABELS:
        return _LABELS[each.what](facts, each)
    return _NAMES[each.what](facts, each, base)


_LABELS: dict[str, Callable[[Facts, Correction], str]] = {
    "stance": correct_stance,
    "theme": correct_theme,
    "grade": correct_grade,
    "measure": correct_measure,
    "involvement": correct_relation,
}
_NAMES: dict[str, Callable[[Facts, Correction, str], str]] = {
    "mention": correct_mention,
    "same-as": merge_entity,
    "split": split_entity,
}
_MISSED: dict[str, Callable[[Facts, Correction, str], str]] = {
    "mention": add_mention,
    "involvement": add_involvement,
}
"""What is done where nothing stands in `was`."""


def _tell(told: Facts, each: Applied, base: str) -> None:
    """Describe a correction as an activity (PROV-O) that used the fact it corrects."""
    correction = each.correction
    key = hashlib.sha256(correction.line().encode()).hexdigest()[:12]
    name = f"{base}correction/{key}"
    told.add(name, "rdf:type", FG + "Correction")
    told.add(name, "rdf:type", PREFIXES["prov"] + "Activity")
    told.add(name, "prov:used", correction.thing)
    told.add(name, "fg:status", each.status, "string")
    for property_name, value in (
        ("fg:kind", correction.what),
        ("fg:was", correction.was),
        ("fg:shouldBe", correction.should_be),
        ("skos:note", correction.note),
        ("fg:reason", each.why),
    ):
        if value:
            told.add(name, property_name, value, "string")
