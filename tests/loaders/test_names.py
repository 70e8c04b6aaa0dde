"""Names: acronyms, proper names, and which of them are one body."""

from __future__ import annotations

import re

import pytest
from beside import HARTLEPOOL_TEXT
from hypothesis import given
from hypothesis import strategies as st

from findingsgraph.loaders.documents import open_document
from findingsgraph.loaders.pipeline import read_reports
from findingsgraph.loaders.reading import appositions, learned
from findingsgraph.loaders.reading.body_keys import local_key, slug
from findingsgraph.loaders.reading.mentions import find_mentions
from findingsgraph.loaders.reading.names import Names, learn_names
from findingsgraph.loaders.records import Entity, ItemContext

COUNCIL = ItemContext("sif", "local-authority", "", "finding", "")
BOARD = ItemContext("sif", "lscb", "", "finding", "")


def learn(*texts: str, authority: str = "hartlepool", name: str = "Hartlepool") -> Names:
    return learn_names([(text, COUNCIL) for text in texts], authority, name)


def entities(names: Names, *sentences: str, item: ItemContext = COUNCIL) -> list[Entity]:
    found = [mention for sentence in sentences for mention in find_mentions(sentence, item, names)]
    return list(names.entities(found))


# (text that introduces it, sentence that uses it, concept, key)
LEARNED = [
    ("The Seaside Support Hub (SSH) is new.", "The SSH is valued.", "other-service", "seaside-support-hub"),
    ("The outreach and crisis assessment team (OCA) helps.", "OCA is new.", "assessment-team",
     "outreach-and-crisis-assessment-team"),
    ("The early help assessment tool (EHAT) is new.", "EHAT is trusted.",
     "common-assessment-framework", "caf"),
    ("Specialist help comes from the Awaken Team.", "Children trust the Awaken team.",
     "other-service", "awaken-team"),
    ("They value the charity, ‘Lantern’, and its work.", "Lantern helps.",
     "voluntary-organisation", "lantern"),
    ("The regional adoption agency, Adopt North Coast, is new.", "Adopt North Coast recruits.",
     "adoption-agencies-and-consortia", "adopt-north-coast"),
    ("Beacon, the single point of contact, is busy. Staff praise Beacon.", "Referrals to Beacon rise.",
     "front-door", "beacon"),
    ("Links with Coastland University are good.", "Coastland University helps.",
     "colleges-and-universities", "coastland-university"),
    ("The ‘Willow’ team is skilled.", "The Willow team helps.", "other-service", "willow-team"),
    ("The ‘Safe at the Gate’ awareness campaign is new.", "Safe at the Gate is known.",
     "other-instrument", "safe-at-the-gate-awareness-campaign"),
    ("They use the ‘Steps to Help’ threshold document.", "The ‘Steps to Help’ threshold document is long.",
     "thresholds-document", "steps-to-help-threshold-document"),
    ("Staff praise the Way to Work team.", "Children like the Way to Work team.",
     "other-service", "way-to-work-team"),
    ("The Trafficking, Exploitation and Missing (TEM) sub-group met.",
     "The Trafficking, Exploitation and Missing (TEM) sub-group met again.",
     "exploitation-and-missing-group", "trafficking-exploitation-and-missing-sub-group"),
    ("The Children Living Well Together (CLWT) service is new.", "CLWT helps.",
     "other-service", "children-living-well-together-service"),
    ("The ‘Steps to Work’ days are popular.", "Steps to Work is known.", "other-instrument", "steps-to-work"),
    ("The Oak Tree Fund pays.", "They value the Oak Tree fund.", "other-instrument", "oak-tree-fund"),
    ("The Quality and Safety Sub-group met.", "The Quality and Safety sub-group met again.",
     "lscb-subgroup", "quality-and-safety-sub-group"),
    ("The Children, Homes and Learners' Board (CHLB) met.", "The chair attends the CHLB.",
     "other-board", "children-homes-and-learners-board"),
    ("Homes are found by the Places North Coast (PNC) consortium.", "They left Places North Coast.",
     "other-agency", "places-north-coast-consortium"),
    ("The ‘staying close to home’ team is new.", "The ‘staying close to home’ team helps.",
     "other-service", "staying-close-to-home-team"),
    ("A ‘21 Up’ team began.", "The 21 Up team helps.", "other-service", "21-up-team"),
    ("Our Shoreline is busy. Shoreline provides a single point of contact.", "They rang Shoreline.",
     "front-door", "shoreline"),
    ("The Begin Well (early help) service is good.", "They left Begin Well.", "early-help-services", "begin-well"),
    ("They use edge of care services such as Safe Landing.", "Safe Landing helps.",
     "edge-of-care-service", "safe-landing"),
    ("Police began Operation Lighthouse.", "Operation Lighthouse worked.",
     "other-instrument", "operation-lighthouse"),
    ("The Safe Bright Place service is new. The therapeutic service, Safe Bright Place, is liked.",
     "The Safe Bright Place service helps.", "therapeutic-service", "safe-bright-place"),
    ("Agencies meet in the multi-agency response to gangs (MARG).", "MARG met.",
     "other-board", "response-to-gang"),
    ("Speak4Us and the Coast Care Leavers’ Participation Group met.",
     "The Coast Care Leavers’ Participation Group met.",
     "children-in-care-council", "coast-care-leavers-participation-group"),
    ("Hull’s BRIDGE Team is new.", "The BRIDGE team helps.", "other-service", "bridge-team"),
    ("Parents like the edge of care service, provided by the @home team.", "The @home team helps.",
     "edge-of-care-service", "home-team"),
    ("Children at risk of exploitation trust the Kestrel team.", "The Kestrel team helps.",
     "missing-and-exploitation-team", "kestrel-team"),
    ("Children at risk of exploitation are discussed at the Kestrel panel.", "The Kestrel panel helps.",
     "exploitation-and-missing-group", "kestrel-panel"),
    ("Trauma is met with skill by the Kestrel team.", "The Kestrel team helps.",
     "therapeutic-service", "kestrel-team"),
    ("Children who are exploited, or met trauma, trust the Kestrel team.", "The Kestrel team helps.",
     "other-service", "kestrel-team"),
    ("The children in care council, ‘Without limits’, is strong.", "Children from ‘Without limits’ met us.",
     "children-in-care-council", "without-limit"),
    ("‘Soapbox’, the children in care council, is strong.", "They heard ‘Soapbox’ speak.",
     "children-in-care-council", "soapbox"),
    ("The children in care council (CiCC), Voices4All, meets.", "Voices4All helps.",
     "children-in-care-council", "voices4all"),
    ("Links with the regional adoption agency (RAA) (Coast Family Ties) are good.", "Coast Family Ties recruits.",
     "adoption-agencies-and-consortia", "coast-family-tie"),
    ("The troubled families project (known locally as Bright Families) works.", "Bright Families is new.",
     "early-help-services", "bright-family"),
    ("Groups such as V4C (Voices for Children in Care) meet.", "They asked V4C.", "other-service", "v4c"),
    ("Young people like the LEAF service (Learning, Employment, Advice and Finance).", "LEAF helps.",
     "other-service", "leaf-service"),
    ("Staff learn in the Centre of Excellence (CoE).", "The CoE teaches.", "other-instrument",
     "centre-of-excellence"),
    ("Children wait long when accessing Healthy Bright Minds.", "Healthy Bright Minds helps.",
     "other-service", "healthy-bright-mind"),
    ("They are represented by TICKTOCK.", "TICKTOCK members recruit.", "other-service", "ticktock"),
    ("Peers (who are known as Safeguarding Champions) help.", "Safeguarding Champions are trained.",
     "other-instrument", "safeguarding-champion"),
    ("Falcon Meadow offers a warm welcome.", "They met at Falcon Meadow.", "other-service", "falcon-meadow"),
    ("SpeakUpp has a seat.", "They asked SpeakUpp.", "other-service", "speakupp"),
    ("Help comes from the Futures4All services.", "The Futures4All services help.",
     "other-service", "futures4all-service"),
    ("They built a ‘dynamic purchasing system’ in May.", "The dynamic purchasing system works.",
     "other-instrument", "dynamic-purchasing-system"),
    ("The film, ‘Jade’s story’, is shown.", "They saw ‘Jade’s story’.", "other-instrument", "jades-story"),
    ("These include Sobriety4Us, an effective local drugs service.", "Sobriety4Us helps.",
     "substance-misuse-services", "sobriety4us"),
    ("They worked with Bedrock, a long-established project.", "Bedrock helps.", "other-service", "bedrock"),
    ("They use platforms such as the Chattrz along with surveys.", "The Chattrz is liked.",
     "other-service", "chattrz"),
    ("The Listen and Learn to Care Council meets. The Listen to Care Council meets.",
     "The Listen to Care Council meets.", "children-in-care-council", "listen-to-care-council"),
    ("Most adopters were found through the North Coast consortium.", "They left the North Coast consortium.",
     "adoption-agencies-and-consortia", "north-coast-consortium"),
    ("The Brighter Days service is for care leavers.", "The Brighter Days service helps.",
     "leaving-care-service", "brighter-days-service"),
    ("The voices of children are heard in the Onwards group.", "The Onwards group met.",
     "children-in-care-council", "onwards-group"),
    ("‘Loudhailer’, the children in care council, met.", "‘Loudhailer’ has many members.",
     "children-in-care-council", "loudhailer"),
    ("The town’s children in care council, Voices4All (V4A) met.", "V4A has many members.",
     "children-in-care-council", "voices4all"),
    ("It shares its adoption service, WeFoSH, with others.", "Families like WeFoSH.", "adoption-service", "wefosh"),
    ("Referrals come to the Bright Start Place (front door).", "The Bright Start Place is busy.",
     "front-door", "bright-start-place"),
]  # fmt: skip


