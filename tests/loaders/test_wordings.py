"""Tokens are those of the whole text, though they are kept by what stands between two spaces."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findingsgraph.loaders.reading.wordings import canonical, tokens

TOKEN = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?|(?<=\s)[-–−](?=\s)|[^\s\w'‘’\"“”\-‐‑–−]")


def of_whole(text):
    """Cut the text as a whole: the definition."""
    found = []
    for match in TOKEN.finditer(text):
        printed = match[0].lower().replace("’", "'")
        end = match.end() - (2 if printed.endswith("'s") else 0)
        found += [(word, match.start(), end) for word in canonical(match[0])]
    return found


@pytest.mark.parametrize(
    "text",
    [
        "The LSCB’s sub-groups, for example.",
        "- a dash that opens a line is no token – one between words is –",
        "two  spaces\nand a line - end",
        "-",
        "",
        "children’s wellbeing (A&E), 24% of 1,200",
    ],
)
def test_tokens_are_those_of_the_whole_text(text):
    assert tokens(text) == of_whole(text)


@given(st.text(alphabet="aB’'s -–−\n\u00a0(),.1_", max_size=40))
def test_any_text_is_cut_as_a_whole(text):
    assert tokens(text) == of_whole(text)


@given(st.text(max_size=60))
def test_tokens_stand_where_they_say(text):
    assert tokens(text) == of_whole(text)
    assert all(0 <= token.start <= token.end <= len(text) for token in tokens(text))
