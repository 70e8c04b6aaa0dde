"""What became of recommendations: what later inspections of the same authority say of the same matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from findingsgraph.errors import BadValue, suggest
from findingsgraph.graphs.places.intervals import wilson
from findingsgraph.graphs.places.material import Inspection, Queryable, Sentence, inspections, sentences
from findingsgraph.graphs.places.matters import Matters, Same, each_other_once
from findingsgraph.graphs.store.rows import Cell, Rows
from findingsgraph.ontology import themes

__all__ = ["ASKED", "FollowUp", "Followed", "Later", "follow", "followed"]

ASKED = ("recommendation", "priority-action")
"""Kinds of report items that ask for something."""
COLUMNS = (
    "authority_name", "dated", "number", "priority", "themes", "recommendation", "page", "source", "outcome",
    "later", "later_outcome", "years", "asked", "stance", "quote", "quote_page", "quote_source", "shared",
    "score", "recommendation_item", "statement",
)  # fmt: skip

Outcome = Literal["recurring", "addressed", "no later evidence", "no later inspection"]
OUTCOMES: tuple[Outcome, ...] = ("recurring", "addressed", "no later evidence", "no later inspection")
NOTES = (
    "recurring: a later inspection finds a weakness in the same matter or asks again. addressed: the last "
    "inspection that speaks of the matter quotes a strength and no weakness; not that all that was asked "
    "is done. no later evidence: later reports here say nothing that was recognised as the same matter, "
    "which is no sign that nothing was done.",
    "That two sentences are of one matter is inferred from themes, names and words, and one time in five "
    "or so it is not: read the quotes.",
)


@dataclass(frozen=True, slots=True)
class Later:
    """What one later inspection says of the matter."""

    dated: str
    years: float
    """Years since the recommendation."""
    evidence: tuple[Same, ...]
    """Weaknesses and required actions first, then strengths; the nearest first."""

    @property
    def outcome(self) -> Outcome:
        """`recurring` where it finds a weakness or asks again, else `addressed`: it finds a strength."""
        return "addressed" if all(each.other.stance == "strength" for each in self.evidence) else "recurring"


@dataclass(frozen=True, slots=True)
class Followed:
    """A recommendation and what later inspections say of its matter."""

    authority_name: str
    dated: str
    item: str
    """IRI of the report item."""
    number: str
    priority: bool
    themes: tuple[str, ...]
    text: str
    page: int | None
    source: str
    inspected_since: int
    """Number of later inspections of the authority in the graph."""
    later: tuple[Later, ...]
    """Those of them that say something of the matter, in time."""

    @property
    def outcome(self) -> Outcome:
        """What the last inspection that speaks of the matter says; silence is no evidence."""
        if self.later:
            return self.later[-1].outcome
        return "no later evidence" if self.inspected_since else "no later inspection"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Recommendations and what became of them."""

    recommendations: tuple[Followed, ...]
    notes: tuple[str, ...] = NOTES
    """What must be said with the tables, in words."""

    @property
    def outcomes(self) -> Rows:
        """How many recommendations of each inspection came to what."""
        groups: dict[tuple[str, str], Counter[str]] = {}
        for each in self.recommendations:
            groups.setdefault((each.authority_name, each.dated), Counter())[each.outcome] += 1
        names = [outcome.replace(" ", "_") for outcome in OUTCOMES]
        return Rows(
            ("authority_name", "dated", "recommendations", *names),
            [(*key, count.total(), *(count[each] for each in OUTCOMES)) for key, count in groups.items()],
        )

    @property
    def quotes(self) -> Rows:
        """A row for each quote of a later report, and one without for a recommendation that has none."""
        return Rows(COLUMNS, [row for each in self.recommendations for row in _rows(each)])

    @property
    def themes(self) -> Rows:
        """What became of the recommendations of each theme that a later inspection could speak of.

        `share` is that of the recurring ones, `low` and `high` its 95% interval; those that recur
        most often first.
        """
        groups: dict[str, Counter[str]] = {}
        for each in self.recommendations:
            for theme in each.themes if each.inspected_since else ():
                groups.setdefault(theme, Counter())[each.outcome] += 1
        rows: list[tuple[Cell, ...]] = []
        ordered = sorted(groups.items(), key=lambda each: (-each[1]["recurring"], -each[1].total(), each[0]))
        for theme, count in ordered:
            low, high = wilson(count["recurring"], count.total())
            share = round(count["recurring"] / count.total(), 3)
            outcomes = (count[each] for each in OUTCOMES[:3])
            rows.append((theme, count.total(), *outcomes, share, round(low, 3), round(high, 3)))
        names = [outcome.replace(" ", "_") for outcome in OUTCOMES[:3]]
        return Rows(("theme", "recommendations", *names, "share", "low", "high"), rows)

    @property
    def tables(self) -> dict[str, Rows]:
        """The tables by name."""
        return {"quotes": self.quotes, "outcomes": self.outcomes, "themes": self.themes}


