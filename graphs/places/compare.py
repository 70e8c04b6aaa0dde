"""Inspections side by side: grades, what was found by theme and by body, and what must be said with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from findingsgraph.errors import BadValue
from findingsgraph.graphs.places.contrasts import contrasts
from findingsgraph.graphs.places.intervals import wilson
from findingsgraph.graphs.places.judged import judgement_rows
from findingsgraph.graphs.places.material import Inspection, Queryable, Sentence, sentences
from findingsgraph.graphs.places.scales import scale_words
from findingsgraph.graphs.places.sides import choose, choose_neighbours
from findingsgraph.graphs.places.tally import COLUMNS, tallies
from findingsgraph.graphs.store.rows import Cell, Rows
from findingsgraph.ontology import concepts, frameworks, themes

__all__ = ["Comparison", "compare"]

NAMED = ("sentences", "named_share", "named_low", "named_high")
Told = dict[str, tuple[Sentence, ...]]
"""The sentences of each inspection, by its IRI."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Inspections side by side. The tables' rows carry `authority_name` and `dated`: one row a side."""

    sides: tuple[Inspection, ...]
    judgements: Rows
    """Area by area: grade, scale, wording and page; `status` where there is no grade."""
    themes: Rows
    """Sentences of findings with a theme, by stance; `share` is that of weaknesses (mixed ones too)
    among valued sentences, `low` and `high` its 95% interval."""
    agencies: Rows
    """Sentences that name a kind of body, by stance, as for themes; and how often it is named at all:
    `named_share` of the report's `sentences`, with its interval."""
    differences: Rows
    """What one side has as a strength and another as a weakness: two quotes on one matter, with
    pages and the words that they share."""
    notes: tuple[str, ...]
    """What must be said with the tables, in words."""

    @property
    def tables(self) -> dict[str, Rows]:
        """The tables by name."""
        return {
            "judgements": self.judgements,
            "themes": self.themes,
            "agencies": self.agencies,
            "differences": self.differences,
        }


def compare(graph: Queryable, *places: str, neighbours: bool = False) -> Comparison:
    """Set places side by side, each as `NAME` (its latest inspection) or `NAME@YEAR`.

    `neighbours` adds the statistical neighbours of the first, each with the inspection nearest
    in time. Counted are sentences, without summaries and statistics. Raises `BadValue` for a
    place or year that is not there, or fewer than two sides.

    >>> from findingsgraph.graphs.places.scales import scale_words
    >>> scale_words("lac-2013", "sif")
    'the scales lac-2013 and sif do not compare: no rise, fall or standstill can be read from them'
    """
    sides = [choose(graph, place) for place in places]
    without: list[str] = []
    if neighbours and sides:
        more, without = choose_neighbours(graph, sides[0])
        sides += more
    sides = list(dict.fromkeys(sides))
    if len(sides) < 2:
        raise BadValue("compare", "give two different places or times, or one with its neighbours")
    told = sentences(graph, sides)
    return Comparison(
        sides=tuple(sides),
        judgements=judgement_rows(graph, sides),
        themes=_themes(sides, told),
        agencies=_agencies(sides, told),
        differences=contrasts(sides, told),
        notes=tuple(_notes(sides, told, without)),
    )


def _themes(sides: Sequence[Inspection], told: Told) -> Rows:
    labels = {id: theme.label for id, theme in themes().items()}
    columns = ("theme", "theme_name", "authority_name", "dated", *COLUMNS)
    return Rows(columns, _counted(sides, told, lambda sentence: sentence.themes, labels))


def _agencies(sides: Sequence[Inspection], told: Told) -> Rows:
    labels = {id: concept.label for id, concept in concepts().items()}
    rows = []
    totals = {(side.name, side.dated): len(told[side.iri]) for side in sides}
    for row in _counted(sides, told, lambda sentence: sentence.bodies, labels):
        named, total = int(str(row[4])), totals[str(row[2]), str(row[3])]
        low, high = wilson(named, total)
        share = round(named / total, 4) if total else None
        rows.append((*row, total, share, round(low, 4), round(high, 4)))
    return Rows(("concept", "name", "authority_name", "dated", *COLUMNS, *NAMED), rows)


def _counted(
    sides: Sequence[Inspection],
    told: Told,
    keys: Callable[[Sentence], Iterable[str]],
    labels: dict[str, str],
) -> list[tuple[Cell, ...]]:
    """Count each side's sentences by key; keys that most sentences have first, a row a side."""
    return [
        (key, labels.get(key, key), side.name, side.dated, *tally.cells())
        for key, counted in tallies(sides, told, keys)
        for side, tally in zip(sides, counted, strict=True)
    ]


def _notes(sides: Sequence[Inspection], told: Told, without: list[str]) -> Iterable[str]:
    known = frameworks()
    distinct = list(dict.fromkeys(side.framework for side in sides))
    if len(distinct) > 1:
        names = "; ".join(known[each].label if each in known else each or "not known" for each in distinct)
        yield (
            f"Different frameworks ({names}): they judge other areas and print other lists, so that areas "
            "of other names are not set against each other, and numbers of sentences differ with the form."
        )
    for one, other in combinations(sorted({side.scale for side in sides if side.scale}), 2):
        yield f"Of the grades: {scale_words(one, other)}."
    rates = {side.title: _naming(told[side.iri]) for side in sides}
    if max(rates.values()) > 1.2 * min(rates.values()):
        said = ", ".join(f"{title} {rate:.0f}" for title, rate in rates.items())
        yield (
            f"Of 100 sentences, so many name a body: {said}. Compare shares and their intervals, "
            "not numbers of sentences."
        )
    yield (
        "Stances are findingsgraph's labels, not Ofsted's, and some are wrong (docs/accuracy.md). Intervals "
        "are Wilson's at 95% for a share counted in so many sentences; they know nothing of wrong labels."
    )
    if without:
        yield f"No report here on these statistical neighbours: {', '.join(without)}."


def _naming(told: Sequence[Sentence]) -> float:
    return 100 * sum(1 for sentence in told if sentence.bodies) / len(told) if told else 0.0
