"""Is a body named in weaknesses more often than chance? Odds ratios within reports, with intervals.

Reports differ in how much they criticise, and bodies in how often they are named. So a
body's sentences are compared with the other sentences of the same reports that name
somebody: a two-by-two table a report (names it or not, weakness or strength), put
together by Mantel and Haenszel (1959).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from findingsgraph.graphs.networks.agencies import Named, node_of
from findingsgraph.graphs.networks.labels import concept_label

FEW = 5
"""Fewer expected than so many, in weaknesses or in strengths, and the approximations say little."""

Table = tuple[int, int, int, int]
"""Naming it: weaknesses, strengths; not naming it: weaknesses, strengths."""


@dataclass(frozen=True, slots=True)
class Odds:
    """How a body's odds to be in a weakness compare with those of others in the same reports."""

    ratio: float | None
    """Above 1: more in weaknesses than chance. None where no report has both sides."""
    low: float | None
    high: float | None
    """95 per cent interval."""
    p: float
    expected: float
    """Weaknesses that would name it by chance."""


@dataclass(frozen=True, slots=True)
class Chance:
    """A table of bodies, those least like chance first."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    sentences: int
    """Strengths and weaknesses that name a body."""
    weaknesses: int
    reports: int


def mantel_haenszel(tables: Iterable[Table]) -> Odds:
    """Put tables together: odds ratio and interval (Robins, Breslow and Greenland 1986), p of the test.

    The test is Mantel and Haenszel's with continuity correction, two-sided.

    >>> odds = mantel_haenszel([(8, 2, 20, 40), (6, 4, 10, 30)])
    >>> round(odds.ratio, 2), round(odds.low, 2), round(odds.high, 2), round(odds.p, 4)
    (5.96, 2.03, 17.51, 0.0013)
    """
    r = s = pr = ps_qr = qs = seen = expected = variance = 0.0
    for a, b, c, d in tables:
        n = a + b + c + d
        if n < 2:
            continue
        p, q = (a + d) / n, (b + c) / n
        ad, bc = a * d / n, b * c / n
        r, s = r + ad, s + bc
        pr, qs, ps_qr = pr + p * ad, qs + q * bc, ps_qr + p * bc + q * ad
        seen, expected = seen + a, expected + (a + b) * (a + c) / n
        variance += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1))
    if variance <= 0:
        return Odds(None, None, None, 1.0, expected)
    off = max(0.0, abs(seen - expected) - 0.5)
    p_value = math.erfc(off / math.sqrt(2 * variance))
    if not r or not s:
        return Odds(None, None, None, p_value, expected)
    width = 1.959964 * math.sqrt(pr / (2 * r * r) + ps_qr / (2 * r * s) + qs / (2 * s * s))
    ratio = r / s
    return Odds(ratio, ratio * math.exp(-width), ratio * math.exp(width), p_value, expected)


def benjamini_hochberg(values: Mapping[Any, float]) -> dict[Any, float]:
    """Correct p values for their number: the false discovery rate of Benjamini and Hochberg (1995).

    >>> benjamini_hochberg({"a": 0.01, "b": 0.04, "c": 0.03})
    {'b': 0.04, 'c': 0.04, 'a': 0.03}
    """
    corrected, least = {}, 1.0
    ranked = sorted(values, key=lambda key: values[key], reverse=True)
    for place, key in enumerate(ranked):
        least = min(least, values[key] * len(ranked) / (len(ranked) - place))
        corrected[key] = least
    return corrected


def weakness_odds(rows: Iterable[Named], level: str = "concept", least: int = 5) -> Chance:
    """Compare each body that `least` valued sentences name with the others of the same reports.

    Only strengths and weaknesses count. `p_corrected` is corrected for the number of
    bodies compared. Sentences of one finding are not wholly independent: read p values
    just below 0.05 as doubtful.
    """
    stance: dict[tuple[str, str], bool] = {}
    naming: dict[str, set[tuple[str, str]]] = defaultdict(set)
    described: dict[str, Named] = {}
    for row in rows:
        if row.stance in ("strength", "weakness"):
            sentence, node = (row.source, row.statement), node_of(row, level)
            stance[sentence] = row.stance == "weakness"
            naming[node].add(sentence)
            described[node] = min(described.get(node, row), row)
    totals = Counter((source, weak) for (source, _), weak in stance.items())
    found = {
        node: mantel_haenszel(_tables(named, stance, totals))
        for node, named in sorted(naming.items())
        if len(named) >= least
    }
    corrected = benjamini_hochberg({node: odds.p for node, odds in found.items()})
    rows_of = [
        _row(node, described[node], level, naming[node], stance, found[node], corrected[node])
        for node in sorted(found, key=lambda node: (found[node].p, node))
    ]
    return Chance(
        columns=(
            "node", "label", "authority", "named", "in_weaknesses", "expected", "odds_ratio", "low", "high",
            "p", "p_corrected", "verdict",
        ),
        rows=tuple(rows_of),
        sentences=len(stance),
        weaknesses=sum(stance.values()),
        reports=len({source for source, _ in stance}),
    )  # fmt: skip


def _tables(
    named: set[tuple[str, str]], stance: Mapping[tuple[str, str], bool], totals: Counter[tuple[str, bool]]
) -> list[Table]:
    own = Counter((source, stance[source, statement]) for source, statement in named)
    return [
        (
            own[source, True],
            own[source, False],
            totals[source, True] - own[source, True],
            totals[source, False] - own[source, False],
        )
        for source in sorted({source for source, _ in own})
    ]


def _row(
    node: str, row: Named, level: str, named: set[tuple[str, str]], stance: Mapping[tuple[str, str], bool],
    odds: Odds, corrected: float,
) -> tuple[str | int | float | None, ...]:  # fmt: skip
    from findingsgraph.graphs.networks.labels import authority_name

    weak = sum(stance[sentence] for sentence in named)
    concept = level == "concept"
    label = concept_label(row.concept) if concept else row.name or concept_label(row.concept)
    where = "" if concept or row.national else authority_name(row.authority)
    figures = [None if each is None else round(each, 2) for each in (odds.ratio, odds.low, odds.high)]
    return (
        node, label, where, len(named), weak, round(odds.expected, 1), *figures, round(odds.p, 6),
        round(corrected, 6), _verdict(weak, len(named), odds, corrected),
    )  # fmt: skip


def _verdict(weak: int, named: int, odds: Odds, corrected: float) -> str:
    if min(odds.expected, named - odds.expected) < FEW:
        return "too few to tell"
    if corrected >= 0.05:
        return "as by chance"
    return "more in weaknesses" if weak > odds.expected else "less in weaknesses"
