"""Small pieces of HTML that a page repeats a hundred times; a template's macro takes longer.

Each gives Markup in which all that is not ours is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup, escape

from findingsgraph.graphs.web.labels import GRADES, STANCES, label
from findingsgraph.graphs.web.tables import Column, Link
from findingsgraph.graphs.web.words import day, number

__all__ = ["bar", "cell", "grade", "option_tags", "stance_tag"]

BAR = (
    '<svg class="bar" viewBox="0 0 1000 14" preserveAspectRatio="none" role="img" '
    'aria-label="{} of {} {}">{}</svg>'
)
RECT = '<rect class="{}" x="{}" y="0" width="{}" height="14"/>'


@cache
def stance_tag(stance: str) -> Markup:
    """Show a stance by a sign, a word and a colour.

    >>> stance_tag("strength")
    Markup('<span class="stance strength"><b aria-hidden="true">+</b> Strength</span>')
    """
    sign, name = label("sign", stance), label("stance", stance)
    tag = '<span class="stance {}"><b aria-hidden="true">{}</b> {}</span>'
    return Markup(tag).format(stance, sign, name)


@lru_cache(maxsize=1000)
def grade(id: str | None, text: str | None = None) -> Markup:
    """Show a grade as a pill, with the words that are printed where they are given.

    >>> grade("good"), grade(None)
    (Markup('<span class="grade good">Good</span>'), Markup(''))
    """
    if not id:
        return Markup("")
    return Markup('<span class="grade {}">{}</span>').format(id, text or label("grade", id))


def bar(counts: Mapping[str, int], of: str = "sentences") -> Markup:
    """Draw what is said by stance as one bar, which says its numbers to who cannot see it.

    >>> bar({"strength": 1, "weakness": 3}).count("<rect")
    2
    """
    parts = _segments(counts)
    said = ", ".join(f"{label('stance', stance)} {count}" for stance, count, _, _ in parts)
    drawn = "".join(RECT.format(stance, x, max(round(width - 2, 1), 1)) for stance, _, x, width in parts)
    return Markup(BAR.format(escape(said), sum(counts.values()), escape(of), drawn))


def _segments(counts: Mapping[str, int]) -> list[tuple[str, int, float, float]]:
    """Cut a bar of 1,000 by counts: (stance, count, x, width), those that are there.

    >>> _segments({"strength": 1, "weakness": 3})
    [('strength', 1, 0.0, 250.0), ('weakness', 3, 250.0, 750.0)]
    """
    whole = sum(counts.get(stance, 0) for stance in STANCES)
    found, at = [], 0.0
    for stance in STANCES:
        count = counts.get(stance, 0)
        if count:
            size = round(1000 * count / whole, 1)
            found.append((stance, count, round(at, 1), size))
            at += size
    return found


def cell(value: Any, column: Column, path: Callable[[str], str]) -> Markup:
    """Show a cell of a table by the kind of its column.

    >>> cell(Link("a & b", "/x"), Column("name", "Name"), str)
    Markup('<a href="/x">a &amp; b</a>')
    >>> cell(12345, Column("n", "Number", "number"), str), cell(None, Column("n", "Number"), str)
    (Markup('12,345'), Markup(''))
    """
    if value is None or value == "":
        return Markup("")
    if isinstance(value, Link):
        return Markup(f'<a href="{escape(path(value.href))}">{escape(value.text)}</a>')
    if column.kind == "stance":
        return stance_tag(value)
    if column.kind == "bar":
        return bar(value)
    if column.kind == "grade":
        return grade(value) if value in GRADES else Markup(f'<span class="soft">{escape(value)}</span>')
    if isinstance(value, int | float):
        return Markup(value if column.key == "year" else number(value))
    if column.key == "dated":
        return Markup(f'<span class="nowrap">{escape(day(value))}</span>')
    return escape(value)


def option_tags(choices: Sequence[tuple[str, str]], chosen: str) -> Markup:
    """Write what can be chosen in a form, with what is chosen.

    >>> option_tags((("a", "A"), ("b", "B")), "b")
    Markup('<option value="a">A</option><option value="b" selected>B</option>')
    """
    written = _options(tuple(choices))
    if not chosen:
        return written
    value = f'value="{escape(chosen)}"'
    return Markup(str(written).replace(f"{value}>", f"{value} selected>", 1))


@lru_cache(maxsize=128)
def _options(choices: tuple[tuple[str, str], ...]) -> Markup:
    return Markup(
        "".join(f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in choices)
    )