@pytest.mark.parametrize(("introduced", "used", "concept", "key"), LEARNED)
def test_names_are_learned(introduced: str, used: str, concept: str, key: str) -> None:
    names = learn(introduced, authority="hull", name="Hull")
    assert (concept, key) in {(entity.concept, entity.key) for entity in entities(names, used)}


def test_a_name_of_its_own_is_one_body_whatever_head_stands_behind_it() -> None:
    names = learn("The SWOOP service is good.", "They like the ‘Swoop’ team.", "The Swoop strategy is new.")
    service, strategy = entities(
        names, "The Swoop service works.", "The Swoop team works.", "The Swoop strategy."
    )
    assert (service.concept, service.name) == ("other-service", "Swoop")
    assert strategy.concept == "other-instrument"


def test_a_meeting_is_known_by_its_acronym_whatever_head_stands_behind_it() -> None:
    said = "The MACE meetings and the multi-agency child exploitation (MACE) panel meet, as does MACE."
    assert {entity.key for entity in entities(learn(said), said)} == {"mace"}


@pytest.mark.parametrize(("text", "surface"), [
    ("They won the Government’s Oak Tree Grant.", "Oak Tree Grant"),
    ("They made Seatown City Council’s Oak Tree Charter.", "Oak Tree Charter"),
    ("Views shaped the Futures4All and Caring2Teach initiatives.", "Futures4All"),
])  # fmt: skip
def test_whose_it_is_and_what_it_stands_with_are_no_part_of_a_name(text: str, surface: str) -> None:
    names = learn(text, authority="seatown", name="Seatown")
    assert surface in {mention.surface for mention in find_mentions(text, COUNCIL, names)}


