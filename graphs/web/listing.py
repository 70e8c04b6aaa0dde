"""Lists of findings and of sentences: filtered, searched, sorted, in pages, counted by stance.

Filters are conditions with bound values; nothing that a client sends becomes SQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.index.reading import Index, Value
from findingsgraph.graphs.web.labels import STANCES
from findingsgraph.ontology import concepts, themes

__all__ = ["Filters", "Listing", "match_words", "read_filters", "read_listing"]

Kind = Literal["findings", "sentences"]
SIZE = 20
MOST = 20_000
"""Rows that a download may have."""
KINDS = (
    "finding", "strength", "progress", "recommendation", "priority-action", "summary", "child-summary",
    "statistic", "previous-inspection", "post",
)  # fmt: skip
SORTS: Mapping[str, str] = {
    "newest": "f.dated DESC, f.report, f.ord",
    "oldest": "f.dated, f.report, f.ord",
    "authority": "f.authority_name, f.dated DESC, f.ord",
}
ROW = (
    "f.finding, f.report, f.part, f.section, f.kind, f.number, f.ord, f.page, "
    "f.authority, f.authority_name, f.dated"
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty where it is not."""

    q: str = ""
    authority: str = ""
    """IRI."""
    report: str = ""
    """IRI."""
    entity: str = ""
    """IRI."""
    agency: str = ""
    """Id of a concept."""
    theme: str = ""
    stance: str = ""
    section: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""


@dataclass(slots=True)
class Listing:
    """One page of a list, and what is said around it."""

    kind: Kind
    asked: Asked
    filters: Filters
    fixed: frozenset[str]
    """Filters that the page sets and its form does not offer."""
    total: int
    everything: int
    """How many there are, the stance filter aside."""
    counts: Mapping[str, int]
    """How many sentences are of each stance, or findings that have such a sentence; the filter aside."""
    rows: Sequence[Mapping[str, Any]]
    page: int
    sort: str
    options: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // SIZE))

    @property
    def first(self) -> int:
        """Number of the first row that is shown."""
        return (self.page - 1) * SIZE + 1


def read_filters(asked: Asked, index: Index, links: Callable[[str], str], **fixed: str) -> Filters:
    """Read the filters of an address; those the page has fixed are not asked for. Raises `Refused`."""
    values = dict(fixed)
    values["q"] = asked.one("q")[:300]
    if "authority" not in fixed and asked.one("authority"):
        values["authority"] = find_authority(index, asked.one("authority"))
    for name, choices in (
        ("agency", concepts()), ("theme", themes()), ("stance", STANCES), ("kind", (*KINDS, "all")),
    ):  # fmt: skip
        if name not in fixed:
            values[name] = asked.choice(name, choices)
    if "section" not in fixed:
        values["section"] = asked.one("section")[:60]
    for name, parameter in (("since", "from"), ("until", "to")):
        year = asked.one(parameter)
        if year and not re.fullmatch(r"[0-9]{4}", year):
            raise Refused(400, f"'{parameter}' must be a year, as 2014")
        values[name] = year
    return Filters(**values)


def find_authority(index: Index, slug: str) -> str:
    """Give the IRI of an authority that the graph has reports on; raises `Refused`."""
    row = index.row(
        "SELECT authority FROM report WHERE authority LIKE ? ESCAPE '!'", [f"%/authority/{_like(slug)}"]
    )
    if row is None:
        raise Refused(404, f"there is no report on an authority {slug[:60]!r} here")
    return str(row[0])


