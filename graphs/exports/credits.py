"""Whose words are in an export: reports, licences, and what is ours and not Ofsted's."""

from __future__ import annotations

from dataclasses import dataclass

OURS = (
    "Grades and quoted words are Ofsted's. Stances, mentions, themes, measures and all other labels are "
    "findingsgraph's; Ofsted has neither made nor approved them."
)


@dataclass(frozen=True, slots=True)
class ReportCredit:
    """One report inside an export, with the terms that it prints."""

    authority: str
    dated: str
    licence: str
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Credits:
    """The reports that an export's facts come from."""

    reports: tuple[ReportCredit, ...] = ()

    @property
    def licences(self) -> tuple[str, ...]:
        """The different terms, sorted."""
        return tuple(sorted({report.licence for report in self.reports if report.licence}))

    @property
    def mixed(self) -> bool:
        """Whether reports under different terms stand together."""
        return len(self.licences) > 1

    def source_line(self) -> str:
        """Name the source in one line.

        >>> Credits((ReportCredit("Hartlepool", "2014-02-11", "non-commercial-educational"),)).source_line()
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
        if not self.licences:
            return "Licence: see the reports."
        return "Licence of the reports' words: " + "; ".join(self.licences) + "."

    def lines(self) -> tuple[str, ...]:
        """Give everything that a format with room for it carries."""
        attributions = sorted({report.attribution for report in self.reports if report.attribution})
        return (self.source_line(), self.rights_line(), *attributions, OURS)
