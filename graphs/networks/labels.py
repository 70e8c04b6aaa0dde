"""Names for people of what the graph knows by ids: concepts and authorities."""

from __future__ import annotations

from functools import cache

from findingsgraph.ontology import authorities, concepts


def concept_label(concept: str) -> str:
    """Give the concept's label; its id where the ontology has none of it.

    >>> concept_label("police"), concept_label("no-such")
    ('Police', 'no-such')
    """
    known = concepts().get(concept)
    return known.label if known else concept


def authority_name(iri: str) -> str:
    """Give the authority file's name; the last part of the IRI where the file does not have it."""
    return _authority_names().get(iri) or iri.rsplit("/", 1)[-1]


@cache
def _authority_names() -> dict[str, str]:
    return {authority.iri: authority.name for authority in authorities()}
