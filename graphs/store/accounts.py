"""Counting what a report's lines became, and how many facts of each kind it gave."""

from __future__ import annotations

from collections import Counter

from findingsgraph.loaders.coverage import account
from findingsgraph.loaders.records import InspectionReport

__all__ = ["account_lines", "count_facts"]


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
    """Count the lines of a report, and the words in them, by what became of them."""
    found = account(report.document.lines, report.sections)
    return found.lines, found.words
