"""Stance: rules, clause order, negation, quantity, follow-on, and an item's stance."""

from __future__ import annotations

import time
from importlib import resources
from itertools import cycle, product

import pytest
from beside import LABELS, REPORTS, needs_reports
from hypothesis import given
from hypothesis import strategies as st

from findingsgraph.loaders.reading import stance, stance_found
from findingsgraph.loaders.reading.stance import decide_all, decide_stances, finding_stance
from findingsgraph.loaders.reading.stance_cues import cue_class
from findingsgraph.loaders.reading.stance_features import (
    context_features,
    cue_features,
    scale,
    text_features,
    words_of,
)
from findingsgraph.loaders.reading.stance_model import STANCES, parse_model, read_model
from findingsgraph.loaders.reading.stance_table import Rows
from findingsgraph.loaders.records import ItemContext
from findingsgraph.loaders.training.as_read import as_read
from findingsgraph.loaders.training.figures import Judged, figures

S, W, M, C, R = STANCES


def item(kind="finding", grade=""):
    return ItemContext("sif", "local-authority", "help-and-protection", kind, "", grade)


def stances(*sentences, kind="finding"):
    return [decision.stance for decision in decide_stances(sentences, item(kind))]


SAID = [
    ("Assessments are thorough and timely, but plans are not specific enough.", M),
    ("Although assessments are timely, plans are not sufficiently clear.", M),
    ("Although some plans lack detail, most children receive effective support.", M),
    ("The protocol is not yet embedded.", W),
    ("Chronologies are not always up to date.", W),
    ("Too many children experience changes of social worker.", W),
    ("A small number of assessments were not completed in time.", W),
    ("Not all children are seen alone.", W),
    ("It is too early to see the impact of this work.", W),
    ("Supervision is infrequent and its recording is poor.", W),
    ("The board’s oversight of neglect is less well developed.", W),
    ("Joint commissioning is fragmented.", W),
    ("The majority of care plans are well written and up to date.", S),
    ("All child protection plans were reviewed within timescales.", S),
    ("Care leavers are well supported by their personal advisers.", S),
    ("Missing children procedures are working well.", S),
    ("Effective work to tackle domestic abuse reduces risk for children.", S),
    ("Children are not left to drift in temporary homes.", S),
    ("If risks increase, managers act promptly.", S),
    ("There have been no permanent exclusions of looked after children.", S),
    ("Managers have not hesitated to act when children are at risk.", S),
    ("At 31 March 2015, 308 children were the subject of a child protection plan.", C),
    ("The team consists of six social workers and a manager.", C),
    ("There are plans to commission a new service next year.", C),
    ("The local authority was judged to be inadequate.", C),
]


@pytest.mark.parametrize(("sentence", "stance"), SAID)
def test_what_a_sentence_says(sentence, stance):
    assert stances(sentence) == [stance]


@pytest.mark.parametrize(
    ("kind", "sentence", "stance", "rule"),
    [
        ("recommendation", "The timeliness of health assessments.", R, "rule:recommendation-list"),
        ("priority-action", "Ensure that every child is seen.", R, "rule:recommendation-list"),
        ("priority-action", "The inspection did not find any areas for action.", C, "rule:none-needed"),
        ("statistic", "Too many children wait for a good school place.", C, "rule:area-statistics"),
        ("previous-inspection", "It was judged to be good.", C, "rule:earlier-inspection"),
        ("post", "The director has been in post since May 2013.", C, "rule:post"),
    ],
)
def test_lists_settle_it(kind, sentence, stance, rule):
    (decision,) = decide_stances([sentence], item(kind))
    assert (decision.stance, decision.decided_by) == (stance, rule)


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Joint planning is less effective.", "rule:less-well"),
        ("Pathway plans require further improvement.", "rule:to-be-improved"),
        ("The board knows that more work is needed on neglect.", "rule:more-to-do"),
        ("Plans would be improved by clearer timescales.", "rule:could-be-better"),
        ("Advocacy is under-developed.", "rule:under-developed"),
        ("Attainment is well below the national average.", "rule:well-below"),
    ],
)
def test_what_falls_short_is_a_weakness(sentence, rule):
    (decision,) = decide_stances([sentence], item())
    assert (decision.stance, decision.decided_by) == (W, rule)
    weighed = f"Although children are seen, {sentence[0].lower()}{sentence[1:]}"
    assert decide_stances([weighed], item())[0].decided_by.startswith("model:")


def test_a_follow_on_takes_the_colour_of_what_went_before():
    follow_on = "This means that the board knows what happens to them."
    good = decide_stances(["Effective tracking of all children is well established.", follow_on], item())[1]
    bad = decide_stances(["Tracking of children is weak and not always done.", follow_on], item())[1]
    assert good.stance == S
    assert bad.stance == W or bad.confidence < good.confidence


def test_what_decided_is_named():
    (decision,) = decide_stances(["Records are not always up to date."], item())
    assert decision.decided_by.startswith("model:")
    assert "not" in decision.decided_by.removeprefix("model:").split(",")


def test_an_unknown_grade_or_no_word_is_read_all_the_same():
    assert len(decide_stances(["…", "12%"], item(grade="unheard-of"))) == 2
    assert decide_stances([], item()) == ()


@pytest.mark.parametrize(
    ("said", "kind", "stance"),
    [
        ([S, S, C], "finding", S),
        ([W, C], "finding", W),
        ([S, W], "finding", M),
        ([M, S], "finding", M),
        ([C, C], "summary", C),
        ([R, C], "finding", R),
        ([R, W], "finding", W),
        ([R, W], "recommendation", R),
        ([C], "priority-action", C),
        ([], "finding", C),
    ],
)
def test_an_items_stance(said, kind, stance):
    assert finding_stance(said, kind) == stance


