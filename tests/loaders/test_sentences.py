"""Sentences: where they end, what does not end one, and that nothing is lost."""

from __future__ import annotations

import pytest
from beside import LABELS, needs_reports
from hypothesis import given
from hypothesis import strategies as st

from findingsgraph.loaders.reading.sentences import sentence_ranges, split_sentences
from findingsgraph.loaders.records import MappedText
from findingsgraph.loaders.training.labels import read_labels

WHOLE = [
    "Some help (e.g. Parenting classes) is new.",
    "Children, i.e. Those under five, are seen.",
    "Mr. Hill and Dr. J. Smith chair the panel.",
    "St. Helens and St. Albans share a service.",
    "Standard No. 5 is met.",
    "The rate is 46.5 per 10,000.",
    "Placements are stable; plans are clear; reviews are timely.",
    "Plans are not shared with carers. (Recommendation)",
    "Plans are not shared with carers. (Recommendations 5, 11)",
    "Plans are not shared with carers. (Recommendation.)",
    "1. Ensure that plans are shared.",
    "The experiences and progress of care leavers",
    "www.ofsted.gov.uk has the report.",
]
APART = [
    ["The board is new.", "It meets often."],
    ["The work of the board (LSCB).", "It is good."],
    ["One said, “I love it here.”", "Another agreed."],
    ["Young people like ‘the hub’.", "‘Staying put’ is offered."],
    ["Is it enough?", "No!", "It is not."],
    ["Plans are agreed in 2014.", "41 children have one."],
    ["Plans are late. (Recommendation 4)", "Reviews are too."],
    ["It opens at 5 p.m.", "The team is small."],
]


@pytest.mark.parametrize("text", WHOLE)
def test_one_sentence_stays_whole(text):
    assert sentence_ranges(text) == ((0, len(text)),)


@pytest.mark.parametrize("sentences", APART, ids=lambda sentences: sentences[0])
def test_sentences_are_parted(sentences):
    text = " ".join(sentences)
    assert [text[start:end] for start, end in sentence_ranges(text)] == sentences


def test_a_footnote_digit_stays_with_its_sentence():
    text = "Services are good.3 The board is strong."
    assert [text[start:end] for start, end in sentence_ranges(text)] == [
        "Services are good.3",
        "The board is strong.",
    ]


def test_a_lost_space_is_no_lost_sentence():
    text = "Carers like the plan.The board does not."
    assert [text[start:end] for start, end in sentence_ranges(text)] == [
        "Carers like the plan.",
        "The board does not.",
    ]


def test_ranges_are_of_the_content():
    text = "  One is good.\nTwo is not. "
    assert split_sentences(MappedText(text, ((0, 40, len(text), 2),))) == ((2, 14), (15, 26))


def test_no_text_no_sentence():
    assert sentence_ranges(" \n ") == ()


@given(st.text(alphabet=st.sampled_from("aB .?!()“”’‘,;:19\n"), max_size=80) | st.text(max_size=60))
def test_ranges_are_ordered_apart_trimmed_and_cover_all_that_is_printed(text):
    ranges = sentence_ranges(text)
    at = 0
    for start, end in ranges:
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@needs_reports
@pytest.mark.reports
def test_the_labelled_cut_is_found_again():
    total = found = 0
    for folder in ("gold", "train"):
        for item in read_labels(LABELS / folder):
            text = " ".join(item.sentences)
            cut = {text[start:end] for start, end in sentence_ranges(text)}
            total += len(item.sentences)
            found += sum(sentence in cut for sentence in item.sentences)
    assert found / total > 0.999
