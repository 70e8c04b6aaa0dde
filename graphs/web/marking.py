"""Report text as HTML: escaped first, then names linked and found words marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

__all__ = ["mark_found", "mark_names"]


def mark_found(text: str) -> Markup:
    r"""Mark what the full text search found (between \x02 and \x03).

    >>> mark_found("<b>\x02early help\x03")
    Markup('&lt;b&gt;<mark>early help</mark>')
    """
    safe = str(escape(text))
    if safe.count("\x02") != safe.count("\x03"):
        return Markup(safe.replace("\x02", "").replace("\x03", ""))
    return Markup(safe.replace("\x02", "<mark>").replace("\x03", "</mark>"))


def mark_names(text: str, mentions: Iterable[Mapping[str, Any]], path: Callable[[str], str]) -> Markup:
    """Link each name in a sentence to its page; where ranges meet, the first one stands.

    >>> mark_names("The police & all", [{"started": 4, "ended": 10, "entity": "/p", "name": "Police"}], str)
    Markup('The <a class="name" href="/p" title="Police">police</a> &amp; all')
    """
    parts: list[Markup] = []
    at = 0
    for mention in sorted(mentions, key=lambda each: (each["started"], -each["ended"])):
        start, end = mention["started"], mention["ended"]
        if start < at or end > len(text) or start >= end:
            continue
        parts.append(escape(text[at:start]))
        parts.append(
            Markup('<a class="name" href="{}" title="{}">{}</a>').format(
                path(mention["entity"]), mention["name"], text[start:end]
            )
        )
        at = end
    parts.append(escape(text[at:]))
    return Markup("").join(parts)
