"""Whether the grades of two inspections compare, as the ontology says, and how to say it in words."""

from __future__ import annotations

from functools import cache
from typing import Literal

from findingsgraph.ontology import grades

__all__ = ["Match", "change", "match", "scale_words"]

Match = Literal["same", "close", "related", "none"]


@cache
def match(one: str, other: str) -> Match:
    """Say how two scales compare: the same, close (about the same), related (not comparable), or not at all.

    From `skos:closeMatch` and `skos:relatedMatch` between their grades.

    >>> match("sif", "ilacs"), match("earlier", "sif"), match("ilacs", "ilacs")
    ('close', 'related', 'same')
    """
    if one == other:
        return "same"
    start = f"/grade/{other}/"
    own = [grade for (scale, _), grade in grades().items() if scale == one]
    if any(start in iri for grade in own for iri in grade.close):
        return "close"
    return "related" if any(start in iri for grade in own for iri in grade.related) else "none"


def change(before: tuple[str, str], after: tuple[str, str]) -> str:
    """Say what became of a grade, each given as (scale, grade id).

    rise, fall or same where the scales compare; "not comparable" where they do not, or where
    one of the two is no rank.

    >>> change(("sif", "good"), ("sif", "inadequate"))
    'fall'
    >>> change(("earlier", "adequate"), ("sif", "requires-improvement"))
    'not comparable'
    """
    known = grades()
    old, new = known.get(before), known.get(after)
    comparable = match(before[0], after[0]) in ("same", "close")
    if not comparable or old is None or new is None or old.rank is None or new.rank is None:
        return "not comparable"
    return "same" if old.rank == new.rank else "rise" if new.rank > old.rank else "fall"


def scale_words(one: str, other: str) -> str:
    """Say in words how the grades of two scales may be read side by side; nothing for one scale."""
    if one == other:
        return ""
    if match(one, other) == "close":
        return (
            f"the scales {one} and {other} are two; their grades mean about the same "
            "(skos:closeMatch of the ontology, not the inspectorate's word)"
        )
    return f"the scales {one} and {other} do not compare: no rise, fall or standstill can be read from them"
