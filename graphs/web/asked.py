"""A request for a page, as plain values: what is asked, in which form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from findingsgraph.graphs.web.bodies import Refused

__all__ = ["Asked"]


@dataclass(frozen=True, slots=True)
class Asked:
    """An address: its path, and what stands behind `?`.

    >>> asked = Asked("/search", {"q": ("early help",), "page": ("2",)})
    >>> asked.address(page="3"), asked.address(page=None), asked.number("page", 1)
    ('/search?q=early+help&page=3', '/search?q=early+help', 2)
    """

    path: str
    given: Mapping[str, tuple[str, ...]]

    def one(self, name: str, default: str = "") -> str:
        """Give a parameter's first value, without white space around it."""
        values = self.given.get(name, ())
        return values[0].strip() if values else default

    def many(self, name: str) -> list[str]:
        """Give a parameter's values, each once, without empty ones."""
        return list(dict.fromkeys(value.strip() for value in self.given.get(name, ()) if value.strip()))

    def number(self, name: str, default: int, most: int = 100_000) -> int:
        """Give a parameter as a whole number from 1; raises `Refused`."""
        text = self.one(name)
        if not text:
            return default
        if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 7 and 1 <= int(text) <= most):
            raise Refused(400, f"{name} must be a whole number from 1 to {most}")
        return int(text)

    def choice(self, name: str, choices: object) -> str:
        """Give a parameter's value if it is one of the choices, or empty; raises `Refused` for another."""
        text = self.one(name)
        if text and text not in choices:  # type: ignore[operator]
            raise Refused(400, f"there is no {name} {text[:60]!r}")
        return text

    def address(self, **changes: str | None) -> str:
        """Give this address with parameters changed, or left out where None."""
        named = {name.replace("_", "-"): value for name, value in changes.items()}
        pairs = [
            (name, value) for name, values in self.given.items() if name not in named
            for value in values if value
        ]  # fmt: skip
        pairs += [(name, value) for name, value in named.items() if value]
        return self.path + ("?" + urlencode(pairs) if pairs else "")