def test_an_items_stance_does_not_hang_on_order():
    for said in product(STANCES, repeat=3):
        assert finding_stance(said, "finding") == finding_stance(said[::-1], "finding")


@given(st.lists(st.text(max_size=60), max_size=4), st.sampled_from(["finding", "summary", "recommendation"]))
def test_any_text_gets_a_stance_a_reason_and_a_probability(sentences, kind):
    decisions = decide_stances(sentences, item(kind))
    assert len(decisions) == len(sentences)
    for decision in decisions:
        assert decision.stance in STANCES
        assert decision.decided_by.split(":")[0] in ("rule", "model")
        assert 0 <= decision.confidence <= 1
    assert decide_stances(sentences, item(kind)) == decisions


@given(st.text(max_size=80))
def test_words_hold_no_space_and_no_capital(text):
    assert all(word and not word[0].isspace() and word == word.lower() for word in words_of(text))


def test_the_model_is_small_readable_and_sorted():
    file = resources.files("findingsgraph.loaders.reading").joinpath("stance_model.tsv")
    lines = [line for line in file.read_text("utf-8").splitlines() if line[0] not in "#="]
    names = [line.split("\t")[0] for line in lines]
    assert len(file.read_bytes()) < 1_500_000
    assert names == sorted(set(names))
    assert all(line.count("\t") == len(STANCES) for line in lines)
    assert read_model() is read_model()


@needs_reports
@pytest.mark.reports
def test_stances_of_the_labelled_reports():
    found = figures(
        Judged(accepted, decision.stance, decision.confidence)
        for labelled in as_read(LABELS / "gold", REPORTS)
        for accepted, decision in zip(
            labelled.accepted, decide_stances(labelled.sentences, labelled.context), strict=True
        )
        if accepted
    )
    assert found.sentences >= 0.98 * 971
    assert found.accuracy >= 0.90
    assert found.macro_f1 >= 0.89
    assert found.sure_right >= 0.95


@pytest.mark.parametrize("kind", ["finding", "summary"])
def test_the_features_found_are_those_that_the_training_defines(kind):
    check_features([sentence for sentence, _ in SAID], item(kind, "good"))


SOME_WORDS = sorted({word for sentence, _ in SAID for word in sentence.split()} | {"12%", "A3", "zzyx", "…"})


@given(st.lists(st.lists(st.sampled_from(SOME_WORDS), max_size=30).map(" ".join), min_size=1, max_size=4))
def test_the_features_found_in_any_words_are_those_that_the_training_defines(sentences):
    check_features(sentences, item())


def check_features(sentences, context):
    model = read_model()
    found = model.find([(sentences, context)])
    assert found.first.tolist() == [at == 0 for at in range(len(sentences))]
    assert found.last.tolist()[::-1] == found.first.tolist()
    before: list[str] = []
    for at, sentence in enumerate(sentences):
        words = words_of(sentence)
        about = context_features(words, sentence, context, at, len(sentences))
        assert names(found.text, at) == sorted([*weighted(text_features(words)), *dict.fromkeys(words)])
        assert names(found.whole, at) == sorted(weighted([*cue_features(words), *about]))
        assert names(found.ahead, at) == sorted(weighted([f"<{word}" for word in dict.fromkeys(before)]))
        assert (found.text_share[at], found.ahead_share[at]) == (scale(words), scale(set(before)))
        before = words


def names(held, sentence):
    """Give the names of the features that a sentence holds."""
    return sorted(read_model().weights.names[number] for number in held.feature[held.sentence == sentence])


def weighted(features):
    """Leave out features without weights."""
    return [name for name in features if name in read_model().weights.lines]


@given(st.lists(st.lists(st.sampled_from([sentence for sentence, _ in SAID]), max_size=3), max_size=5))
def test_items_are_judged_together_as_they_are_alone(said):
    items = [(sentences, item(kind)) for sentences, kind in zip(said, cycle(["finding", "post"]))]
    alone = [decide_stances(*each) for each in items]
    assert decide_all(items) == alone
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stance, "_AT_ONCE", 2)
        assert decide_all(items) == alone


def test_a_word_of_any_length_is_classed_in_no_time():
    begun = time.process_time()
    assert (cue_class("drift" + "a" * 500_000), cue_class("a" * 500_000)) == ("delay", "")
    assert time.process_time() - begun < 5, "each of its beginnings looked up takes half a minute"


def test_of_equal_features_names_decide_whatever_was_read_before():
    words = [letter * 3 for letter in "abcdefghijkl"]
    rows = ["=own:strength\t9\t0\t0\t0\t0", *(f"{word}\t700\t0\t0\t0\t0" for word in words)]
    for before in (words, words[::-1], words[6:]):
        model = parse_model(rows)
        model.judge([([word], item()) for word in before])
        assert model.judge([([" ".join(words)], item())])[0].features == ("aaa", "bbb", "ccc")


def test_what_the_model_forgets_it_reads_again(monkeypatch):
    sentences = [sentence for sentence, _ in SAID]
    decided = decide_stances(sentences, item())
    weights = read_model().weights
    monkeypatch.setattr(stance_found, "_MOST_KEPT", 10)
    assert decide_stances(sentences, item()) == decided
    assert read_model().weights is not weights


@given(st.lists(st.lists(st.integers(-9_999, 9_999), min_size=5, max_size=5), max_size=60), st.data())
def test_rows_are_numbered_as_they_come(rows, data):
    table = Rows(5)
    for number, row in enumerate(rows, 1):
        assert table.add(row) == number
        if data.draw(st.booleans()):
            assert table.all()[number].tolist() == row
    assert table.all()[: len(rows) + 1].tolist() == [[0] * 5, *rows]
