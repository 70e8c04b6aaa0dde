"""The vocabularies as plain values."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter

import pytest
from beside import LABELS, ROOT, needs_reports

from findingsgraph.errors import UsageError
from findingsgraph.loaders import records
from findingsgraph.ontology import (
    BASE,
    areas,
    concepts,
    find_grade,
    frameworks,
    grades,
    relations,
    resource_base,
    stances,
    themes,
    units,
)
from findingsgraph.ontology.terms import terms


@needs_reports
def test_concepts_of_the_labels_are_all_there_with_their_types() -> None:
    with (LABELS / "concepts.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) > 100
    assert {row["id"]: row["type"] for row in rows}.items() <= {
        id: c.type for id, c in concepts().items()
    }.items()


def test_concepts_are_of_five_types_and_have_words() -> None:
    count: Counter[str] = Counter(concept.type for concept in concepts().values())
    least = {"agency": 37, "board": 20, "service": 30, "role": 4, "instrument": 18}
    assert set(count) == set(least)
    assert all(count[type] >= number for type, number in least.items()), count
    for concept in concepts().values():
        assert concept.surfaces[0].text == concept.label and concept.surfaces[0].kind == "pref"
        assert not concept.broader or concept.broader in concepts()


@pytest.mark.parametrize("kind", ["agency", "board", "service", "role", "instrument"])
def test_every_type_has_a_concept_for_bodies_of_no_listed_kind(kind: str) -> None:
    assert concepts()[f"other-{kind}"].type == kind


def test_national_bodies_are_national() -> None:
    national = {concept.id for concept in concepts().values() if concept.national}
    assert {"cafcass", "ofsted", "department-for-education"} <= national
    assert not {"police", "lscb", "schools", "local-authority"} & national


def test_partnerships_are_collaborations_and_panels_of_the_council_are_units() -> None:
    org = "http://www.w3.org/ns/org#"
    for concept in concepts().values():
        if concept.organisation:
            assert concept.type == "board"
            assert concept.organisation in (org + "OrganizationalCollaboration", org + "OrganizationalUnit")
    assert concepts()["lscb"].organisation == org + "OrganizationalCollaboration"
    assert concepts()["scrutiny-committee"].organisation == org + "OrganizationalUnit"
    assert concepts()["police"].organisation == ""


def test_no_surface_form_stands_twice_in_a_concept() -> None:
    for concept in concepts().values():
        texts = [surface.text for surface in concept.surfaces]
        assert [text for text, count in Counter(texts).items() if count > 1] == [], concept.id


def test_nothing_can_be_changed() -> None:
    with pytest.raises(TypeError):
        concepts()["new"] = concepts()["police"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        concepts()["police"].label = "Constabulary"  # type: ignore[misc]
    assert concepts() is concepts()


def test_themes_have_cues() -> None:
    assert len(themes()) == 41
    assert all(theme.label and theme.cues for theme in themes().values())


def test_stances_are_those_of_the_records() -> None:
    assert tuple(stances()) == records.Stance.__args__  # type: ignore[attr-defined]
    assert {stance.id: stance.sign for stance in stances().values() if stance.sign} == {
        "strength": 1,
        "weakness": -1,
    }


def test_units_and_relations_are_those_of_the_contract() -> None:
    assert set(units()) == {
        "count", "percent", "per-10000", "weeks", "days", "months", "years", "pounds", "ratio",
    }  # fmt: skip
    assert set(relations()) == {
        "provides", "commissions", "jointly-commissions", "part-of", "sub-group-of", "member-of", "chairs",
        "attends", "absent-from", "refers-to", "shares-information-with", "works-with", "co-located-with",
        "challenges", "supports", "trains", "reports-to", "replaces", "leads", "influences",
    }  # fmt: skip


def test_each_scale_ranks_its_grades_from_the_best_down() -> None:
    scales = {scale for scale, _ in grades()}
    assert scales == {"sif", "ilacs", "lac-2013", "earlier"}
    for scale in scales:
        ranks = [grade.rank for grade in grades().values() if grade.scale == scale and grade.rank]
        assert ranks == sorted(ranks, reverse=True) and set(ranks) == {1, 2, 3, 4}
        assert grades()[scale, "not-judged"].rank is None


def test_adequate_is_never_close_to_requires_improvement() -> None:
    adequate = grades()["lac-2013", "adequate"]
    assert BASE + "grade/sif/requires-improvement" in adequate.related
    assert not [iri for iri in adequate.close if "requires-improvement" in iri]
    assert grades()["sif", "requires-improvement"].close == (BASE + "grade/ilacs/requires-improvement",)


def test_the_crosswalk_goes_both_ways_and_to_grades_that_exist() -> None:
    by_iri = {grade.iri: grade for grade in grades().values()}
    for grade in by_iri.values():
        assert all(grade.iri in by_iri[other].close for other in grade.close)
        assert all(grade.iri in by_iri[other].related for other in grade.related)


@pytest.mark.parametrize(
    ("scale", "printed", "expected"),
    [
        ("sif", "Requires improvement", "requires-improvement"),
        ("sif", "requires Improvement to be good", "requires-improvement"),
        ("sif", "Require improvement", "requires-improvement"),
        ("sif", "Requires\nimprovement to\nbe good.", "requires-improvement"),
        ("sif", "Inadequate2", "inadequate"),
        ("sif", "Not Judged", "not-judged"),
        ("ilacs", "Outstanding", "outstanding"),
        ("lac-2013", "Grade 4 (inadequate)", "inadequate"),
        ("lac-2013", "Adequate", "adequate"),
        ("earlier", "satisfactory", "satisfactory"),
    ],
)
def test_grades_are_found_as_printed(scale: str, printed: str, expected: str) -> None:
    found = find_grade(scale, printed)
    assert found and (found.scale, found.id) == (scale, expected)


@pytest.mark.parametrize("printed", ["", "not yet good", "adequate", "good enough", "requires"])
def test_other_words_are_no_grade(printed: str) -> None:
    assert find_grade("sif", printed) is None


def test_frameworks_judge_known_areas_on_known_scales() -> None:
    assert {framework.family for framework in frameworks().values()} == {
        "sif", "sif-reinspection", "ilacs", "lac-2013", "lscb-review",
    }  # fmt: skip
    for framework in frameworks().values():
        assert set(framework.areas) | set(framework.not_reported) <= set(areas())
        assert not set(framework.areas) & set(framework.not_reported)
        assert (framework.scale, "good") in grades()
        assert not framework.last_published or framework.first_published <= framework.last_published
        assert not framework.valid_from or framework.valid_from < framework.first_published


def test_ilacs_lost_its_overall_judgement_in_2026_and_care_leavers_came_in_2023() -> None:
    assert frameworks()["ilacs-2026"].not_reported == ("overall",)
    assert "care-leavers" not in frameworks()["ilacs-2018"].areas
    assert set(frameworks()["ilacs-2023"].areas) == {
        "overall", "help-and-protection", "in-care", "care-leavers", "leaders-impact",
    }  # fmt: skip


def test_base_of_resources_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINDINGSGRAPH_BASE", "https://example.org/reports/")
    assert resource_base() == "https://example.org/reports/"
    monkeypatch.setenv("FINDINGSGRAPH_BASE", "")
    assert resource_base() == BASE


@pytest.mark.parametrize(
    "base", ["example.org/", "https://example.org", "https://exa mple.org/", "https://e.org/<"]
)
def test_a_base_that_makes_no_iris_is_refused(monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    monkeypatch.setenv("FINDINGSGRAPH_BASE", base)
    with pytest.raises(UsageError, match="FINDINGSGRAPH_BASE"):
        resource_base()


def test_reading_the_vocabulary_does_not_import_rdflib() -> None:
    code = (
        "import sys; from findingsgraph.ontology import concepts, themes, find_authority;"
        "concepts(), themes(), find_authority('Hull'); sys.exit('rdflib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT.parent).returncode == 0


def test_every_term_that_code_and_queries_use_is_declared() -> None:
    used = {
        f"{path.relative_to(ROOT)}: {name}"
        for folder in ("loaders", "queries", "graphs", "cli")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".rq")
        for name in re.findall(r"(?<![\w:])fg:([A-Za-z]\w*)", path.read_text(encoding="utf-8"))
        if name not in terms()
    }
    assert used == set()
