"""The words that the graph uses, read from the Turtle files of this room.

Nothing is listed twice: whoever needs the concepts, themes, stances, grades,
frameworks, areas, relations, units or authorities asks here. Every answer is read
once and is the same object afterwards; nothing in it can be changed.

>>> concepts()["police"].type
'agency'
>>> find_authority("London Borough of Barking and Dagenham").slug
'barking-and-dagenham'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Literal

from findingsgraph.ontology.authority_file import Authority, authorities, find_authority
from findingsgraph.ontology.iris import (
    BASE,
    FG,
    area_iri,
    authority_iri,
    concept_iri,
    framework_iri,
    grade_iri,
    local_id,
    national_framework_iri,
    relation_iri,
    resource_base,
    stance_iri,
    theme_iri,
    unit_iri,
)
from findingsgraph.ontology.scales import Area, Framework, Grade, areas, find_grade, frameworks, grades
from findingsgraph.ontology.turtle import SKOS, Resource, read_resources, turtle_files, turtle_text

__all__ = [
    "BASE", "FG", "Area", "Authority", "Concept", "EntityType", "Framework", "Goal", "Grade", "Relation",
    "Stance", "Surface", "Theme", "Unit", "area_iri", "areas", "authorities", "authority_iri",
    "concept_iri", "concepts", "find_authority", "find_grade", "framework_iri", "frameworks",
    "grade_iri", "grades", "local_id", "national_framework",
    "national_framework_iri", "relation_iri", "relations", "resource_base", "stance_iri",
    "stances", "theme_iri", "themes", "turtle_files", "turtle_text", "unit_iri", "units",
]  # fmt: skip

EntityType = Literal["agency", "board", "service", "role", "instrument"]
_TYPES: Mapping[str, EntityType] = {
    FG + "Agency": "agency",
    FG + "Board": "board",
    FG + "Service": "service",
    FG + "Role": "role",
    FG + "Instrument": "instrument",
}
_SURFACES: tuple[tuple[str, Literal["pref", "alt", "hidden"]], ...] = (
    (SKOS + "prefLabel", "pref"),
    (SKOS + "altLabel", "alt"),
    (SKOS + "hiddenLabel", "hidden"),
)


@dataclass(frozen=True, slots=True)
class Surface:
    """A form of words that stands for a concept in a report's text."""

    text: str
    kind: Literal["pref", "alt", "hidden"]
    """The concept's name, another name, or words that only serve to recognise it."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A kind of agency, board, service, role or instrument."""

    id: str
    type: EntityType
    label: str
    broader: str
    """Id of the wider concept; empty where there is none."""
    national: bool
    """One body for the whole country (Cafcass), not one an area."""
    surfaces: tuple[Surface, ...]
    """The prefLabel first, then altLabels and hiddenLabels, each in the order of the file."""
    definition: str = ""
    organisation: str = ""
    """IRI of the class of the W3C's organisation ontology that boards of this kind are in; mostly empty."""
    extra: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """All other literal `fg:` properties by local name."""

    @property
    def iri(self) -> str:
        """The concept's IRI."""
        return concept_iri(self.id)


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject that findings are about."""

    id: str
    label: str
    cues: tuple[str, ...]
    """Words that show the theme, to be matched on word stems."""
    extra: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """All other literal `fg:` properties by local name."""


@dataclass(frozen=True, slots=True)
class Stance:
    """What a statement says of practice: good, not good, both, neither, or to be done."""

    id: str
    label: str
    definition: str
    sign: int
    """1 for a strength, -1 for a weakness, 0 for all others: the sign of an edge in a network."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What one body is to another."""

    id: str
    label: str
    definition: str
    symmetric: bool
    """True where subject and object may change places."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a measure counts in."""

    id: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class Goal:
    """An outcome, enabler or principle of the national framework."""

    id: str
    """`outcome-4`."""
    label: str


@cache
def concepts() -> Mapping[str, Concept]:
    """Every concept of concepts.ttl by id, in the order of the file.

    >>> concepts()["cafcass"].surfaces[0]
    Surface(text='Cafcass', kind='pref')
    """
    found = (_concept(resource) for resource in _members("concept", "concepts.ttl", "boards.ttl"))
    return MappingProxyType({concept.id: concept for concept in found})


def _concept(resource: Resource) -> Concept:
    id = resource.one(SKOS + "notation")
    kind = resource.one(FG + "entityType")
    if kind not in _TYPES:
        raise ValueError(f"concepts.ttl: {id} has no fg:entityType of {', '.join(map(local_id, _TYPES))}")
    return Concept(
        id=id,
        type=_TYPES[kind],
        label=resource.one(SKOS + "prefLabel"),
        broader=local_id(resource.one(SKOS + "broader")),
        national=resource.one(FG + "national") == "true",
        surfaces=tuple(
            Surface(text, surface) for property, surface in _SURFACES for text in resource.all(property)
        ),
        definition=resource.one(SKOS + "definition"),
        organisation=resource.one(FG + "organisationClass"),
        extra=resource.extra(FG + "national"),
    )


@cache
def themes() -> Mapping[str, Theme]:
    """Every theme of themes.ttl by id, in the order of the file."""
    return MappingProxyType(
        {
            id: Theme(id, each.one(SKOS + "prefLabel"), each.all(FG + "cue"), each.extra(FG + "cue"))
            for each in _members("theme", "themes.ttl")
            if (id := each.one(SKOS + "notation"))
        }
    )


@cache
def stances() -> Mapping[str, Stance]:
    """The five stances by id.

    >>> list(stances())
    ['strength', 'weakness', 'mixed', 'context', 'required-action']
    """
    return MappingProxyType(
        {
            id: Stance(
                id, each.one(SKOS + "prefLabel"), each.one(SKOS + "definition"), int(each.one(FG + "sign"))
            )
            for each in _members("stance", "stances.ttl")
            if (id := each.one(SKOS + "notation"))
        }
    )


@cache
def relations() -> Mapping[str, Relation]:
    """The relations between bodies by id.

    >>> [id for id, relation in relations().items() if relation.symmetric]
    ['shares-information-with', 'works-with', 'co-located-with']
    """
    return MappingProxyType(
        {
            id: Relation(
                id,
                each.one(SKOS + "prefLabel"),
                each.one(SKOS + "definition"),
                each.one(FG + "symmetric") == "true",
            )
            for each in _members("relation", "relations.ttl")
            if (id := each.one(SKOS + "notation"))
        }
    )


@cache
def units() -> Mapping[str, Unit]:
    """The units of measures by id.

    >>> units()["per-10000"].label
    'per 10,000 children'
    """
    return MappingProxyType(
        {
            id: Unit(id, each.one(SKOS + "prefLabel"), each.one(SKOS + "definition"))
            for each in _members("unit", "units.ttl")
            if (id := each.one(SKOS + "notation"))
        }
    )


@cache
def national_framework() -> Mapping[str, Goal]:
    """Outcomes, enablers and principles of the national framework for children's social care, by id.

    >>> national_framework()["outcome-4"].label
    'Children in care and care leavers have stable, loving homes'
    """
    return MappingProxyType(
        {
            id: Goal(id, each.one(SKOS + "prefLabel"))
            for each in _members("national-framework", "national-framework.ttl")
            if (id := each.one(SKOS + "notation"))
        }
    )


def _members(scheme: str, *files: str) -> tuple[Resource, ...]:
    """The concepts of a scheme, in the order of the files."""
    scheme_iri = BASE + scheme
    return tuple(
        each for each in read_resources(*files).values() if scheme_iri in each.all(SKOS + "inScheme")
    )
