"""Text as headings are compared: lower case, straight quotes, one space, no marks."""

from __future__ import annotations

import re

# One call a sign is faster than `str.translate` on text that is not ASCII.
_PLAIN = {
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-",
    "\u2212": "-", "\u2500": "-", "*": "", "#": "",
}  # fmt: skip
_NOTE_ENDS = frozenset("0123456789}]\u00b9\u00b2\u00b3")
_NOTE = re.compile(r"(?<=[a-z?:.)])(?:\^\{\D?\d\}|\[\d\]|\d|[\u00b9\u00b2\u00b3])$")


def squeeze(text: str) -> str:
    """Make two printings of one heading equal; a footnote digit glued to its end goes.

    >>> squeeze("  Information about this **Local** Authority  area2 ")
    'information about this local authority area'
    """
    return without_note(fold(text))


def fold(text: str) -> str:
    """Squeeze a line that others may follow."""
    if not text.isascii() or "*" in text or "#" in text:
        for sign, plain in _PLAIN.items():
            text = text.replace(sign, plain)
    return " ".join(text.split()).lower()


def without_note(folded: str) -> str:
    """Take a footnote digit off the end."""
    return _NOTE.sub("", folded) if folded[-1:] in _NOTE_ENDS else folded
