"""Which of the forms on offer a client wants: the Accept header, or `format` in the address."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["choose", "read_accept"]


def read_accept(header: str) -> list[tuple[str, float]]:
    """Read an Accept header into (media range, quality); what cannot be read is left out.

    >>> read_accept("text/html, */*;q=0.1, text/csv;q=x")
    [('text/html', 1.0), ('*/*', 0.1)]
    """
    found = []
    for part in header.split(",")[:50]:
        kind, *parameters = (each.strip() for each in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                quality = _quality(value.strip())
        if kind.count("/") == 1 and 0 <= quality <= 1:
            found.append((kind.lower(), quality))
    return found


def _quality(value: str) -> float:
    try:
        return float(value) if len(value) <= 5 else -1.0
    except ValueError:
        return -1.0


def choose(header: str, offered: Sequence[str]) -> str:
    """Give the media type on offer that the client likes best, the first of equals; empty when none will do.

    >>> choose("text/turtle, text/html;q=0.5", ["text/html", "text/turtle"])
    'text/turtle'
    >>> choose("", ["text/html", "text/turtle"])
    'text/html'
    >>> choose("image/png", ["text/html"])
    ''
    """
    ranges = read_accept(header)
    if not header.strip():
        return offered[0] if offered else ""
    best, liking = "", 0.0
    for kind in offered:
        quality = _liking(kind, ranges)
        if quality > liking:
            best, liking = kind, quality
    return best


def _liking(kind: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality of the most precise range that fits."""
    for wanted in (kind, kind.split("/")[0] + "/*", "*/*"):
        fitting = [quality for name, quality in ranges if name == wanted]
        if fitting:
            return max(fitting)
    return 0.0
