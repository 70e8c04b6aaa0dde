"""The file of corrections: a line each, between tabs, made to be kept in version control.

    thing   what   was   should be   note   words

`thing` is the IRI of a fact, which stays the same when a report is read again by a better
loader. `what` says what is corrected: see `WHAT`. `was` is the label that the reviewer saw;
an empty `should be` rejects the fact. `note` says why; `words` are there for the reader of
the file, except for a mention that was missed, where they are the words to mark. Lines that
begin with # and empty lines are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from findingsgraph.errors import BadCorrections

__all__ = ["WHAT", "Correction", "append_correction", "parse_corrections", "read_corrections", "read_text"]

WHAT = {
    "stance": "a sentence's stance; the same stance in both places accepts it",
    "theme": "an item's theme: replaced, rejected (nothing in `should be`) or added (nothing in `was`)",
    "grade": "a judgement's grade",
    "mention": "who is meant by words of a sentence; with nothing in `was`, words that were missed",
    "measure": "a measure's value",
    "involvement": "an involvement's relation; with nothing in `was`, one that was missed",
    "same-as": "an entity that is another one: both become the other",
    "split": "words that wrongly stand for an entity: their mentions become another one",
}
"""What can be corrected, and how it is written."""

ADDED = ("theme", "mention", "involvement")
"""What may be added: with nothing in `was`."""
REJECTED = ("theme", "mention", "measure", "involvement")
"""What may be rejected: with nothing in `should be`."""
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")

HEADER = "# thing\twhat\twas\tshould be\tnote\twords\n"


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file."""

    thing: str
    what: str
    was: str
    should_be: str
    note: str = ""
    words: str = ""

    def line(self) -> str:
        r"""Write it as a line without its end; tabs and line ends inside become spaces.

        >>> Correction("https://e.org/s", "stance", "context", "weakness", "says\ttoo slow").line()
        'https://e.org/s\tstance\tcontext\tweakness\tsays too slow\t'
        """
        fields = (self.thing, self.what, self.was, self.should_be, self.note, self.words)
        return "\t".join(" ".join(field.split()) for field in fields)


def parse_corrections(lines: Iterable[str], where: str = "corrections") -> tuple[Correction, ...]:
    r"""Read lines; the last of two corrections of one thing's label holds.

    Raises `BadCorrections` for a line that is none.

    >>> parse_corrections(["# why\n", "https://e.org/s\tstance\tcontext\tweakness\n"])[0].should_be
    'weakness'
    """
    found: dict[tuple[str, ...], Correction] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.rstrip("\r\n").split("\t")]
        if not 4 <= len(fields) <= 6 or not fields[0]:
            raise BadCorrections(f"{where}, line {number}", "write thing, what, was, should be, between tabs")
        each = Correction(*fields)
        if problem := _problem(each):
            raise BadCorrections(f"{where}, line {number}", problem)
        found.pop(_key(each), None)
        found[_key(each)] = each
    return tuple(found.values())


def _problem(each: Correction) -> str:
    """Say why a line is no correction; empty when it is one."""
    if not _IRI.fullmatch(each.thing):
        return f"{each.thing!r} is no IRI of a fact"
    if each.what not in WHAT:
        return f"{each.what!r} is none of {', '.join(WHAT)}"
    if not each.was and not each.should_be:
        return "nothing stands in `was` and in `should be`"
    if not each.was and each.what not in ADDED:
        return f"a {each.what} has to say what it was"
    if not each.should_be and each.what not in REJECTED:
        return f"a {each.what} has to say what it should be"
    if each.should_be.startswith(("http://", "https://")) and each.what != "involvement":
        return "" if _IRI.fullmatch(each.should_be) else f"{each.should_be!r} is no IRI"
    return f"{each.should_be!r} is no IRI of an entity" if each.what == "same-as" else ""


def _key(correction: Correction) -> tuple[str, ...]:
    """What a later line about the same replaces: what was missed is told apart by its words."""
    if correction.was:
        return (correction.thing, correction.what, correction.was)
    return (correction.thing, correction.what, "", correction.should_be, correction.words)


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read the file; raises `BadCorrections` when it is not there or a line of it is none."""
    return parse_corrections(read_text(path).split("\n"), str(path))


def read_text(path: Path) -> str:
    """Give the file's text; raises `BadCorrections` when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8"
        raise BadCorrections(str(path), reason or "it cannot be read") from problem


def append_correction(path: Path, correction: Correction) -> None:
    """Add a line at the end of the file, which is made if it is not there."""
    new = not path.exists()
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write((HEADER if new else "") + correction.line() + "\n")
