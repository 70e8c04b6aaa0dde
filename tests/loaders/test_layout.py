"""Rows, notes, furniture, widths and mapped text: what lines are before any grammar speaks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findingsgraph.loaders.documents import read_text
from findingsgraph.loaders.documents.order import in_reading_order
from findingsgraph.loaders.layout.blocks import is_terminated
from findingsgraph.loaders.layout.mapped import TextBuilder
from findingsgraph.loaders.layout.rows import Rows, read_rows
from findingsgraph.loaders.layout.squeeze import squeeze
from findingsgraph.loaders.layout.width import Column
from findingsgraph.loaders.records import Document, Line, MappedText

SPACES = re.compile("[\t\u00a0\u2002-\u200a\u202f\u3000]")


def layer(*pages: str) -> Document:
    return read_text("\f".join(pages).encode(), "a.txt")


def rows_of(*pages: str) -> Rows:
    document = layer(*pages)
    return read_rows(
        document.lines, document.pages is not None, lambda text: squeeze(text) == "inspection findings"
    )


def mapped(document: Document, notes: dict[int | None, tuple[int, ...]] | None = None) -> MappedText:
    builder = TextBuilder(notes or {})
    for line in document.lines:
        builder.add(line, 0)
    return builder.build()


# Marks


@pytest.mark.parametrize(
    ("line", "marker", "number", "level", "words"),
    [
        ("\uf06e Plans are good.", "\uf06e", 0, 0, "Plans are good."),
        ("◼ Plans are good.", "◼", 0, 0, "Plans are good."),
        ("\uf0a7 Plans", "\uf0a7", 0, 0, "Plans"),
        ("\uf02d in primary schools", "\uf02d", 0, 1, "in primary schools"),
        ("− in schools", "−", 0, 1, "in schools"),
        ("12. Plans are good.", "12.", 12, 0, "Plans are good."),
        ("12.Plans are good.", "12.", 12, 0, "Plans are good."),
        ("89.", "89.", 89, 0, ""),
        ("2.1 Adoption performance", "", 0, 0, "2.1 Adoption performance"),
        ("2014. Plans", "", 0, 0, "2014. Plans"),
        ("-year-olds are safe", "", 0, 0, "-year-olds are safe"),
        ("Plans", "", 0, 0, "Plans"),
    ],
)
def test_marks(line: str, marker: str, number: int, level: int, words: str) -> None:
    row = rows_of("Head", f"Before\n{line}\nAfter").rows[2]
    assert (row.marker, row.number, row.level, row.words) == (marker, number, level, words)


def test_in_a_transcription_the_indent_makes_a_sub_bullet() -> None:
    rows = rows_of("- The proportion of children:\n - in primary schools").rows
    assert [(row.marker, row.level) for row in rows] == [("-", 0), ("-", 1)]


def test_gaps() -> None:
    rows = rows_of("One\n\nTwo\n\n\n\nThree").rows
    assert [row.gap for row in rows if row.fate == "text"] == [0, 1, 2]
    assert [row.gap for row in rows_of("One", "Two").rows] == [0, 2]


# Furniture


def test_page_numbers_and_running_heads_go_and_repeated_headings_stay() -> None:
    pages = [
        f"{n}\nMarlbury inspection 2014 {n}\nInspection findings\n{n}. Help is good on page {n}."
        for n in range(1, 6)
    ]
    rows = rows_of(*pages).rows
    assert {row.line.text for row in rows if row.fate == "furniture"} == {
        text for n in range(1, 6) for text in (str(n), f"Marlbury inspection 2014 {n}")
    }
    assert sum(row.line.text == "Inspection findings" and row.fate == "text" for row in rows) == 5


def test_a_head_with_the_number_on_either_side() -> None:
    heads = ["2 The board: Marlbury", "The board: Marlbury 3", "4 The board: Marlbury"]
    rows = rows_of("Cover", *(f"{head}\nText of {head}." for head in heads)).rows
    assert [row.line.text for row in rows if row.fate == "furniture"] == heads


# Footnotes


def test_footnotes_are_found_by_their_mark_or_the_space_above_them() -> None:
    rows = rows_of(
        "Board1\nText goes on.\n1 Ofsted has the power\nto combine reports.",
        "The schools are good.\n \n2\n The local authority was asked.\n3 These are schools.",
    ).rows
    notes = [(row.note, row.line.text) for row in rows if row.fate == "note"]
    assert notes == [
        (1, "1 Ofsted has the power"),
        (0, "to combine reports."),
        (2, "2"),
        (0, " The local authority was asked."),
        (3, "3 These are schools."),
    ]


def test_a_wrapped_line_that_begins_with_a_number_is_no_footnote() -> None:
    rows = rows_of("Head", "The council knew of\n1 Child who lived with friends and\nno other.").rows
    assert all(row.fate == "text" for row in rows)


def test_a_list_below_a_number_is_no_footnote() -> None:
    rows = rows_of("Head1", "Area1\n1 Children live here\n\uf06e Many of them.").rows
    assert [row.fate for row in rows if row.line.page == 2] == ["text"] * 3


def test_raised_digits_of_a_transcription() -> None:
    rows = rows_of("Area²\n\n² The authority was asked\nto look.\n\nMore.").rows
    assert [row.fate for row in rows] == ["text", "blank", "note", "note", "blank", "text"]


@pytest.mark.parametrize(
    ("printed", "note", "clean"),
    [
        ("Board1", 1, "Board"),
        ("schools,3 all of whom", 3, "schools, all of whom"),
        ("schools’3 and homes", 3, "schools’ and homes"),
        ("protection.2 The council", 2, "protection. The council"),
        ("at 31 March 20149 and", 9, "at 31 March 2014 and"),
        ("some 56,2002 children", 2, "some 56,200 children"),
        ("in schools is 22.2%3 of all", 3, "in schools is 22.2% of all"),
        ("some 56,200 children", 2, "some 56,200 children"),
        ("in schools[1] here", 1, "in schools here"),
        ("Catch22 and MASH2X", 2, "Catch22 and MASH2X"),
        ("3 of 23 children", 3, "3 of 23 children"),
    ],
)
def test_glued_marks_go_only_where_the_page_has_the_note(printed: str, note: int, clean: str) -> None:
    document = layer(printed, "")
    assert mapped(document, {1: (note,)}).text == clean
    assert mapped(document, {2: (note,)}).text == printed


# Mapped text


@pytest.mark.parametrize(
    ("lines", "clean"),
    [
        ("Help is well-\ntimed.", "Help is well-timed."),
        ("aged 16-\n17 years", "aged 16-17 years"),
        ("in 2013–\n14.", "in 2013–14."),
        ("pre- and post-\nand more", "pre- and post- and more"),
        ("plans are up-\nto-date", "plans are up-to-date"),
        ("secured.\u00a0 A lack", "secured. A lack"),
        ("the hub –\nFASH", "the hub – FASH"),
        ("schools\n, all of them", "schools, all of them"),
        ("is **good.**", "is good."),
        ("Board¹ of schools^{'3}", "Board of schools'"),
        ("a\u00a0b\u2009c\td", "a b c d"),
        ("soft\u00adhyphen and  two spaces", "softhyphen and two spaces"),
    ],
)
def test_clean_text(lines: str, clean: str) -> None:
    assert mapped(layer(lines)).text == clean


TEXTS = st.text(
    st.sampled_from("abcXYZ  19.,:;-–’\u00a0\u2009*¹²^{}[]\u00ad\t\n")
    | st.characters(codec="utf-8", exclude_categories=["Cs"]),
    min_size=1,
    max_size=120,
)


@given(TEXTS, st.sets(st.integers(1, 9), max_size=3))
def test_every_stretch_is_printed_where_it_says(text: str, notes: set[int]) -> None:
    try:
        document = read_text(text.encode(), "a.txt")
    except ValueError:  # pragma: no cover
        raise
    except Exception as problem:
        assert type(problem).__name__ in ("EmptyDocument", "NotText")
        return
    found = mapped(document, {None: tuple(sorted(notes)), 1: tuple(sorted(notes))})
    covered = 0
    last = -1
    for at, begin, length, _ in found.segments:
        assert length > 0 and at >= covered and begin > last
        assert found.text[covered:at].strip(" ") == ""
        assert found.text[at : at + length] == SPACES.sub(" ", document.text[begin : begin + length])
        covered, last = at + length, begin + length - 1
    assert covered == len(found.text)


@given(
    st.lists(st.text("abc ,.-", min_size=1, max_size=30).map(str.strip).filter(bool), min_size=1, max_size=6)
)
def test_no_letter_is_lost(lines: list[str]) -> None:
    document = layer("\n".join(lines))
    kept = re.sub(r"\s", "", "".join(lines))
    found = mapped(document)
    assert re.sub(r"\s", "", found.text) == kept
    span = found.span(0, len(found.text))
    assert (span[0].start, span[-1].end) == (0, len(document.text))


# Where paragraphs end


def test_a_line_ends_a_paragraph_when_the_next_word_would_have_fitted() -> None:
    full = "Social workers know the children they work with well and they visit all of"
    document = layer(
        "Head",
        "\n".join(
            [full + " the", full + " their", full + " our", "homes they know. They", "Plans are good."]
        ),
    )
    rows = read_rows(document.lines, True, lambda _: False)
    column = Column(rows.rows)
    texts = {row.line.text: row for row in rows.rows}
    assert not column.ends(texts[full + " the"], "homes", False)
    assert column.ends(texts["Plans are good."], "Children", False)
    assert not column.ends(rows_of("They live with the").rows[0], "Children", False)


@pytest.mark.parametrize(
    "words", ["in time.", "in time.’", "in time?", "(Recommendation)", "good.2", "is **good.**"]
)
def test_terminated(words: str) -> None:
    assert is_terminated(words)


@pytest.mark.parametrize("words", ["in time", "such as:", "in time;", "of the", "reviews,"])
def test_not_terminated(words: str) -> None:
    assert not is_terminated(words)


# Order and comparison


def test_lines_in_order_stay() -> None:
    text = "1\nOne.\nTwo.\nThree.\nFour.\nFive."
    heights = [20.0, 700.0, 680.0, 660.0, 640.0, 620.0]
    assert in_reading_order(text, lambda at: heights[text[:at].count("\n")]) == text


def test_a_box_cell_a_little_higher_stays() -> None:
    text = "1\nThe experiences of\nchildren\nGood\nFour.\nFive."
    heights = [20.0, 700.0, 680.0, 690.0, 640.0, 620.0]
    assert in_reading_order(text, lambda at: heights[text[:at].count("\n")]) == text


@given(st.text(max_size=60))
def test_squeezing_twice_changes_nothing_but_a_note(text: str) -> None:
    once = squeeze(text)
    assert once == once.strip() and "  " not in once
    assert squeeze(once) in (once, once[:-1], once[:-3]) or not once.isascii()


def test_rows_keep_every_line() -> None:
    document = layer("1\nHead", "2\nText1\n \n1 A note.", "")
    rows = read_rows(document.lines, True, lambda _: False).rows
    assert [row.line for row in rows] == list(document.lines)
    assert all(isinstance(row.line, Line) for row in rows)
