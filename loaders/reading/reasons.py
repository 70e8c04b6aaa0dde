"""Infer which findings give the reason of a recommendation, where the report does not say.

A finding of the same part that reports a shortfall (weakness or mixed) is the likelier the
reason the more words of weight it shares with the recommendation, and gains by shared themes
and bodies. What was shared is the rule that is told. How often this is right is measured in
docs/accuracy.md on the reports that print their links.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence, Set

from findingsgraph.loaders.reading.terms import Vector, cosine, shared, vector
from findingsgraph.loaders.records import Finding, Reason

__all__ = ["infer_reasons"]

MOST = 3
"""A recommendation is given at most so many reasons."""
LEAST = 0.12
"""A finding less near than this is no reason."""
THEMES, NAMES = 0.1, 0.1
"""What the same themes, and the same bodies, add to the nearness of the words (at most 1)."""
_ASKED = ("recommendation", "priority-action")
_FOUND = ("finding", "strength", "progress")
_SHORTFALL = ("weakness", "mixed")
_EVERYWHERE = frozenset({"local-authority", "childrens-social-care", "lscb"})
"""Bodies that most findings name: they tell no two findings apart."""


def infer_reasons(findings: Sequence[Finding]) -> dict[int, tuple[Reason, ...]]:
    """Give the reasons of a report's recommendations, by their order, the likeliest first."""
    asked = [each for each in findings if each.kind in _ASKED]
    parts = {each.part for each in asked}
    found = [
        (each, vector(each.text), _themes(each), _bodies(each))
        for each in findings
        if each.part in parts and each.kind in _FOUND and each.stance in _SHORTFALL
    ]
    return {each.order: _reasons(each, found) for each in asked}


Found = tuple[Finding, Vector, Set[str], Set[str]]


def _reasons(asked: Finding, found: Iterable[Found]) -> tuple[Reason, ...]:
    words, themes, bodies = vector(asked.text), _themes(asked), _bodies(asked)
    scored = []
    for finding, its_words, its_themes, its_bodies in found:
        if finding.part != asked.part:
            continue
        near = cosine(words, its_words)
        score = near + THEMES * _overlap(themes, its_themes) + NAMES * _overlap(bodies, its_bodies)
        score = round(min(1.0, score / (1 + THEMES + NAMES)), 3)
        if near and score >= LEAST:
            rule = _rule(shared(words, its_words), themes & its_themes, bodies & its_bodies)
            scored.append((-score, finding.order, rule))
    return tuple(Reason(order, -score, rule) for score, order, rule in sorted(scored)[:MOST])


def _rule(words: Iterable[str], themes: Set[str], bodies: Set[str]) -> str:
    """Say what is shared.

    >>> _rule(("chronology", "poor"), {"supervision"}, set())
    'words: chronology, poor; themes: supervision'
    """
    groups = (("words", words), ("themes", sorted(themes)), ("bodies", sorted(bodies)))
    said = ((name, ", ".join(each)) for name, each in groups)
    return "; ".join(f"{name}: {each}" for name, each in said if each)


def _overlap(one: Set[str], other: Set[str]) -> float:
    return len(one & other) / math.sqrt(len(one) * len(other)) if one and other else 0.0


def _themes(finding: Finding) -> Set[str]:
    return {tag.theme for tag in finding.themes}


def _bodies(finding: Finding) -> Set[str]:
    return {m.concept for said in finding.statements for m in said.mentions} - _EVERYWHERE
