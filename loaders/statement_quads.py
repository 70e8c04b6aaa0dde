"""Statements as N-Quads, with the mentions, measures and involvements in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from findingsgraph.loaders.iris import involvement_iri, named_statements, numbered, segment
from findingsgraph.loaders.nquads import (
    INTEGER,
    Quads,
    boolean,
    confidence,
    decimal,
    integer,
    iri,
    literal,
    prefixed,
)
from findingsgraph.loaders.places import Places, page_of
from findingsgraph.loaders.records import Comparator, Involvement, Measure, Mention, Statement
from findingsgraph.ontology.iris import BASE, relation_iri, stance_iri, unit_iri

__all__ = ["add_statements"]

TYPE = prefixed("rdf:type")
COMPARATOR = prefixed("fg:Comparator")
INVOLVEMENT = prefixed("fg:Involvement")
MEASURE = prefixed("fg:Measure")
MENTION = prefixed("fg:Mention")
STATEMENT = prefixed("fg:Statement")
FG_COMPARATOR = prefixed("fg:comparator")
FG_COMPARATOR_KIND = prefixed("fg:comparatorKind")
FG_CONFIDENCE = prefixed("fg:confidence")
FG_DECIDED_BY = prefixed("fg:decidedBy")
FG_DIRECTION = prefixed("fg:direction")
FG_END = prefixed("fg:end")
FG_INDICATOR = prefixed("fg:indicator")
FG_INVOLVEMENT_IN = prefixed("fg:involvementIn")
FG_LINE = prefixed("fg:line")
FG_MEASURE_IN = prefixed("fg:measureIn")
FG_MENTION_IN = prefixed("fg:mentionIn")
FG_MENTIONS = prefixed("fg:mentions")
FG_OBJECT = prefixed("fg:object")
FG_ORDER = prefixed("fg:order")
FG_PERIOD = prefixed("fg:periodOrDate")
FG_POPULATION = prefixed("fg:population")
FG_RELATION = prefixed("fg:relation")
FG_RULE = prefixed("fg:rule")
FG_STANCE = prefixed("fg:stance")
FG_START = prefixed("fg:start")
FG_STATED = prefixed("fg:stated")
FG_STATEMENT_OF = prefixed("fg:statementOf")
FG_SUBJECT = prefixed("fg:subject")
FG_SURFACE = prefixed("fg:surface")
FG_TEXT = prefixed("fg:text")
FG_UNIT = prefixed("fg:unit")
FG_VALUE = prefixed("fg:value")
FG_WHAT = prefixed("fg:what")

_A_MENTION = f"{TYPE} {MENTION}"
_A_STATEMENT = f"{TYPE} {STATEMENT}"


def add_statements(
    quads: Quads, places: Places, item: str, statements: Iterable[Statement], entities: Mapping[str, str]
) -> None:
    """Describe the sentences of an item (an IRI); `entities` are terms by entity key."""
    for name, statement in named_statements(item, statements):
        taken: set[str] = set()
        _add_statement(quads, places, name, item, statement)
        for mention in statement.mentions:
            _add_mention(quads, name, mention, entities, taken)
        for number, measure in enumerate(statement.measures, start=1):
            _add_measure(quads, name, number, measure)
        for number, involvement in enumerate(statement.involvements, start=1):
            _add_involvement(quads, name, number, involvement, entities)


# What is said of sentences and mentions stands in the order of lines, as `Quads.describe` wants it.


def _add_statement(quads: Quads, places: Places, name: str, item: str, statement: Statement) -> None:
    decision = statement.stance
    quads.describe(
        iri(name),
        (
            _A_STATEMENT,
            f"{FG_CONFIDENCE} {confidence(decision.confidence)}",
            f"{FG_DECIDED_BY} {literal(decision.decided_by)}",
            *places.evidence(statement.span),
            f'{FG_LINE} "{statement.line}{INTEGER}',
            f'{FG_ORDER} "{statement.order}{INTEGER}',
            *page_of(statement.span),
            f"{FG_STANCE} {iri(stance_iri(decision.stance))}",
            f"{FG_STATEMENT_OF} {iri(item)}",
            f"{FG_TEXT} {literal(statement.text)}",
        ),
    )


def _add_mention(
    quads: Quads, statement: str, mention: Mention, entities: Mapping[str, str], taken: set[str]
) -> None:
    quads.describe(
        iri(numbered(f"{statement}/m-{mention.start}-{mention.end}", taken)),
        (
            _A_MENTION,
            f'{FG_END} "{mention.end}{INTEGER}',
            f"{FG_MENTION_IN} {iri(statement)}",
            f"{FG_MENTIONS} {entities[mention.entity]}",
            f"{FG_RULE} {literal(mention.rule)}",
            f'{FG_START} "{mention.start}{INTEGER}',
            f"{FG_SURFACE} {literal(mention.surface)}",
        ),
    )


def _add_measure(quads: Quads, statement: str, number: int, measure: Measure) -> None:
    name = f"{statement}/measure-{number}"
    term, add = iri(name), quads.add
    add(term, TYPE, MEASURE)
    add(term, FG_MEASURE_IN, iri(statement))
    add(term, FG_VALUE, decimal(measure.value))
    add(term, FG_UNIT, iri(unit_iri(measure.unit)))
    add(term, FG_START, integer(measure.start))
    add(term, FG_END, integer(measure.end))
    if measure.what:
        add(term, FG_WHAT, literal(measure.what))
    if measure.date:
        add(term, FG_PERIOD, literal(measure.date))
    if measure.population:
        add(term, FG_POPULATION, literal(measure.population))
    if measure.indicator:
        add(term, FG_INDICATOR, iri(f"{BASE}indicator/{segment(measure.indicator)}"))
    for place, comparator in enumerate(measure.comparators, start=1):
        _add_comparator(quads, term, f"{name}/comparator-{place}", place, comparator)


def _add_comparator(quads: Quads, measure: str, name: str, place: int, comparator: Comparator) -> None:
    term, add = iri(name), quads.add
    add(measure, FG_COMPARATOR, term)
    add(term, TYPE, COMPARATOR)
    add(term, FG_ORDER, integer(place))
    add(term, FG_VALUE, decimal(comparator.value))
    add(term, FG_COMPARATOR_KIND, literal(comparator.kind))
    if comparator.direction:
        add(term, FG_DIRECTION, literal(comparator.direction))
    if comparator.date:
        add(term, FG_PERIOD, literal(comparator.date))


def _add_involvement(
    quads: Quads, statement: str, number: int, involvement: Involvement, entities: Mapping[str, str]
) -> None:
    term, add = iri(involvement_iri(statement, number)), quads.add
    add(term, TYPE, INVOLVEMENT)
    add(term, FG_INVOLVEMENT_IN, iri(statement))
    add(term, FG_ORDER, integer(number))
    add(term, FG_SUBJECT, entities[involvement.subject])
    add(term, FG_RELATION, iri(relation_iri(involvement.relation)))
    add(term, FG_OBJECT, entities[involvement.object])
    add(term, FG_STANCE, iri(stance_iri(involvement.stance)))
    add(term, FG_RULE, literal(involvement.rule))
    add(term, FG_STATED, boolean(involvement.stated))
    add(term, FG_START, integer(involvement.start))
    add(term, FG_END, integer(involvement.end))