def followed(
    graph: Queryable,
    authority: str | Sequence[str] | None = None,
    *,
    years: float = 0,
    theme: str | None = None,
    outcome: str | None = None,
) -> FollowUp:
    """Follow the recommendations of an authority (name, URN or IRI), of several, or of all.

    A matter is the same where a later sentence shares a theme with the recommendation and words
    enough, or a theme, a body and fewer words (matter.toml). `years` leaves out what inspections
    less than so many years later say; `theme` and `outcome` leave out other recommendations.
    Raises `BadValue`.
    """
    _check("theme", theme, themes())
    _check("outcome", outcome, OUTCOMES)
    by_place: dict[str, list[Inspection]] = {}
    for each in inspections(graph, authority):
        by_place.setdefault(each.authority, []).append(each)
    said = sentences(graph, [each for group in by_place.values() for each in group])
    return FollowUp(
        tuple(
            found
            for group in by_place.values()
            for found in follow(group, [sentence for each in group for sentence in said[each.iri]], years)
            if theme in (None, *found.themes) and outcome in (None, found.outcome)
        )
    )


def _check(name: str, value: str | None, choices: Iterable[str]) -> None:
    known = list(choices)
    if value is not None and value not in known:
        raise BadValue(f"followed: {name}={value}", suggest(value, known))


def follow(found: Sequence[Inspection], said: Sequence[Sentence], years: float = 0) -> Iterator[Followed]:
    """Follow the recommendations of one place, whose inspections and sentences are at hand."""
    begun = min((each.dated for each in found), default="")
    later = [each for each in said if each.dated > begun and each.stance != "context"]
    matters = Matters(later)
    inspection_of = {report: each for each in found for report in each.reports}
    items: dict[str, list[Sentence]] = {}
    for sentence in said:
        if sentence.kind in ASKED:
            items.setdefault(sentence.finding, []).append(sentence)
    for item, asked in items.items():
        own = inspection_of[asked[0].report]
        # An inspection whose day is not known is neither before nor after another.
        dated = [each for each in found if each.dated > own.dated] if own.dated else []
        after = [each for each in dated if _years(own.dated, each.dated) >= years]
        evidence = _evidence(matters, asked, {report for each in after for report in each.reports})
        told = (Later(each.dated, _years(own.dated, each.dated), _of(evidence, each)) for each in after)
        yield Followed(
            authority_name=own.name,
            dated=own.dated,
            item=item,
            number=asked[0].number,
            priority=asked[0].kind == "priority-action",
            themes=asked[0].themes,
            text=" ".join(sentence.text for sentence in asked),
            page=asked[0].page,
            source=asked[0].source,
            inspected_since=len(after),
            later=tuple(each for each in told if each.evidence),
        )


def _evidence(matters: Matters, asked: Sequence[Sentence], after: set[str]) -> list[Same]:
    """Give each later sentence of the matter once, with the sentence of the item nearest to it.

    Context says nothing of what became of it, and is not among the matters.
    """
    found = each_other_once(
        same for sentence in asked for same in matters.same(sentence, lambda other: other.report in after)
    )
    good = "strength"
    return sorted(found, key=lambda s: (s.other.stance == good, -s.score, s.other.statement))


def _of(evidence: Sequence[Same], inspection: Inspection) -> tuple[Same, ...]:
    return tuple(each for each in evidence if each.other.report in inspection.reports)


def _years(one: str, other: str) -> float:
    return round((date.fromisoformat(other) - date.fromisoformat(one)).days / 365.25, 1)


def _rows(each: Followed) -> Iterator[tuple[Cell, ...]]:
    start: tuple[Cell, ...] = (
        each.authority_name, each.dated, each.number or None, each.priority, ", ".join(each.themes),
        each.text, each.page, each.source, each.outcome,
    )  # fmt: skip
    for later in each.later:
        for same in later.evidence:
            quote = same.other
            yield (
                *start, later.dated, later.outcome, later.years, same.one.text, quote.stance, quote.text,
                quote.page, quote.source, ", ".join(same.words), same.score, each.item, quote.statement,
            )  # fmt: skip
    if not each.later:
        yield (*start, *[None] * 10, each.item, None)
