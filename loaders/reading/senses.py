"""What a wording means: its concept, and the surroundings in which it means it.

A label of the vocabulary means its concept wherever it stands. Words that mean something
only in some surroundings ('schools' that act, not 'primary school'; 'the board' in the
part about the safeguarding board), and phrases that look like a body and are none, are
`[[sense]]` entries of mentions.toml: the first sense that fits decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from findingsgraph.loaders.reading.word_tree import WordTree
from findingsgraph.loaders.reading.wordings import alternatives, is_acronym, rules
from findingsgraph.loaders.records import ItemContext
from findingsgraph.ontology.vocabulary import Concept, concepts

__all__ = ["Sense", "distinct", "label_tree"]


_REACH = 80
"""How many characters before a wording its surroundings go."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a wording."""

    concept: str
    """Concept id; empty for a phrase that is no mention; `?board` for an antecedent of that head."""
    rule: str
    """What the mention's `rule` says."""
    acronym: bool = False
    before: str = ""
    """Must match at the end of what stands before."""
    not_before: str = ""
    after: str = ""
    """Must match at the beginning of what follows."""
    not_after: str = ""
    near: str = ""
    """Must be somewhere in the sentence."""
    not_near: str = ""
    part: str = ""
    family: str = ""
    heading: str = ""
    kind: str = ""
    not_kind: str = ""
    form: str = ""
    """The surface itself, as printed."""

    @property
    def plain(self) -> bool:
        """Whether it means its concept wherever it stands."""
        return self.rule in ("label", "acronym")

    @property
    def usual(self) -> bool:
        """Whether it means its concept unless the surroundings forbid it."""
        asked = self.before, self.after, self.near, self.part, self.family, self.heading, self.kind
        return self.plain or not (any(asked) or self.concept.startswith("?") or not self.concept)

    def fits(self, sentence: str, low: str, start: int, end: int, item: ItemContext) -> bool:
        """Tell whether the wording at `sentence[start:end]` has this meaning."""
        if self.acronym and sum(letter.isupper() for letter in sentence[start:end]) < 2:
            return False
        if self.part and item.part != self.part or self.kind and item.kind != self.kind:
            return False
        if self.near and not _compiled(self.near).search(low):
            return False
        if self.not_near and _compiled(self.not_near).search(low):
            return False
        if self.heading and not _compiled(self.heading).search(item.heading):
            return False
        if self.family and item.family != self.family:
            return False
        if self.not_kind and item.kind == self.not_kind:
            return False
        if self.form and not _compiled(self.form).fullmatch(sentence[start:end]):
            return False
        if self.before and not _compiled(self.before).search(low[max(0, start - _REACH) : start]):
            return False
        if self.not_before and _compiled(self.not_before).search(low[max(0, start - _REACH) : start]):
            return False
        if self.after and not _compiled(self.after).match(low, end):
            return False
        return not (self.not_after and _compiled(self.not_after).match(low, end))


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
    guarded: set[int] = set()
    for entry in rules().get("sense", ()):
        sense = _sense(entry)
        for wording in entry["labels"]:
            meaning = replace(sense, acronym=True) if is_acronym(wording) else sense
            guarded.update(tree.hang(alternatives(wording), meaning))
    for concept in concepts().values():
        plain, capitals = Sense(concept.id, "label"), Sense(concept.id, "acronym", acronym=True)
        for wording in _written(concept):
            tree.hang(alternatives(wording), capitals if is_acronym(wording) else plain, guarded)
    return tree


def _written(concept: Concept) -> Iterator[str]:
    yield from (surface.text for surface in concept.surfaces)
    yield from concept.extra.get("wording", ())


def _sense(entry: dict[str, Any]) -> Sense:
    return Sense(
        entry["concept"],
        entry.get("rule", "context"),
        before=_pattern(entry.get("before"), r"\b(?:{})\W*$"),
        not_before=_pattern(entry.get("not_before"), r"\b(?:{})\W*$"),
        after=_pattern(entry.get("after"), r"\W*(?:{})"),
        not_after=_pattern(entry.get("not_after"), r"\W*(?:{})"),
        near=_pattern(entry.get("near"), "{}"),
        not_near=_pattern(entry.get("not_near"), "{}"),
        part=entry.get("part", ""),
        family=entry.get("family", ""),
        heading=_pattern(entry.get("heading"), "(?i){}"),
        kind=entry.get("kind", ""),
        not_kind=entry.get("not_kind", ""),
        form=_pattern(entry.get("form"), "{}"),
    )


def _pattern(words: str | None, frame: str) -> str:
    return frame.replace("{}", words) if words else ""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when a sentence first needs it: one report needs a third of them."""
    return re.compile(pattern)
