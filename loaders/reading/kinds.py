"""What the words of a name or phrase show of its kind: 'crisis outreach team', 'Teesside University'.

kinds.toml says which cues before which head nouns show which concept of the vocabulary.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from findingsgraph.loaders.reading.wordings import label_words

__all__ = ["kind_heads", "kind_of", "kind_of_words"]


_EVERYBODY = (" social worker ", " support worker ")
"""They work in every service, and are no body."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """An entry of kinds.toml, as comparable words with a space around each."""

    concept: str
    heads: tuple[str, ...]
    cues: tuple[str, ...]
    without: tuple[str, ...]

    def shows(self, words: str) -> bool:
        """Tell whether words show this kind; they have a space on either side."""
        if self.heads and not words.endswith(self.heads):
            return False
        if self.cues and not any(cue in words for cue in self.cues):
            return False
        return not any(word in words for word in self.without)


def kind_of(name: str, otherwise: str) -> str:
    """Give the concept that a name's words show; `otherwise` when kinds.toml knows none.

    >>> kind_of("Teesside University", "other-agency"), kind_of("Lantern team", "other-service")
    ('colleges-and-universities', 'other-service')
    """
    return kind_of_words(label_words(name)) or otherwise


@lru_cache(maxsize=4096)
def kind_of_words(words: tuple[str, ...]) -> str:
    """Give the concept that comparable words show, empty when kinds.toml knows none.

    >>> kind_of_words(("adolescent", "outreach", "team"))
    'edge-of-care-service'
    """
    said = _spaced(words)
    if said.endswith(_EVERYBODY):
        return ""
    entries = _kinds().get(words[-1], _kinds()[""]) if words else ()
    return next((kind.concept for kind in entries if kind.shows(said)), "")


@cache
def kind_heads() -> frozenset[str]:
    """The last words of names whose kind other words show."""
    return frozenset(_kinds()) - {""}


@cache
def _kinds() -> dict[str, tuple[_Kind, ...]]:
    """The entries of kinds.toml by the last word of a name, in their order; under "" those for any."""
    text = resources.files("findingsgraph.loaders.reading").joinpath("kinds.toml").read_text("utf-8")
    entries = [
        _Kind(each["concept"], *(_said(each.get(part, "")) for part in ("heads", "cues", "without")))
        for each in tomllib.loads(text)["kind"]
    ]
    last = {head.split()[-1] for kind in entries for head in kind.heads}
    return {
        word: tuple(
            kind
            for kind in entries
            if not kind.heads or any(head.split()[-1:] == [word] for head in kind.heads)
        )
        for word in ("", *sorted(last))
    }


def _said(words: str) -> tuple[str, ...]:
    return tuple(_spaced(label_words(each)) for each in words.split("|") if each)


def _spaced(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "
