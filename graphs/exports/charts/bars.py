"""What the charts of bars share: the two valued stances with pattern as well as colour, and their legend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from findingsgraph.graphs.exports.pictures.boxes import text_width
from findingsgraph.graphs.exports.pictures.frame import INK, text

STRENGTH, MIXED, WEAKNESS = "#0072b2", "#9a9a9a", "#d55e00"
FILLS = {
    "strength": STRENGTH,
    "share": WEAKNESS,
    "mixed": "url(#mixed)",
    "weakness": "url(#weakness)",
    "few": "url(#few)",
}
_STRIPED = 'width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"'
PATTERNS = (
    "<defs>"
    f'<pattern id="weakness" {_STRIPED}>'
    f'<rect width="7" height="7" fill="{WEAKNESS}"/><rect width="1.6" height="7" fill="#ffffff"/></pattern>'
    '<pattern id="mixed" width="6" height="6" patternUnits="userSpaceOnUse">'
    f'<rect width="6" height="6" fill="{MIXED}"/><circle cx="3" cy="3" r="1.1" fill="#ffffff"/></pattern>'
    f'<pattern id="few" {_STRIPED}>'
    f'<rect width="7" height="7" fill="#ffffff"/><rect width="2" height="7" fill="{WEAKNESS}"/></pattern>'
    "</defs>"
)


def bar(x: float, y: float, width: float, height: float, fill: str, said: str) -> str:
    """Draw a bar; `said` is shown by readers that show titles."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:g}" fill="{FILLS[fill]}" '
        f'stroke="#ffffff" stroke-width="0.6" aria-label={quoteattr(said)}/>'
    )


def legend(entries: Iterable[tuple[str, str]], x: float, y: float) -> Iterator[str]:
    """Draw a row of samples with what they mean."""
    for fill, meaning in entries:
        edge = ' stroke="#d55e00"' if fill == "few" else ""
        yield f'<rect x="{x:.1f}" y="{y:.1f}" width="22" height="14" fill="{FILLS[fill]}"{edge}/>'
        yield text(x + 30, y + 12, meaning, 13, fill=INK)
        x += 62 + text_width(meaning, 13)
