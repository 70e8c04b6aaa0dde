"""The inspection that a report reports: facts, judgements, people, and the report as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from findingsgraph.loaders.records.findings import Entity, Finding
from findingsgraph.loaders.records.layout import Part, Section
from findingsgraph.loaders.records.text import Document, Span


@dataclass(frozen=True, slots=True)
class Judgement:
    """A grade that this report prints for an area."""

    area: str
    grade: str
    printed: str
    span: Span
    line: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named with a role in the inspection."""

    name: str
    role: str
    """lead-inspector, team-inspector, deputy-lead-inspector, quality-assurance-manager, ..."""
    span: Span


@dataclass(frozen=True, slots=True)
class Window:
    """Days on which inspectors were there."""

    start: date
    end: date
    span: Span


@dataclass(frozen=True, slots=True)
class PreviousInspection:
    """An earlier inspection that the report's text names."""

    what: str
    """What was inspected, in the report's words."""
    date: str
    """ISO day, month or year."""
    grade: str
    """Grade id; empty when none is printed."""
    printed: str
    span: Span


@dataclass(frozen=True, slots=True)
class Post:
    """A post and since when it is held, or vacant."""

    concept: str
    """senior-leadership, lscb-chair."""
    title: str
    since: str
    vacant: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that a reader of the graph should know was not understood."""

    kind: str
    """unknown-heading, grade-mismatch, no-lead-inspector, ..."""
    message: str
    line: int


@dataclass(frozen=True, slots=True)
class InspectionFacts:
    """What the cover and the closing pages say about the inspection itself."""

    family: str
    """Of the inspection: sif, sif-reinspection, ilacs, lac-2013 or lscb-review."""
    layout: str
    """Name of the grammar that read it: sif-a, sif-b, sif-c, ilacs, ..."""
    framework: str
    """Id of the framework, as in ontology/frameworks.ttl; empty where none has the family."""
    authority: str
    """Slug of the authority, as in ontology/authorities.ttl; empty when unknown."""
    authority_name: str
    """The authority file's name; the cover's wording when it is unknown."""
    authority_printed: str
    urn: str
    windows: tuple[Window, ...]
    published: date | None
    published_span: Span
    legal_basis: tuple[str, ...]
    licence: str
    """IRI of the licence, or `non-commercial-educational`, by what the report prints."""
    licence_printed: str
    people: tuple[Person, ...]
    posts: tuple[Post, ...]
    previous: tuple[PreviousInspection, ...]
    part: Part = "local-authority"
    """`lscb` for a report on a board alone."""

    @property
    def dated(self) -> date | None:
        """Give the day of publication, else the last day of the inspection, where one is printed."""
        return self.published or max((window.end for window in self.windows), default=None)


@dataclass(frozen=True, slots=True)
class InspectionReport:
    """One report, understood: everything the graph says of it."""

    document: Document
    facts: InspectionFacts
    judgements: tuple[Judgement, ...]
    missing: tuple[tuple[str, str], ...]
    """Areas without a grade: (area, `not-reported` or `not-found`)."""
    findings: tuple[Finding, ...]
    entities: tuple[Entity, ...]
    sections: tuple[Section, ...] = field(repr=False, default=())
    """How the lines were understood; what `coverage` accounts for."""
    issues: tuple[Issue, ...] = ()