def test_a_place_before_a_service_does_not_name_it() -> None:
    said = "The Seatown family focus teams and the Kestrel family focus teams help."
    names = [entity.name for entity in entities(learn(said, authority="seatown", name="Seatown"), said)]
    assert names and "Seatown" not in names


@pytest.mark.parametrize(("text", "name"), [
    ("The Health and Well-being board (HWB) met.", "Health and Well-being board"),
    ("The Multi-agency Child Sexual Exploitation (MACSE) group met.", "Multi-agency Child Sexual Exploitation group"),
    ("The Breaking Free and Flying service helps.", "Breaking Free and Flying"),
])  # fmt: skip
def test_a_name_that_the_vocabulary_knows_keeps_its_head(text: str, name: str) -> None:
    assert [entity.name for entity in entities(learn(text), text)] == [name]


def test_an_acronym_without_a_letter_for_the_head_names_one_of_several() -> None:
    names = learn("The children and family locality service (CAFL) helps.")
    said = "CAFL helps. Early help services are good."
    assert [(each.surface, each.entity) for each in find_mentions(said, COUNCIL, names)] == [
        ("CAFL", "children-and-family-locality-service"),
        ("Early help services", "early-help-services"),
    ]


def test_a_phrase_begins_where_the_quote_opens_that_it_closes() -> None:
    found = find_mentions(
        "The ‘one home’ policy and their ‘priority families’ project help.", COUNCIL, learn()
    )
    assert [mention.surface for mention in found] == ["‘one home’ policy", "‘priority families’ project"]


