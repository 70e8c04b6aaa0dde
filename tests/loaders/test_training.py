"""Labels found again in what the loader reads, and the figures of what was learned from them."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from findingsgraph.loaders.reading.stance_model import STANCES
from findingsgraph.loaders.records import Stance
from findingsgraph.loaders.training.as_read import find_labels
from findingsgraph.loaders.training.figures import Judged, figures, fingerprint, read_record

Labelled = list[tuple[str, tuple[Stance, ...]]]
counts = st.lists(st.lists(st.text("abcdefgh .,"), max_size=4), max_size=5)


@given(counts, st.sampled_from(STANCES))
def test_labels_of_what_is_read_are_all_found(texts: list[list[str]], stance: Stance) -> None:
    read = [[f"S{at}n{place}. {text}" for place, text in enumerate(each)] for at, each in enumerate(texts)]
    labelled: Labelled = [
        (f"s{at}N{place}: {text}!", (stance,)) for at, e in enumerate(texts) for place, text in enumerate(e)
    ]
    assert find_labels(read, labelled) == [[(stance,)] * len(each) for each in texts]


def test_a_sentence_that_stands_twice_is_found_where_reading_has_come_to():
    read = [["The plan is good."], ["It is late.", "The plan is good."]]
    labelled: Labelled = [("It is late", ("weakness",)), ("The plan is good", ("context",))]
    assert find_labels(read, labelled) == [[()], [("weakness",), ("context",)]]


def test_a_label_that_was_cut_otherwise_is_left_out():
    read = [["The plan is good and so are the homes in the north."], ["Few."]]
    assert find_labels(read, [("so are the homes", ("strength",)), ("Few. Yes.", ("weakness",))]) == [
        [()],
        [()],
    ]


said = st.builds(
    Judged,
    accepted=st.lists(st.sampled_from(["strength", "weakness", "context"]), min_size=1, max_size=2).map(
        tuple
    ),
    said=st.sampled_from(["strength", "weakness", "mixed", "context", "required-action"]),
    confidence=st.floats(0, 1),
)


@given(st.lists(said, min_size=1))
def test_figures_count_every_sentence_once(judged):
    found = figures(judged)
    assert found.sentences == len(judged) == sum(sum(row.values()) for row in found.confusion.values())
    assert found.sentences == sum(band.count for band in found.bands)
    assert found.accuracy == round(sum(each.said in each.accepted for each in judged) / len(judged), 4)


def test_the_figures_recorded_are_those_of_the_model_that_is_shipped():
    decides, found = read_record()
    assert decides == fingerprint(), "stances are decided otherwise now: make model"
    assert found.sentences > 9000
    assert found.sure_right >= 0.9


def test_words_that_keep_the_same_company_are_alike() -> None:
    pytest.importorskip("sklearn")
    from findingsgraph.loaders.training.word_vectors import ReportText, word_vectors

    draw = random.Random(0)
    words = {camp: [f"{camp}{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(60)] for camp in "xy"}
    texts = [
        ReportText(f"authority {at % 4}", frozenset(draw.sample(words["xy"[at % 3 % 2]], 12)))
        for at in range(600)
    ]
    texts += [ReportText("authority 1", frozenset({"homely", *words["x"][:3]}))] * 9
    vectors = word_vectors(texts)
    assert set(vectors) == {*words["x"], *words["y"]}, "a word of one authority is no word of the field"
    groups = words["x"][:30], words["x"][30:], words["y"]
    one, same, other = (np.sum([vectors[word] for word in each], axis=0) for each in groups)
    assert one @ same > 3 * abs(one @ other)


def test_a_word_without_labels_is_judged_by_words_that_keep_its_company() -> None:
    pytest.importorskip("sklearn")
    from findingsgraph.loaders.training.stance_examples import Example
    from findingsgraph.loaders.training.stance_weights import fit
    from findingsgraph.loaders.training.word_vectors import SIZE

    def example(word: str, *accepted: Stance) -> Example:
        return Example("hull", {word: 1.0}, accepted, None, True, True)

    praise, blame = np.eye(SIZE)[:2]
    near = {"good": praise, "fine": praise, "poor": blame, "dire": blame}
    known = [example("good", "strength"), example("poor", "weakness"), example("plans", "context")] * 4
    fitted = fit(known, near)
    fine, dire = fitted.score([example("fine"), example("dire")])
    strength, weakness = STANCES.index("strength"), STANCES.index("weakness")
    assert fine[strength] > fine[weakness]
    assert dire[weakness] > dire[strength]
    assert "plans" in fitted.weights and "fine" in fitted.weights
    assert "fine" not in fit(known, {}).weights, "without vectors only labelled words have weights"
