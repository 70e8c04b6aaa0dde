"""Places and times: grades across scales, counts with their intervals, matters that turn, recommendations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from beside import REPORTS, needs_reports
from factories import CONFERENCE, PLAN, POLICE, make_report
from hypothesis import given
from hypothesis import strategies as some
from made import make_graph
from scipy.stats import binomtest

import findingsgraph as fg
from findingsgraph.errors import BadValue
from findingsgraph.graphs.places import inspections, wilson
from findingsgraph.graphs.places.material import sentences
from findingsgraph.graphs.places.scales import change, match
from findingsgraph.graphs.store import Graph
from findingsgraph.loaders.records import InspectionReport, Stance, ThemeTag
from findingsgraph.ontology import grades

STRATEGY = (ThemeTag("strategy-discussions", "strategy meetings"),)


def at(day: date, police: Stance, family: str = "sif", authority: str = "hartlepool") -> InspectionReport:
    """The hand-made report at another time, in which the sentence on the police is as said."""
    report: InspectionReport = make_report(start=day, authority=authority, extra=f"{authority} {day}")
    findings = []
    for finding in report.findings:
        statements = tuple(
            replace(each, stance=replace(each.stance, stance=police)) if each.text == POLICE else each
            for each in finding.statements
        )
        finding = replace(finding, statements=statements)
        findings.append(replace(finding, themes=STRATEGY) if finding.text == PLAN else finding)
    framework = {"sif": "sif", "ilacs": "ilacs-2018", "lac-2013": "lac-2013"}[family]
    facts = replace(report.facts, published=day, family=family, framework=framework)
    return replace(report, facts=facts, findings=tuple(findings))


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    """Hartlepool three times, and two other places once, one of them a statistical neighbour."""
    yield make_graph(
        (at(date(2014, 2, 11), "weakness"), "a.pdf", True),
        (at(date(2018, 7, 27), "strength", "ilacs"), "b.pdf", True),
        (at(date(2024, 3, 22), "weakness", "ilacs"), "c.pdf", True),
        (at(date(2018, 5, 1), "strength", "ilacs", "sunderland"), "d.pdf", True),
        (at(date(2013, 8, 1), "weakness", "lac-2013", "norfolk"), "e.pdf", True),
    )


@given(some.integers(0, 400), some.integers(0, 400))
def test_wilson_is_the_interval_that_scipy_gives(found: int, more: int) -> None:
    low, high = wilson(found, found + more)
    assert 0 <= low <= high <= 1
    if found + more:
        theirs = binomtest(found, found + more).proportion_ci(method="wilson")
        assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_wilson_refuses_more_than_all() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


def test_no_rise_or_fall_between_scales_that_only_stand_in_the_same_place() -> None:
    for before, after in ((one, other) for one in grades() for other in grades()):
        became = change(before, after)
        if match(before[0], after[0]) not in ("same", "close") or "not-judged" in (before[1], after[1]):
            assert became == "not comparable"
        else:
            assert became in ("rise", "fall", "same")
    assert match("earlier", "sif") == match("lac-2013", "ilacs") == "related"


@pytest.mark.parametrize("authority", [None, "80473"])
def test_what_is_compared_is_what_the_questions_say(graph: Graph, authority: str | None) -> None:
    found = [each for one in sentences(graph, inspections(graph, authority)).values() for each in one]
    kinds = {row.finding: row.kind for row in graph.query("findings", authority=authority)}
    left_out = {"summary", "child-summary", "statistic", "previous-inspection", "post"}
    rows = [
        row for row in graph.query("statements", authority=authority) if kinds[row.finding] not in left_out
    ]
    assert {
        (each.statement, each.finding, each.page, each.stance, each.text, each.source) for each in found
    } == {(row.statement, row.finding, row.page, row.stance, row.text, row.source) for row in rows}
    assert len(found) == len(rows) > 0
    named = {(row.statement, row.concept) for row in graph.query("mentions", authority=authority)}
    said = {each.statement for each in found}
    assert {(each.statement, concept) for each in found for concept in each.concepts} == {
        pair for pair in named if pair[0] in said
    }
    themes = {(row.finding, row.theme) for row in graph.query("themes", authority=authority)}
    assert {(each.finding, theme) for each in found for theme in each.themes} == {
        pair for pair in themes if kinds[pair[0]] not in left_out
    }


def test_compare_says_what_one_has_as_strength_and_the_other_as_weakness(graph: Graph) -> None:
    found = graph.compare("Hartlepool@2024", "Sunderland")
    assert [side.title for side in found.sides] == ["Hartlepool 2024", "Sunderland 2018"]
    (row,) = (row for row in found.differences if row.weakness == POLICE)
    assert (row.strength_of, row.weakness_of) == ("Sunderland", "Hartlepool")
    assert row.themes == "partnership-working, strategy-discussions"
    assert row.strength in (POLICE, CONFERENCE.replace("\n", " "))
    assert row.weakness_page == 2
    assert "police" in row.shared
    assert [row.grade for row in found.judgements if row.area == "overall"] == ["good", "good"]
    assert {row.status for row in found.judgements if row.grade is None} == {"not-reported", "not-found"}


def test_compare_counts_sentences_with_their_uncertainty(graph: Graph) -> None:
    found = graph.compare("Hartlepool@2018", "Hartlepool@2024")
    before, after = (row for row in found.agencies if row.concept == "police")
    assert (before.strengths, before.weaknesses, before.required, before.share) == (2, 0, 1, 0)
    assert (after.strengths, after.weaknesses, after.share) == (1, 1, 0.5)
    assert (round(before.low, 3), round(before.high, 3)) == (0, 0.658)
    assert (before.statements, before.sentences) == (3, 5)
    assert before.named_low < before.named_share < before.named_high


def test_compare_says_in_words_that_frameworks_and_scales_differ(graph: Graph) -> None:
    assert not any("scale" in note for note in graph.compare("Hartlepool@2018", "Sunderland").notes)
    close = " ".join(graph.compare("Hartlepool@2014", "Hartlepool@2018").notes)
    assert "Different frameworks" in close
    assert "mean about the same" in close
    apart = " ".join(graph.compare("Norfolk", "Hartlepool@2014").notes)
    assert "do not compare: no rise, fall or standstill" in apart


def test_neighbours_are_those_of_the_authority_file_nearest_in_time(graph: Graph) -> None:
    found = graph.compare("Hartlepool@2018", neighbours=True)
    assert [side.title for side in found.sides] == ["Hartlepool 2018", "Sunderland 2018"]
    assert "No report here on these statistical neighbours: Redcar and Cleveland" in found.notes[-1]
    with pytest.raises(BadValue, match="neighbours of Norfolk"):
        graph.compare("Norfolk", neighbours=True)


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (("Hartlepool@2016", "Norfolk"), "there is: 2014-02-11, 2018-07-27, 2024-03-22"),
        (("Hartlepool", "Wigan"), "no report on it here; there is: Hartlepool, Norfolk, Sunderland"),
        (("Hartlepol", "Norfolk"), "did you mean 'Hartlepool'"),
        (("Hartlepool", "80473"), "give two different places or times"),
    ],
)
def test_what_cannot_be_compared_is_told(graph: Graph, places: tuple[str, ...], said: str) -> None:
    with pytest.raises(BadValue, match=said):
        graph.compare(*places)


def test_trend_marks_a_change_of_scale_and_puts_told_inspections_first(graph: Graph) -> None:
    found = graph.trend("Hartlepool")
    told, *rest = found.inspections
    assert (told.dated, told.told, told.scale) == ("2010-06", True, "earlier")
    assert [row.dated for row in rest][-1] == "2024-03-22"
    overall = [row for row in found.grades if row.area == "overall"]
    assert [(row.dated, row.change) for row in overall] == [
        ("2014-02-11", None), ("2018-07-27", "same"), ("2024-03-22", "same")
    ]  # fmt: skip
    assert "two" in overall[1].note
    assert overall[2].note is None
    assert all(row.change is None for row in found.grades if row.scale == "earlier")


def test_trend_follows_a_matter_from_weakness_to_strength_and_back(graph: Graph) -> None:
    turns = [row for row in graph.trend("Hartlepool").turns if POLICE in (row.before, row.after)]
    steps = {(row.before_dated[:4], row.after_dated[:4], row.turn) for row in turns}
    assert ("2014", "2018", "weakness to strength") in steps
    assert ("2018", "2024", "strength to weakness") in steps
    theme = [row for row in graph.trend("Hartlepool").themes if row.theme == "strategy-discussions"]
    assert [(row.leans, row.turn, row.clear) for row in theme] == [
        ("both", None, None), ("strength", "both to strength", False), ("both", "strength to both", False)
    ]  # fmt: skip


def test_trend_gives_measures_of_the_same_indicator(graph: Graph) -> None:
    rows = graph.trend("Hartlepool").measures
    assert {row.indicator for row in rows} == {"looked-after-rate"}
    assert [(row.dated, row.of, row.value) for row in rows][:3] == [
        ("2014-02-11", "own", 96), ("2014-02-11", "previous", 87), ("2014-02-11", "national", rows[2].value)
    ]  # fmt: skip


def test_recommendations_are_followed_as_far_as_the_evidence_goes(graph: Graph) -> None:
    found = graph.followed("Hartlepool").recommendations
    assert [each.dated for each in found] == ["2014-02-11", "2018-07-27", "2024-03-22"]
    first, second, last = found
    assert [(each.dated, each.outcome) for each in first.later] == [
        ("2018-07-27", "recurring"),  # asked again
        ("2024-03-22", "recurring"),
    ]
    assert first.later[0].years == 4.5
    assert any(
        same.other.text == POLICE and same.other.stance == "strength" for same in first.later[0].evidence
    )
    assert (second.outcome, last.outcome) == ("recurring", "no later inspection")
    first, second, last = graph.followed("Hartlepool", years=5).recommendations
    assert [each.dated for each in first.later] == ["2024-03-22"]
    assert graph.followed("Hartlepool", years=8).recommendations[1].outcome == "no later inspection"
    (theme,) = graph.followed("Hartlepool").themes
    assert (theme.theme, theme.recommendations, theme.recurring) == ("strategy-discussions", 2, 2)
    assert theme.low < theme.share == 1
    assert not graph.followed("Hartlepool", outcome="addressed").recommendations
    assert len(graph.followed("Hartlepool", theme="strategy-discussions").recommendations) == 3
    with pytest.raises(BadValue, match="did you mean 'recurring'"):
        graph.followed("Hartlepool", outcome="recuring")


def test_addressed_needs_a_quoted_strength_and_silence_is_no_evidence() -> None:
    def without(report: InspectionReport, *texts: str) -> InspectionReport:
        kept = tuple(each for each in report.findings if each.statements[0].text not in texts)
        return replace(report, findings=kept)

    first = at(date(2014, 2, 11), "weakness")
    later = without(at(date(2018, 7, 27), "strength", "ilacs"), PLAN)
    found = make_graph((first, "a.pdf", True), (later, "b.pdf", True)).followed("Hartlepool")
    (asked,) = found.recommendations
    assert asked.outcome == "addressed"
    assert {same.other.stance for same in asked.later[0].evidence} == {"strength"}
    (outcome,) = found.outcomes
    assert (outcome.addressed, outcome.recurring) == (1, 0)

    silent = without(later, POLICE)
    found = make_graph((first, "a.pdf", True), (silent, "b.pdf", True)).followed()
    (row,) = found.quotes
    assert (row.outcome, row.quote, row.later) == ("no later evidence", None, None)


def test_tables_go_to_pandas(graph: Graph) -> None:
    frame = graph.compare("Hartlepool", "Sunderland").agencies.to_pandas()
    assert list(frame.columns[:4]) == ["concept", "name", "authority_name", "dated"]


@pytest.mark.reports
@needs_reports
def test_three_reports_of_one_place(tmp_path: Path) -> None:
    """The police missed strategy meetings, then attended every one: both sentences, with their pages."""
    with fg.build([REPORTS / "80473_hartlepool"], tmp_path / "graph") as graph:
        trend = graph.trend("Hartlepool")
        assert [row.scale for row in trend.inspections][-3:] == ["sif", "ilacs", "ilacs"]
        rise = {(row.area, row.dated) for row in trend.grades if row.change == "rise"}
        assert ("overall", "2024-03-22") in rise
        police = [
            row for row in graph.followed("Hartlepool").quotes if row.quote and "Police attend" in row.quote
        ]
        assert [(row.later_outcome, row.quote_page) for row in police] == [("addressed", 3)]
        assert "police attendance" in police[0].recommendation
        there = [
            (row.dated.year, row.relation) for row in graph.query("attendance-at-meetings", agency="police")
        ]
        assert there == [(2013, "attends"), (2013, "absent-from"), (2018, "attends")]
