"""Themes: what a finding is about, and the words that show it."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import pytest
from beside import LABELS, needs_reports
from hypothesis import given
from hypothesis import strategies as st

from findingsgraph.loaders.reading.packed_weights import BIAS, PackedWeights
from findingsgraph.loaders.reading.theme_features import Features, read_features, stems
from findingsgraph.loaders.reading.themes import MOST, find_themes, pick
from findingsgraph.loaders.records import ItemContext, Part
from findingsgraph.ontology.vocabulary import themes

FINDING = ItemContext("ilacs", "local-authority", "help-and-protection", "finding", "Help and protection")


def given_themes(text: str, item: ItemContext = FINDING) -> set[str]:
    return {tag.theme for tag in find_themes(text, item)}


@pytest.mark.parametrize(
    ("theme", "text"),
    [
        ("early-help", "Families get early help soon, and common assessments lead to useful plans."),
        (
            "thresholds-and-referrals",
            "Referrals to the front door are screened promptly against clear thresholds.",
        ),
        ("assessment", "Assessments are thorough and consider family history and parenting capacity."),
        ("child-protection", "Child protection conferences and core groups are held on time."),
        ("strategy-discussions", "Strategy discussions rarely include health professionals."),
        ("domestic-abuse", "Victims of domestic abuse are discussed at the MARAC."),
        ("neglect", "Children who live with chronic neglect wait too long for help."),
        ("child-sexual-exploitation", "Children at risk of sexual exploitation are well protected."),
        ("missing-children", "Return home interviews for children who go missing are late."),
        (
            "radicalisation-and-gangs",
            "Young people at risk from gangs and radicalisation are identified early.",
        ),
        (
            "homelessness-16-17",
            "Homeless 16- and 17-year-olds are placed in bed and breakfast accommodation.",
        ),
        (
            "private-fostering",
            "Few private fostering arrangements are known, and privately fostered children wait.",
        ),
        ("disabled-children", "Disabled children benefit from a good range of short breaks."),
        ("placements-and-sufficiency", "There are not enough foster carers, and placements break down."),
        ("health-and-emotional-wellbeing", "Health assessments are late and waits for CAMHS are long."),
        ("education", "The virtual school improves attainment and attendance through education plans."),
        ("adoption", "Adopters are prepared well and the adoption panel is rigorous."),
        ("care-leavers", "Care leavers have pathway plans and keep in touch with personal advisers."),
        ("permanence", "Permanence planning starts early and special guardianship orders are used well."),
        ("court-proceedings", "Care proceedings conclude in 26 weeks and the court praises the PLO work."),
        (
            "voice-of-the-child",
            "Children’s wishes and feelings are recorded, and their views shape services.",
        ),
        ("advocacy", "Children have easy access to advocates and independent visitors."),
        ("supervision", "Supervision of social workers is irregular and lacks reflection."),
        ("quality-assurance-and-performance", "Audits and performance information do not improve practice."),
        ("workforce", "Caseloads are too high and staff turnover and agency staff are growing."),
        ("allegations-against-professionals", "Allegations are managed promptly by the designated officer."),
        ("corporate-parenting", "The corporate parenting board is ambitious for its children."),
        ("out-of-hours", "The emergency duty team responds well out of hours."),
        ("serious-case-reviews", "Learning from serious case reviews is shared."),
    ],
)
def test_a_plain_finding_shows_its_theme(theme: str, text: str) -> None:
    assert theme in given_themes(text)


def test_each_tag_names_words_of_the_finding() -> None:
    text = "Strategy discussions are timely. Children’s views are heard, and supervision is regular."
    tags = find_themes(text, FINDING)
    assert {"strategy-discussions", "supervision"} <= {tag.theme for tag in tags}
    assert all(tag.cue in text for tag in tags)
    assert next(tag.cue for tag in tags if tag.theme == "strategy-discussions") == "Strategy discussions"


def test_a_figure_of_the_area_is_a_statistic() -> None:
    area = ItemContext("sif", "local-authority", "area", "statistic", "Children looked after in this area")
    assert "statistics" in given_themes(
        "31 live with parents, of whom 20% live out of the authority area", area
    )


def test_the_heading_counts() -> None:
    text = "Young people are helped to find work and a home of their own."
    leavers = "The experiences and progress of care leavers"
    assert "care-leavers" in given_themes(text, replace(FINDING, heading=leavers, section="care-leavers"))
    assert "care-leavers" not in given_themes(text)


@given(st.text(alphabet="abcdefghilmnoprstuvy ’-.,", max_size=200))
def test_known_themes_at_most_three_each_once(text: str) -> None:
    tags = find_themes(text, FINDING)
    names = [tag.theme for tag in tags]
    assert len(names) <= MOST and len(set(names)) == len(names)
    assert set(names) <= set(themes())
    assert tags == find_themes(text, FINDING)


@given(st.dictionaries(st.sampled_from(sorted(themes())), st.floats(-9, 9), min_size=1))
def test_the_likeliest_come_first(odds: dict[str, float]) -> None:
    chosen = pick(odds)
    assert [odds[theme] for theme in chosen] == sorted((odds[theme] for theme in chosen), reverse=True)
    assert all(odds[theme] >= odds[other] for theme in chosen[:1] for other in odds)


weight = st.integers(-2_000, 2_000).map(lambda cents: cents / 100)


@given(
    st.dictionaries(st.tuples(st.sampled_from("xyz"), st.sampled_from(["one", "two", BIAS, "s:a"])), weight)
)
def test_packed_sums_are_sums(table: dict[tuple[str, str], float]) -> None:
    rows = [(name, feature, value) for (name, feature), value in table.items()]
    features = Features(("one", "two"), (), frozenset({"one", "two", "unknown"}), {"s:a": 0.7})
    for name, score in PackedWeights(rows).scores(features).items():
        own = {feature: value for (each, feature), value in table.items() if each == name}
        terms = (own.get("one", 0.0) + own.get("two", 0.0)) / 3**0.5
        assert score == pytest.approx(own.get(BIAS, 0.0) + terms + 0.7 * own.get("s:a", 0.0), abs=1e-6)


def test_stems_join_singular_plural_and_possessive() -> None:
    assert stems("Agencies’ referrals") == stems("agency referral")
    assert stems("a child's class") == ["a", "child", "class"]


def test_cues_of_several_words_are_found_whole() -> None:
    signs = read_features("The child was missing.", FINDING).signs
    assert "cue:missing-children" in signs and "cue:private-fostering" not in signs
    assert "cue:private-fostering" in read_features("A private fostering case.", FINDING).signs


def test_the_shipped_weights_speak_of_every_theme() -> None:
    table = files("findingsgraph.loaders.reading").joinpath("theme-weights.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    assert {row[0] for row in rows} == set(themes())
    assert all(len(row) == 3 and float(row[1]) for row in rows)
    given = [(row[0], feature) for row in rows for feature in row[2].split(", ")]
    assert len(given) == len(set(given))
    assert all(len(theme.cues) == len(set(theme.cues)) for theme in themes().values())


@needs_reports
@pytest.mark.reports
def test_themes_of_the_gold_reports() -> None:
    right = wrong = missing = 0
    for path in sorted((LABELS / "gold").glob("*.json")):
        for finding in json.loads(path.read_text(encoding="utf-8"))["findings"]:
            text = " ".join(sentence["text"] for sentence in finding["sentences"])
            part: Part = "lscb" if "lscb" in finding["section"].lower() else "local-authority"
            got = given_themes(text, ItemContext("sif", part, "", "finding", finding["section"]))
            right += len(got & set(finding["themes"]))
            wrong += len(got - set(finding["themes"]))
            missing += len(set(finding["themes"]) - got)
    assert 2 * right / (2 * right + wrong + missing) >= 0.76
