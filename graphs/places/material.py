"""What comparisons are made of: the inspections of a place, and the sentences of their reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Protocol

from findingsgraph.errors import BadValue

__all__ = ["APART", "BODIES", "Inspection", "Queryable", "Sentence", "inspections", "sentences"]

BODIES = ("agency", "board", "service", "role")
"""Types of bodies that are counted; instruments (plans, forms, tools) do not act."""
APART = "lscb-review"
"""Family of the reports that belong to an authority's inspection and do not stand for it."""
MANY = 12
"""So many places are asked for by name; of more it is quicker to ask of all."""


class Queryable(Protocol):
    """A graph that answers the library's questions with rows of values."""

    def query(self, question: str, /, **parameters: Any) -> Any:
        """Answer a question."""


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
    rows.sort(key=lambda row: (row.family == APART, str(row.report)))
    main = rows[0]
    return Inspection(
        iri=iri,
        authority=str(main.authority),
        name=str(main.authority_name),
        dated=_text(main.dated),
        family=str(main.family),
        framework=_text(main.framework),
        scale=_text(main.scale),
        reports=tuple(str(row.report) for row in rows),
        sources=tuple(str(row.source) for row in rows),
        open_licence=all("open-government-licence" in _text(row.licence) for row in rows),
    )


def sentences(graph: Queryable, found: Sequence[Inspection]) -> dict[str, tuple[Sentence, ...]]:
    """Give the sentences of inspections, by the inspection's IRI, in reading order.

    One document a report; kinds of items that counting leaves out (summaries, statistics, earlier
    inspections, posts) are not among them.
    """
    places = sorted({each.authority for each in found})
    told = {report: each for each in found for report in each.reports}
    items = {row.finding: row for row in _ask(graph, "items", places) if row.report in told}
    themes = _gathered(_ask(graph, "themes", places), "finding", "theme")
    named = list(_ask(graph, "named", places))
    concepts = _gathered(named, "statement", "concept")
    bodies = _gathered((row for row in named if row.type in BODIES), "statement", "concept")
    by_inspection: dict[str, list[tuple[int, int, str, Sentence]]] = {each.iri: [] for each in found}
    for row in _ask(graph, "sentences", places):
        item = items.get(row.finding)
        if item is None:
            continue
        inspection = told[item.report]
        place = inspection.reports.index(item.report)
        sentence = Sentence(
            statement=row.statement,
            finding=row.finding,
            report=item.report,
            dated=inspection.dated,
            part=item.part,
            section=item.section,
            kind=item.kind,
            number=_text(item.number),
            page=row.page,
            stance=row.stance,
            text=row.text,
            source=inspection.sources[place],
            themes=themes.get(row.finding, ()),
            concepts=concepts.get(row.statement, ()),
            bodies=bodies.get(row.statement, ()),
        )
        by_inspection[inspection.iri].append((place, row.order, row.statement, sentence))
    return {iri: tuple(each[-1] for each in sorted(told)) for iri, told in by_inspection.items()}


def _ask(graph: Queryable, name: str, places: Sequence[str]) -> Any:
    """Ask one of the small questions in asked/."""
    file = str(files(__package__).joinpath("asked", f"{name}.rq"))
    return graph.query(file, authority=places if len(places) <= MANY else None)


def _gathered(rows: Iterable[Any], key: str, value: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row[key]].add(row[value])
    return {each: tuple(sorted(values)) for each, values in found.items()}


def _text(value: object) -> str:
    return "" if value is None else str(value)
