"""What all still pictures have around them: title, what is shown, a legend's room, source and terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from findingsgraph.graphs.exports.credits import OURS, Credits
from findingsgraph.graphs.exports.pictures.boxes import wrap

FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
INK, SOFT, RULE = "#1c1c1c", "#595959", "#d0d0d0"
MARGIN = 30.0
HALO = {"stroke": "#ffffff", "stroke_width": "3", "paint_order": "stroke"}
"""Attributes of texts that lines may pass below."""
_FOOT = 11.5
"""Size of the letters of the credits."""


def frame(
    title: str,
    lines: Sequence[str],
    body: Iterable[str],
    size: tuple[float, float],
    credits: Credits,
    described: str,
) -> str:
    """Put a picture together.

    `lines` stand below the title; `body` is drawn in a box of `size` whose corner is (0, 0);
    `described` is for those who do not see it.
    """
    width, height = size
    top = 66.0 + 19 * len(lines)
    foot = _foot_lines(credits, width)
    bottom = top + height + 10
    whole = (width + 2 * MARGIN, bottom + 28 + _FOOT * 1.4 * len(foot))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole[0]:g}" height="{whole[1]:g}" '
        f'viewBox="0 0 {whole[0]:g} {whole[1]:g}" role="img" aria-labelledby="title desc" '
        f'font-family="{FONT}">'
    )
    return (
        "\n".join(
            (
                head,
                f'<title id="title">{escape(title)}</title>',
                f'<desc id="desc">{escape(" ".join((described, *credits.lines())))}</desc>',
                '<rect width="100%" height="100%" fill="#ffffff"/>',
                *_head(title, lines),
                f'<g transform="translate({MARGIN:g} {top:g})">',
                *body,
                "</g>",
                *_foot(foot, width, bottom),
                "</svg>",
            )
        )
        + "\n"
    )


def text(x: float, y: float, content: str, size: float = 13.0, **attributes: str) -> str:
    """Write a line of text; attributes' underscores become hyphens.

    >>> text(1, 2, "a < b", text_anchor="end")
    '<text x="1.0" y="2.0" font-size="13" text-anchor="end">a &lt; b</text>'
    """
    more = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{more}>{escape(content)}</text>'


def vertical(x: float, top: float, bottom: float, colour: str = RULE, dash: str = "") -> str:
    """Draw a vertical line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x:.1f}" y1="{top:.1f}" x2="{x:.1f}" y2="{bottom:.1f}" stroke="{colour}"{dashed}/>'


def where_and_when(credits: Credits) -> str:
    """Name the authorities and year of a picture where they are few, to stand behind its title."""
    where = sorted({report.authority for report in credits.reports if report.authority})
    if len(where) == 1 and len(credits.reports) == 1 and credits.reports[0].dated:
        return f": {where[0]} {credits.reports[0].dated[:4]}"
    return f": {', '.join(where)}" if 0 < len(where) <= 4 else ""


def _head(title: str, lines: Sequence[str]) -> Iterator[str]:
    yield text(MARGIN, 44, title, 25, font_weight="700", fill=INK)
    for number, line in enumerate(lines):
        yield text(MARGIN, 68 + 19 * number, line, 14, fill=SOFT)


def _foot(lines: list[str], width: float, y: float) -> Iterator[str]:
    yield f'<line x1="{MARGIN:g}" y1="{y:g}" x2="{width + MARGIN:g}" y2="{y:g}" stroke="{RULE}"/>'
    for number, line in enumerate(lines):
        yield text(MARGIN, y + 18 + _FOOT * 1.4 * number, line, _FOOT, fill=SOFT)


def _foot_lines(credits: Credits, width: float) -> list[str]:
    """Break the credits so that they stay inside the picture."""
    most = int(width / (0.53 * _FOOT))
    texts = (f"{credits.source_line()} {credits.rights_line()}", OURS)
    return [line for each in texts for line in wrap(each, most, 6)]
