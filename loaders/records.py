"""The plain values that the steps of reading a report take and return.

Everything here is frozen. A place in a report is a `Span`: one or more
`Fragment`s of the document's text layer, so that a sentence broken by a page
end still points at exactly the characters that are printed. Offsets are
character offsets, end exclusive; pages count from 1 as the PDF counts them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Stance = Literal["strength", "weakness", "mixed", "context", "required-action"]
Part = Literal["local-authority", "lscb"]
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
class Fragment:
    """A run of characters of the text layer that lies on one page."""

    page: int | None
    """PDF page from 1; None in a text without form feeds."""
    start: int
    end: int


Span = tuple[Fragment, ...]
"""Where something stands: fragments in reading order, never empty."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text layer: `document.text[start:start + len(text)] == text`."""

    text: str
    start: int
    page: int | None
    number: int
    """Line number from 1 in the whole text layer."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file's text, as extracted, before anything is understood."""

    name: str
    """File name, for messages only; never in an IRI."""
    format: Literal["pdf", "text"]
    sha256: str
    """Of the file's bytes."""
    text: str
    """The text layer. Pages are parted by a form feed."""
    text_sha256: str
    """Of the text layer in UTF-8."""
    extractor: str
    """What made the text layer, with its version: `pypdfium2 5.15.2`, `text 1`."""
    pages: int | None
    """Number of pages; None in a text without form feeds."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MappedText:
    """Clean running text that remembers where each stretch of it is printed.

    `segments` are (offset in text, offset in the layer, length, page), in order;
    characters of `text` outside all segments are joints (a space at a line end).
    """

    text: str
    segments: tuple[tuple[int, int, int, int | None], ...]

    def span(self, start: int, end: int) -> Span:
        """Give the printed place of `text[start:end]`, joined over line ends of one page.

        Neighbouring segments become one fragment when they lie on the same page and
        follow each other; the fragment then covers the white space between them.
        """
        fragments: list[Fragment] = []
        for at, layer, length, page in self.segments:
            if at >= end:
                break
            if at + length <= start:
                continue
            low, high = max(start, at), min(end, at + length)
            if low >= high:
                continue
            begin, finish = layer + low - at, layer + high - at
            last = fragments[-1] if fragments else None
            if last and last.page == page and 0 <= begin - last.end <= 2:
                fragments[-1] = Fragment(page, last.start, finish)
            else:
                fragments.append(Fragment(page, begin, finish))
        return tuple(fragments)

    def without(self, start: int, end: int) -> MappedText:
        """Give this text less `text[start:end]`; what stays is still printed where it was."""
        segments: list[tuple[int, int, int, int | None]] = []
        for at, layer, length, page in self.segments:
            stop = at + length
            if at < start:
                segments.append((at, layer, min(stop, start) - at, page))
            if stop > end:
                begin = max(at, end)
                segments.append((begin - (end - start), layer + begin - at, stop - begin, page))
        return MappedText(self.text[:start] + self.text[end:], tuple(segments))


BlockKind = Literal["heading", "item", "paragraph", "table", "note", "furniture", "contents"]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, list item, paragraph, table row, footnote or piece of page furniture."""

    kind: BlockKind
    content: MappedText
    """Without bullet, number and footnote markers."""
    lines: tuple[int, ...]
    """Numbers of the lines it was made of; each line of a document is in one block."""
    marker: str = ""
    """The bullet or number as printed: `12.`, `•`, `-`."""
    number: str = ""
    """The number without its stop, when the report numbers this item."""
    level: int = 0
    """0 for an item, 1 for a sub-bullet below it."""

    @property
    def text(self) -> str:
        """The clean text."""
        return self.content.text


@dataclass(frozen=True, slots=True)
class Section:
    """A run of blocks under one heading that the layout's grammar knows."""

    part: Part
    name: str
    """Slug, as in the `section` column: `help-and-protection`, `recommendations`."""
    kind: str
    """An ItemKind, or what is no finding: cover, contents, about, team, boilerplate, end, unknown."""
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ReportRange:
    """The lines of a document that are one report; a document mostly holds one, rarely two."""

    family: str
    """sif, sif-reinspection, ilacs, lac-2013 or lscb-review."""
    layout: str
    """Name of the grammar that reads it: sif-a, sif-b, sif-c, ilacs, ..."""
    first: int
    """Number of its first line."""
    last: int
    """Number of its last line, inclusive."""


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
