"""Every kind of failure a user can meet, one class each.

A message says what went wrong, where, and what to do, in one line. The class's
`anchor` is the heading of its paragraph in docs/errors.md.
"""

from __future__ import annotations

__all__ = ["FindingsGraphError", "UsageError"]


class FindingsGraphError(Exception):
    """The root of all failures that findingsgraph raises on purpose.

    Subclasses differ in name and in `exit_status`: 2 where the user asked for
    something that cannot be, 1 where the asking was right and the material was not.

    >>> str(NotAPdf("letter.pdf", "starts with '<!DOCTYPE'; save the report itself, not the web page"))
    "letter.pdf: not a PDF: starts with '<!DOCTYPE'; save the report itself, not the web page"
    """

    what = "failed"
    exit_status = 1

    def __init__(self, where: str, advice: str = "") -> None:
        self.where = where
        self.advice = advice
        super().__init__(f"{where}: {self.what}" + (f": {advice}" if advice else ""))

    @property
    def anchor(self) -> str:
        """The heading in docs/errors.md that explains this kind of failure."""
        return type(self).__name__


class UsageError(FindingsGraphError):
    """A command or a call was given something it does not take."""

    what = "wrong use"
    exit_status = 2


class UnreadableSource(FindingsGraphError):
    """A file that cannot become a report; its kinds say why."""

    what = "cannot be read"


class NotAPdf(UnreadableSource):
    """The name ends in .pdf, the bytes are something else (often a saved web page)."""

    what = "not a PDF"


class EncryptedPdf(UnreadableSource):
    """The PDF asks for a password."""

    what = "encrypted PDF"


class BrokenPdf(UnreadableSource):
    """The PDF's structure is damaged."""

    what = "broken PDF"


class EmptyDocument(UnreadableSource):
    """The file has no text: it is empty, or its pages are images."""

    what = "no text"


class DocumentTooLarge(UnreadableSource):
    """The file is larger than any report."""

    what = "too large"


class NotText(UnreadableSource):
    """A .txt or .md file that is not UTF-8 text."""

    what = "not UTF-8 text"


class UnknownFamily(UnreadableSource):
    """Readable, but no report of a family that a grammar describes."""

    what = "no known kind of report"
