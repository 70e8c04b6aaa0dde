"""Parameters' values as SPARQL terms: checked, typed, escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from findingsgraph.errors import BadValue, suggest
from findingsgraph.ontology import (
    authorities,
    concept_iri,
    concepts,
    find_authority,
    stance_iri,
    theme_iri,
    themes,
)

if TYPE_CHECKING:
    from findingsgraph.queries.library import Parameter

__all__ = ["Value", "as_terms", "iri_term", "text_term"]

Value = str | int | Iterable[str] | Iterable[int] | None
"""One value, or several of which any may be."""

_IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`]+")
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {ord('"'): '\\"', ord("\\"): "\\\\"}


def text_term(text: str) -> str:
    r"""Write text as a SPARQL string.

    >>> print(text_term('a "b" \\ c'))
    "a \"b\" \\ c"
    """
    return f'"{text.translate(_ESCAPES)}"'


def iri_term(iri: str) -> str:
    """Write an IRI as a SPARQL term; raises ValueError when it is none.

    >>> iri_term("https://e.org/a> ?p ?o")
    Traceback (most recent call last):
    ValueError: https://e.org/a> ?p ?o
    """
    if not _IRI.fullmatch(iri):
        raise ValueError(iri)
    return f"<{iri}>"


def as_terms(parameter: Parameter, value: Value) -> list[str]:
    """Write a parameter's value, or each of its values, as a SPARQL term.

    Raises `BadValue`, which says what there is.
    """
    several = [value] if isinstance(value, str | int) else list(value or ())
    if not several:
        raise BadValue(parameter.name, "it is empty; give a value or leave the parameter out")
    to_term = _KINDS.get(parameter.kind, _choice)
    terms = []
    for each in several:
        try:
            terms.append(to_term(str(each).strip(), parameter))
        except ValueError as problem:
            raise BadValue(f"{parameter.name}={each}", str(problem)) from None
    return list(dict.fromkeys(terms))


def _text(value: str, _: Parameter) -> str:
    return text_term(value)


def _integer(value: str, _: Parameter) -> str:
    if not re.fullmatch(r"\d{1,9}", value):
        raise ValueError("it must be a whole number")
    return str(int(value))


def _year(value: str, _: Parameter) -> str:
    if not re.fullmatch(r"\d{4}", value):
        raise ValueError("it must be a year, as 2014")
    return text_term(value)


def _choice(value: str, parameter: Parameter) -> str:
    choices = parameter.kind.split("|")
    if value not in choices:
        raise ValueError(suggest(value, choices))
    return iri_term(stance_iri(value)) if parameter.name == "stance" else text_term(value)


def _authority(value: str, _: Parameter) -> str:
    if value.startswith("http"):
        return _checked(value)
    for authority in authorities():
        if value in (authority.urn, authority.slug, authority.gss):
            return iri_term(authority.iri)
    found = find_authority(value)
    if found is None:
        raise ValueError(
            suggest_some(value, [each.name for each in authorities()]) + "; an IRI is taken as it is"
        )
    return iri_term(found.iri)


def _term_of(
    known: Callable[[], Mapping[str, object]], to_iri: Callable[[str], str]
) -> Callable[[str, Parameter], str]:
    def to_term(value: str, _: Parameter) -> str:
        if value.startswith("http"):
            return _checked(value)
        if value not in known():
            raise ValueError(suggest_some(value, known()) + "; an IRI is taken as it is")
        return iri_term(to_iri(value))

    return to_term


def _checked(value: str) -> str:
    try:
        return iri_term(value)
    except ValueError:
        raise ValueError("it looks like an IRI and is none") from None


def suggest_some(value: str, choices: Iterable[str]) -> str:
    """Say what was probably meant; where nothing is near, do not list hundreds."""
    known = list(choices)
    hint = suggest(value, known)
    return hint if hint.startswith("did you mean") else f"none of the {len(known)} there are is near it"


_KINDS: Mapping[str, Callable[[str, Parameter], str]] = {
    "text": _text,
    "integer": _integer,
    "year": _year,
    "authority": _authority,
    "agency": _term_of(concepts, concept_iri),
    "theme": _term_of(themes, theme_iri),
}
