"""What a report says: its items, their statements, and what each statement holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from findingsgraph.loaders.records.layout import Part
from findingsgraph.loaders.records.text import Span

Stance = Literal["strength", "weakness", "mixed", "context", "required-action"]
ItemKind = Literal[
    "finding",
    "summary",
    "strength",
    "progress",
    "recommendation",
    "priority-action",
    "child-summary",
    "statistic",
    "previous-inspection",
    "post",
]
EntityType = Literal["agency", "board", "service", "role", "instrument"]


@dataclass(frozen=True, slots=True)
class ItemContext:
    """What the loader knows about an item before it reads the item's sentences."""

    family: str
    part: Part
    section: str
    kind: ItemKind
    heading: str
    grade: str = ""
    """Grade id of the section's judgement, empty where it has none."""
    position: int = 0
    """Ordinal of the item within its section, from 0."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A body, service, role or instrument spoken of in a statement."""

    concept: str
    """Concept id, as in ontology/concepts.ttl: `police`, `lscb`, `other-board`."""
    surface: str
    """The words in the statement: `statement.text[start:end]`."""
    start: int
    end: int
    entity: str
    """Key of the entity it refers to, in `InspectionReport.entities`."""
    rule: str
    """What decided: `label`, `acronym`, `name`, `board-by-section`, ..."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One body, service, role or instrument that a report names."""

    key: str
    """Stable within an authority: the last part of its IRI, `hscb`, `first-contact-and-support-hub`."""
    concept: str
    type: EntityType
    name: str
    """Proper name where one is printed or known for this authority, else the concept's label."""
    aliases: tuple[str, ...] = ()
    national: bool = False
    """One shared node for all authorities (Cafcass, Ofsted), else local to this one."""


@dataclass(frozen=True, slots=True)
class Comparator:
    """What a measure is held against."""

    value: Decimal
    kind: Literal["national", "previous", "local", "similar", "other"]
    direction: Literal["higher", "lower", "same", ""] = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that measures something."""

    value: Decimal
    unit: str
    """count, percent, per-10000, weeks, days, months, years, pounds or ratio."""
    what: str
    """What is measured, in the report's words."""
    start: int
    """Place of the number in the statement's text."""
    end: int
    date: str = ""
    """ISO date, month or year; a period as `start/end`; empty where none is printed."""
    population: str = ""
    indicator: str = ""
    """Id of the fixed area statistic it is, else empty."""
    comparators: tuple[Comparator, ...] = ()


@dataclass(frozen=True, slots=True)
class Involvement:
    """One body's relation to another, as a statement gives it."""

    subject: str
    """Entity key."""
    relation: str
    """works-with, absent-from, ...: a relation of ontology/relations.ttl."""
    object: str
    """Entity key."""
    stance: Stance
    rule: str
    """Which pattern found it."""
    stated: bool
    """False when an end is only implied (the part's body, the item's subject)."""
    start: int
    """Place of the words that show the relation, in the statement's text."""
    end: int


@dataclass(frozen=True, slots=True)
class StanceDecision:
    """The stance of a statement and what decided it."""

    stance: Stance
    decided_by: str
    """A rule (`rule:recommendation-list`) or the strongest features (`model:not yet,however`)."""
    confidence: float
    """Between 0 and 1, calibrated."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, uncut."""

    order: int
    """From 1 within the document."""
    text: str
    span: Span
    line: int
    stance: StanceDecision
    mentions: tuple[Mention, ...] = ()
    measures: tuple[Measure, ...] = ()
    involvements: tuple[Involvement, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeTag:
    """A theme of a finding and the words that show it."""

    theme: str
    cue: str


@dataclass(frozen=True, slots=True)
class RecommendationFacts:
    """What a recommendation says beyond its text."""

    priority: bool
    addressee: str
    """Entity key."""
    addressee_inferred: bool
    """True when no addressee is printed and the part's body was taken."""


LinkKind = Literal["recommendation", "paragraph", "outcome", "enabler", "principle"]


@dataclass(frozen=True, slots=True)
class Link:
    """A printed reference to another item of the report, or to the national framework."""

    kind: LinkKind
    number: str
    """As printed, in digits; empty for a bare `(Recommendation)`."""
    printed: str
    span: Span
    resolved: bool = True
    """False where the report's numbers are found to mean other items than those that have them now."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A finding of the same report from which a recommendation seems to follow; always inferred."""

    finding: int
    """Its order."""
    score: float
    """Between 0 and 1."""
    rule: str
    """What both share: `words: supervision, oversight; themes: supervision`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A report item: a finding, recommendation, strength, statistic, ..."""

    part: Part
    section: str
    kind: ItemKind
    number: str
    order: int
    heading: str
    """The section's heading, or the theme sub-heading above the item, as printed."""
    text: str
    span: Span
    line: int
    statements: tuple[Statement, ...]
    stance: Stance
    themes: tuple[ThemeTag, ...] = ()
    recommendation: RecommendationFacts | None = None
    links: tuple[Link, ...] = ()
    reasons: tuple[Reason, ...] = ()
    """Of a recommendation, the likeliest first."""
