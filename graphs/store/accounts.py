"""Counting what a report's lines became, and how many facts of each kind it gave."""

from __future__ import annotations

from collections import Counter

from findingsgraph.loaders.records import Block, InspectionReport, Section

__all__ = ["account_lines", "count_facts"]

FACT_KINDS = frozenset(
    ("finding", "summary", "strength", "progress", "recommendation", "priority-action")
    + ("child-summary", "statistic", "previous-inspection", "post")
)


def count_facts(report: InspectionReport) -> dict[str, int]:
    """Count the facts of a report by kind."""
    statements = [statement for finding in report.findings for statement in finding.statements]
    counts = {
        "judgements": len(report.judgements),
        "missing": len(report.missing),
        "items": len(report.findings),
        "statements": len(statements),
        "mentions": sum(len(statement.mentions) for statement in statements),
        "measures": sum(len(statement.measures) for statement in statements),
        "involvements": sum(len(statement.involvements) for statement in statements),
        "themes": sum(len(finding.themes) for finding in report.findings),
        "entities": len(report.entities),
        "people": len(report.facts.people),
        "posts": len(report.facts.posts),
        "previous": len(report.facts.previous),
        "issues": len(report.issues),
    }
    kinds = Counter(finding.kind for finding in report.findings)
    return counts | {f"kind:{kind}": kinds[kind] for kind in sorted(kinds)}


def account_lines(report: InspectionReport) -> tuple[dict[str, int], dict[str, int]]:
    """Count the lines of a report, and the words in them, by what became of them.

    Lines are `fact` (in a report item), `heading`, `table`, `note`, `furniture`, `contents`,
    or what their section is: `cover`, `about`, `team`, `boilerplate`, `end`, `unknown`. Blank
    lines do not count.
    """
    texts = {line.number: line.text for line in report.document.lines}
    lines: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for section in report.sections:
        for block in section.blocks:
            fate = _fate(section, block)
            for number in block.lines:
                count = len(texts.get(number, "").split())
                if count:
                    lines[fate] += 1
                    words[fate] += count
    return dict(sorted(lines.items())), dict(sorted(words.items()))


def _fate(section: Section, block: Block) -> str:
    if block.kind in ("item", "paragraph"):
        return "fact" if section.kind in FACT_KINDS else section.kind
    return block.kind
