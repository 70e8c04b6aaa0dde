"""What networks need of a document's graph, picked out of its N-Quads lines or of rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

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


def said_in_lines(lines: Iterable[str], document: str) -> Said:
    r"""Read from N-Quads lines of a document's graph what networks need; its places are passed over.

    >>> said_in_lines(['<s> <https://w3id.org/findingsgraph/ontology#text> "a \\"b\\"" <g> .'], "g")["text"]
    {'s': 'a "b"'}
    """
    said: dict[str, dict[str, str]] = {name: {} for name in NAMES.values()}
    # A report has three times the lines that are wanted here, so this loop does little for each.
    wanted = {f"<{predicate}>": said[name] for predicate, name in NAMES.items()}
    theme, kind = said["theme"], said["class"]
    place = f"<{document}#"  # a third of the lines
    for line in lines:
        if line.startswith(place):
            continue
        subject, predicate, rest = line.split(" ", 2)
        values = wanted.get(predicate)
        if values is None:
            continue
        if rest[0] == "<":
            text = rest[1 : rest.index(">")]
            if values is kind and text not in CLASSES:
                continue
            if values is theme and subject in theme:
                text = f"{theme[subject]} {text}"
        else:
            # Behind the text come its datatype and the graph, which hold no quote mark.
            text = rest[1 : rest.rindex('"')]
            if "\\" in text:
                text = _ESCAPED.sub(_unescape, text)
        values[subject] = text
    return {name: {subject[1:-1]: text for subject, text in values.items()} for name, values in said.items()}


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
