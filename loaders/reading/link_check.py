"""Whether the numbers in a report's printed links are those of the items that they mean.

Some reports were numbered anew after their links were written: '(paragraph 20)' then means the
paragraph that is now the 21st. An item that is linked to says much the same as the item that
prints the link, so of five neighbours the one with the printed number should be the nearest by
its words. Where the numbers are right it is in three of four links; by chance it is in one of five.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from findingsgraph.loaders.reading.terms import cosine, vector
from findingsgraph.loaders.records import Finding, Issue, Link, LinkKind

__all__ = ["check_links"]

KINDS: tuple[LinkKind, ...] = ("recommendation", "paragraph")
"""Links to items of the report."""
NEIGHBOURS = 2
"""Items on each side that are held against the one with the printed number."""
FEWEST = 8
"""Links of one kind; of fewer nothing is said."""
LEAST = 1 / 3
"""Share of the links whose number is that of the nearest item; below it, the numbers mean other items."""


def check_links(findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], tuple[Issue, ...]]:
    """Mark the links of a report that lead elsewhere than their numbers say, with an issue a kind of link."""
    items = {each.number: each for each in reversed(findings) if each.number}
    issues: list[Issue] = []
    for kind in KINDS:
        linking = [(each, link) for each in findings for link in each.links if link.kind == kind]
        if len(linking) >= FEWEST and (issue := _issue(kind, linking, items)):
            issues.append(issue)
            findings = [_unresolved(each, kind) for each in findings]
    return tuple(findings), tuple(issues)


def _issue(
    kind: LinkKind, linking: Sequence[tuple[Finding, Link]], items: Mapping[str, Finding]
) -> Issue | None:
    steps = list(_steps(linking, items))
    right = steps.count(0)
    if len(steps) < FEWEST or right >= LEAST * len(steps):
        return None
    step, fits = min(Counter(steps).items(), key=lambda each: (-each[1], each[0]))
    message = (
        f"of {len(steps)} printed links to a {kind}, {right} fit the number best, {fits} the number {step:+d}"
    )
    return Issue("links-unresolved", message, linking[0][0].line)


def _steps(linking: Sequence[tuple[Finding, Link]], items: Mapping[str, Finding]) -> Iterator[int]:
    """How far from each printed number the nearest item stands; links to numbers without item say nothing."""
    for finding, link in linking:
        if link.number not in items:
            continue
        words, number = vector(finding.text), int(link.number)
        near = {
            step: cosine(words, vector(item.text))
            for step in range(-NEIGHBOURS, NEIGHBOURS + 1)
            if (item := items.get(str(number + step))) and item is not finding
        }
        if near:
            yield min(near, key=lambda step: (-near[step], abs(step)))


def _unresolved(finding: Finding, kind: LinkKind) -> Finding:
    if all(link.kind != kind for link in finding.links):
        return finding
    links = tuple(replace(link, resolved=False) if link.kind == kind else link for link in finding.links)
    return replace(finding, links=links)
