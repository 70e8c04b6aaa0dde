"""What comparisons are made of: the inspections of a place, and the sentences of their reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from findingsgraph.errors import BadValue
from findingsgraph.graphs.networks.narrow import Asked, Said
from findingsgraph.graphs.networks.narrow import sentences as said_in

__all__ = ["APART", "BODIES", "Inspection", "Queryable", "Sentence", "inspections", "sentences"]

BODIES = ("agency", "board", "service", "role")
"""Types of bodies that are counted; instruments (plans, forms, tools) do not act."""
APART = "lscb-review"
"""Family of the reports that belong to an authority's inspection and do not stand for it."""


class Queryable(Protocol):
    """A graph that answers the library's questions with rows of values and lists its documents."""

    def query(self, question: str, /, **parameters: Any) -> Any:
        """Answer a question."""

    def documents(self) -> Iterable[Any]:
        """List the documents."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection of one authority, with all reports that belong to it."""

    iri: str
    authority: str
    """IRI of the authority."""
    name: str
    """The authority file's name."""
    dated: str
    """Day that timelines use, yyyy-mm-dd: printed publication, else the inspection's end."""
    family: str
    framework: str
    scale: str
    """Scale of the grades: sif, ilacs or lac-2013."""
    reports: tuple[str, ...]
    """IRIs of its reports, the authority's before its board's."""
    sources: tuple[str, ...]
    """Paths of the documents, in the same order."""
    open_licence: bool
    """Whether every one of its reports prints the Open Government Licence."""

    @property
    def title(self) -> str:
        """Name and year, as columns are headed."""
        return f"{self.name} {self.dated[:4]}".strip()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with all that is known of what it is about."""

    statement: str
    finding: str
    report: str
    dated: str
    part: str
    section: str
    kind: str
    number: str
    page: int | None
    stance: str
    text: str
    source: str
    themes: tuple[str, ...]
    """Ids of the themes of its report item, sorted."""
    concepts: tuple[str, ...]
    """Ids of the concepts of the bodies, services, roles and instruments that it names, sorted."""
    bodies: tuple[str, ...]
    """Of these, those of bodies that act: agencies, boards, services, roles."""


def inspections(graph: Queryable, authority: str | Sequence[str] | None = None) -> tuple[Inspection, ...]:
    """Give the inspections of an authority (name, URN or IRI), of several, or of all; by name and day.

    Raises `BadValue` for an authority that is unknown, or on which the graph has no report.
    """
    rows = graph.query("inspections-in-a-row", authority=authority)
    if authority is not None and not len(rows):
        known = sorted({str(row.authority_name) for row in graph.query("inspections-in-a-row")})
        raise BadValue(f"authority={authority}", f"no report on it here; there is: {', '.join(known)}")
    together: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        together[str(row.inspection)].append(row)
    found = (_inspection(iri, group) for iri, group in together.items())
    return tuple(sorted(found, key=lambda each: (each.name, each.dated, each.iri)))


def _inspection(iri: str, rows: list[Any]) -> Inspection:
    # One inspection of authority and board, printed as one document, follows two frameworks.
    rows.sort(key=lambda row: (row.family == APART, str(row.report), row.framework == APART))
    first: dict[str, Any] = {}
    for row in rows:
        first.setdefault(str(row.report), row)
    main = rows[0]
    return Inspection(
        iri=iri,
        authority=str(main.authority),
        name=str(main.authority_name),
        dated=_text(main.dated),
        family=str(main.family),
        framework=_text(main.framework),
        scale=_text(main.scale),
        reports=tuple(first),
        sources=tuple(str(row.source) for row in first.values()),
        open_licence=all("open-government-licence" in _text(row.licence) for row in rows),
    )


def sentences(graph: Queryable, found: Sequence[Inspection]) -> dict[str, tuple[Sentence, ...]]:
    """Give the sentences of inspections, by the inspection's IRI, in reading order.

    One document a report; kinds of items that counting leaves out (summaries, statistics, earlier
    inspections, posts) are not among them.
    """
    told = {report: each for each in found for report in each.reports}
    by_report: dict[str, list[Sentence]] = {report: [] for report in told}
    for said in said_in(graph, Asked(authority=frozenset(each.authority for each in found))):
        if said.report.iri in told:
            by_report[said.report.iri].append(_sentence(said, told[said.report.iri]))
    return {
        each.iri: tuple(sentence for report in each.reports for sentence in by_report[report])
        for each in found
    }


def _sentence(said: Said, inspection: Inspection) -> Sentence:
    item, sentence = said.item, said.sentence
    return Sentence(
        statement=sentence.iri,
        finding=item.iri,
        report=said.report.iri,
        dated=inspection.dated,
        part=item.part,
        section=item.section,
        kind=item.kind,
        number=item.number,
        page=int(sentence.page) if sentence.page else None,
        stance=sentence.stance,
        text=sentence.text,
        source=inspection.sources[inspection.reports.index(said.report.iri)],
        themes=tuple(item.themes),
        concepts=tuple(sorted({body.concept for body in said.bodies})),
        bodies=tuple(sorted({body.concept for body in said.bodies if body.type in BODIES})),
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)
