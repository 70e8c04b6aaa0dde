"""The grammars of report layouts: data, one TOML file a layout (see README.md here).

`layouts()` gives them in the order in which a document is tried against them.
Another package adds the layouts of another inspectorate through an entry point of
the group `findingsgraph.grammars` whose object is a folder (a path, or a package
with `.toml` files in it).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.metadata import entry_points
from importlib.resources.abc import Traversable
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from findingsgraph.errors import BrokenGrammar
from findingsgraph.loaders.records import Part

__all__ = ["ENTRY_POINTS", "Grammar", "HeadingRule", "Marks", "Recognition", "RowTable", "layouts", "marks", "named"]

ENTRY_POINTS = "findingsgraph.grammars"

Opens = Literal["section", "here", "next"]


@dataclass(frozen=True, slots=True)
class Marks:
    """What all layouts share: list glyphs, page furniture, grade words (common.toml)."""

    bullets: str
    """Glyphs of main bullets."""
    sub_bullets: str
    """Glyphs that only ever mark a sub-bullet."""
    dashes: str
    """Glyphs that are a sub-bullet at a line's start, or a dash of the sentence."""
    grade: re.Pattern[str]
    """A grade as printed, longest first."""
    unfinished: frozenset[str]
    """Words after which a sentence goes on."""
    repeats: int
    """On how many pages a line at a page's edge must stand to be a running head."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """How a layout's reports are told from others."""

    order: int
    head: re.Pattern[str]
    """Sought in the squeezed, lower-case first characters of a report."""
    lines: tuple[re.Pattern[str], ...]
    """Each must match a whole line somewhere in the report."""


@dataclass(frozen=True, slots=True)
class HeadingRule:
    """A heading that the layout knows, and what it opens."""

    name: str
    pattern: str
    stages: frozenset[str]
    """Stages of the report where it counts; empty: everywhere."""
    stage: str
    """The stage it brings the report to; empty: none."""
    opens: Opens
    part: Part | None
    section: str
    kind: str
    numbered: str
    """Kind that the section's numbered items have, when its paragraphs have another."""
    starts: bool
    """It is the start of a paragraph, not a line of its own."""
    whole_page: bool
    """What it opens ends with the page (a table of contents)."""


@dataclass(frozen=True, slots=True)
class RowTable:
    """A table of labels and grades whose end opens a section without heading."""

    start: re.Pattern[str]
    row: re.Pattern[str]
    section: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """One layout."""

    name: str
    family: str
    recognition: Recognition
    first_stage: str
    part: Part
    """Of what stands before a heading that says another."""
    headings: tuple[HeadingRule, ...]
    table: RowTable | None
    themes: frozenset[str]
    """Kinds of section whose lists carry theme sub-headings."""

    def rules(self, stage: str) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, HeadingRule]]:
        """Give the whole-line and the paragraph-start patterns of a stage; groups are rule names."""
        return _compiled(self, stage)

    def knows(self, text: str) -> bool:
        """Say whether a squeezed line is a heading somewhere in this layout."""
        return _any_heading(self).fullmatch(text) is not None


@cache
def _any_heading(grammar: Grammar) -> re.Pattern[str]:
    return _alternatives([rule for rule in grammar.headings if not rule.starts])


@cache
def _compiled(grammar: Grammar, stage: str) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, HeadingRule]]:
    valid = [rule for rule in grammar.headings if not rule.stages or stage in rule.stages]
    return (
        _alternatives([rule for rule in valid if not rule.starts]),
        _alternatives([rule for rule in valid if rule.starts]),
        {rule.name: rule for rule in valid},
    )


def _alternatives(rules: list[HeadingRule]) -> re.Pattern[str]:
    if not rules:
        return re.compile(r"(?!)")
    return re.compile("|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in rules))


@cache
def _fragments() -> dict[str, str]:
    return dict(_read(resources.files(__name__) / "common.toml")["fragments"])


def _spelled_out(pattern: str) -> str:
    """Put the shared fragments in the place of their names.

    >>> _spelled_out("recommendations<tail>").startswith("recommendations(?:")
    True
    """
    for name, fragment in _fragments().items():
        pattern = pattern.replace(f"<{name}>", fragment)
    re.compile(pattern)
    return pattern


@cache
def marks() -> Marks:
    """Read common.toml."""
    data = _read(resources.files(__name__) / "common.toml")
    glyphs = data["glyphs"]
    return Marks(
        bullets=glyphs["bullets"],
        sub_bullets=glyphs["sub_bullets"],
        dashes=glyphs["dashes"],
        grade=re.compile(r"\b(?:" + "|".join(sorted(data["grades"], key=len, reverse=True)) + r")\b"),
        unfinished=frozenset(data["unfinished"]),
        repeats=data["furniture"]["repeats"],
    )


@cache
def layouts() -> tuple[Grammar, ...]:
    """Read all grammars, our own and those of entry points, in recognition order.

    >>> [grammar.name for grammar in layouts()][:2]
    ['lac-2013', 'sif-reinspection']
    """
    files: dict[str, dict[str, Any]] = {}
    for folder in (resources.files(__name__), *_foreign()):
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(".toml") and file.name != "common.toml":
                files[file.name.removesuffix(".toml")] = _read(file)
    grammars = [_grammar(name, files) for name, data in files.items() if "recognise" in data]
    return tuple(sorted(grammars, key=lambda grammar: (grammar.recognition.order, grammar.name)))


def named(layout: str) -> Grammar:
    """Give the grammar of a layout.

    >>> named("ilacs").family
    'ilacs'
    """
    return next(grammar for grammar in layouts() if grammar.name == layout)


def _foreign() -> list[Traversable]:
    folders: list[Traversable] = []
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        thing = entry.load()
        folders.append(resources.files(thing) if isinstance(thing, ModuleType) else Path(thing))
    return folders


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
    except (KeyError, re.error, StopIteration) as problem:
        raise BrokenGrammar(f"{name}.toml", f"{type(problem).__name__} {problem}; see grammars/README.md") from problem


def _chain(name: str, files: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Give a grammar's own data and what it extends, nearest first."""
    chain = [files[name]]
    while "extends" in chain[-1]:
        chain.append(files[chain[-1]["extends"]])
    return chain


def _rule(number: int, entry: dict[str, Any]) -> HeadingRule:
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
        whole_page=entry.get("whole_page", False),
    )


def _table(entry: dict[str, Any]) -> RowTable:
    return RowTable(
        re.compile(entry["start"]),
        re.compile("|".join(entry["rows"])),
        entry["section"],
        entry["kind"],
    )
