"""What networks are made of, of a report that was just read: as its quads say it, without reading them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from findingsgraph.graphs.store.network_facts import Body, DocumentFacts, Item, Report, Sentence, Tie
from findingsgraph.loaders.iris import (
    entity_iri,
    inspected_authority,
    involvement_iri,
    named_items,
    named_statements,
    report_iri,
)
from findingsgraph.loaders.records import Finding, InspectionReport, Span, Statement

__all__ = ["facts_of_report"]


def facts_of_report(document: str, report: InspectionReport, base: str) -> DocumentFacts:
    """Give the facts of a document, by its IRI, that holds this report alone; `base` as in `report_quads`."""
    about = report_iri(report.facts, report.document.sha256, base)
    authority = inspected_authority(report.facts)
    named = {
        entity.key: Body(
            entity_iri(entity.type, entity.key, authority, entity.national, base),
            entity.concept, entity.type, entity.name, entity.national,
        )
        for entity in report.entities
    }  # fmt: skip
    place = {key: at for at, key in enumerate(sorted(named, key=lambda key: named[key].iri))}
    items: list[Item] = []
    sentences: list[Sentence] = []
    ties: list[Tie] = []
    for name, finding in named_items(about, report.findings):
        for iri, said in named_statements(name, finding.statements):
            ties += _ties(iri, len(sentences), said, place)
            sentences.append(_sentence(iri, len(items), said, place))
        items.append(_item(name, finding))
    dated = report.facts.dated
    return DocumentFacts(
        document,
        (Report(about, authority, dated.isoformat() if dated else ""),),
        tuple(items),
        tuple(sentences),
        tuple(named[key] for key in place),
        tuple(ties),
    )


def _item(iri: str, finding: Finding) -> Item:
    asked = finding.recommendation
    return Item(
        iri, 0, finding.part, finding.section, finding.kind, finding.number,
        _page(finding.span), finding.stance, tuple(sorted({tag.theme for tag in finding.themes})),
        finding.text, asked is not None and asked.priority,
    )  # fmt: skip


def _sentence(iri: str, item: int, said: Statement, place: Mapping[str, int]) -> Sentence:
    names = sorted({place[mention.entity] for mention in said.mentions})
    return Sentence(iri, item, said.stance.stance, tuple(names), _page(said.span), said.text)


def _ties(iri: str, sentence: int, said: Statement, place: Mapping[str, int]) -> Iterator[Tie]:
    for number, each in enumerate(said.involvements, start=1):
        yield Tie(
            involvement_iri(iri, number), sentence, place[each.subject], each.relation, place[each.object],
            each.stance, each.rule, each.stated,
        )  # fmt: skip


def _page(span: Span) -> str:
    page = span[0].page if span else None
    return "" if page is None else str(page)
