"""The library of questions: one .rq file each, whose header comment documents it.

A file is SPARQL that answers as it stands, on any endpoint. Lines marked `#?` make
it take parameters:

    #? theme: FILTER(...{theme}...)      stands only when `theme` is given
    FILTER(...) #? no kind               stands only when `kind` is not given
    FILTER(?preferred) #? documents=preferred     stands while `documents` is that

In front of a line the mark switches it off until its condition holds; behind a line
it switches it off when its condition does not hold. `a|b` is either. `{theme}` becomes
the values with commas between them, as IN takes them, `{theme*}` without, as VALUES does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from findingsgraph.errors import UnknownParameter, UnknownQuery, suggest
from findingsgraph.queries.values import Value, as_terms

__all__ = ["Column", "Parameter", "Query", "bind", "load", "load_network", "names", "parse"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be narrowed by."""

    name: str
    kind: str
    """text, year, integer, authority, agency, theme, or the choices with `|` between them."""
    default: str
    """Empty when the parameter does nothing unless given."""
    description: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Query:
    """A documented question."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str
    """The whole file."""


_PARAMETER = re.compile(r"- `([a-z_]+)` \(([^,)]+)(?:, default ([^)]+))?\): (.+)")
_COLUMN = re.compile(r"- `([a-z_0-9]+)`: (.+)")
_OFF = re.compile(r"^(\s*)#\? ([a-z_|]+(?:=\S+)?): (.*)$")
_ON = re.compile(r"^(.*\S)\s+#\? (no [a-z_]+|[a-z_]+=\S+)\s*$")


@cache
def names() -> tuple[str, ...]:
    """Names of all questions, sorted.

    >>> "statements" in names()
    True
    """
    found = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".rq") for name in found if name.endswith(".rq")))


@cache
def load(name: str) -> Query:
    """Give a question by its name; hyphens and underscores count as the same.

    Raises `UnknownQuery`.

    >>> [column.name for column in load("themes").columns]
    ['source', 'finding', 'theme']
    """
    known = {each.replace("_", "-"): each for each in names()}
    found = known.get(name.replace("_", "-"))
    if found is None:
        raise UnknownQuery(name, suggest(name, names()))
    text = files(__package__).joinpath(f"{found}.rq").read_text(encoding="utf-8")
    return parse(found, text)


@cache
def load_network(name: str) -> Query:
    """Give the CONSTRUCT query of a network projection: a file of the folder `networks`.

    >>> load_network("agencies").title
    'Who stands together'
    """
    text = files(f"{__package__}.networks").joinpath(f"{name}.rq").read_text(encoding="utf-8")
    return parse(name, text)


def parse(name: str, text: str) -> Query:
    """Read a question and its header; a file without a header has neither parameters nor columns."""
    header: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#") or line.startswith("#?"):
            break
        header.append(line[1:].strip())
    title = header[0].removeprefix("# ") if header and header[0].startswith("# ") else name
    prose: list[str] = []
    for line in header[1:]:
        if line.startswith("## "):
            break
        prose.append(line)
    parameters = (_PARAMETER.fullmatch(line) for line in header)
    columns = (_COLUMN.fullmatch(line) for line in header)
    return Query(
        name=name,
        title=title,
        description=" ".join(" ".join(prose).split()),
        parameters=tuple(Parameter(m[1], m[2], m[3] or "", m[4]) for m in parameters if m),
        columns=tuple(Column(m[1], m[2]) for m in columns if m),
        text=text,
    )


def bind(query: Query, values: Mapping[str, Value]) -> str:
    """Give the SPARQL of a question with parameters.

    Values are checked against the parameter's type and written as terms, never pasted.
    A value of None is one not given. Raises `UnknownParameter` and `BadValue`.

    >>> print(bind(parse("q", "# - `n` (integer): so many.\\nSELECT * {}\\n#? n: LIMIT {n}"), {"n": 3}))
    # - `n` (integer): so many.
    SELECT * {}
    LIMIT 3
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            raise UnknownParameter(f"{query.name}: {name}", suggest(name, known))
    given: dict[str, Value] = {name: each.default for name, each in known.items() if each.default}
    given.update({name: value for name, value in values.items() if value is not None})
    terms = {name: as_terms(known[name], value) for name, value in given.items()}
    plain = {name: str(value) for name, value in given.items()}
    return "\n".join(
        line
        for line in (_bind_line(line, terms, plain) for line in query.text.splitlines())
        if line is not None
    )


def _bind_line(line: str, terms: Mapping[str, list[str]], given: Mapping[str, str]) -> str | None:
    off = _OFF.match(line)
    if off:
        return off[1] + _fill(off[3], terms) if _holds(off[2], given) else None
    on = _ON.match(line)
    if on:
        return on[1] if _holds(on[2], given) else None
    return line


def _holds(condition: str, given: Mapping[str, str]) -> bool:
    if condition.startswith("no "):
        return condition[3:] not in given
    if "=" in condition:
        name, value = condition.split("=", 1)
        return given.get(name) == value
    return any(name in given for name in condition.split("|"))


def _fill(text: str, terms: Mapping[str, list[str]]) -> str:
    def terms_of(found: re.Match[str]) -> str:
        return (" " if found[2] else ", ").join(terms[found[1]])

    return re.sub(r"\{([a-z_]+)(\*?)\}", terms_of, text)
