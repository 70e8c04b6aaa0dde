"""IRIs are readable, stable, and never shared by two things."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace

from factories import make_report
from hypothesis import given
from hypothesis import strategies as st

from findingsgraph.loaders.iris import (
    document_iri,
    entity_iri,
    evidence_iri,
    inspection_iri,
    item_iri,
    numbered,
    report_iri,
    segment,
    slug,
    statement_iri,
    text_key,
)
from findingsgraph.ontology.iris import authority_iri

BASE = "https://e.org/"
IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`]+")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(texts, texts)
def test_segments_are_injective(one: str, other: str) -> None:
    assert (segment(one) == segment(other)) == (one == other)


@given(texts)
def test_segments_are_one_path_part(text: str) -> None:
    assert segment(text)
    assert not set(segment(text)) & set('/#? <>"{}|\\^`')


@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True))
def test_slugs_stay_as_they_are(name: str) -> None:
    assert segment(name) == name
    assert slug(name) == name


@given(texts, texts, texts, texts, st.integers(1, 999), texts, texts)
def test_items_are_injective(
    part: str, section: str, kind: str, number: str, ordinal: int, other_section: str, other_number: str
) -> None:
    one = item_iri(BASE + "report/x", part, section, kind, number, ordinal)
    other = item_iri(BASE + "report/x", part, other_section, kind, other_number, ordinal)
    assert (one == other) == ((section, number) == (other_section, other_number))
    assert IRI.fullmatch(one)


@given(st.lists(st.sampled_from(["a", "b", "a-2"]), max_size=12))
def test_repeats_are_counted_and_never_shared(names: list[str]) -> None:
    taken: set[str] = set()
    given_names = [numbered(name, taken) for name in names]
    assert len(set(given_names)) == len(names)


@given(st.text(max_size=60))
def test_what_a_sentence_says_decides_its_name_not_how_it_is_set(text: str) -> None:
    assert text_key(text) == text_key("  ".join(text.split()).upper().lower()) or text.upper().lower() != text
    assert re.fullmatch("[0-9a-f]{8}", text_key(text))


def test_known_names_stay() -> None:
    """These IRIs are in graphs that people have: they must not change."""
    facts, sha256 = make_report().facts, "0123456789abcdef" * 4
    assert document_iri(sha256, BASE) == "https://e.org/document/0123456789abcdef"
    assert document_iri(sha256, BASE, 3) == "https://e.org/document/0123456789abcdef-3"
    assert inspection_iri(facts, sha256, BASE) == "https://e.org/inspection/hartlepool/2013-11-19"
    assert report_iri(facts, sha256, BASE) == "https://e.org/report/hartlepool/2013-11-19"
    item = item_iri("https://e.org/report/x", "lscb", "findings", "finding", "12", 1)
    assert statement_iri(item, "The Board meets.") == item + "/s-72e096d1"
    assert evidence_iri("https://e.org/d", 3, 9) == "https://e.org/d#char=3,9"


def test_a_review_of_the_board_alone_is_a_report_of_its_own() -> None:
    facts = replace(make_report().facts, part="lscb")
    assert report_iri(facts, "0" * 64, BASE) == "https://e.org/report/hartlepool/2013-11-19/lscb"
    assert inspection_iri(facts, "0" * 64, BASE) == "https://e.org/inspection/hartlepool/2013-11-19"


def test_without_a_date_or_a_known_authority_names_still_differ() -> None:
    facts = replace(make_report().facts, windows=(), authority="", authority_name="Isles of Nowhere")
    one, other = inspection_iri(facts, "1" * 64, BASE), inspection_iri(facts, "2" * 64, BASE)
    assert one == "https://e.org/inspection/isles-of-nowhere/undated-11111111"
    assert one != other


def test_bodies_are_local_or_shared() -> None:
    hartlepool, bradford = authority_iri("hartlepool"), authority_iri("bradford")
    local = {entity_iri("board", "lscb", place, False, BASE) for place in (hartlepool, bradford)}
    shared = {entity_iri("agency", "cafcass", place, True, BASE) for place in (hartlepool, bradford)}
    assert (len(local), len(shared)) == (2, 1)


@given(st.text(alphabet="aB9_ .,’‘–éß\n\u00a0ﬁ\u0301", max_size=30))
def test_a_text_key_hashes_letters_and_digits_alone(text):
    letters = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())
    assert text_key(text) == hashlib.sha256(letters.encode()).hexdigest()[:8]
