"""Whose words are in an export: reports, licences, and what is ours and not Ofsted's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from findingsgraph.ontology.turtle import SKOS, read_resources

OURS = (
    "Grades and quoted words are Ofsted's. Stances, mentions, themes, measures and all other labels are "
    "findingsgraph's; Ofsted has neither made nor approved them."
)


@dataclass(frozen=True, slots=True)
class ReportCredit:
    """One report inside an export, with the terms that it prints."""

    authority: str
    dated: str
    """yyyy-mm-dd, or empty."""
    licence: str
    """IRI; empty where the report prints none that is known."""


@dataclass(frozen=True, slots=True)
class Credits:
    """The reports that an export's facts come from."""

    reports: tuple[ReportCredit, ...] = ()

    @property
    def licences(self) -> tuple[str, ...]:
        """The different terms, sorted."""
        return tuple(sorted({licence_terms(report.licence) for report in self.reports}))

    @property
    def mixed(self) -> bool:
        """Whether reports under different terms stand together."""
        return len(self.licences) > 1

    def source_line(self) -> str:
        """Name the source in one line.

        >>> Credits((ReportCredit("Hartlepool", "2014-02-11", ""),)).source_line()
        'Source: Ofsted, inspection report on Hartlepool (2014-02-11).'
        """
        if not self.reports:
            return "Source: no reports."
        if len(self.reports) > 4:
            years = sorted({report.dated[:4] for report in self.reports if report.dated})
            span = f", {years[0]} to {years[-1]}" if years else ""
            return f"Source: Ofsted, {len(self.reports)} inspection reports{span}."
        named = ", ".join(
            f"{report.authority or 'an unknown authority'} ({report.dated})"
            if report.dated
            else report.authority or "an unknown authority"
            for report in self.reports
        )
        return f"Source: Ofsted, inspection report{'s' * (len(self.reports) > 1)} on {named}."

    def rights_line(self) -> str:
        """Name the terms in one line."""
        if not self.reports:
            return "Licence: none."
        return "Crown copyright. Terms of the reports' words: " + "; ".join(self.licences) + "."

    def lines(self) -> tuple[str, ...]:
        """Give everything that a format with room for it carries."""
        return (self.source_line(), self.rights_line(), OURS)

    def text(self) -> str:
        """Give the same as a text that stands beside tables."""
        return "\n".join(self.lines()) + "\n"


_OPEN = re.compile(
    r"https?://www\.nationalarchives\.gov\.uk/doc/open-government-licence(?:/version/(\d+))?/?"
)


def licence_terms(licence: str) -> str:
    """Name a licence for people, with its address or what it allows.

    >>> licence_terms("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/")
    'Open Government Licence v3.0 (https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/)'
    >>> licence_terms("https://w3id.org/findingsgraph/licence/non-commercial-educational")[:30]
    'Non-commercial educational use'
    """
    is_open = _OPEN.fullmatch(licence)
    if is_open:
        return f"Open Government Licence{f' v{is_open[1]}.0' if is_open[1] else ''} ({licence})"
    return _own_terms().get(licence) or licence or "no terms found, see the reports"


@cache
def _own_terms() -> dict[str, str]:
    return {
        each.iri: f"{each.one(SKOS + 'prefLabel')} ({_within(each.one(SKOS + 'definition'))})"
        for each in read_resources("licences.ttl").values()
        if each.one(SKOS + "definition")
    }


def _within(sentence: str) -> str:
    """Give a sentence as it stands between brackets."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")
