r"""What a query may not do here: change the graph, or make the server call another one.

Oxigraph's server answers SERVICE by calling out, and cannot be told not to. So a query
in which that word stands anywhere is read word by word, and refused unless every one of
them is in a string, an IRI, a comment, a variable or the local part of a name. Where
two readings are possible, the query is refused. Oxigraph needs no space around words of
the language (`5SERVICE:x{` is one number and a call), so parts of words count too.

>>> refusal("SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }")
'SERVICE is refused: this server calls no other'
>>> refusal('SELECT ?service { ?service skos:service "SERVICE <x>" } # SERVICE')
''
>>> refusal("# the end\nINSERT DATA { <a> <b> <c> }")
'INSERT is refused: this server is read-only'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["refusal"]

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>'''(?:(?:'|'')?[^'\\]|\\.)*'''|\"\"\"(?:(?:"|"")?[^"\\]|\\.)*\"\"\"
      |'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*")
  | (?P<variable>[?$]\w+)
  | (?P<prefixed>(?:[^\W\d_][\w.-]*)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])*)
  | (?P<tag>@[A-Za-z][\w-]*)
  | (?P<word>\w+)
  | .
    """,
    re.VERBOSE | re.DOTALL,
)
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_SERVICE = "SERVICE is refused: this server calls no other"
_UNCLEAR = "a query with the word 'service' must write IRIs that contain # in full (<http://...#...>)"


def refusal(query: str) -> str:
    """Say why a query is refused; empty when it is not. Whether it is well formed, the engine says."""
    query = _unescape(query)
    return _refuse_service(query) or _refuse_update(query)


def _refuse_service(query: str) -> str:
    if "SERVICE" not in query.upper():
        return ""
    for kind, text in _tokens(query):
        # `?a <#b>` may be an IRI, or "less than" and a comment: then all that follows reads otherwise.
        if kind == "iri" and "#" in text and not _ABSOLUTE.match(text):
            return _UNCLEAR
        outside = text.partition(":")[0] if kind == "prefixed" else text
        if kind in ("word", "prefixed") and "SERVICE" in outside.upper():
            return _SERVICE
    return ""


def _refuse_update(query: str) -> str:
    words = (text.upper() for kind, text in _tokens(query) if kind == "word")
    first = next((word for word in words if word in _UPDATES or word in _FORMS), "")
    return f"{first} is refused: this server is read-only" if first in _UPDATES else ""


def _tokens(query: str) -> Iterator[tuple[str, str]]:
    for found in _TOKEN.finditer(query):
        if found.lastgroup:
            yield found.lastgroup, found[0]


def _unescape(query: str) -> str:
    """Read escaped letters and digits, as SPARQL does before all else; quotes stay escaped."""

    def character(found: re.Match[str]) -> str:
        code = int(found[1] or found[2], 16)
        plain = chr(code) if code <= 0x10FFFF else ""
        return plain if plain.isalnum() else found[0]

    return _ESCAPE.sub(character, query)
