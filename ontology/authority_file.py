"""The authority file: England's children's services authorities, and how to find one by its name.

A report prints an authority's name in dozens of ways ("London Borough of ...", "... City
Council"). Generic words around the name are taken off one at a time until what is left is
a known name. Two authorities that fit are none: a name is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from findingsgraph.ontology.iris import BASE, FG, authority_iri, local_id
from findingsgraph.ontology.turtle import RDF_TYPE, SKOS, Resource, read_resources

__all__ = ["Authority", "authorities", "find_authority"]

FILES = ("authorities.ttl", "authority-names.ttl")
WORDING = BASE + "authority-wording"
REPLACED_BY = "http://purl.org/dc/terms/isReplacedBy"


@dataclass(frozen=True, slots=True)
class Authority:
    """A council that is (or was) responsible for children's services."""

    slug: str
    """Last part of its IRI: `hartlepool`."""
    name: str
    """As in the register: `Bristol, City of`."""
    urn: str
    """Ofsted's number, the one in the addresses of its reports."""
    la_code: str
    """The Department for Education's three-digit code."""
    gss: str
    """The Office for National Statistics' code of the area."""
    region: str
    kind: str
    """London Borough, Metropolitan District, Unitary Authority or County; empty for some abolished ones."""
    neighbours: tuple[str, ...]
    """Slugs of its statistical neighbours, the nearest first; empty when abolished."""
    names: tuple[str, ...] = ()
    """Other names that mean it, beyond generic wording."""
    deliverers: tuple[str, ...] = ()
    """Names of the bodies that deliver its services: a report's cover may have one of them in its place."""
    replaced_by: tuple[str, ...] = ()
    """Slugs of its successors, when it was abolished."""

    @property
    def iri(self) -> str:
        """The authority's IRI."""
        return authority_iri(self.slug)


@cache
def authorities() -> tuple[Authority, ...]:
    """Every authority, sorted by slug.

    >>> hartlepool = next(each for each in authorities() if each.slug == "hartlepool")
    >>> hartlepool.urn, hartlepool.gss, hartlepool.region
    ('80473', 'E06000001', 'North East')
    """
    found = (
        _authority(each) for each in _resources().values() if FG + "LocalAuthority" in each.all(RDF_TYPE)
    )
    return tuple(sorted(found, key=lambda each: each.slug))


def find_authority(printed: str) -> Authority | None:
    """The authority that a printed name means; None when none does, or more than one.

    >>> find_authority("Telford & Wrekin Council").slug
    'telford-and-wrekin'
    >>> find_authority("the Royal Borough of Kensington and Chelsea").urn
    '80544'
    >>> find_authority("Yorkshire") is None
    True
    """
    for name in _peeled(_fold(printed)):
        found = _by_name().get(name)
        if found:
            return found[0] if len(found) == 1 else None
    return None


@cache
def _resources() -> Mapping[str, Resource]:
    return read_resources(*FILES)


def _authority(resource: Resource) -> Authority:
    return Authority(
        slug=local_id(resource.iri),
        name=resource.one(SKOS + "prefLabel"),
        urn=resource.one(FG + "urn"),
        la_code=resource.one(FG + "localAuthorityCode"),
        gss=resource.one(FG + "gssCode"),
        region=resource.one(FG + "region"),
        kind=resource.one(FG + "authorityKind"),
        neighbours=tuple(map(local_id, resource.all(FG + "statisticalNeighbour"))),
        names=resource.all(SKOS + "altLabel"),
        deliverers=resource.all(SKOS + "hiddenLabel"),
        replaced_by=tuple(map(local_id, resource.all(REPLACED_BY))),
    )


@cache
def _by_name() -> Mapping[str, tuple[Authority, ...]]:
    found: dict[str, dict[str, Authority]] = {}
    for authority in authorities():
        for name in (authority.name, *authority.names, *authority.deliverers):
            found.setdefault(_fold(name), {})[authority.slug] = authority
    return {name: tuple(fitting.values()) for name, fitting in found.items()}


@cache
def _generic(property: str) -> tuple[str, ...]:
    """Generic words before or after a name, folded, the longest first."""
    words = {_fold(words) for words in _resources()[WORDING].all(FG + property)}
    return tuple(sorted(words, key=lambda each: (-len(each), each)))


def _peeled(name: str) -> Iterator[str]:
    """The name, then the name with one generic word less at a time, the end of it first."""
    while name:
        yield name
        name = next(chain(_without_ends(name), _without_starts(name)), "")


def _without_ends(name: str) -> Iterator[str]:
    return (name[: -len(words) - 1] for words in _generic("genericSuffix") if name.endswith(" " + words))


def _without_starts(name: str) -> Iterator[str]:
    return (name[len(words) + 1 :] for words in _generic("genericPrefix") if name.startswith(words + " "))


def _fold(name: str) -> str:
    """Lower case; letters only; '&' is 'and'; 'St.' and 'Saint' alike."""
    name = name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("&", " and ").lower()
    name = name.replace("children's", "childrens")
    name = " ".join(re.sub(r"[^a-zà-ÿ]+", " ", name).split())
    return re.sub(r"^saint\b", "st", name)
