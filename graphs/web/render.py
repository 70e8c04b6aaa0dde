"""Pages as HTML: the templates, and what they may call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.labels import STANCES, label, stance_definition
from findingsgraph.graphs.web.links import Links
from findingsgraph.graphs.web.tables import Link, Table

__all__ = ["Page", "day", "render"]


@dataclass(slots=True)
class Page:
    """What a page shows."""

    template: str
    title: str
    context: Mapping[str, Any] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    """Tables that can be downloaded, by name."""
    iri: str = ""
    """What the page is about; then it can be had as RDF too."""
    status: int = 200


def render(page: Page, asked: Asked, links: Links) -> str:
    """Write a page as HTML."""
    shown = {**page.context, "page": page, "asked": asked, "tables": page.tables, "path": links.path}
    return _environment().get_template(page.template).render(shown)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("findingsgraph.graphs.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        label=label,
        stances=STANCES,
        stance_definition=stance_definition,
        is_link=_is_link,
        segments=_segments,
        counted=_counted,
    )
    environment.filters.update(day=day, number=_number, share=_share, code=_code)
    return environment


def _is_link(cell: object) -> bool:
    return isinstance(cell, Link)


def _code(text: str) -> Markup:
    """Show what stands between backticks as code.

    >>> _code("see `<scale>`")
    Markup('see <code>&lt;scale&gt;</code>')
    """
    return Markup(re.sub(r"`([^`]*)`", r"<code>\1</code>", str(escape(text))))


def _counted(number: int, one: str, many: str = "") -> str:
    """Count things.

    >>> _counted(1, "strength"), _counted(0, "weakness", "weaknesses")
    ('1 strength', '0 weaknesses')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def day(text: str | None) -> str:
    """Write a date for people.

    >>> day("2014-02-11"), day(None), day("2014")
    ('11 February 2014', '', '2014')
    """
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return text or ""
    return f"{found.day} {found:%B} {found.year}"


def _number(value: float | int | None) -> str:
    """Write a number for people.

    >>> _number(12345), _number(66.70), _number(-3.0), _number(None)
    ('12,345', '66.7', '−3', '')
    """
    if value is None:
        return ""
    text = f"{value:,.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return text.replace("-", "−")


def _share(part: int, whole: int) -> str:
    """Write a share in percent.

    >>> _share(1, 3), _share(1, 1000), _share(0, 0)
    ('33%', '<1%', '0%')
    """
    if not whole or not part:
        return "0%"
    return "<1%" if part / whole < 0.005 else f"{100 * part / whole:.0f}%"


def _segments(counts: Mapping[str, int], width: int = 1000) -> list[tuple[str, int, float, float]]:
    """Cut a bar of the width by counts: (stance, count, x, width), those that are there.

    >>> _segments({"strength": 1, "weakness": 3})
    [('strength', 1, 0.0, 250.0), ('weakness', 3, 250.0, 750.0)]
    """
    whole = sum(counts.values())
    found, at = [], 0.0
    for stance in STANCES:
        count = counts.get(stance, 0)
        if count:
            size = round(width * count / whole, 1)
            found.append((stance, count, round(at, 1), size))
            at += size
    return found
