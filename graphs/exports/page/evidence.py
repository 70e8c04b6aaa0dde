"""What stands behind a network: the sentences that speak of each node, with their place in a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from findingsgraph.graphs.networks import find_projection
from findingsgraph.graphs.networks.parameters import split_parameters
from findingsgraph.graphs.networks.projections import ROWS
from findingsgraph.ontology import concept_iri, theme_iri
from findingsgraph.queries import load

if TYPE_CHECKING:
    from findingsgraph.graphs.exports.selection import Exportable

# Of a sentence, what the row of the body that it names says.
_Named = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a report, and where it is printed."""

    statement: str
    finding: str
    stance: str
    text: str
    page: str
    line: str


@dataclass(frozen=True, slots=True)
class Item:
    """A report's item, whose sentences are quoted."""

    finding: str
    part: str
    section: str
    kind: str
    number: str
    text: str
    source: str
    authority: str
    """IRI of the authority that was inspected."""
    dated: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Sentences and items in reading order, and which sentences speak of which node."""

    quotes: tuple[Quote, ...] = ()
    items: Mapping[str, Item] = field(default_factory=dict)
    of_node: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """IRI of a body, concept, finding, theme or authority: numbers of quotes."""
    words: Mapping[tuple[str, int], tuple[int, int]] = field(default_factory=dict)
    """Of a node and a quote's number: the character range of the words that name it."""


def read_evidence(graph: Exportable, projection: str, parameters: Mapping[str, Any]) -> Evidence:
    """Ask for the sentences that a projection is made of, narrowed as it is."""
    asked, _ = split_parameters(find_projection(projection), parameters)
    rows = _rows(graph, ROWS, asked)
    named: dict[str, _Named] = {
        row["statement"]: (row["source"], row["authority"], row["dated"], row["finding"]) for row in rows
    }
    quotes = tuple(_quotes(_rows(graph, "statements", asked), named))
    number = {quote.statement: at for at, quote in enumerate(quotes)}
    items = _items(graph, asked, {named[quote.statement][3]: named[quote.statement] for quote in quotes})
    of_node: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if row["statement"] in number:
            for node in (row["entity"], concept_iri(row["concept"])):
                of_node[node].add(number[row["statement"]])
    for at, quote in enumerate(quotes):
        item = items.get(quote.finding)
        for node in (quote.finding, item.authority if item else "", *(item.themes if item else ())):
            of_node[theme_iri(node) if item and node in item.themes else node].add(at)
    return Evidence(
        quotes,
        items,
        {node: tuple(sorted(of)) for node, of in of_node.items()},
        _words(_rows(graph, "mentions", asked), number),
    )


def _rows(graph: Exportable, question: str, asked: Mapping[str, Any]) -> list[dict[str, str]]:
    """Ask a question with those of the parameters that it takes; all cells become text."""
    known = {parameter.name for parameter in load(question).parameters}
    narrowed = {name: value for name, value in asked.items() if name in known}
    # `agency` keeps sentences that name it, with all others that they name: the first question decides.
    if question == "mentions":
        narrowed.pop("agency", None)
    narrowed.setdefault("documents", "preferred")
    answer = graph.query(question, **narrowed)
    columns = answer.columns
    return [
        {name: "" if cell is None else str(cell) for name, cell in zip(columns, row, strict=True)}
        for row in answer
    ]


def _quotes(rows: Iterable[Mapping[str, str]], named: Mapping[str, _Named]) -> Iterable[Quote]:
    for row in rows:
        if row["statement"] in named:
            yield Quote(
                row["statement"], row["finding"], row["stance"], row["text"], row["page"], row["line"]
            )


def _items(graph: Exportable, asked: Mapping[str, Any], named: Mapping[str, _Named]) -> dict[str, Item]:
    # A sentence's stance is not always its item's, so stance and body do not narrow the items.
    about = {name: value for name, value in asked.items() if name not in ("stance", "agency")}
    themes: dict[str, list[str]] = defaultdict(list)
    for row in _rows(graph, "themes", about):
        themes[row["finding"]].append(row["theme"])
    items = {}
    for row in _rows(graph, "findings", about):
        if row["finding"] in named:
            source, authority, dated, finding = named[row["finding"]]
            items[finding] = Item(
                finding, row["part"], row["section"], row["kind"], row["number"], row["text"],
                source, authority, dated, tuple(themes[finding]),
            )  # fmt: skip
    return items


def _words(
    rows: Iterable[Mapping[str, str]], number: Mapping[str, int]
) -> dict[tuple[str, int], tuple[int, int]]:
    words: dict[tuple[str, int], tuple[int, int]] = {}
    for row in rows:
        at = number.get(row["statement"])
        if at is not None:
            for node in (row["entity"], concept_iri(row["concept"])):
                words.setdefault((node, at), (int(row["start"]), int(row["end"])))
    return words
