"""What a wording means: its concept, and the surroundings in which it means it.

A label of the vocabulary means its concept wherever it stands. Words that mean something
only in some surroundings ('schools' that act, not 'primary school'; 'the board' in the
part about the safeguarding board), and phrases that look like a body and are none, are
`[[sense]]` entries of mentions.toml: the first sense that fits decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from findingsgraph.loaders.reading.wordings import WordTree, expand, is_acronym, rules, tokens
from findingsgraph.loaders.records import ItemContext
from findingsgraph.ontology.vocabulary import Concept, concepts

__all__ = ["Sense", "distinct", "label_tree"]


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a wording."""

    concept: str
    """Concept id; empty for a phrase that is no mention; `?board` for an antecedent of that head."""
    label: str
    """The label as the vocabulary writes it."""
    rule: str
    acronym: bool = False
    before: re.Pattern[str] | None = None
    """Must match at the end of what stands before."""
    not_before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    """Must match at the beginning of what follows."""
    not_after: re.Pattern[str] | None = None
    part: str = ""
    family: str = ""
    kind: str = ""
    not_kind: str = ""
    form: re.Pattern[str] | None = None
    """The surface itself, as printed."""

    @property
    def plain(self) -> bool:
        """Whether it means its concept wherever it stands."""
        return self.rule in ("label", "acronym")

    def fits(self, sentence: str, low: str, start: int, end: int, item: ItemContext) -> bool:
        """Tell whether the wording at `sentence[start:end]` has this meaning."""
        if self.acronym and sum(letter.isupper() for letter in sentence[start:end]) < 2:
            return False
        if self.part and item.part != self.part or self.kind and item.kind != self.kind:
            return False
        if self.family and item.family != self.family:
            return False
        if self.not_kind and item.kind == self.not_kind:
            return False
        if self.form and not self.form.fullmatch(sentence[start:end]):
            return False
        if self.before and not self.before.search(low, 0, start):
            return False
        if self.not_before and self.not_before.search(low, 0, start):
            return False
        if self.after and not self.after.match(low, end):
            return False
        return not (self.not_after and self.not_after.match(low, end))


@cache
def distinct(concept: str) -> bool:
    """Tell whether other words for a concept are another body of the same kind.

    >>> distinct("decision-panel"), distinct("lscb")
    (True, False)
    """
    return concepts()[concept].extra.get("distinct") == ("true",)


@cache
def label_tree() -> WordTree:
    """All wordings with their senses; built once."""
    tree = WordTree()
    guarded: set[tuple[str, ...]] = set()
    for entry in rules().get("sense", ()):
        for label in _labels(entry["labels"]):
            tree.add(label, _sense(entry, label))
            guarded.add(_words(label))
    for concept in concepts().values():
        for label in _labels(_written(concept)):
            if _words(label) not in guarded:
                tree.add(
                    label,
                    Sense(concept.id, label, "acronym" if is_acronym(label) else "label", is_acronym(label)),
                )
    return tree


def _words(label: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(label))


def _written(concept: Concept) -> Iterator[str]:
    yield from (surface.text for surface in concept.surfaces)
    yield from concept.extra.get("wording", ())


def _labels(wordings: Any) -> Iterator[str]:
    for wording in wordings:
        yield from expand(wording)


def _sense(entry: dict[str, Any], label: str) -> Sense:
    return Sense(
        entry["concept"],
        label,
        entry.get("rule", "context"),
        is_acronym(label),
        _pattern(entry.get("before"), r"\b(?:{})\W*$"),
        _pattern(entry.get("not_before"), r"\b(?:{})\W*$"),
        _pattern(entry.get("after"), r"\W*(?:{})"),
        _pattern(entry.get("not_after"), r"\W*(?:{})"),
        entry.get("part", ""),
        entry.get("family", ""),
        entry.get("kind", ""),
        entry.get("not_kind", ""),
        re.compile(entry["form"]) if "form" in entry else None,
    )


@cache
def _pattern(words: str | None, frame: str) -> re.Pattern[str] | None:
    return re.compile(frame.format(words)) if words else None
