"""The names of things: namespaces, and how an id becomes an IRI.

Vocabularies (concepts, themes, grades, the authority file, ...) keep the project's
own base, so that graphs built by different people share them. Resources (documents,
reports, local bodies) live under `resource_base()`, which may be set.
"""

from __future__ import annotations

import os

from findingsgraph.errors import UsageError

__all__ = [
    "BASE", "FG", "area_iri", "authority_iri", "concept_iri", "framework_iri", "grade_iri",
    "local_id", "national_framework_iri", "relation_iri", "resource_base", "stance_iri", "theme_iri",
    "unit_iri",
]  # fmt: skip

BASE = "https://w3id.org/findingsgraph/"
"""What all vocabularies' IRIs begin with."""
FG = BASE + "ontology#"
"""The namespace of the ontology's own classes and properties, prefix `fg:`."""


def resource_base() -> str:
    """What the IRIs of documents, reports and local bodies begin with.

    `BASE`, unless the environment variable FINDINGSGRAPH_BASE gives another, which
    must be an http(s) IRI that ends in `/` or `#`; anything else is a `UsageError`.

    >>> resource_base().endswith(("/", "#"))
    True
    """
    base = os.environ.get("FINDINGSGRAPH_BASE", "") or BASE
    if not base.startswith(("http://", "https://")) or base[-1] not in "/#" or set(base) & set(' <>"{}|\\^`'):
        raise UsageError("FINDINGSGRAPH_BASE", f"{base!r} is no http(s) IRI that ends in / or #")
    return base


def concept_iri(id: str) -> str:
    """IRI of an agency, board, service, role or instrument of ontology/concepts.ttl.

    >>> concept_iri("police")
    'https://w3id.org/findingsgraph/concept/police'
    """
    return f"{BASE}concept/{id}"


def theme_iri(id: str) -> str:
    """IRI of a theme of ontology/themes.ttl."""
    return f"{BASE}theme/{id}"


def stance_iri(id: str) -> str:
    """IRI of a stance of ontology/stances.ttl."""
    return f"{BASE}stance/{id}"


def grade_iri(scale: str, id: str) -> str:
    """IRI of a grade on a scale of ontology/grades.ttl.

    >>> grade_iri("ilacs", "requires-improvement")
    'https://w3id.org/findingsgraph/grade/ilacs/requires-improvement'
    """
    return f"{BASE}grade/{scale}/{id}"


def area_iri(id: str) -> str:
    """IRI of a judgement area of ontology/frameworks.ttl."""
    return f"{BASE}area/{id}"


def framework_iri(id: str) -> str:
    """IRI of an inspection framework of ontology/frameworks.ttl."""
    return f"{BASE}framework/{id}"


def authority_iri(slug: str) -> str:
    """IRI of a local authority of ontology/authorities.ttl."""
    return f"{BASE}authority/{slug}"


def relation_iri(id: str) -> str:
    """IRI of a relation between bodies, of ontology/relations.ttl."""
    return f"{BASE}relation/{id}"


def unit_iri(id: str) -> str:
    """IRI of a unit of measure of ontology/units.ttl."""
    return f"{BASE}unit/{id}"


def national_framework_iri(id: str) -> str:
    """IRI of an outcome, enabler or principle of ontology/national-framework.ttl.

    >>> national_framework_iri("outcome-4")
    'https://w3id.org/findingsgraph/national-framework/outcome-4'
    """
    return f"{BASE}national-framework/{id}"


def local_id(iri: str) -> str:
    """Give the last part of an IRI: the id that tables show.

    >>> local_id("https://w3id.org/findingsgraph/grade/sif/good")
    'good'
    >>> local_id(FG + "Agency")
    'Agency'
    """
    return iri.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]
