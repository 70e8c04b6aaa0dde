"""Cut an item's text into sentences.

Reports are careful prose: a sentence ends with a stop, a query or an exclamation
mark, possibly closed by quotes or brackets and followed by a footnote digit, before
white space and a capital, a digit or an opening quote. What looks like an end and is
none (abbreviations, initials, list markers) is in `abbreviations.tsv`. A bracket that
follows the stop, `(Recommendation 4)`, belongs to the sentence before it; a list parted
by semicolons is one sentence.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from findingsgraph.loaders.records import MappedText

__all__ = ["sentence_ranges", "split_sentences"]

_END = re.compile(
    r"""
    [.!?](?:
      [.!?]*["”’'»)\]]*                     # the stop's closers
      (?:(?<=[^\W\d][.!?])\d{1,2}(?=\s))?   # a footnote's digits
      (?:\s+\([^()]*\)\.?)?+               # a note in brackets after the stop
      (?=\s+["“‘'\[(]?[^\W_a-z])           # before a capital or a digit
    | (?<=[a-z)’”]\.)(?=(?:The|This|These|There|However|In|As|It|They|Some|Most|All)\s)  # lost space
    )
    """,
    re.VERBOSE,
)
_OPENERS = "(['\"‘“’”"
_STARTER = r"(?:A|An|At|As|In|It|The|This|These|There|They|However)\b"
_INITIAL_FOLLOWS = re.compile(rf"\s+(?:[A-Z]\.|(?!{_STARTER})[A-Z][a-z])")
_MARKER = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})\)?")


@cache
def _abbreviations() -> dict[str, str]:
    """Give each abbreviation's class: `never` ends a sentence, or not before a `number`."""
    lines = (
        resources.files("findingsgraph.loaders.reading")
        .joinpath("abbreviations.tsv")
        .read_text("utf-8")
        .splitlines()
    )
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: kind for word, kind, *_ in rows}


def split_sentences(content: MappedText) -> tuple[tuple[int, int], ...]:
    """Give the character ranges of the sentences in `content.text`, trimmed and in order.

    The ranges do not overlap and together hold every character that is not white space.

    >>> text = "The board is well led by Mr. Hill. However, its sub-groups (e.g. Training) are new."
    >>> split_sentences(MappedText(text, ((0, 0, len(text), 1),)))
    ((0, 34), (35, 83))
    """
    return sentence_ranges(content.text)


def sentence_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Give the ranges of the sentences of any text; see `split_sentences`."""
    ranges: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _ends_sentence(text, start, match):
            _append(ranges, text, start, match.end())
            start = match.end()
    _append(ranges, text, start, len(text))
    return tuple(ranges)


def _append(ranges: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    trimmed = piece.strip()
    if trimmed:
        begin = start + len(piece) - len(piece.lstrip())
        ranges.append((begin, begin + len(trimmed)))


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether the stop that `match` found ends the sentence begun at `start`."""
    stop = match.start()
    if text[stop] != "." or text.startswith("..", stop):
        return True
    word = text[max(start, text.rfind(" ", start, stop) + 1) : stop].lstrip(_OPENERS)
    if not word:
        return True
    if _MARKER.fullmatch(text[start:stop].strip()):
        return False  # `1.` or `a.` opens an item
    if len(word) == 1 and word.isupper() and match.end() == stop + 1:
        return not _INITIAL_FOLLOWS.match(text, match.end())
    kind = _abbreviations().get(word.lower())
    if kind is None or match.end() > stop + 1:
        return True
    return kind == "number" and not text[match.end() :].lstrip()[:1].isdigit()
