"""What a grammar says: the values that its TOML file is read into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from findingsgraph.loaders.records import Part

Opens = Literal["section", "here", "next"]


@dataclass(frozen=True, slots=True)
class Marks:
    """What all layouts share: list glyphs, page furniture (common.toml), grade words (the vocabulary's)."""

    bullets: str
    """Glyphs of main bullets."""
    sub_bullets: str
    """Glyphs that only ever mark a sub-bullet."""
    dashes: str
    """Glyphs that are a sub-bullet at a line's start, or a dash of the sentence."""
    grade: re.Pattern[str]
    """A grade as printed, longest first."""
    nothing: re.Pattern[str]
    """How a list says that it has no items."""
    unfinished: frozenset[str]
    """Words after which a sentence goes on."""
    repeats: int
    """On how many pages a line at a page's edge must stand to be a running head."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """How a layout's reports are told from others."""

    order: int
    head: re.Pattern[str]
    """Sought in the squeezed, lower-case first characters of a report."""
    lines: tuple[re.Pattern[str], ...]
    """Each must match a whole line somewhere in the report."""


@dataclass(frozen=True, slots=True)
class HeadingRule:
    """A heading that the layout knows, and what it opens."""

    name: str
    pattern: str
    stages: frozenset[str]
    """Stages of the report where it counts; empty: everywhere."""
    stage: str
    """The stage it brings the report to; empty: none."""
    opens: Opens
    part: Part | None
    section: str
    kind: str
    numbered: str
    """Kind that the section's numbered items have, when its paragraphs have another."""
    starts: bool
    """It is the start of a paragraph, not a line of its own."""


@dataclass(frozen=True, slots=True)
class RowTable:
    """A table of labels and grades whose end opens a section without heading."""

    start: re.Pattern[str]
    row: re.Pattern[str]
    section: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """One layout."""

    name: str
    family: str
    recognition: Recognition
    first_stage: str
    part: Part
    """Of what stands before a heading that says another."""
    headings: tuple[HeadingRule, ...]
    table: RowTable | None
    themes: frozenset[str]
    """Kinds of section whose lists carry theme sub-headings."""

    def rules(self, stage: str) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, HeadingRule]]:
        """Give the whole-line and the paragraph-start patterns of a stage; groups are rule names."""
        return _compiled(self, stage)

    def knows(self, text: str) -> bool:
        """Say whether a squeezed line is a heading somewhere in this layout."""
        return _any_heading(self).fullmatch(text) is not None


@cache
def _any_heading(grammar: Grammar) -> re.Pattern[str]:
    return _alternatives([rule for rule in grammar.headings if not rule.starts])


@cache
def _compiled(
    grammar: Grammar, stage: str
) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, HeadingRule]]:
    valid = [rule for rule in grammar.headings if not rule.stages or stage in rule.stages]
    return (
        _alternatives([rule for rule in valid if not rule.starts]),
        _alternatives([rule for rule in valid if rule.starts]),
        {rule.name: rule for rule in valid},
    )


def _alternatives(rules: list[HeadingRule]) -> re.Pattern[str]:
    if not rules:
        return re.compile(r"(?!)")
    return re.compile("|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in rules))
