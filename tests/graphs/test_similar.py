"""Similar findings: exact, explained, and found among those that were asked for."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from beside import HARTLEPOOL_TEXT
from hypothesis import given, settings
from hypothesis import strategies as st
from made import one_report, three_documents

import findingsgraph as fg
from findingsgraph.errors import BadValue, MissingExtra
from findingsgraph.graphs.similar import Collection, similar, similar_pairs
from findingsgraph.graphs.similar import nearest as nearest_module
from findingsgraph.graphs.similar.nearest import all_pairs, each_nearest, nearest_to, postings
from findingsgraph.graphs.store import Graph
from findingsgraph.loaders.reading.terms import cosine, shared, vector

VECTORS = st.lists(st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 9), max_size=4), max_size=25)


@settings(deadline=None)  # the first example imports scipy
@given(VECTORS, st.integers(1, 60))
def test_all_pairs_are_exactly_those_that_one_by_one_gives(vectors: list[dict[str, int]], least: int) -> None:
    products = [
        (i, j, sum(weight * vectors[j].get(term, 0) for term, weight in one.items()))
        for i, one in enumerate(vectors)
        for j in range(i + 1, len(vectors))
    ]
    expected = [pair for pair in products if pair[2] >= least]
    assert list(all_pairs(vectors, least)) == expected
    among = postings(vectors)
    one_by_one = [
        (i, j, product)
        for i, one in enumerate(vectors)
        for j, product in nearest_to(one, among, least, after=i)
    ]
    assert one_by_one == expected


@pytest.mark.parametrize("least", [1, 2_000, 9_000, 15_000])
def test_pairs_of_many_vectors_are_the_same_however_they_are_found(least: int) -> None:
    """Among so many some terms are common, and some vectors have nearly no others."""
    chance = random.Random(7)
    terms = [f"t{number}" for number in range(600)]
    often = [1 / (1 + number) for number in range(600)]
    vectors = [
        {term: chance.randint(1, 100) for term in chance.choices(terms, often, k=chance.randint(0, 12))}
        for _ in range(500)
    ]
    vectors += [{"t0": 100, "t1": 90}] * 3
    among = postings(vectors)
    expected = [
        (place, other, product)
        for place, each in enumerate(vectors)
        for other, product in nearest_to(each, among, least, after=place)
    ]
    assert list(all_pairs(vectors, least)) == expected
    assert len(expected) >= 10


@settings(deadline=None)
@given(VECTORS, st.integers(1, 60), st.integers(1, 4), st.integers(1, 3))
def test_the_nearest_of_each_are_those_of_all_pairs(
    vectors: list[dict[str, int]], least: int, most: int, places: int
) -> None:
    """Also where vectors are the same, and where only others of another place fit."""
    near: dict[int, list[tuple[int, int]]] = {}
    for one, other, product in all_pairs(vectors, least):
        if one % places != other % places or places == 1:
            near.setdefault(one, []).append((-product, other))
            near.setdefault(other, []).append((-product, one))
    expected = {one: [(other, -product) for product, other in sorted(of)[:most]] for one, of in near.items()}
    found = each_nearest(
        vectors, least, most, lambda one, other: places == 1 or one % places != other % places
    )
    assert list(found) == sorted(expected.items())


@given(st.text(max_size=200), st.text(max_size=200))
def test_nearness_is_symmetric_and_between_none_and_one(one: str, other: str) -> None:
    score = cosine(vector(one), vector(other))
    assert 0 <= score <= 1.001
    assert score == cosine(vector(other), vector(one))
    assert bool(shared(vector(one), vector(other))) or score == 0


def test_words_find_the_findings_that_say_it() -> None:
    with one_report() as graph:
        rows = graph.similar("Officers of the police miss strategy meetings", minimum=0)
        assert rows[0].shared.split(", ")[:2] == ["police", "strategy"]
        assert {row.kind for row in rows} == {"finding", "recommendation"}
        assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
        assert graph.similar("Officers miss strategy meetings", kind="recommendation")[0].number == "1"
        assert len(graph.similar("xyzzy")) == 0


def first_finding(graph: Graph) -> str:
    return str(graph.query("texts")[0].finding)


def test_a_finding_is_looked_for_elsewhere_or_within_its_report() -> None:
    with three_documents() as graph:
        own = first_finding(graph)
        elsewhere = similar(graph, own)
        assert (elsewhere[0].score, elsewhere[0].source) == (1.0, "hartlepool.pdf")
        within = similar(graph, own, where="within")
        assert {row.source for row in within} == {"darlington.pdf"}
        assert own not in within.column("finding")
        anywhere = similar(graph, own, where="anywhere")
        assert set(anywhere.column("finding")) == {*elsewhere.column("finding"), *within.column("finding")}


def test_pairs_join_what_each_finding_is_nearest_to() -> None:
    with three_documents() as graph:
        pairs = list(similar_pairs(graph, limit=1))
        assert pairs[0].score == 1.0
        assert {(pair.finding, pair.other) for pair in pairs} == {
            (pair.other, pair.finding) for pair in pairs
        }
        one_by_one = [
            (finding, similar(graph, finding, limit=1)[0].finding)
            for finding in dict.fromkeys(pair.finding for pair in pairs)
        ]
        assert [(pair.finding, pair.other) for pair in pairs] == one_by_one
        assert not list(similar_pairs(graph, authority="darlington"))
        assert list(similar_pairs(graph, authority="darlington", where="within"))


def test_what_cannot_be_is_said() -> None:
    with one_report() as graph:
        for options in ({"limit": 0}, {"minimum": 1.5}, {"where": "everywhere"}):
            with pytest.raises(BadValue):
                similar(graph, "words", **options)
        with pytest.raises(BadValue, match="no such finding"):
            similar(graph, "https://e.org/none")
        for blank in ("", " ", "?!"):
            with pytest.raises(BadValue, match="give words, or a finding's IRI"):
                similar(graph, blank)
        with pytest.raises(BadValue, match="looks like an IRI"):
            similar(graph, "https://e.org/a>b")


def test_many_findings_need_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest_module, "find_spec", lambda name: None)
    assert list(all_pairs([{"a": 3}, {"a": 2}], 5)) == [(0, 1, 6)]
    with pytest.raises(MissingExtra, match="similar"):
        all_pairs([{"a": 3}] * (nearest_module.FEW + 1), 5)


def test_a_collection_is_made_once_and_asked_often() -> None:
    with one_report() as graph:
        collection = Collection(graph)
        assert len(collection.texts) == 4
        assert list(collection.pairs(5, 0.0, "within")) == list(collection.pairs(5, 0.0, "within"))


RESTATED = {
    # Items of the bundled report's executive summary, and the finding that says the same again.
    "item-4": "help-and-protection/finding/item-22",  # domestic abuse
    "item-5": "help-and-protection/finding/item-27",  # homeless at 16 or 17
    "item-6": "looked-after-and-permanence/finding/item-16",  # foster carers
    "item-8": "adoption/finding/item-8",  # birth parents
    "item-9": "looked-after-and-permanence/finding/item-8",  # the virtual school
    "item-10": "care-leavers/finding/item-13",  # a choice of accommodation
    "item-11": "care-leavers/finding/item-2",  # relationships that last
    "item-12": "looked-after-and-permanence/finding/item-24",  # the children in care council
    "item-13": "leadership/finding/item-5",  # funding protected
}
"""Nine of its thirteen items, as read; the nearest to the other four speaks of something else."""


def test_a_summary_finds_what_it_restates_in_its_own_report(tmp_path: Path) -> None:
    with fg.build([HARTLEPOOL_TEXT], tmp_path / "graph") as graph:
        items = graph.query("findings", kind="summary").column("finding")
        nearest = {
            str(item).rsplit("/", 1)[1]: similar(
                graph, str(item), limit=1, minimum=0, where="within", kind="finding"
            )
            for item in items
        }
    found = {item: rows[0].finding.split("/local-authority/", 1)[1] for item, rows in nearest.items()}
    assert len(found) == 13
    assert {item: found[item] for item in RESTATED} == RESTATED
