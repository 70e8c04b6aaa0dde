"""Every kind of failure a user can meet, one class each.

A message says what went wrong, where, and what to do, in one line. The class's
`anchor` is the heading of its paragraph in docs/errors.md.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["FindingsGraphError", "UsageError", "suggest"]


def suggest(name: str, choices: Iterable[str]) -> str:
    """Say what was probably meant, or what there is when nothing is near.

    >>> suggest("agencys", ["agencies", "measures", "statements"])
    "did you mean 'agencies'?"
    >>> suggest("xyz", ["measures", "agencies"])
    'there is: agencies, measures'
    """
    from difflib import get_close_matches

    known = sorted(choices)
    near = get_close_matches(name.casefold(), [choice.casefold() for choice in known], n=1, cutoff=0.6)
    if near:
        meant = next(choice for choice in known if choice.casefold() == near[0])
        return f"did you mean '{meant}'?"
    return "there is: " + ", ".join(known) if known else "there is none"


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

    def __reduce__(self) -> tuple[type[FindingsGraphError], tuple[str, str]]:
        """Let it travel from one process to another unchanged."""
        return type(self), (self.where, self.advice)

    @property
    def anchor(self) -> str:
        """The heading in docs/errors.md that explains this kind of failure."""
        return type(self).__name__

    def line(self) -> str:
        r"""Say it as commands do: one line, whatever stands in names, with the page that explains it.

        >>> NoReports("new\nfolder").line()
        'findingsgraph: new folder: no reports here (see docs/errors.md#noreports)'
        """
        return f"findingsgraph: {' '.join(str(self).split())} (see docs/errors.md#{self.anchor.lower()})"


class UsageError(FindingsGraphError):
    """A command or a call was given something it does not take."""

    what = "wrong use"
    exit_status = 2


class BadCorrections(UsageError):
    """A file of corrections is not there, or a line of it is none."""

    what = "not a correction"


class NoCorrections(UsageError):
    """A graph was to be opened with corrections and has none."""

    what = "no corrections"


class UnknownQuery(UsageError):
    """No query of the library has this name, and it is neither a file nor SPARQL."""

    what = "no such query"


class UnknownProjection(UsageError):
    """No network projection has this name."""

    what = "no such projection"


class UnknownMeasure(UsageError):
    """No measure of a network's nodes has this name."""

    what = "no such measure"


class UnknownFormat(UsageError):
    """No export or table format has this name."""

    what = "no such format"


class UnknownChart(UsageError):
    """There is no chart of that name."""

    what = "no such chart"


class UnknownColumn(UsageError):
    """The answer has no column of this name."""

    what = "no such column"


class UnknownParameter(UsageError):
    """A query, projection or export does not take a parameter of this name."""

    what = "no such parameter"


class BadValue(UsageError):
    """A parameter or option has a value that it cannot have."""

    what = "not a possible value"


class BadQuery(UsageError):
    """SPARQL that cannot be parsed, or that asks what this command does not do (an update)."""

    what = "not a query that can be run"


class NoSuchSource(UsageError):
    """A file or folder given to build is not there, or may not be read."""

    what = "no such file or folder"


class NoReports(UsageError):
    """The folders given to build hold no file that could be a report."""

    what = "no reports here"


class SourceClash(UsageError):
    """Two of the files given to build would have the same source name."""

    what = "two files have this source name"


class NoGraph(UsageError):
    """There is no graph in this folder."""

    what = "no graph here"


class SchedulerFailed(FindingsGraphError):
    """No scheduler of a cluster answers at the address."""

    what = "no cluster"


class MissingExtra(UsageError):
    """The job needs a package that is not installed: an extra of findingsgraph."""

    what = "needs a package that is not installed"


class NothingRead(FindingsGraphError):
    """None of the files given to build could be read as a report; the graph stays as it was."""

    what = "nothing could be read"


class NoText(FindingsGraphError):
    """A text layer that quotes point into is not with the graph."""

    what = "no such text layer"


class BrokenGraph(FindingsGraphError):
    """The folder holds a graph whose files are damaged or were made by another version."""

    what = "damaged graph"


class GraphBusy(FindingsGraphError):
    """Another build is writing to the same folder."""

    what = "another build is writing here"


class CannotWrite(FindingsGraphError):
    """The output cannot be written: the disk is full, or the folder may not be written to."""

    what = "cannot be written"


class SystemRefused(FindingsGraphError):
    """The operating system refused to open, read or write a file: a permission, a name, a missing folder."""

    what = "the system refused"


class RemoteFailed(FindingsGraphError):
    """A remote SPARQL endpoint answered with a failure, or with something that is no answer."""

    what = "the remote store failed"


class RemoteTimeout(RemoteFailed):
    """A remote SPARQL endpoint did not answer in time, or cannot be reached."""

    what = "the remote store does not answer"


class RemoteRefused(RemoteFailed):
    """A remote store wants to know who asks, or does not let this account do it."""

    what = "the remote store refuses"


class UnreadableSource(FindingsGraphError):
    """A file that cannot become a report; its kinds say why."""

    what = "cannot be read"


class ReadingFailed(UnreadableSource):
    """The loader stumbled over the file: a defect of findingsgraph, not of the report."""

    what = "reading it failed"


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


class BrokenGrammar(FindingsGraphError):
    """A grammar file that is no TOML or lacks what a grammar must say."""

    what = "broken grammar"


class BrokenVocabulary(FindingsGraphError):
    """A vocabulary file that is no Turtle, or whose entries do not name each other as they must."""

    what = "broken vocabulary"


class ServerFailed(FindingsGraphError):
    """The web server or its query engine could not start."""

    what = "could not start"
