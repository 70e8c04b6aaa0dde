"""One place in time: its inspections, grades, themes, what turned, and what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from findingsgraph.graphs.places.grades import grade_rows, inspection_rows, told_earlier
from findingsgraph.graphs.places.material import Inspection, Queryable, Sentence, inspections, sentences
from findingsgraph.graphs.places.measured import measure_rows
from findingsgraph.graphs.places.tally import COLUMNS, Tally, leaning, tallies
from findingsgraph.graphs.places.turns import turn_rows
from findingsgraph.graphs.store.rows import Cell, Rows
from findingsgraph.ontology import themes

__all__ = ["Trend", "trend"]


@dataclass(frozen=True, slots=True)
class Trend:
    """A place in time, by `dated`."""

    inspections: Rows
    """Inspections in a row; `told`: only the text of a report here names it."""
    grades: Rows
    """Area by area, with the change against the grade before where the scales compare."""
    themes: Rows
    """Sentences by stance, inspection after inspection; `leans` is where most of the valued ones
    point, `turn` what that was before, `clear` whether the intervals of the shares part."""
    turns: Rows
    """Matters found as a weakness and later as a strength, or the other way: both quotes."""
    measures: Rows
    """Values of the same indicator, report after report."""
    notes: tuple[str, ...]
    """What must be said with the tables, in words."""

    @property
    def tables(self) -> dict[str, Rows]:
        """The tables by name."""
        return {
            "inspections": self.inspections,
            "grades": self.grades,
            "themes": self.themes,
            "turns": self.turns,
            "measures": self.measures,
        }


def trend(graph: Queryable, authority: str) -> Trend:
    """Follow an authority (name, URN or IRI) through its inspections. Raises `BadValue`."""
    found = inspections(graph, authority)
    told = told_earlier(graph, found)
    said = sentences(graph, found)
    return Trend(
        inspections=inspection_rows(found, told),
        grades=grade_rows(graph, found, told),
        themes=_theme_rows(found, said),
        turns=turn_rows(found, said),
        measures=measure_rows(graph, found),
        notes=_notes(found, bool(told)),
    )


def _theme_rows(found: Sequence[Inspection], said: Mapping[str, Sequence[Sentence]]) -> Rows:
    labels = themes()
    rows: list[tuple[Cell, ...]] = []
    for theme, counted in tallies(found, said, lambda sentence: sentence.themes):
        label = labels[theme].label if theme in labels else theme
        before: Tally | None = None
        for each, tally in zip(found, counted, strict=True):
            rows.append((theme, label, each.dated, *tally.cells(), *_turned(before, tally)))
            before = tally if tally.valued else before
    return Rows(("theme", "theme_name", "dated", *COLUMNS, "leans", "turn", "clear"), rows)


def _turned(before: Tally | None, now: Tally) -> tuple[Cell, ...]:
    """Give where it leans, from where it turned, and whether the two intervals part."""
    leans = leaning(now) or None
    if before is None or leans is None:
        return leans, None, None
    was = leaning(before)
    if was == leans:
        return leans, None, None
    (low, high), (was_low, was_high) = now.interval or (0, 1), before.interval or (0, 1)
    return leans, f"{was} to {leans}", low > was_high or high < was_low


def _notes(found: Sequence[Inspection], told: bool) -> tuple[str, ...]:
    notes = []
    if len({each.framework for each in found}) > 1:
        notes.append(
            "The frameworks change: areas of other names are not set against each other, and numbers of "
            "sentences differ with the form of the reports; compare shares."
        )
    if told:
        notes.append(
            "Inspections of which only a later report tells judged other areas on an older scale: "
            "no rise, fall or standstill can be read from their grades to those of today."
        )
    notes.append(
        "Stances, themes and turns are findingsgraph's labels, not Ofsted's, and some are wrong "
        "(docs/accuracy.md): read the quotes. An inspection that is silent on a matter says nothing of it."
    )
    return tuple(notes)
