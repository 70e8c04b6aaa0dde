"""Findings and recommendations of a graph, and which of them are near each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from findingsgraph.errors import BadValue, suggest
from findingsgraph.graphs.similar.nearest import Postings, each_nearest, nearest_to, postings
from findingsgraph.graphs.store.rows import Cell, Rows
from findingsgraph.loaders.reading.terms import FULL, Vector, least_product, shared, vector
from findingsgraph.loaders.reading.theme_features import stems

if TYPE_CHECKING:
    from findingsgraph.graphs.store import Graph

__all__ = ["MINIMUM", "Collection", "Pair", "similar", "similar_pairs"]

MINIMUM = 0.25
"""Texts less near than this seldom speak of the same matter."""
PLACES = ("elsewhere", "within", "anywhere")
COLUMNS = (
    "score",
    "shared",
    "source",
    "finding",
    "part",
    "section",
    "kind",
    "number",
    "page",
    "stance",
    "text",
)
"""Columns of the answer of `similar`."""

DETAILS = """
SELECT ?source ?finding ?part ?section ?kind ?number ?page ?stance ?text {
  VALUES ?finding {}
  GRAPH ?catalogue { ?document fg:source ?source ; fg:preferred ?preferred }
  GRAPH ?document {
    ?finding fg:part ?part ; fg:section ?section ; fg:kind ?kind ; fg:stance ?is ; fg:text ?text
    OPTIONAL { ?finding fg:number ?number }
    OPTIONAL { ?finding fg:page ?page }
  }
  BIND(STRAFTER(STR(?is), "/stance/") AS ?stance)
} ORDER BY ?preferred DESC(?source)
"""
"""Rows for some findings; that of the preferred document comes last."""

Place = Literal["elsewhere", "within", "anywhere"]


class Pair(NamedTuple):
    """A finding and one that is near it."""

    finding: str
    """IRI."""
    other: str
    """IRI."""
    score: float
    """The cosine of their words, between 0 and 1, three decimals."""
    shared: tuple[str, ...]
    """The words that make them near, the weightiest first."""


class Text(NamedTuple):
    """A finding's words and where they stand."""

    finding: str
    report: str
    text: str


class Collection:
    """The findings of a graph, ready to be compared. Make one to ask more than once.

    The filters are those of the question `texts`: source, authority, from_, to, documents,
    part, kind, stance, theme, agency.
    """

    def __init__(self, graph: Graph, **filters: Any) -> None:
        self._graph = graph
        rows = graph.query("texts", **filters)
        self.texts: tuple[Text, ...] = tuple(Text(row.finding, row.report, row.text) for row in rows)
        """In reading order."""

    @cached_property
    def _vectors(self) -> list[Vector]:
        return [vector(each.text) for each in self.texts]

    @cached_property
    def _postings(self) -> Postings:
        return postings(self._vectors)

    def near(self, asked: Text, limit: int, minimum: float, where: Place) -> list[Pair]:
        """Give the findings nearest to a text, the nearest first; ties in reading order."""
        words = vector(asked.text)
        found = nearest_to(words, self._postings, least_product(minimum))
        found.sort(key=lambda near: (-near[1], near[0]))
        pairs: list[Pair] = []
        for place, product in found:
            if len(pairs) == limit:
                break
            if _fits(asked, self.texts[place], where):
                pairs.append(self._pair(asked.finding, words, place, product))
        return pairs

    def pairs(self, limit: int, minimum: float, where: Place) -> Iterator[Pair]:
        """Give for each finding, in reading order, those nearest to it, the nearest first."""

        def fits(one: int, other: int) -> bool:
            return _fits(self.texts[one], self.texts[other], where)

        for place, others in each_nearest(self._vectors, least_product(minimum), limit, fits):
            for other, product in others:
                yield self._pair(self.texts[place].finding, self._vectors[place], other, product)

    def _pair(self, finding: str, words: Vector, place: int, product: int) -> Pair:
        common = shared(words, self._vectors[place])
        return Pair(finding, self.texts[place].finding, round(product / FULL, 3), common)


def similar(
    graph: Graph,
    what: str,
    *,
    limit: int = 10,
    minimum: float = MINIMUM,
    where: Place = "elsewhere",
    **filters: Any,
) -> Rows:
    """Give the findings nearest to a finding, by its IRI, or to words of your own.

    Columns: score (0 to 1), shared (the words that make it near), then where the finding
    stands and what it says. `where`: `elsewhere` looks in other reports than the finding's
    own, `within` in its own alone, `anywhere` in both. `filters` narrow what is looked
    through: source, authority, from_, to, documents, part, kind, stance, theme, agency;
    summaries, statistics and the like are left out unless asked for by `kind`.

    Raises `BadValue` for what has no word, for an IRI that is no finding of the graph, or for an
    option that cannot be.
    """
    _check(limit, minimum, where)
    asked = _asked(graph, what)
    pairs = Collection(graph, **filters).near(asked, limit, minimum, where)
    details = _details(graph, [pair.other for pair in pairs])
    return Rows(COLUMNS, ((pair.score, ", ".join(pair.shared), *details[pair.other]) for pair in pairs))


def similar_pairs(
    graph: Graph,
    *,
    limit: int = 5,
    minimum: float = MINIMUM,
    where: Place = "elsewhere",
    **filters: Any,
) -> Iterator[Pair]:
    """Give for each finding the `limit` nearest ones, as (finding, other, score, shared words).

    Findings in reading order, the nearest first. Options and filters are those of `similar`;
    both ends of a pair pass the filters. A pair may come twice, once from each end.

    Raises `BadValue` for an option that cannot be, and `MissingExtra` where there are too
    many findings to be compared without scipy (the extra `similar`).
    """
    _check(limit, minimum, where)
    return Collection(graph, **filters).pairs(limit, minimum, where)


def _asked(graph: Graph, what: str) -> Text:
    if not stems(what):
        raise BadValue(f"similar: {what!r}", "there is no word in it; give words, or a finding's IRI")
    if not what.startswith(("http://", "https://")) or " " in what.strip():
        return Text("", "", what)
    term = what.strip()
    if any(sign in term for sign in '<>"{}|\\^`'):
        raise BadValue(f"similar: {what}", "it looks like an IRI and is none")
    rows = graph.query(
        f"SELECT ?report ?text {{ GRAPH ?g {{ <{term}> fg:itemOf ?report ; fg:text ?text }} }} "
        "ORDER BY ?report ?text LIMIT 1"
    )
    if not rows:
        raise BadValue(f"similar: {what}", "the graph has no such finding; give its IRI in full, or words")
    return Text(term, str(rows[0].report), str(rows[0].text))


def _details(graph: Graph, findings: Sequence[str]) -> dict[str, tuple[Cell, ...]]:
    """Give the cells of each finding after score and shared words."""
    if not findings:
        return {}
    values = " ".join(f"<{finding}>" for finding in findings)
    rows = graph.query(DETAILS.replace("VALUES ?finding {}", f"VALUES ?finding {{ {values} }}"))
    return {str(row.finding): tuple(row) for row in rows}


def _fits(asked: Text, other: Text, where: str) -> bool:
    if asked.finding == other.finding:
        return False
    return where == "anywhere" or (asked.report == other.report) == (where == "within")


def _check(limit: int, minimum: float, where: str) -> None:
    if limit < 1:
        raise BadValue(f"similar: limit={limit}", "it must be a whole number from 1")
    if not 0 <= minimum <= 1:
        raise BadValue(f"similar: minimum={minimum}", "it must be a number from 0 to 1")
    if where not in PLACES:
        raise BadValue(f"similar: where={where}", suggest(where, PLACES))
