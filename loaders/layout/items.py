"""List items and paragraphs: what begins one, and which lines go on with it."""

from __future__ import annotations

from findingsgraph.loaders.layout.blocks import is_terminated
from findingsgraph.loaders.layout.headings import graded_heading, looks_like_heading, second_line
from findingsgraph.loaders.layout.rows import Row
from findingsgraph.loaders.layout.state import State
from findingsgraph.loaders.records import Issue

PROSE = frozenset({"about", "team", "boilerplate", "end", "unknown"})
"""Kinds of section whose short lines are no headings."""
LOOK_AHEAD = 6


def is_free(state: State, row: Row) -> bool:
    """Say whether something new may begin with a row that has no mark."""
    last = state.last
    return last is None or row.gap > 0 or state.ends(last, row) or is_terminated(last.line.text)


def begins_item(state: State, row: Row, at: int) -> bool:
    """Say whether the row's mark is one: the next number, a bullet, a dash that is no sentence's."""
    if row.number:
        return _accepts_number(state, row, at)
    return bool(row.marker) and (not row.dash or _accepts_dash(state, row))


def _accepts_number(state: State, row: Row, at: int) -> bool:
    """Accept the next number; a sentence may wrap before it ("2014-⏎15."), then a later line may have it."""
    expected = state.last_number + 1
    last = state.last
    if row.number == expected:
        if last is None or row.gap == 1 or is_terminated(last.words) or state.ends(last, row):
            return True
        return not any(other.number == expected for other in state.rows[at + 1 :])
    if (
        row.number == expected + 1
        and expected not in state.numbers
        and (last is None or is_terminated(last.words))
    ):
        state.issues.append(Issue("number-missing", f"{expected}.", row.line.number))
        return True
    return False


def _accepts_dash(state: State, row: Row) -> bool:
    last, block = state.last, state.block
    if last is None or block is None or not state.paged:
        return True
    same = block.marker == row.marker and block.level == row.level
    return same or is_terminated(last.words) or last.words[-1:] in ":;" or state.ends(last, row)


def add_item(state: State, row: Row) -> None:
    """Open an item; a number may turn a section of prose into one of findings."""
    section = state.section
    if row.number:
        state.last_number = row.number
        if section.numbered:
            name, _, kind = section.numbered.rpartition("/")
            if not section.has_content:
                section.name, section.kind = name or section.name, kind
            elif kind != section.kind:
                state.start(section.part, name or section.name, kind, section.heading)
            section = state.section
    section.marked = section.marked or row.marker
    block = state.new("item")
    block.marker = row.marker
    block.number = str(row.number) if row.number else ""
    block.level = 0 if row.marker == section.marked else row.level
    state.block = block.add(row)


def add_plain(state: State, row: Row) -> None:
    """Go on with the open block, or begin a paragraph."""
    row.start = row.indent
    if state.block is not None and _goes_on(state, row):
        state.block.add(row)
    else:
        state.block = state.new("paragraph").add(row)


def _goes_on(state: State, row: Row) -> bool:
    last, block = state.last, state.block
    if last is None or block is None or row.words[:1].islower():
        return last is not None
    if not is_terminated(last.words):
        return row.gap != 1 or state.paged
    if row.gap == 2 and not state.paged:
        # A text cannot show whether a page's last line was full; where items are marked,
        # an unmarked paragraph at the head of a page goes on with the item above.
        return block.kind == "item"
    return row.gap != 1 and not state.ends(last, row)


def subheading_end(state: State, row: Row, at: int) -> int | None:
    """Give the index after a heading inside the section, known to no grammar, that begins at a free row."""
    if state.section.kind in PROSE:
        return None
    if _is_subheading(state, at, at + 1):
        return at + 1
    below = second_line(state.grammar, state.stage, state.rows, at)
    if below is not None and _is_subheading(state, at, at + 2):
        return at + 2
    return graded_heading(state.grammar, state.stage, state.rows, at)


def _is_subheading(state: State, at: int, after: int) -> bool:
    row, kind, last = state.rows[at], state.section.kind, state.last
    themes = kind in state.grammar.themes
    if not themes and last is not None and not row.gap and not is_terminated(last.words):
        return False  # Statistics often end without a stop: "... live out of the⏎Authority area".
    following = next(
        (other for other in state.rows[after : after + LOOK_AHEAD] if other.fate == "text"), None
    )
    if following is None or not looks_like_heading(state.rows[at:after], following, themes):
        return False
    return bool(following.marker) or state.ends(state.rows[after - 1], following)


def add_subheading(state: State, rows: list[Row]) -> None:
    """Take the rows as a heading of what follows; an issue where the layout has no theme headings."""
    if state.section.kind not in state.grammar.themes:
        words = " ".join(row.words.strip() for row in rows)
        state.issues.append(Issue("unknown-heading", words, rows[0].line.number))
    state.block = None
    state.new("heading", rows, level=1)
