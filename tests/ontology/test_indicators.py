"""The area's fixed statistics: each indicator is found in the sentence that reports print."""

from __future__ import annotations

import pytest

from findingsgraph.loaders.reading.numerals import find_numerals, plain
from findingsgraph.loaders.reading.statistics import find_indicators
from findingsgraph.ontology.indicators import indicator_iri, indicators
from findingsgraph.ontology.vocabulary import units

MEALS = "The proportion of children entitled to free school meals:"
LANGUAGE = "The proportion of children and young people with English as an additional language:"

SENTENCES = [
    (
        "under-18-population",
        "Approximately 41,200 children and young people under the age of 18 years live here.",
    ),
    ("under-18-share", "This is 19.5% of the total population in the area."),
    ("child-poverty", "Approximately 17% of the local authority’s children are living in poverty."),
    (
        "child-poverty",
        "Some 10% of the local authority’s children aged under 16 years are living in low-income families.",
    ),
    (
        "minority-ethnic",
        "Children and young people from minority ethnic groups account for 9% of all children.",
    ),
    (
        "children-in-need",
        "At 31 March 2016, 812 children had been identified through assessment as being formally in need.",
    ),
    (
        "child-protection-plan",
        "At 31 March 2016, 77 children and young people were the subject of a child protection plan.",
    ),
    (
        "child-protection-plan-rate",
        "77 children were subjects of a child protection plan (a rate of 31 per 10,000 children).",
    ),
    (
        "private-fostering",
        "At 31 March 2016, five or fewer children lived in a privately arranged fostering placement.",
    ),
    (
        "serious-incident-notifications",
        "Since then, three serious incident notifications have been submitted.",
    ),
    ("serious-case-reviews", "Since then, two serious case reviews have been completed."),
    ("looked-after", "At 31 March 2016, 205 children are being looked after by the local authority."),
    (
        "looked-after-rate",
        "205 children are looked after by the local authority (a rate of 50 per 10,000 children).",
    ),
    ("outside-area", "60 (or 29%) live outside the local authority area"),
    ("outside-area-share", "Of this number 60 (or 29%) live outside the local authority area"),
    (
        "residential-homes",
        "12 live in residential children’s homes, of whom 50% live out of the authority area",
    ),
    (
        "residential-homes-outside",
        "12 live in residential children’s homes, of whom two live out of the authority area",
    ),
    (
        "residential-homes-outside-share",
        "12 live in residential children’s homes, of whom 6 (50%) live out of the area",
    ),
    ("special-schools", "3 live in residential special schools, all of whom are out of the authority area"),
    (
        "special-schools-outside",
        "Three live in residential special schools, of whom 2 live out of the authority area",
    ),
    (
        "special-schools-outside-share",
        "8 live in residential special schools, of whom 20% live out of the authority area",
    ),
    ("foster-families", "185 live with foster families, of whom 21% live out of the authority area"),
    ("foster-families-outside", "185 live with foster families, of whom 40 live out of the authority area"),
    (
        "foster-families-outside-share",
        "185 live with foster families, of whom 21% live out of the authority area",
    ),
    ("with-parents", "2 live with parents, none of whom live out of the authority area"),
    ("with-parents-outside", "12 live with parents, of whom three live out of the authority area"),
    ("with-parents-outside-share", "12 live with parents, of whom 25% live out of the authority area"),
    ("unaccompanied-asylum-seeking", "19 children are unaccompanied asylum-seeking children."),
    ("adoptions", "there have been 7 adoptions"),
    ("special-guardianship-orders", "six children became subjects of special guardianship orders"),
    ("ceased-to-be-looked-after", "73 children ceased to be looked after, of whom 4% subsequently returned"),
    (
        "returned-to-be-looked-after",
        "73 children ceased to be looked after, of whom 3 subsequently returned to be looked after",
    ),
    (
        "returned-to-be-looked-after-share",
        "73 children have ceased to be looked after, of whom 4% subsequently returned",
    ),
    (
        "moved-to-independent-living",
        "8 young people ceased to be looked after and moved on to independent living",
    ),
    (
        "multiple-occupation",
        "no young people ceased to be looked after and are now living in houses of multiple occupation",
    ),
    ("childrens-homes", "The local authority operates six children’s homes."),
]


def found(sentence: str, *before: str) -> list[str]:
    text = plain(sentence)
    return list(find_indicators(text, find_numerals(text)[0], [plain(each) for each in before]).values())


@pytest.mark.parametrize(("indicator", "sentence"), SENTENCES)
def test_an_indicator_is_found_in_its_sentence(indicator: str, sentence: str) -> None:
    assert indicator in found(sentence)


@pytest.mark.parametrize("school", ["primary", "secondary"])
def test_lists_worded_alike_are_told_by_their_lead_in(school: str) -> None:
    sentence = f"in {school} schools is 12.5% (the national average is 18%)"
    assert found(sentence, MEALS) == [f"free-school-meals-{school}"]
    assert found(sentence, MEALS, "in primary schools is 9%", LANGUAGE) == [f"additional-language-{school}"]
    assert found(sentence) == []


def test_every_indicator_has_a_sentence_above() -> None:
    shown = {indicator for indicator, _ in SENTENCES}
    listed = {id for id, each in indicators().items() if each.lead_in is not None}
    assert shown | listed == set(indicators())


@pytest.mark.parametrize(
    "sentence",
    [
        "12 children live with grandparents.",
        "The board reviewed 14 cases.",
        "Adoptions took 300 days.",
        "The service supports 40 children.",
        "Some 5% of primary pupils are absent.",
    ],
)
def test_other_sentences_have_none(sentence: str) -> None:
    assert found(sentence, MEALS) == []


def test_ids_labels_and_units_are_sound() -> None:
    for id, indicator in indicators().items():
        assert id == indicator.id and indicator.label and indicator.patterns
        assert indicator.unit in units()
        assert indicator.iri == indicator_iri(id)
        assert all("number" in pattern.groupindex for pattern in indicator.patterns)
