"""Leaving out persons' names: what `--without-names` does to a graph that has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from findingsgraph.graphs.store.rows import Cell, Iri
from findingsgraph.loaders.nquads import literal, prefixed
from findingsgraph.loaders.redact import mask_names, name_pattern

__all__ = ["NameMask"]

_NAMING = (f" {prefixed('foaf:name')} ", f" {prefixed('fg:leadInspector')} ")


class NameMask:
    """Takes given persons' names out of cells, N-Quads lines and text.

    >>> mask = NameMask(["Ada Example"])
    >>> mask.cell("Ada Example"), mask.cell("led by Ada Example"), mask.cell("Ada")
    (None, 'led by ███ ███████', 'Ada')
    """

    def __init__(self, names: Iterable[str]) -> None:
        known = sorted({name for name in names if name.strip()})
        self._pattern = name_pattern(known)
        self._written = name_pattern([literal(name)[1:-1] for name in known])

    def cell(self, cell: Cell) -> Cell:
        """Give the cell without names; empty when it was nothing but names."""
        if not isinstance(cell, str) or isinstance(cell, Iri) or not self._pattern.search(cell):
            return cell
        masked = self.text(cell)
        return masked if re.search(r"\w", masked) else None

    def text(self, text: str) -> str:
        """Give the text with every name blackened, character by character."""
        return mask_names(text, self._pattern)

    def lines(self, lines: Iterable[str]) -> Iterator[str]:
        """Give N-Quads lines without those that only state a name, and with names in others blackened."""
        for line in lines:
            if not any(naming in line for naming in _NAMING):
                yield mask_names(line, self._written)
