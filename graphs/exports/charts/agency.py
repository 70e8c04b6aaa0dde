"""An agency's share of weaknesses: of the sentences that name it, authority by authority."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from findingsgraph.errors import UsageError
from findingsgraph.graphs.exports.charts.bars import PATTERNS, bar, legend
from findingsgraph.graphs.exports.pictures.boxes import text_width
from findingsgraph.graphs.exports.pictures.frame import HALO, INK, SOFT, frame, text, vertical
from findingsgraph.graphs.exports.selection import Selection
from findingsgraph.graphs.networks.labels import authority_name, concept_label

MOST = 40
"""Authorities in one picture: those with most sentences about the agency."""
FEW = 10
"""With fewer sentences a share says little; its bar is striped and stands last."""
_ROW, _BAR, _WIDE, _GAP = 24.0, 15.0, 420.0, 12.0


def draw(selection: Selection) -> str:
    """Draw the shares, the highest first, those that rest on few sentences last.

    Raises `UsageError` without an agency or a sentence on it.
    """
    agency = str(selection.parameters.get("agency") or "")
    if not agency:
        raise UsageError("chart agency", "it is about one agency: give -p agency=police, or another")
    counts = _count(selection)
    name = concept_label(agency.rsplit("/", 1)[-1])
    if not counts:
        raise UsageError("chart agency", f"no sentence that speaks of a strength or weakness names {agency}")
    ordered = sorted(counts, key=lambda a: (-sum(counts[a]), authority_name(a)))[:MOST]
    shown = sorted(ordered, key=lambda a: _rank(counts[a], authority_name(a)))
    names = {authority: authority_name(authority) for authority in shown}
    left = 14 + max(text_width(label, 13) for label in names.values())
    rest = f" The {MOST} of {len(counts)} authorities with most such sentences." if len(counts) > MOST else ""
    lines = (
        f"Share of sentences on {name} that speak of a weakness (mixed too), of all with a stance.{rest}",
        f"Shares that rest on fewer than {FEW} sentences stand last, with striped bars: read them with care.",
    )
    entries = [("share", "share of weaknesses")]
    if any(sum(counts[authority]) < FEW for authority in shown):
        entries.append(("few", f"fewer than {FEW} sentences"))
    body = [PATTERNS, *legend(entries, left, 2), *_bars(shown, names, counts, left)]
    described = f"Share of weaknesses among sentences on {name}: " + "; ".join(
        f"{names[a]} {counts[a][0]} of {sum(counts[a])}" for a in shown
    )
    size = (left + _WIDE + 110, 62 + _GAP + _ROW * len(shown))
    return frame(
        f"{name}: share of weaknesses by authority", lines, body, size, selection.credits, described + "."
    )


def _rank(counts: tuple[int, int], name: str) -> tuple[bool, float, int, str]:
    of = sum(counts)
    return of < FEW, -counts[0] / of, -of, name


def _count(selection: Selection) -> dict[str, tuple[int, int]]:
    """Count, by authority, sentences with a weakness and the other ones that have a stance."""
    stances: dict[str, dict[str, str]] = defaultdict(dict)
    for row in selection.table("network-agencies"):
        if row.stance in ("weakness", "mixed", "strength"):
            stances[str(row.authority)][str(row.statement)] = str(row.stance)
    counts = {}
    for authority, of in sorted(stances.items()):
        weak = sum(stance != "strength" for stance in of.values())
        counts[authority] = (weak, len(of) - weak)
    return counts


def _bars(
    shown: list[str], names: Mapping[str, str], counts: Mapping[str, tuple[int, int]], left: float
) -> Iterator[str]:
    top = 54.0
    for percent in range(0, 101, 25):
        x = left + _WIDE * percent / 100
        yield vertical(x, top - 6, top + _GAP + _ROW * len(shown))
        yield text(x, top - 12, f"{percent}%", 12, text_anchor="middle", fill=SOFT)
    for number, authority in enumerate(shown):
        weak, other = counts[authority]
        y = top + _ROW * number + (_GAP if weak + other < FEW else 0)
        share = weak / (weak + other)
        yield text(left - 10, y + 12.5, names[authority], 13, text_anchor="end", fill=INK)
        fill = "few" if weak + other < FEW else "share"
        if weak:
            yield bar(left, y, _WIDE * share, _BAR, fill, f"{names[authority]}: {weak} of {weak + other}")
        yield text(left + _WIDE * share + 7, y + 12.5, f"{weak} of {weak + other}", 12, fill=SOFT, **HALO)
