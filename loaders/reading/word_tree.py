"""Labels as a tree of tokens, so that a sentence is read once, whatever the number of labels."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

from findingsgraph.loaders.reading.wordings import Token, label_words

__all__ = ["WordTree"]

_LABEL = ""
"""The key of a tree's node under which a finished label's value hangs."""


def _below(node: dict[str, Any], words: Sequence[str]) -> dict[str, Any]:
    for word in words:
        node = node.setdefault(word, {})
    return node


def _last_words(parts: Sequence[Sequence[Sequence[str]]]) -> Iterator[str]:
    for choices in reversed(parts):
        yield from (words[-1] for words in choices if words)
        if all(choices):
            return


class WordTree:
    """Labels with a value each, found in tokens, longest first.

    >>> from findingsgraph.loaders.reading.wordings import tokens
    >>> tree = WordTree([("virtual school", "virtual-school"), ("school", "schools")])
    >>> tree.longest(tokens("Virtual schools"), 0)
    (2, ('virtual-school',))
    """

    def __init__(self, labels: Iterable[tuple[str, Any]] = ()) -> None:
        self.root: dict[str, Any] = {}
        self.last_words: set[str] = set()
        """With one of these every label ends."""
        for label, value in labels:
            self.add(label_words(label), value)

    def add(self, words: Iterable[str], value: Any) -> None:
        """Hang a value under a label's words; several values keep the order of their coming."""
        self.hang([[tuple(words)]], value)

    def hang(
        self, parts: Sequence[Sequence[Sequence[str]]], value: Any, spare: Container[int] = ()
    ) -> list[int]:
        """Hang a value under every label that these parts can be put together to (see `alternatives`).

        Gives what identifies the labels' ends in this tree; ends that are to `spare` get no
        value. The labels of one wording share their beginnings, so that walking them together
        takes a third of the time.
        """
        self.last_words.update(_last_words(parts))
        nodes = [self.root]
        for choices in parts:
            nodes = [_below(node, words) for node in nodes for words in choices]
        ends = []
        for node in nodes:
            if node is self.root or id(node) in spare:
                continue
            ends.append(id(node))
            held = node.get(_LABEL, ())
            if value not in held:
                node[_LABEL] = (*held, value)
        return ends

    def longest(self, words: Sequence[Token], at: int) -> tuple[int, tuple[Any, ...]] | None:
        """Give the end and values of the longest label that begins at a token."""
        return next(iter(self.ends(words, at)), None)

    def places(self, words: Sequence[Token]) -> list[int]:
        """Give the tokens at which a label may begin: its first two words stand there.

        >>> from findingsgraph.loaders.reading.wordings import tokens
        >>> WordTree([("virtual school", 1)]).places(tokens("A virtual hub for virtual schools."))
        [4]
        """
        root, last, found = self.root, len(words) - 1, []
        for at, token in enumerate(words):
            node = root.get(token[0])
            if node is not None and (_LABEL in node or at < last and words[at + 1][0] in node):
                found.append(at)
        return found

    def ends(self, words: Sequence[Token], at: int) -> list[tuple[int, tuple[Any, ...]]]:
        """Give the ends and values of all labels that begin at a token, longest first."""
        first = self.root.get(words[at].word)
        if first is None:
            return []
        found: list[tuple[int, tuple[Any, ...]]] = []
        node: dict[str, Any] = first
        index, size = at + 1, len(words)
        while True:
            if values := node.get(_LABEL):
                found.append((index, values))
            below = node.get(words[index].word) if index < size else None
            if below is None:
                break
            node = below
            index += 1
        found.reverse()
        return found
