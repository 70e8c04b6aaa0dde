"""The fixed statistics of a report's section about the area, read from indicators.ttl."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from findingsgraph.ontology.iris import BASE, FG, local_id
from findingsgraph.ontology.turtle import SKOS, Resource, read_resources

__all__ = ["Indicator", "indicator_iri", "indicators"]

NUMBER = r"<(?P<number>\d+)>"
"""What `#` in a pattern becomes: the place of a number, by its ordinal in the sentence."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A statistic that every report of a family prints, comparable across reports and years."""

    id: str
    label: str
    unit: str
    """As in `Measure.unit`."""
    patterns: tuple[re.Pattern[str], ...]
    """Find the sentence; the group `number` is the ordinal of its number."""
    lead_in: re.Pattern[str] | None
    """What stands above the list; None where the sentence itself says enough."""

    @property
    def iri(self) -> str:
        """The indicator's IRI."""
        return indicator_iri(self.id)


def indicator_iri(id: str) -> str:
    """IRI of an indicator of ontology/indicators.ttl.

    >>> indicator_iri("looked-after-rate")
    'https://w3id.org/findingsgraph/indicator/looked-after-rate'
    """
    return f"{BASE}indicator/{id}"


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator by id, in the order of the file, which is that of the reports.

    >>> indicators()["looked-after-rate"].unit
    'per-10000'
    """
    scheme = BASE + "indicator"
    resources = read_resources("indicators.ttl").values()
    found = [_indicator(each) for each in resources if scheme in each.all(SKOS + "inScheme")]
    return MappingProxyType({each.id: each for each in found})


def _indicator(resource: Resource) -> Indicator:
    lead_in = resource.one(FG + "leadIn")
    return Indicator(
        id=resource.one(SKOS + "notation"),
        label=resource.one(SKOS + "prefLabel"),
        unit=local_id(resource.one(FG + "unit")),
        patterns=tuple(re.compile(p.replace("#", NUMBER)) for p in resource.all(FG + "pattern")),
        lead_in=re.compile(lead_in) if lead_in else None,
    )
