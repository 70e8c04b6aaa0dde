"""What networks need of a document's graph, picked out of its N-Quads or of rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from findingsgraph.loaders.nquads import SortedQuads
from findingsgraph.ontology.namespaces import PREFIXES

_FG = PREFIXES["fg"]
TYPES = ("agency", "board", "service", "role", "instrument")
CLASSES = {f"{_FG}{name.capitalize()}": name for name in TYPES}
_ONE = (
    "reportsOn", "inspects", "dated", "itemOf", "part", "section", "kind", "number", "order", "page",
    "stance", "text", "priority", "statementOf", "mentionIn", "mentions", "national", "involvementIn",
    "subject", "relation", "object", "rule", "stated",
)  # fmt: skip
NAMES = {
    **{_FG + name: name for name in (*_ONE, "theme")},
    PREFIXES["skos"] + "prefLabel": "label",
    PREFIXES["org"] + "classification": "concept",
    PREFIXES["dcterms"] + "type": "concept",
    PREFIXES["rdf"] + "type": "class",
}
"""The only properties that are read, and what they are called here; all others are passed over."""

Said = Mapping[str, Mapping[str, str]]
"""By property, what is said of each subject. Several themes of an item stand together, with spaces."""

_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.S)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def said_in_quads(quads: SortedQuads, document: str) -> Said:
    r"""Read from a document's N-Quads what networks need; its places are passed over.

    >>> from findingsgraph.loaders.nquads import Quads
    >>> quads = Quads("g")
    >>> quads.add("<s>", "<https://w3id.org/findingsgraph/ontology#text>", '"a \\"b\\""')
    >>> said_in_quads(quads.sorted(), "g")["text"]
    {'s': 'a "b"'}
    """
    said: dict[str, dict[str, str]] = {name: {} for name in NAMES.values()}
    # A report says three times as much as is wanted here, so this loop does little for each.
    wanted = {f"<{predicate}>": said[name] for predicate, name in NAMES.items()}
    theme, kind = said["theme"], said["class"]
    place = f"<{document}#"  # a third of all
    for term, described in quads.subjects:
        if term.startswith(place):
            continue
        subject = term[1:-1]
        for each in described:
            predicate, _, value = each.partition(" ")
            values = wanted.get(predicate)
            if values is None:
                continue
            text = value[1:-1] if value[0] == "<" else _text(value)
            if values is kind and text not in CLASSES:
                continue
            if values is theme and subject in theme:
                text = f"{theme[subject]} {text}"
            values[subject] = text
    return said


def _text(literal: str) -> str:
    """Give what a literal says; behind its text comes at most a datatype, which holds no quote mark."""
    text = literal[1 : literal.rindex('"')]
    return _ESCAPED.sub(_unescape, text) if "\\" in text else text


def _unescape(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _PLAIN.get(found[3], found[3])


def said_in_rows(rows: Iterable[tuple[str, str, str]]) -> Said:
    """Read the same from rows of subject, predicate and object."""
    said: dict[str, dict[str, str]] = {name: {} for name in NAMES.values()}
    for subject, predicate, value in rows:
        name = NAMES.get(predicate)
        if name is None or (name == "class" and value not in CLASSES):
            continue
        known = said[name].get(subject)
        said[name][subject] = f"{known} {value}" if known and name == "theme" else value
    return said
