"""Numbers, days and marked words as people read them."""

from __future__ import annotations

import re
from datetime import date

from markupsafe import Markup, escape

__all__ = ["code", "counted", "day", "number", "share"]


def code(text: str) -> Markup:
    """Show what stands between backticks as code.

    >>> code("see `<scale>`")
    Markup('see <code>&lt;scale&gt;</code>')
    """
    return Markup(re.sub(r"`([^`]*)`", r"<code>\1</code>", str(escape(text))))


def counted(number: int, one: str, many: str = "") -> str:
    """Count things.

    >>> counted(1, "strength"), counted(0, "weakness", "weaknesses")
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


def number(value: float | int | None) -> str:
    """Write a number for people.

    >>> number(12345), number(66.70), number(-3.0), number(None)
    ('12,345', '66.7', '−3', '')
    """
    if value is None:
        return ""
    text = f"{value:,.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return text.replace("-", "−")


def share(part: int, whole: int) -> str:
    """Write a share in percent.

    >>> share(1, 3), share(1, 1000), share(0, 0)
    ('33%', '<1%', '0%')
    """
    if not whole or not part:
        return "0%"
    return "<1%" if part / whole < 0.005 else f"{100 * part / whole:.0f}%"
