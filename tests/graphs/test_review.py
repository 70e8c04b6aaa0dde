"""Corrections by people: applied beside what was extracted, kept through builds, named when stale."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from beside import HARTLEPOOL_TEXT
from hypothesis import given
from hypothesis import strategies as st

from findingsgraph.errors import BadCorrections, NoCorrections
from findingsgraph.graphs.check import check
from findingsgraph.graphs.review import Correction, append_correction
from findingsgraph.graphs.review.corrections import WHAT, parse_corrections
from findingsgraph.graphs.store import Graph, build, correct, open_graph
from findingsgraph.graphs.verify import verify

COMMAND = str(Path(sys.executable).with_name("findingsgraph"))


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("review") / "graph"
    build([HARTLEPOOL_TEXT], place)
    return place


@pytest.fixture
def place(untouched: Path, tmp_path: Path) -> Path:
    return shutil.copytree(untouched, tmp_path / "graph")


def given_corrections(place: Path, *corrections: Correction) -> list[tuple[str, str]]:
    path = place.parent / "mine.tsv"
    path.unlink(missing_ok=True)
    for each in corrections:
        append_correction(path, each)
    return [(each.status, each.why) for each in correct(place, path)]


def one(graph: Graph, question: str, **where: object) -> object:
    rows = graph.query(question)
    return next(row for row in rows if all(getattr(row, name) == value for name, value in where.items()))


def test_a_stance_is_corrected_and_the_item_follows(place: Path) -> None:
    with open_graph(place) as graph:
        before = graph.query("statements", kind="finding", stance="strength")[0]
        of_item = [row for row in graph.query("statements") if row.finding == before.finding]
    every = [Correction(row.statement, "stance", row.stance, "weakness", "as a test") for row in of_item]
    assert {status for status, _ in given_corrections(place, *every)} <= {"applied", "accepted"}
    with open_graph(place) as plain, open_graph(place, corrected=True) as graph:
        assert one(plain, "statements", statement=before.statement).stance == "strength"  # type: ignore[attr-defined]
        after = one(graph, "statements", statement=before.statement)
        assert (after.stance, after.decided_by) == ("weakness", "review")  # type: ignore[attr-defined]
        assert one(graph, "findings", finding=before.finding).stance == "weakness"  # type: ignore[attr-defined]
        told = graph.query(
            "SELECT ?status ?note { ?c a fg:Correction, prov:Activity ; prov:used ?thing ; "
            "fg:status ?status ; skos:note ?note }"
        )
        assert {row.note for row in told} == {"as a test"}
        assert len(told) == len(every)


def test_themes_grades_measures_relations(place: Path) -> None:
    with open_graph(place) as graph:
        theme = graph.query("themes")[0]
        judgement = graph.query("SELECT ?j { ?j a fg:Judgement ; fg:area/skos:notation 'adoption' }")
        if not judgement:
            judgement = graph.query(
                "SELECT ?j { ?j a fg:Judgement ; fg:grade ?g FILTER(STRENDS(STR(?g), '/good')) }"
            )
        measures = graph.query("measures")
        involvement = graph.query("SELECT ?i ?r { ?i a fg:Involvement ; fg:relation ?r } ORDER BY ?i")[0]
        counted = len(graph.query("involvements"))
    first, second = measures[0], next(row for row in measures if row.measure != measures[0].measure)
    other = "supervision" if theme.theme != "supervision" else "neglect"
    outcome = given_corrections(
        place,
        Correction(theme.finding, "theme", theme.theme, ""),
        Correction(theme.finding, "theme", "", other),
        Correction(judgement[0].j, "grade", "good", "outstanding"),
        Correction(first.measure, "measure", str(first.value), "5"),
        Correction(second.measure, "measure", str(second.value), ""),
        Correction(involvement.i, "involvement", involvement.r.rpartition("/")[2], ""),
    )
    assert outcome == [("applied", "")] * 6
    with open_graph(place, corrected=True) as graph:
        themes = {row.theme for row in graph.query("themes") if row.finding == theme.finding}
        assert other in themes and theme.theme not in themes
        values = {row.measure: row.value for row in graph.query("measures")}
        assert values[first.measure] == 5 and second.measure not in values
        assert "outstanding" in {row.grade for row in graph.query("judgements")}
        assert len(graph.query("involvements")) == counted - 1
        assert [problem for problem in check(graph) if problem.severity == "violation"] == []


def test_who_is_meant_merged_split_missed(place: Path) -> None:
    with open_graph(place) as graph:
        police = graph.query("mentions", agency="police")[0]
        mention = graph.query(
            f"SELECT ?m {{ ?m fg:mentionIn <{police.statement}> ; fg:mentions <{police.entity}> }}"
        )[0].m
        marac = next(row for row in graph.query("entities") if row.concept == "marac")
        courts = next(row for row in graph.query("entities") if row.concept == "courts")
        missed = next(row for row in graph.query("statements") if "young people" in row.text)
        surface = graph.query("mentions", agency="courts")[0].surface
    outcome = given_corrections(
        place,
        Correction(mention, "mention", police.entity, "other-service Night Patrol"),
        Correction(marac.entity, "same-as", marac.name, courts.entity),
        Correction(courts.entity, "split", surface, "other-agency Moot Court"),
        Correction(missed.statement, "mention", "", "other-agency Young People", words="young people"),
        Correction(missed.statement, "involvement", "", f"{police.entity} works-with {courts.entity}"),
    )
    assert outcome == [("applied", "")] * 5
    with open_graph(place, corrected=True) as graph:
        named = {row.name: row for row in graph.query("entities")}
        assert {"Night Patrol", "Moot Court", "Young People"} <= set(named)
        assert marac.entity not in {row.entity for row in graph.query("entities")}
        assert marac.entity not in {row.entity for row in graph.query("mentions")}
        assert any(
            row.relation == "works-with" and row.rule == "review" for row in graph.query("involvements")
        )
        assert verify(graph).ok
        assert [problem for problem in check(graph) if problem.severity == "violation"] == []


def test_what_a_body_does_goes_with_its_mention(place: Path) -> None:
    with open_graph(place) as graph:
        row = next(row for row in graph.query("involvements") if row.relation == "absent-from")
        mentions = graph.query(
            f"SELECT ?m {{ ?m fg:mentionIn <{row.statement}> ; fg:mentions <{row.subject}> }}"
        )
        count = len(graph.query("involvements"))
    moved = [Correction(each.m, "mention", row.subject, "other-service Night Patrol") for each in mentions]
    given_corrections(place, *moved)
    with open_graph(place, corrected=True) as graph:
        after = {each.statement: each.subject for each in graph.query("involvements")}
        assert after[row.statement].endswith("/night-patrol")
    given_corrections(place, *(Correction(each.m, "mention", row.subject, "") for each in mentions))
    with open_graph(place, corrected=True) as graph:
        assert len(graph.query("involvements")) < count


def test_values_stay_numbers(place: Path) -> None:
    with open_graph(place) as graph:
        row = graph.query("measures")[0]
    value = str(row.value)
    outcome = given_corrections(
        place,
        Correction(row.measure, "measure", value, "NaN"),
        Correction(row.measure, "measure", "sNaN", "5"),
        Correction(row.measure, "measure", f"{row.value}.0", "1E+3"),
    )
    assert [status for status, _ in outcome] == ["no-longer-applies"] * 2 + ["applied"]
    with open_graph(place, corrected=True) as graph:
        assert graph.query("measures")[0].value == 1000
        assert [problem for problem in check(graph) if problem.severity == "violation"] == []


def test_they_survive_a_build_and_stale_ones_are_named(place: Path) -> None:
    with open_graph(place) as graph:
        row = graph.query("statements", stance="strength")[0]
    right = Correction(row.statement, "stance", "strength", "context")
    stale = Correction(row.statement + "gone", "stance", "strength", "context")
    changed = Correction(row.finding, "theme", "no-such-theme", "")
    assert [status for status, _ in given_corrections(place, right, stale, changed)] == [
        "applied",
        "no-longer-applies",
        "no-longer-applies",
    ]
    other = place.parent / "other.txt"
    other.write_text(HARTLEPOOL_TEXT.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    result = build([other], place)
    assert [each.status for each in result.corrections].count("no-longer-applies") == 2
    with open_graph(place, corrected=True) as graph:
        stances = [each.stance for each in graph.query("statements") if each.statement == row.statement]
        assert stances == ["context", "context"]  # in both documents of the report


def test_the_same_corrections_give_the_same_bytes(place: Path, untouched: Path, tmp_path: Path) -> None:
    with open_graph(place) as graph:
        rows = graph.query("statements", stance="weakness")[:5]
    lines = [Correction(row.statement, "stance", "weakness", "mixed") for row in rows]
    other = shutil.copytree(untouched, tmp_path / "again" / "graph")
    given_corrections(place, *lines)
    given_corrections(other, *lines)
    with open_graph(place, corrected=True) as one_graph, open_graph(other, corrected=True) as other_graph:
        assert list(one_graph.quads()) == list(other_graph.quads())
    with open_graph(place) as plain, open_graph(untouched) as before:
        assert list(plain.quads()) == list(before.quads())


def test_networks_see_corrections(place: Path) -> None:
    with open_graph(place) as graph:
        before = graph.network("agencies")
        board = next(row.entity for row in graph.query("entities") if row.concept == "lscb")
        police = next(row.entity for row in graph.query("entities") if row.concept == "police")
    assert board in before
    given_corrections(place, Correction(board, "same-as", "HSCB", police))
    with open_graph(place) as plain, open_graph(place, corrected=True) as graph:
        assert board in plain.network("agencies")
        assert board not in graph.network("agencies")


def test_what_is_no_correction_changes_nothing(place: Path, tmp_path: Path) -> None:
    with open_graph(place) as graph:
        judgement = graph.query(
            "SELECT ?j { ?j a fg:Judgement ; fg:grade ?g FILTER(STRENDS(STR(?g), '/good')) }"
        )[0]
    invented = [Correction(judgement.j, "grade", "good", "splendid")]
    other = shutil.copytree(place, tmp_path / "other" / "graph")
    assert given_corrections(other, *invented) == [
        ("no-longer-applies", "there is no grade 'splendid' on this scale")
    ]
    bad = tmp_path / "bad.tsv"
    for text, why in (
        ("https://e.org/a\tstance\tcontext\n", "line 1"),
        ("# fine\nhttps://e.org/a\tcolour\tred\tblue\n", "line 2.*'colour'"),
        ("https://e.org/a\tstance\t\t\n", "nothing stands"),
        ("foo\tstance\tcontext\tweakness\n", "'foo' is no IRI"),
        ("https://e.org/a\tstance\t\tweakness\n", "has to say what it was"),
        ("https://e.org/a\tsame-as\tone\t\n", "has to say what it should be"),
        ("https://e.org/a\tsame-as\tone\tthe other\n", "no IRI of an entity"),
        ("https://e.org/a\tmention\tone\thttps://a b\n", "is no IRI"),
    ):
        bad.write_text(text, encoding="utf-8")
        with pytest.raises(BadCorrections, match=why):
            correct(place, bad)
    with pytest.raises(BadCorrections, match="No such file"):
        correct(place, tmp_path / "none.tsv")
    with pytest.raises(NoCorrections):
        open_graph(place, corrected=True)


WORDS = st.text(min_size=1).filter(lambda text: text.strip() and text.isprintable())
ENTITY = st.just("https://e.org/other")


@given(
    st.lists(
        st.sampled_from(sorted(WHAT)).flatmap(
            lambda what: st.builds(
                Correction,
                st.just("https://e.org/s"),
                st.just(what),
                WORDS,
                ENTITY if what == "same-as" else WORDS.filter(lambda text: "http" not in text),
                st.text(),
                st.text(),
            )
        ),
        max_size=4,
    )
)
def test_lines_come_back(corrections: list[Correction]) -> None:
    lines = [each.line() for each in corrections]
    assert {each.line() for each in parse_corrections(lines)} <= set(lines)
    assert parse_corrections([each.line() for each in parse_corrections(lines)]) == parse_corrections(lines)


def test_a_person_is_walked_through(place: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.tsv"
    walk = [COMMAND, "review", "--graph", str(place), "--file", str(file), "--first", "4"]
    done = subprocess.run(
        walk, input="w too slow\nx\nn\n\nq\n", capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    first, accepted = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()[1:]]
    assert first[1:2] + first[3:5] == ["stance", "weakness", "too slow"]
    assert accepted[2] == accepted[3]
    assert "1 of 4" in done.stdout and first[5] in done.stdout
    again = subprocess.run(walk, input="q\n", capture_output=True, text=True, timeout=120, check=False)
    assert first[5] not in again.stdout
    applied = subprocess.run(
        [COMMAND, "correct", str(file), "--graph", str(place)], capture_output=True, text=True, timeout=120
    )
    assert applied.returncode == 0 and "2 corrections" in applied.stderr
    asked = subprocess.run(
        [COMMAND, "query", "statements", "--graph", str(place), "--corrected", "--format", "csv"],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert f"{first[0]}," in asked.stdout and ",weakness,review," in asked.stdout
