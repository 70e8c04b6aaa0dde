"""Which inspections are set side by side: a place, a place at a time, a place with its neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from findingsgraph.errors import BadValue
from findingsgraph.graphs.places.material import Inspection, Queryable, inspections
from findingsgraph.ontology import authorities, authority_iri

__all__ = ["choose", "choose_neighbours"]


def choose(graph: Queryable, asked: str) -> Inspection:
    """Give the inspection that `NAME` or `NAME@YEAR` means: the latest, or the one dated in that year.

    A day, `NAME@2018-07-27`, works too. Raises `BadValue`.
    """
    place, at, when = asked.rpartition("@")
    found = inspections(graph, place if at else asked)
    if not at:
        return found[-1]
    fitting = [each for each in found if when.strip() and each.dated.startswith(when.strip())]
    if not fitting:
        days = ", ".join(each.dated for each in found)
        raise BadValue(f"{asked}", f"no inspection dated {when or 'so'}; there is: {days}")
    return fitting[-1]


def choose_neighbours(graph: Queryable, side: Inspection) -> tuple[list[Inspection], list[str]]:
    """Give the statistical neighbours' inspections nearest in time, and the names of those without any.

    Neighbours are the authority file's (the Department for Education's), the nearest first.
    Raises `BadValue` when none of them has a report in the graph.
    """
    names = {each.slug: each.name for each in authorities()}
    own = next(each for each in authorities() if each.iri == side.authority)
    by_place: dict[str, list[Inspection]] = {}
    for each in inspections(graph):
        by_place.setdefault(each.authority, []).append(each)
    found, without = [], []
    for slug in own.neighbours:
        theirs = by_place.get(authority_iri(slug))
        if theirs:
            found.append(_nearest(theirs, side.dated))
        else:
            without.append(names.get(slug, slug))
    if not found:
        missing = ", ".join(without) or "it has none in the authority file"
        raise BadValue(f"neighbours of {side.name}", f"no report on any of them here: {missing}")
    return found, without


def _nearest(found: Iterable[Inspection], day: str) -> Inspection:
    return min(found, key=lambda each: (_days_apart(each.dated, day), each.dated))


def _days_apart(one: str, other: str) -> int:
    if not one or not other:
        return 10**6
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
