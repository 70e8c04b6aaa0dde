"""The grammars of report layouts: data, one TOML file a layout (see README.md here).

`layouts()` gives them in the order in which a document is tried against them.
Another package adds the layouts of another inspectorate through an entry point of
the group `findingsgraph.grammars` whose object is a folder (a path, or a package
with `.toml` files in it).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, get_args

from findingsgraph.errors import BrokenGrammar, suggest
from findingsgraph.loaders.grammars.records import Grammar, HeadingRule, Marks, Opens, Recognition, RowTable
from findingsgraph.ontology.offered import offered_folders
from findingsgraph.ontology.vocabulary import grades

__all__ = ["ENTRY_POINTS", "Grammar", "HeadingRule", "Marks", "RowTable", "layouts", "marks", "named"]

ENTRY_POINTS = "findingsgraph.grammars"
COMMON = "common.toml"
KEYS = frozenset(("family", "extends", "first_stage", "part", "themes", "recognise", "table", "heading"))
HEADING_KEYS = frozenset(("match", "in", "stage", "opens", "part", "section", "kind", "numbered", "starts"))


@cache
def _common() -> dict[str, Any]:
    return _read(resources.files(__name__) / COMMON)


def _spelled_out(pattern: str) -> str:
    """Put the shared fragments in the place of their names.

    >>> _spelled_out("recommendations<tail>").startswith("recommendations(?:")
    True
    """
    for name, fragment in _common()["fragments"].items():
        pattern = pattern.replace(f"<{name}>", fragment)
    re.compile(pattern)
    return pattern


@cache
def marks() -> Marks:
    """Read common.toml, and the grades of the vocabulary."""
    data = _common()
    glyphs = data["glyphs"]
    return Marks(
        bullets=glyphs["bullets"],
        sub_bullets=glyphs["sub_bullets"],
        dashes=glyphs["dashes"],
        grade=_any_grade(),
        nothing=re.compile("|".join(data["nothing"])),
        unfinished=frozenset(data["unfinished"]),
        repeats=data["furniture"]["repeats"],
    )


def _any_grade() -> re.Pattern[str]:
    """A grade of any scale of the vocabulary in words, the longest first."""
    printed = {" ".join(words.lower().split()) for grade in grades().values() for words in grade.printed}
    # "Grade 4 (inadequate)" is a line of its own below a heading, and its number is no word.
    words = sorted(
        (each for each in printed if not re.search(r"\d", each)), key=lambda each: (-len(each), each)
    )
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")


@cache
def layouts() -> tuple[Grammar, ...]:
    """Read all grammars, our own and those of entry points, in recognition order.

    >>> [grammar.name for grammar in layouts()][:2]
    ['lac-2013', 'sif-reinspection']
    """
    files: dict[str, dict[str, Any]] = {}
    for folder in (resources.files(__name__), *offered_folders(ENTRY_POINTS)):
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(".toml") and file.name != COMMON:
                files[file.name.removesuffix(".toml")] = _read(file)
    grammars = [_grammar(name, files) for name, data in files.items() if "recognise" in data]
    return tuple(sorted(grammars, key=lambda grammar: (grammar.recognition.order, grammar.name)))


def named(layout: str) -> Grammar:
    """Give the grammar of a layout.

    >>> named("ilacs").family
    'ilacs'
    """
    return next(grammar for grammar in layouts() if grammar.name == layout)


def _read(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise BrokenGrammar(file.name, str(problem)) from problem


def _grammar(name: str, files: dict[str, dict[str, Any]]) -> Grammar:
    data = files[name]
    try:
        chain = _chain(name, files)
        recognise = data["recognise"]
        rules = [entry for link in chain for entry in link.get("heading", [])]
        table = next((link["table"] for link in chain if "table" in link), None)
        return Grammar(
            name=name,
            family=data["family"],
            recognition=Recognition(
                recognise["order"],
                re.compile(recognise["head"]),
                tuple(re.compile(line) for line in recognise.get("lines", [])),
            ),
            first_stage=next(link["first_stage"] for link in chain if "first_stage" in link),
            part=data.get("part", "local-authority"),
            headings=tuple(_rule(number, entry) for number, entry in enumerate(rules)),
            table=_table(table) if table else None,
            themes=frozenset(kind for link in chain for kind in link.get("themes", [])),
        )
    except (KeyError, ValueError, TypeError, re.error, StopIteration) as problem:
        what = f"{type(problem).__name__} {problem}; see loaders/grammars/README.md"
        raise BrokenGrammar(f"{name}.toml", what) from problem


def _chain(name: str, files: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Give a grammar's own data and what it extends, nearest first."""
    names = [name]
    while "extends" in files[names[-1]]:
        names.append(files[names[-1]]["extends"])
        if names[-1] in names[:-1]:
            raise ValueError(f"{names[-1]} extends itself")
    for link in names:
        _only(KEYS, files[link])
    return [files[link] for link in names]


def _only(known: frozenset[str], entry: dict[str, Any]) -> None:
    """Refuse a key that nothing would read: it is a slip."""
    unknown = sorted(entry.keys() - known)
    if unknown:
        raise ValueError(f"does not know {unknown[0]!r}, {suggest(unknown[0], known)}")


def _rule(number: int, entry: dict[str, Any]) -> HeadingRule:
    _only(HEADING_KEYS, entry)
    if entry.get("opens", "section") not in get_args(Opens):
        raise ValueError(f"opens = {entry['opens']!r}, {suggest(entry['opens'], get_args(Opens))}")
    return HeadingRule(
        name=f"rule{number}",
        pattern=_spelled_out(entry["match"]),
        stages=frozenset(entry.get("in", [])),
        stage=entry.get("stage", ""),
        opens=entry.get("opens", "section"),
        part=entry.get("part"),
        section=entry.get("section", ""),
        kind=entry.get("kind", ""),
        numbered=entry.get("numbered", ""),
        starts=entry.get("starts", False),
    )


def _table(entry: dict[str, Any]) -> RowTable:
    return RowTable(
        re.compile(entry["start"]),
        re.compile("|".join(entry["rows"])),
        entry["section"],
        entry["kind"],
    )
