"""Stance by theme: weaknesses to the left, strengths to the right, themes with most findings first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from findingsgraph.errors import UsageError
from findingsgraph.graphs.exports.charts.bars import PATTERNS, bar, legend
from findingsgraph.graphs.exports.pictures.boxes import text_width
from findingsgraph.graphs.exports.pictures.frame import HALO, INK, SOFT, frame, text, vertical, where_and_when
from findingsgraph.graphs.exports.selection import Selection
from findingsgraph.ontology import themes

MOST = 24
"""Themes in one picture; the others are counted in its caption."""
_ROW, _BAR, _HALF = 27.0, 17.0, 250.0


def draw(selection: Selection) -> str:
    """Draw how many findings of each theme are weaknesses, mixed, strengths; raises `UsageError`."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in selection.table("stance-by-theme"):
        if row.stance in ("weakness", "mixed", "strength"):
            counts[str(row.theme)][str(row.stance)] = int(row.findings)
    if not counts:
        raise UsageError("chart themes", "no finding with a theme is in what was asked for")
    ordered = sorted(counts, key=lambda theme: (-sum(counts[theme].values()), theme))
    shown = ordered[:MOST]
    labels = {theme: themes()[theme].label if theme in themes() else theme for theme in shown}
    left = 14 + max(text_width(label, 13) for label in labels.values())
    most = max(max(of["weakness"], of["strength"]) + of["mixed"] / 2 for of in map(counts.__getitem__, shown))
    height = 46 + _ROW * len(shown)
    rest = f" {len(ordered) - MOST} themes with fewer findings are not drawn." if len(ordered) > MOST else ""
    lines = (
        "Findings of each theme; one may have several. Mixed ones stand in the middle, half on either side.",
        f"Figures count weaknesses, mixed findings and strengths.{rest}",
    )
    body = [
        PATTERNS,
        *legend((("weakness", "weakness"), ("mixed", "mixed"), ("strength", "strength")), left, 2),
        *_bars(shown, labels, counts, left, most),
    ]
    described = "Findings by theme: " + "; ".join(
        f"{labels[theme]}: {counts[theme]['weakness']} weaknesses, {counts[theme]['mixed']} mixed, "
        f"{counts[theme]['strength']} strengths"
        for theme in shown
    )
    size = (left + 2 * _HALF + 90, height)
    title = f"Strengths and weaknesses by theme{where_and_when(selection.credits)}"
    return frame(title, lines, body, size, selection.credits, described + ".")


def _bars(
    shown: list[str],
    labels: Mapping[str, str],
    counts: Mapping[str, Mapping[str, int]],
    left: float,
    most: float,
) -> Iterator[str]:
    middle, wide = left + 44 + _HALF, 2 * _HALF + 88
    unit = _HALF / most
    for number in range(0, len(shown), 2):
        box = f'x="{left:.1f}" y="{33 + _ROW * number:.1f}" width="{wide:.1f}" height="{_ROW:g}"'
        yield f'<rect {box} fill="#f6f7f8"/>'
    yield vertical(middle, 30, 38 + _ROW * len(shown))
    for number, theme in enumerate(shown):
        y = 38 + _ROW * number
        weak, mixed, strong = (counts[theme][stance] for stance in ("weakness", "mixed", "strength"))
        yield text(left - 12, y + 13, labels[theme], 13, text_anchor="end", fill=INK)
        start = middle - unit * (weak + mixed / 2)
        widths = (("weakness", weak), ("mixed", mixed), ("strength", strong))
        at = start
        for stance, count in widths:
            if count:
                yield bar(at, y, unit * count, _BAR, stance, f"{labels[theme]}: {count} {stance}")
                at += unit * count
        if weak:
            yield text(start - 6, y + 13, str(weak), 12, text_anchor="end", fill=SOFT)
        if mixed:
            yield text(
                middle, y + 13, str(mixed), 12, text_anchor="middle", font_weight="700", fill=INK, **HALO
            )
        if strong:
            yield text(at + 6, y + 13, str(strong), 12, fill=SOFT)
