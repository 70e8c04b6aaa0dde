"""The plain values that the steps of reading a report take and return.

Everything here is frozen. `text`: the text layer and places in it; `layout`:
blocks and sections; `findings`: items, statements and what they say;
`inspection`: the report as a whole.
"""

from findingsgraph.loaders.records.findings import (
    Comparator,
    Entity,
    EntityType,
    Finding,
    Involvement,
    ItemContext,
    ItemKind,
    Link,
    LinkKind,
    Measure,
    Mention,
    Reason,
    RecommendationFacts,
    Stance,
    StanceDecision,
    Statement,
    ThemeTag,
)
from findingsgraph.loaders.records.inspection import (
    InspectionFacts,
    InspectionReport,
    Issue,
    Judgement,
    Person,
    Post,
    PreviousInspection,
    Window,
)
from findingsgraph.loaders.records.layout import Block, BlockKind, Part, ReportRange, Section
from findingsgraph.loaders.records.text import Document, Fragment, Line, MappedText, Span

__all__ = [
    "Block",
    "BlockKind",
    "Comparator",
    "Document",
    "Entity",
    "EntityType",
    "Finding",
    "Fragment",
    "InspectionFacts",
    "InspectionReport",
    "Involvement",
    "Issue",
    "ItemContext",
    "ItemKind",
    "Judgement",
    "Line",
    "Link",
    "LinkKind",
    "MappedText",
    "Measure",
    "Mention",
    "Part",
    "Person",
    "Post",
    "PreviousInspection",
    "Reason",
    "RecommendationFacts",
    "ReportRange",
    "Section",
    "Span",
    "Stance",
    "StanceDecision",
    "Statement",
    "ThemeTag",
    "Window",
]