@pytest.mark.parametrize("text", [
    "The chair knows the need in Greater Norwich and King’s Lynn.",
    "They share the Greater Derby safeguarding procedures.",
    "It joined numerous Greater Derby learning alliances.",
    "They use Special Guardianship Orders (SGO) and Placement with Parents (PwP).",
    "Many are Black British, of Eastern European descent or from Roma families, and NEET.",
    "She said, ‘I like it here’, and was told ‘We care’.",
    "It answers the last inspection of Hull’s services.",
    "Given Waltham Forest’s size this is low. Bed and Breakfast is used. Dedicated EET work helps.",
])  # fmt: skip
def test_places_peoples_orders_and_speech_are_no_names(text: str) -> None:
    assert not learn(text, authority="hull", name="Hull").bodies


# an acronym is its own words' body, also where a longer wording ends there
ACRONYMS = [
    (
        "The independent chair of the Local Safeguarding Children Board (LSCB) is new.",
        "The LSCB met.",
        "lscb",
    ),
    ("The chair of the Seatown Safeguarding Children Board (SSCB) is new.", "The SSCB met.", "lscb"),
    ("The head of the multi-agency safeguarding hub (MASH) left.", "The MASH is busy.", "front-door"),
]


@pytest.mark.parametrize(("introduced", "used", "concept"), ACRONYMS)
def test_an_acronym_stands_for_its_own_words(introduced: str, used: str, concept: str) -> None:
    names = learn(introduced, authority="seatown", name="Seatown")
    assert [entity.concept for entity in entities(names, used)] == [concept]


# the name that is shown: what is the body's own, not the topic of a team or group
SHOWN = [
    ("The ‘Willow’ team is skilled.", "Willow"),
    ("The Quality Assurance sub-group met.", "Quality Assurance sub-group"),
    ("The Missing group met.", "Missing group"),
    ("The Breaking the Mould service helps.", "Breaking the Mould"),
]


@pytest.mark.parametrize(("text", "name"), SHOWN)
def test_the_name_that_is_shown(text: str, name: str) -> None:
    assert name in [entity.name for entity in entities(learn(text), text)]


def test_what_stands_beside_a_body_is_not_always_its_name() -> None:
    text = "They thank the leaving care team, Seatown Council, and others. Boards, MAPPA, Safe Harbour, meet."
    bodies = learn(text, authority="seatown", name="Seatown").bodies
    assert {body.concept for body in bodies.values()} <= {"other-instrument"}


def test_one_body_s_name_does_not_end_with_another_body() -> None:
    text = "The training is given by the Clinical Commissioning Group for GPs."
    assert [each.concept for each in entities(learn(text), text)] == [
        "clinical-commissioning-group",
        "general-practitioners",
    ]


def test_a_topic_before_the_police_is_no_name_of_a_force() -> None:
    text = "The dedicated CSE Police team works with Seatown Police."
    named = [entity.name for entity in entities(learn(text), text) if entity.concept == "police"]
    assert named == ["Seatown Police"]


def test_a_topic_in_quotes_is_shown_with_its_head() -> None:
    said = "The ‘Missing’ group and the ‘Willow’ group meet."
    assert [entity.name for entity in entities(learn(said), said)] == ["Missing group", "Willow"]


def test_a_quoted_title_is_a_name_only_with_capitals() -> None:
    names = learn("A logo, ‘Children First’, was made.")
    assert [each.name for each in entities(names, "The Children First logo is new.")] == ["Children First"]
    assert entities(names, "They put children first.") == []


