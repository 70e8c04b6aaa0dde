"""Grades, the scales they stand on, inspection frameworks and what each judges."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from findingsgraph.errors import BrokenVocabulary
from findingsgraph.ontology.iris import BASE, FG, area_iri, framework_iri, grade_iri, local_id
from findingsgraph.ontology.turtle import SKOS, Resource, read_resources

__all__ = ["Area", "Framework", "Grade", "areas", "find_grade", "frameworks", "grades"]

FRAMEWORKS = "frameworks.ttl"


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade on one scale."""

    scale: str
    """sif, ilacs, lac-2013 or earlier."""
    id: str
    """As in the tables: `good`, `requires-improvement`. The same id may be on several scales."""
    label: str
    rank: int | None
    """4 is the best, 1 the worst; None for `not-judged`. Comparable within one scale only."""
    printed: tuple[str, ...]
    """How reports print it: the label, then its variants."""
    close: tuple[str, ...] = ()
    """IRIs of grades of other scales that mean about the same."""
    related: tuple[str, ...] = ()
    """IRIs of grades of other scales that stand in its place without meaning the same."""

    @property
    def iri(self) -> str:
        """The grade's IRI."""
        return grade_iri(self.scale, self.id)


@dataclass(frozen=True, slots=True)
class Area:
    """What a judgement is about."""

    id: str
    label: str
    printed: tuple[str, ...]
    """How covers print the row's label: the label, then its variants."""


@dataclass(frozen=True, slots=True)
class Framework:
    """The rules under which an inspection judges: its areas and its scale."""

    id: str
    label: str
    family: str
    """sif, sif-reinspection, ilacs, lac-2013 or lscb-review."""
    scale: str
    areas: tuple[str, ...]
    """Ids of the areas that it judges, in the order of the printed table."""
    not_reported: tuple[str, ...]
    """Ids of areas that others of its family judge and this one does not."""
    valid_from: date | None
    """First day on which an inspection under it began; None where that is not known."""
    first_published: date
    """Day of the first report under it that was seen."""
    last_published: date | None
    """Day of the last one; None while it is in force. Frameworks overlap: dates decide nothing."""


@cache
def grades() -> Mapping[tuple[str, str], Grade]:
    """Every grade by (scale, id), scale by scale, the best first.

    >>> grades()["sif", "good"].rank
    3
    """
    found = (_grade(each) for each in read_resources("grades.ttl").values() if each.all(FG + "scale"))
    return MappingProxyType({(grade.scale, grade.id): grade for grade in found})


def _grade(resource: Resource) -> Grade:
    rank = resource.one(FG + "rank")
    scale = local_id(resource.one(FG + "scale"))
    return Grade(
        scale=scale,
        id=_id("grades.ttl", resource, lambda id: grade_iri(scale, id)),
        label=resource.one(SKOS + "prefLabel"),
        rank=int(rank) if rank else None,
        printed=_labels(resource),
        close=resource.all(SKOS + "closeMatch"),
        related=resource.all(SKOS + "relatedMatch"),
    )


def find_grade(scale: str, printed: str) -> Grade | None:
    """The grade that is printed with these words on this scale, or None.

    Case, white space, a footnote digit and a closing stop do not matter; the words must be
    the grade and nothing else.

    >>> find_grade("ilacs", "Requires  improvement to be good.").id
    'requires-improvement'
    >>> find_grade("ilacs", "Adequate") is None
    True
    """
    return _grades_by_words(scale).get(_fold(printed))


@cache
def _grades_by_words(scale: str) -> Mapping[str, Grade]:
    return {
        _fold(words): grade for (on, _), grade in grades().items() if on == scale for words in grade.printed
    }


def _fold(words: str) -> str:
    return re.sub(r"[.:\d]+$", "", " ".join(words.split())).strip().lower()


@cache
def areas() -> Mapping[str, Area]:
    """Every judgement area by id.

    >>> areas()["care-leavers"].label
    'Experiences and progress of care leavers'
    """
    found = {}
    for each in _in_scheme("area"):
        id = _id(FRAMEWORKS, each, area_iri)
        found[id] = Area(id, each.one(SKOS + "prefLabel"), _labels(each))
    return MappingProxyType(found)


@cache
def frameworks() -> Mapping[str, Framework]:
    """Every framework by id.

    >>> frameworks()["sif"].areas[0]
    'overall'
    >>> frameworks()["ilacs-2018"].not_reported
    ('care-leavers',)
    """
    found = (_framework(each) for each in _in_scheme("framework") if each.all(FG + "judges"))
    return MappingProxyType({framework.id: framework for framework in found})


def _framework(resource: Resource) -> Framework:
    first, valid, last = (
        resource.one(FG + each) for each in ("firstPublished", "validFrom", "lastPublished")
    )
    framework = Framework(
        id=_id(FRAMEWORKS, resource, framework_iri),
        label=resource.one(SKOS + "prefLabel"),
        family=resource.one(FG + "family"),
        scale=local_id(resource.one(FG + "scale")),
        areas=tuple(map(local_id, resource.all(FG + "judges"))),
        not_reported=tuple(map(local_id, resource.all(FG + "doesNotJudge"))),
        valid_from=date.fromisoformat(valid) if valid else None,
        first_published=date.fromisoformat(first) if first else date.min,
        last_published=date.fromisoformat(last) if last else None,
    )
    strange = [each for each in (*framework.areas, *framework.not_reported) if each not in areas()]
    if strange:
        raise BrokenVocabulary(FRAMEWORKS, f"{framework.id} judges {strange[0]!r}: no area has this notation")
    if (
        not first
        or not framework.family
        or framework.scale not in {grade.scale for grade in grades().values()}
    ):
        raise BrokenVocabulary(
            FRAMEWORKS, f"{framework.id} needs fg:family, fg:firstPublished and a fg:scale with grades"
        )
    return framework


def _id(file: str, resource: Resource, iri: Callable[[str], str]) -> str:
    """Give the notation of an entry; graphs and queries know the entry by it, so its IRI has to end in it."""
    id = resource.one(SKOS + "notation")
    if not id or resource.iri != iri(id):
        wanted = f"its IRI must be {iri(id)}" if id else "it has no skos:notation"
        raise BrokenVocabulary(file, f"<{resource.iri}>: {wanted}")
    return id


def _labels(resource: Resource) -> tuple[str, ...]:
    return tuple(dict.fromkeys(resource.all(SKOS + "prefLabel") + resource.all(SKOS + "altLabel")))


def _in_scheme(scheme: str) -> tuple[Resource, ...]:
    resources = read_resources(FRAMEWORKS).values()
    return tuple(each for each in resources if BASE + scheme in each.all(SKOS + "inScheme"))
