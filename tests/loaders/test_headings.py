"""The wordings in which reports print their headings, each opening what it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from findingsgraph.loaders.documents import read_text
from findingsgraph.loaders.grammars import layouts, named
from findingsgraph.loaders.layout.headings import match_heading
from findingsgraph.loaders.layout.rows import Row, read_rows

LINES = (Path(__file__).parent / "headings.tsv").read_text(encoding="utf-8").splitlines()[1:]
CASES = [tuple(line.split("\t")) for line in LINES]
"""Layout, stage, section (empty: it only looks like a heading), lines as printed."""


def rows_of(text: str) -> list[Row]:
    document = read_text(f"{text}\n\nThe next paragraph.".encode(), "a.txt")
    return read_rows(document.lines, False, lambda _: False).rows


@pytest.mark.parametrize(("layout", "stage", "section", "printed"), CASES)
def test_a_wording_opens_its_section_and_takes_all_its_lines(
    layout: str, stage: str, section: str, printed: str
) -> None:
    lines = printed.split(" ⏎ ")
    found = match_heading(named(layout), stage, rows_of("\n".join(lines)), 0)
    if section:
        assert found is not None
        assert (found[0].section, found[1]) == (section, len(lines))
    else:
        assert found is None


def test_every_stage_that_a_rule_names_is_reached() -> None:
    for grammar in layouts():
        reached = {grammar.first_stage} | {rule.stage for rule in grammar.headings}
        unreached = {stage for rule in grammar.headings for stage in rule.stages} - reached
        shared = {"front", "judgements", "closing"} if grammar.name == "lscb-review" else set()
        assert unreached <= shared, grammar.name
