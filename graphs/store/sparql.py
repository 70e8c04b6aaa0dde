"""What can be told of a query by its text: where it begins, what form it has, whether it names graphs."""

from __future__ import annotations

import re

__all__ = ["FORMS", "end_of_prologue", "names_graphs", "parts_of"]

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
"""The forms that ask; all others change a store."""
_PROLOGUE = re.compile(r"(?:\s+|#[^\n\r]*|PREFIX\s+[^\s:]*:\s*<[^>]*>|BASE\s*<[^>]*>)*", re.I)
_COMMENT = re.compile(r"(?<![^\s>])#[^\n\r]*")
_WORD = re.compile(r"[A-Za-z]+")
_FROM = re.compile(r"\bFROM\s*(?:NAMED\s*)?(?:<|[\w-]*:)", re.I)


def end_of_prologue(sparql: str) -> int:
    """Give where comments and prefixes end.

    >>> end_of_prologue("# Who\\nPREFIX a: <b> SELECT")
    20
    """
    found = _PROLOGUE.match(sparql)
    return found.end() if found else 0


def parts_of(sparql: str) -> tuple[str, str, str]:
    """Give prefixes without their comments, the form in capitals, and the query from its form on.

    SPARQLWrapper guesses a query's form from all its words, those of comments included.

    >>> parts_of("PREFIX a: <b> # no CONSTRUCT\\nselect * {}")[1:]
    ('SELECT', 'select * {}')
    """
    end = end_of_prologue(sparql)
    body = sparql[end:]
    word = _WORD.match(body)
    return _COMMENT.sub("", sparql[:end]), word[0].upper() if word else "", body


def names_graphs(sparql: str) -> bool:
    """Say whether a query has a FROM of its own.

    >>> names_graphs("# Words from a: b\\nSELECT * FROM <a> {}"), names_graphs("# from a: b\\nASK {}")
    (True, False)
    """
    return bool(_FROM.search(sparql, end_of_prologue(sparql)))