@pytest.mark.parametrize("introduced", ["", " (TFC)"])
def test_a_body_that_delivers_the_services_is_known_from_the_authority_file(introduced: str) -> None:
    text = f"Together for Children{introduced} runs the services."
    small = "Partners work together for children."
    item = ItemContext("ilacs", "local-authority", "", "finding", "")
    names = learn_names([(text, item), (small, item)], "sunderland", "Sunderland")
    assert [(each.concept, each.key) for each in entities(names, text)] == [
        ("childrens-trust-company", "childrens-trust-company")
    ]
    assert entities(names, small) == []
    assert entities(learn_names([(small, item)], "bury", "Bury"), "Together for Children meets.") == []


def test_a_body_is_the_same_whether_it_is_called_multi_agency_or_not() -> None:
    said = "The multi-agency neglect strategy is new.", "The neglect strategy is known."
    assert [(each.key, each.name) for each in entities(learn(*said), *said)] == [
        ("neglect-strategy", "Neglect strategy")
    ]


def test_a_learned_name_begins_with_the_authoritys_where_it_is_printed() -> None:
    names = learn("The Seaside Support Hub (SSH) is new.")
    (found,) = find_mentions("The Hartlepool Seaside Support Hub is busy.", COUNCIL, names)
    assert (found.surface, found.entity) == ("Hartlepool Seaside Support Hub", "seaside-support-hub")


def test_an_acronym_of_words_that_show_their_kind_is_learned() -> None:
    names = learn("The local name is leaving care mentoring advisers (LCMA).")
    assert [each.concept for each in entities(names, "Each LCMA is trusted.")] == ["leaving-care-service"]


def test_words_in_front_of_a_teams_name_belong_to_it() -> None:
    (found,) = find_mentions("A specialist neglect team was set up.", COUNCIL, learn(""))
    assert (found.surface, found.entity) == ("specialist neglect team", "neglect-team")


def test_boards_of_other_places_are_other_boards() -> None:
    names = learn("The Hartlepool LSCB works with the Riverland LSCB.")
    found = entities(names, "The Hartlepool LSCB works with the Riverland LSCB.")
    assert [entity.key for entity in found] == ["hscb", "riverland-lscb"]


def test_a_council_has_its_printed_name() -> None:
    found = entities(learn("Seatown Borough Council leads.", authority="seatown", name="Seatown"),
                     "Seatown Borough Council leads.", "The council leads.")  # fmt: skip
    assert [(entity.key, entity.name) for entity in found] == [("local-authority", "Seatown Borough Council")]
    found = entities(learn("", authority="seatown", name="Seatown"), "The council leads.")
    assert [entity.name for entity in found] == ["Seatown"]