def _like(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def match_words(q: str) -> str:
    """Write what a person types as an FTS5 query: "a phrase", -word for without, OR, word* for beginnings.

    >>> match_words('"strategy meetings" police -health')
    '"strategy meetings" AND "police" NOT "health"'
    >>> match_words("early OR late child*")
    '("early" OR "late") AND "child"*'
    >>> match_words('") OR (')
    ''
    """
    groups: list[list[str]] = []
    without: list[str] = []
    join = False
    for minus, phrase, word in re.findall(r'(-?)(?:"([^"]*)"|([^\s"]+))', q):
        if word == "OR":
            join = bool(groups)
            continue
        term = _term(phrase or word)
        if not term:
            continue
        if minus:
            without.append(term)
        elif join:
            groups[-1].append(term)
        else:
            groups.append([term])
        join = False
    if not groups:
        return ""
    parts = [each[0] if len(each) == 1 else f"({' OR '.join(each)})" for each in groups[:20]]
    return " NOT ".join([" AND ".join(parts), *without[:20]])


def _term(words: str) -> str:
    letters = "".join(letter if letter.isalnum() or letter in "'’" else " " for letter in words).split()
    return f'"{" ".join(letters)}"' + ("*" if words.endswith("*") else "") if letters else ""


def read_listing(
    index: Index, asked: Asked, filters: Filters, kind: Kind = "findings", fixed: Sequence[str] = (),
    whole: bool = False,
) -> Listing:  # fmt: skip
    """Read one page of a list, or the whole for a download. Raises `Refused`."""
    table, where, values = _conditions(kind, filters)
    has = " JOIN statement s ON s.finding = f.finding" if kind == "findings" else ""
    stance = "s.stance" if has else "t.stance"
    found = index.rows(
        f"SELECT {stance}, count(DISTINCT t.rowid) FROM {table}{has} WHERE {where} GROUP BY 1", values
    )
    by_stance = {row[0]: row[1] for row in found}
    counts = {each: by_stance.get(each, 0) for each in STANCES}
    everything = index.number(f"SELECT count(*) FROM {table} WHERE {where}", values)
    if filters.stance:
        has_it = "f.finding IN (SELECT finding FROM statement WHERE stance = ?)"
        where = f"{where} AND {has_it if has else 't.stance = ?'}"
        values = [*values, filters.stance]
    total = counts[filters.stance] if filters.stance else everything
    matched = match_words(filters.q)
    sort = asked.choice("sort", ("relevance", *SORTS)) or ("relevance" if matched else "newest")
    order = SORTS.get(sort) or ("bm25(words), f.dated DESC" if matched else SORTS["newest"])
    page = asked.number("page", 1)
    limit = (MOST, 0) if whole else (SIZE, (page - 1) * SIZE)
    text = "t.text"
    if matched and kind == "findings":
        text = "highlight(words, 0, char(2), char(3))"
    sentence = "" if kind == "findings" else ", t.statement"
    sql = f"SELECT {ROW}, t.stance, {text} AS text{sentence} FROM {table} WHERE {where}"
    sql += f" ORDER BY {order} LIMIT ? OFFSET ?"
    rows = [dict(row) for row in index.rows(sql, [*values, *limit])]
    return Listing(kind, asked, filters, frozenset(fixed), total, everything, counts, rows, page, sort)


def _conditions(kind: Kind, filters: Filters) -> tuple[str, str, list[Value]]:
    if kind == "findings":
        table = "finding f JOIN finding t ON t.id = f.id"
    else:
        table = "statement t JOIN finding f ON f.finding = t.finding"
    where: list[str] = []
    values: list[Value] = []

    def add(condition: str, *bound: Value) -> None:
        where.append(condition)
        values.extend(bound)

    matched = match_words(filters.q)
    if matched:
        table += " JOIN words ON words.rowid = f.id"
        add("words MATCH ?", matched)
    elif filters.q:
        add("0")
    for column in ("authority", "report", "section"):
        if getattr(filters, column):
            add(f"f.{column} = ?", getattr(filters, column))
    if filters.kind not in ("", "all"):
        add("f.kind = ?", filters.kind)
    elif not filters.kind:
        add("f.counted = 1")
    if filters.since:
        add("f.year >= ?", filters.since)
    if filters.until:
        add("f.year <= ?", filters.until)
    if filters.theme:
        add("f.finding IN (SELECT finding FROM theme WHERE theme = ?)", filters.theme)
    for column, value in (("entity", filters.entity), ("concept", filters.agency)):
        if value and kind == "findings":
            add(
                "f.finding IN (SELECT s.finding FROM named n JOIN statement s ON s.statement = n.statement"
                f" WHERE n.{column} = ?)",
                value,
            )
        elif value:
            add(f"t.statement IN (SELECT statement FROM named WHERE {column} = ?)", value)
    return table, " AND ".join(where) or "1", values