# (what is said, keys of the bodies): posts and boards that are one body each
ONE_EACH = [
    ("The director of children's services (DCS) and the chief executive met. The DCS left.",
     ["director-of-childrens-services", "chief-executive"]),
    ("The LSCB business manager supports the LSCB chair.", ["lscb-business-manager", "lscb-chair"]),
    ("SSCB’s exploitation panel met.", ["sscb", "exploitation-panel"]),
    ("Seatown youth offending service is small.", ["youth-offending-service"]),
    ("The metropolitan police and crime commissioner met.", ["metropolitan-police-and-crime-commissioner"]),
    ("The looked after children (LAC) nurse is based there.", ["looked-after-health-service"]),
    ("The child in need task and finish group met.", ["child-in-need-task-and-finish-group"]),
    ("The case review sub-group met.", ["case-review-sub-group"]),
    ("Adopters are found by Adopt North Coast.", ["adopt-north-coast"]),
    ("The regional adoption agency, Adopters of Northshire.", ["adopters-of-northshire"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "keys"), ONE_EACH, ids=[row[0][:40] for row in ONE_EACH])
def test_one_key_for_one_body(text: str, keys: list[str]) -> None:
    found = entities(learn(text, authority="seatown", name="Seatown"), text)
    assert set(keys) <= {entity.key for entity in found}


NO_NAMES = [
    "Young people attend the not in education, employment or training (NEET) panel. NEET figures fall.",
    "They work with ‘hard to reach families’ and staff.",
    "Participation is a strong voluntary organisation.",
    "The Commissioner of Children's Services and the Director of Schools visited.",
    "In 2013–14 annual reports were late.",
    "Young people not in education, employment or training (NEET) are few.",
    "Special guardianship orders (SGO) are used.",
    "Partner agencies work well. Children thrive.",
    "Risk assessments are thorough in May and June.",
    "However, Black and Asian children are over-represented.",
]


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_is_no_name(text: str) -> None:
    assert dict(learn(text).bodies) == {}


def test_boards_in_a_list_are_not_one_another() -> None:
    names = learn("The chair sits on the Better Futures Board, the Health and Wellbeing Board and others.")
    found = entities(names, "The Better Futures Board met.")
    assert [(each.concept, each.key) for each in found] == [("other-board", "better-futures-board")]


def test_one_safeguarding_board_in_every_wording() -> None:
    names = learn("The Hartlepool Safeguarding Children Board (HSCB) is improving.")
    found = entities(
        names,
        "HSCB meets.",
        "The LSCB meets.",
        "Hartlepool Safeguarding Children Board meets.",
        "The Local Safeguarding Children Board meets.",
        "The Board meets.",
        item=BOARD,
    )
    assert [(entity.key, entity.name) for entity in found] == [
        ("hscb", "Hartlepool Safeguarding Children Board")
    ]
    assert {"HSCB", "LSCB"} <= set(found[0].aliases)


def test_the_safeguarding_board_has_one_key_whatever_a_report_prints() -> None:
    printed, unprinted = learn("Hartlepool Safeguarding Children Board (HSCB) met."), learn("Nothing.")
    for names in (printed, unprinted):
        assert [entity.key for entity in entities(names, "The LSCB met.")] == ["hscb"]


def test_a_neighbouring_board_is_another_body() -> None:
    names = learn("They share this with Middlesbrough LSCB.")
    found = entities(names, "Middlesbrough LSCB helps the LSCB.")
    assert [entity.key for entity in found] == ["middlesbrough-lscb", "hscb"]


def test_a_group_of_several_areas_is_not_the_local_one() -> None:
    names = learn(
        "The Vulnerable, Exploited, Missing and Trafficked group (VEMT) is new.",
        "The HSCB works with the Tees-wide Vulnerable, Exploited, Missing and Trafficked group (VEMT).",
        "The Hartlepool VEMT reports to it.",
    )
    found = entities(names, "The VEMT is active.", "The Hartlepool VEMT is linked with the Tees-wide VEMT.")
    assert [entity.key for entity in found] == ["vemt", "tees-wide-vemt"]


def test_acronyms_are_of_one_report() -> None:
    here = learn("The family accommodation support team (FAST) helps.")
    there = learn("The first access screening team (FAST) helps.")
    assert {entity.name for entity in entities(here, "FAST helps.")} != {
        entity.name for entity in entities(there, "FAST helps.")
    }
    assert entities(learn("Nothing."), "FAST helps.") == []


def test_the_authoritys_own_name_is_the_council_where_it_acts() -> None:
    names = learn("Nothing.")
    assert [entity.key for entity in entities(names, "Hartlepool has commissioned this.")] == [
        "local-authority"
    ]
    assert [entity.key for entity in entities(names, "Hartlepool Borough Council pays.")] == [
        "local-authority"
    ]
    assert entities(names, "Children who live in Hartlepool do well.") == []


@pytest.mark.parametrize("text", [
    "Seatown place few children far away.",
    "Seatown staff are well supported.",
    "It is jointly commissioned by Seatown and its neighbours.",
])  # fmt: skip
def test_a_council_is_several_and_has_staff(text: str) -> None:
    found = entities(learn(text, authority="seatown", name="Seatown"), text)
    assert [entity.concept for entity in found] == ["local-authority"]


@pytest.mark.parametrize(("text", "surface"), [
    ("The neglect action plan is new.", "neglect action plan"),
    ("The board’s strategic action plan is new.", "strategic action plan"),
    ("There is a clear action plan.", "action plan"),
])  # fmt: skip
def test_what_a_plan_is_about_belongs_to_its_name(text: str, surface: str) -> None:
    found = find_mentions(text, COUNCIL, learn(text))
    assert [each.surface for each in found if each.concept == "improvement-plan"] == [surface]


@pytest.mark.parametrize(("text", "name"), [
    ("Children are given a ‘coming into care pack’.", "coming into care pack"),
    ("The ‘positive steps’ leaflet is read by many.", "positive steps"),
])  # fmt: skip
def test_small_words_in_quotes_name_what_there_is_to_read(text: str, name: str) -> None:
    found = entities(learn(text), text)
    assert [(entity.concept, entity.name) for entity in found] == [("other-instrument", name)]


def test_the_order_of_a_report_decides_nothing_but_what_is_read() -> None:
    texts = ["The Awaken Team helps.", "The Seaside Hub (SH) is new."]
    assert learn(*texts).bodies == learn(*texts).bodies


@pytest.mark.parametrize(
    ("concept", "words", "authority", "key"),
    [
        ("lscb", "LSCB", "barking-and-dagenham", "bdscb"),
        ("police", "Cleveland Police", "hartlepool", "police"),
        ("children-in-care-council", "children in care council", "hull", "cicc"),
        ("decision-panel", "care planning panels", "hull", "care-planning-panel"),
        ("front-door", "multi-agency safeguarding hub", "hull", "mash"),
        ("lscb", "safeguarding children partnership", "hull", "safeguarding-children-partnership"),
    ],
)
def test_keys(concept: str, words: str, authority: str, key: str) -> None:
    assert local_key(concept, words, authority) == key


def test_a_slug_is_never_empty() -> None:
    assert slug("‘’") == "name" and slug("(ABC)") == "name"


# What a reader of the bundled report meets: (key, concept, type, a name or alias of it).
HARTLEPOOL = [
    ("police", "police", "agency", "Police"),
    ("cafcass", "cafcass", "agency", "Cafcass"),
    ("hscb", "lscb", "board", "HSCB"),
    ("harbour", "voluntary-organisation", "agency", "Harbour"),
    ("courts", "courts", "agency", "Courts"),
    ("caf", "common-assessment-framework", "instrument", "CAF"),
    ("first-contact-and-support-hub", "front-door", "service", "First Contact and Support Hub"),
    ("assessment-team", "assessment-team", "service", "IRT"),
    ("graded-care-profile", "graded-care-profile", "instrument", "Graded Care Profile"),
    ("marac", "marac", "board", "MARAC"),
    ("idva", "idva-service", "service", "IDVA"),
    ("vemt", "exploitation-and-missing-group", "board", "VEMT"),
    ("tees-wide-vemt", "exploitation-and-missing-group", "board", "Tees-wide VEMT"),
    ("lado", "lado", "service", "LADO"),
    ("iro-service", "independent-reviewing-service", "service", "IRO service"),
    ("cicc", "children-in-care-council", "board", "CiCC"),
    ("virtual-school", "virtual-school", "service", "Virtual school"),
    ("leaving-care-service", "leaving-care-service", "service", "Throughcare Team"),
    ("hyped", "substance-misuse-services", "agency", "HYPED"),
    ("disabled-childrens-service", "disabled-childrens-service", "service",
     "0-25 year service for children with disabilities"),
    ("edge-of-care-service", "edge-of-care-service", "service", "Edge of care service"),
    ("emergency-duty-team", "emergency-duty-team", "service", "out of hour's service"),
    ("health-and-wellbeing-board", "health-and-wellbeing-board", "board", "Health and Wellbeing Board"),
    ("childrens-trust-board", "childrens-trust-board", "board",
     "Children and Young People's Strategic Partnership"),
    ("family-justice-board", "family-justice-board", "board", "Local Family Justice Board"),
    ("corporate-parenting-board", "corporate-parenting-board", "board", "corporate parent forum"),
    ("care-planning-panel", "decision-panel", "board", "Care planning panel"),
    ("complex-case-panel", "decision-panel", "board", "Complex case panel"),
    ("commissioned-placements-panel", "decision-panel", "board", "Commissioned placements panel"),
    ("cdop", "child-death-overview-panel", "board", "Child death overview panel"),
    ("serious-case-review-implementation-group", "lscb-subgroup", "board",
     "Serious Case Review Implementation Group"),
    ("teesside-university", "colleges-and-universities", "agency", "Teesside University"),
    ("clinical-commissioning-group", "clinical-commissioning-group", "agency",
     "Clinical commissioning group"),
    ("adoption-register", "adoption-agencies-and-consortia", "agency", "Adoption Register"),
    ("therapeutic-service", "therapeutic-service", "service", "placement support and therapeutic team"),
    ("family-finder", "adoption-service", "service", "Family finder"),
    ("sdq", "strengths-and-difficulties-questionnaire", "instrument", "SDQ"),
    ("pep", "personal-education-plan", "instrument", "PEP"),
    ("public-law-outline", "public-law-outline", "instrument", "Public law outline"),
    ("pledge", "pledge", "instrument", "Pledge to children in care"),
    ("jsna", "jsna", "instrument", "Joint Strategic Needs Analysis"),
    ("section-11-audit", "section-11-audit", "instrument", "Section 11 audit"),
    ("young-inspectors", "children-in-care-council", "board", "Young inspectors"),
]  # fmt: skip


@pytest.fixture(scope="module")
def hartlepool() -> dict[str, Entity]:
    (report,) = read_reports(open_document(HARTLEPOOL_TEXT))
    return {entity.key: entity for entity in report.entities}


@pytest.mark.parametrize(("key", "concept", "type", "name"), HARTLEPOOL, ids=[row[0] for row in HARTLEPOOL])
def test_bodies_of_the_bundled_report(
    hartlepool: dict[str, Entity], key: str, concept: str, type: str, name: str
) -> None:
    entity = hartlepool[key]
    assert (entity.concept, entity.type) == (concept, type)
    assert name in (entity.name, *entity.aliases)


def test_one_node_for_one_body_in_the_bundled_report(hartlepool: dict[str, Entity]) -> None:
    boards = [key for key, entity in hartlepool.items() if entity.concept == "lscb"]
    assert boards == ["hscb"]
    assert [key for key in hartlepool if key.endswith("vemt")] == ["vemt", "tees-wide-vemt"]


PLAIN_WORD = (
    r"(?:[A-Z][\w&@]*(?:['’]s?(?=[\s,])|['’][a-z]+)?(?:-[A-Za-z]\w*)*"
    r"|\d\d?\+|(?<!\d)\d\d?[-–]\d\d?\b|@\w+)"
)
"""The same as the pattern of a name's words, but for the set that it begins with."""
PLAIN_POSSIBLE = re.compile(
    r"called |known (?:locally )?as |named |entitled |(?:such as|provided by|delivered by|run by) (?:the )?[‘'“\"]?[A-Z@]"
    r"|[,–-] (?:the )?[‘'“\"]?[A-Z@\d]|\([‘'“\"]?[A-Z@\d]|[ (][‘'“\"]"
    r"|[,(] ?(?:also )?(?:the|an?|its|their|our) "
)
PIECES = [
    "A",
    "b",
    "Hub",
    "’s",
    "'",
    "1",
    "23",
    "+",
    "-",
    "–",
    "@",
    "&",
    " ",
    ", ",
    ".",
    ". ",
    "(",
    ")",
    "‘",
    "“",
]
PIECES += ["the ", "its ", "also ", "called ", "such as ", "run by "]
some_text = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@given(some_text)
def test_words_of_names_are_found_by_their_first_character(text: str) -> None:
    plain = [match.span() for match in re.finditer(PLAIN_WORD, text)]
    assert [match.span() for match in re.finditer(learned._WORD, text)] == plain


@given(some_text)
def test_no_place_beside_a_kind_is_passed_over(text: str) -> None:
    stretches = list(appositions._possible(text))
    for found in PLAIN_POSSIBLE.finditer(text):
        assert any(start < found.end() <= end for start, end in stretches)
    for start, end in stretches:
        assert start == 0 or text[start - 1 : start + 1] == ". "
        assert end == len(text) or text[end - 1 : end + 1] == ". "


@given(some_text)
def test_words_with_a_capital_inside_a_sentence(text: str) -> None:
    plain = re.findall(r"(?<=[a-z,] )[A-Z][\w’'-]*", text)
    assert learned._INSIDE.findall(text) == plain
