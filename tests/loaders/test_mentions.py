"""Mentions: sentences for every trap, what must always hold, and the score on labelled sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from beside import LABELS, needs_reports
from hypothesis import given, settings
from hypothesis import strategies as st

from findingsgraph.loaders.reading.mentions import find_mentions
from findingsgraph.loaders.reading.names import Names, learn_names
from findingsgraph.loaders.records import ItemContext, ItemKind, Part
from findingsgraph.ontology.vocabulary import concepts

NOBODY = Names("seatown", "Seatown")


def item(
    part: Part = "local-authority", kind: ItemKind = "finding", heading: str = "", family: str = "sif"
) -> ItemContext:
    return ItemContext(family, part, "", kind, heading)


COUNCIL, BOARD = item(), item("lscb")
STATISTIC = item(kind="statistic")
CARE_LEAVERS = item(heading="The graded judgement about the experiences and progress of care leavers is good")
ADOPTION = item(heading="The graded judgement for adoption performance is good")

# (sentence, item, {concept: words})
TRAPS: list[tuple[str, ItemContext, dict[str, str]]] = [
    # health as a service, and as what children have
    ("Police, health and housing share information well.", COUNCIL,
     {"police": "Police", "health-services": "health", "housing-services": "housing"}),
    ("Initial health assessments are late and health histories are missing.", COUNCIL, {}),
    ("Their mental health needs are met.", COUNCIL, {}),
    ("Education, health and care plans are reviewed on time.", COUNCIL, {}),
    ("Health visitors and school nurses attend.", COUNCIL,
     {"health-visiting": "Health visitors", "school-nursing": "school nurses"}),
    # overlaps: the longest wording wins
    ("The Children and Family Court Advisory and Support Service (Cafcass) is positive.", COUNCIL,
     {"cafcass": "Cafcass"}),
    ("The local family justice board meets monthly.", COUNCIL,
     {"family-justice-board": "local family justice board"}),
    ("The virtual school tracks progress.", COUNCIL, {"virtual-school": "virtual school"}),
    ("The Health and Wellbeing Board works with the safeguarding adults board.", BOARD,
     {"health-and-wellbeing-board": "Health and Wellbeing Board",
      "safeguarding-adults-board": "safeguarding adults board"}),
    ("Independent visitors are available.", COUNCIL, {"advocacy-service": "Independent visitors"}),
    ("The local authority designated officer is effective.", COUNCIL,
     {"lado": "local authority designated officer"}),
    # schools and courts as actors only
    ("Too few children attend a good school.", COUNCIL, {}),
    ("In primary schools 12% are entitled to free school meals.", STATISTIC, {}),
    ("Links with schools are strong.", COUNCIL, {"schools": "schools"}),
    ("Court proceedings take too long.", COUNCIL, {}),
    ("The courts value the work of social workers.", COUNCIL, {"courts": "The courts"}),
    # the board, the chair and the council by part
    ("The board holds partners to account.", BOARD, {"lscb": "The board"}),
    ("The board holds partners to account.", COUNCIL, {}),
    ("The chair is experienced.", BOARD, {"lscb-chair": "The chair"}),
    ("The chair was not informed.", COUNCIL, {}),
    ("The LSCB chair left in May.", BOARD, {"lscb-chair": "LSCB chair"}),
    ("The council knows itself well.", COUNCIL, {"local-authority": "The council"}),
    ("Care leavers do not pay council tax.", COUNCIL, {}),
    # other councils are not this one
    ("Neighbouring authorities share their training.", COUNCIL,
     {"neighbouring-authority": "Neighbouring authorities"}),
    ("Visits from other local authorities were useful.", COUNCIL,
     {"neighbouring-authority": "other local authorities"}),
    ("Some children live outside the local authority area.", COUNCIL, {}),
    # words that are names only in some places
    ("The partners work together for children.", COUNCIL, {}),
    ("Early help and social work assessments are strong.", COUNCIL, {}),
    ("Early help services are well used.", COUNCIL, {"early-help-services": "Early help services"}),
    ("Support for children on the edge of care is good.", COUNCIL, {}),
    ("The edge of care team is skilled.", COUNCIL, {"edge-of-care-service": "edge of care team"}),
    ("Social workers advocate for children.", COUNCIL, {}),
    ("Children have access to an advocate.", COUNCIL, {"advocacy-service": "advocate"}),
    ("This was a turning point for families.", COUNCIL, {}),
    ("Children came into care under police protection.", COUNCIL, {}),
    ("Young people need more suitable housing.", COUNCIL, {}),
    ("An initial pathway plan is made.", COUNCIL, {"pathway-plan": "pathway plan"}),
    # acronyms as written, words in any case and spelling
    ("The MASH and the CAMHS are praised.", COUNCIL, {"front-door": "MASH", "camhs": "CAMHS"}),
    ("Children mash potatoes in the pep class.", COUNCIL, {}),
    ("INDEPENDENT REVIEWING OFFICERS and independent domestic abuse advisors help.", COUNCIL,
     {"independent-reviewing-service": "INDEPENDENT REVIEWING OFFICERS",
      "idva-service": "independent domestic abuse advisors"}),
    ("The Board’s sub-groups are busy.", BOARD, {"lscb": "The Board", "lscb-subgroup": "sub-groups"}),
    # several bodies share one head
    ("The fostering and adoption panels are rigorous.", COUNCIL,
     {"fostering-panel": "fostering", "adoption-panel": "adoption panels"}),
    # leaders, but not of schools
    ("Senior leaders and elected members are ambitious.", COUNCIL,
     {"senior-leadership": "Senior leaders", "elected-members": "elected members"}),
    ("Political and corporate leaders agree.", COUNCIL,
     {"elected-members": "Political", "senior-leadership": "corporate leaders"}),
    # not annotated: meetings that bodies attend, people who are no body
    ("Strategy meetings and core groups are timely.", COUNCIL, {}),
    ("Parents, carers, inspectors, managers and agencies agree.", COUNCIL, {}),
    # whose service it is, where the words could be another's
    ("An independent provider carries out return home interviews.", COUNCIL,
     {"missing-and-exploitation-team": "independent provider"}),
    ("Independent providers of placements are inspected.", COUNCIL,
     {"placement-providers": "Independent providers"}),
    ("The regional consortium for placements is new.", COUNCIL, {}),
    ("The regional consortium finds adopters.", COUNCIL,
     {"adoption-agencies-and-consortia": "regional consortium"}),
    ("Meetings include the police, health and social care.", COUNCIL,
     {"police": "police", "health-services": "health", "childrens-social-care": "social care"}),
    ("Their health, education and employment are good.", COUNCIL, {}),
    ("Plans to return children home are sound.", COUNCIL, {}),
    ("Young people receive legal advice.", COUNCIL, {}),
    ("Feedback from schools is good.", COUNCIL, {"schools": "schools"}),
    # no label of its own, but words before a head noun show the kind
    ("Parental support engagement officers visit families.", COUNCIL,
     {"early-help-services": "Parental support engagement officers"}),
    ("An adolescent outreach team helps.", COUNCIL, {"edge-of-care-service": "adolescent outreach team"}),
    ("Two missing children coordinators were appointed.", COUNCIL,
     {"missing-and-exploitation-team": "missing children coordinators"}),
    ("The youth homelessness prevention service is small.", COUNCIL,
     {"housing-services": "youth homelessness prevention service"}),
    ("Links with fostering and kinship workers and family outreach projects are good.", COUNCIL,
     {"fostering-service": "fostering and kinship workers", "early-help-services": "family outreach projects"}),
    ("The review involves fostering and adoption officers.", COUNCIL,
     {"fostering-service": "fostering", "adoption-service": "adoption officers"}),
    ("Adolescent support workers and children’s social workers left.", COUNCIL, {}),
    ("A coordinator for children who go missing and a team for everybody are new.", COUNCIL,
     {"missing-and-exploitation-team": "coordinator for children who go missing"}),
    # a post with its fields is one mention
    ("The Director of Schools and Children’s Services resigned.", COUNCIL,
     {"senior-leadership": "Director of Schools and Children’s Services"}),
    ("The Head of Safeguarding is new.", COUNCIL, {"senior-leadership": "Head of Safeguarding"}),
    ("He is head of a household.", COUNCIL, {}),
    ("Every school has a copy, and those schools reply.", COUNCIL, {"schools": "those schools"}),
    ("Social workers advocate effectively for children.", COUNCIL, {}),
    # words of a body in other things
    ("Young people’s council tax is paid and adult care leavers know the employer requirements.", COUNCIL, {}),
    ("They promote public health messages at the hospital school.", COUNCIL, {}),
    ("Assessments cover a range of issues including health, offending and debt.", COUNCIL, {}),
    ("Links with partners, including health, housing and police, are good.", COUNCIL,
     {"health-services": "health", "housing-services": "housing", "police": "police"}),
    # the council's people, and its leaders
    ("Local authority staff and senior local authority officers met.", COUNCIL,
     {"local-authority": "Local authority staff", "senior-leadership": "senior local authority officers"}),
    # what young people need is no service
    ("Advisers help with housing, education, training and independent living skills.", COUNCIL, {}),
    ("Links with housing are good.", COUNCIL, {"housing-services": "housing"}),
    ("Children receive the service they need.", CARE_LEAVERS, {}),
    ("The service redesign is complete.", CARE_LEAVERS, {}),
    ("Independent visitors from fostering agencies helped.", COUNCIL,
     {"advocacy-service": "Independent visitors", "placement-providers": "fostering agencies"}),
    ("The in-house fostering agency is small.", COUNCIL, {"fostering-service": "fostering agency"}),
    # a unit of the police is the police, whatever it is for
    ("The police child exploitation team and a police missing persons coordinator help.", COUNCIL,
     {"police": "police missing persons coordinator"}),
    ("Care leavers’ pathway plans are late.", COUNCIL, {"pathway-plan": "Care leavers’ pathway plans"}),
    ("The practice review group met.", COUNCIL, {"lscb-subgroup": "practice review group"}),
    ("Liaison with the adult emergency mental health service is good.", COUNCIL,
     {"adult-services": "adult emergency mental health service"}),
    # what has the words of a body and is none
    ("Housing options are few, and family support plans and training and development plans are late.", COUNCIL, {}),
    ("Social workers earn children’s trust after adoption.", COUNCIL, {}),
    ("Young people attend college and university.", COUNCIL, {}),
    ("The last safeguarding and looked after children services inspection was in May.", COUNCIL, {}),
    ("The inspection of local authority children’s services ended.", COUNCIL, {}),
    ("Leaving care providers and staff in the independent sector join the training.", COUNCIL, {}),
    # two services that share their last word, and a chair of a board with a place in front
    ("They work for children’s and adults’ services.", COUNCIL,
     {"childrens-social-care": "children", "adult-services": "adults’ services"}),
    ("The chair of the Seatown Safeguarding Children Board left.", COUNCIL,
     {"lscb-chair": "The chair", "lscb": "Seatown Safeguarding Children Board"}),
    ("Senior and middle managers agree.", COUNCIL, {"senior-leadership": "Senior and middle managers"}),
    ("District and borough councils share the cost.", COUNCIL, {"neighbouring-authority": "borough councils"}),
    # a sub-group is the safeguarding board's where that is spoken of
    ("The task and finish group met.", BOARD, {"lscb-subgroup": "task and finish group"}),
    ("The training sub-group of the LSCB met.", COUNCIL, {"lscb-subgroup": "training sub-group", "lscb": "LSCB"}),
    ("The largest sub-groups are White British, and the task and finish group met.", COUNCIL, {}),
    # training, the council's own posts, meetings about one child
    ("A development programme and care planning meetings are in place.", COUNCIL, {}),
    ("The council is an employer of choice for apprentices.", COUNCIL, {"local-authority": "The council"}),
    ("Guardians in care proceedings speak for children, unlike special guardians.", COUNCIL,
     {"cafcass": "Guardians"}),
    ("Teachers, nurses and the police attend.", COUNCIL,
     {"schools": "Teachers", "health-services": "nurses", "police": "police"}),
    # verbs
    ("The chief executive advocates tirelessly for children.", COUNCIL, {"senior-leadership": "chief executive"}),
    # panels, providers and advisers by what the part is about
    ("Panel dates and reports to panel are timely.", ADOPTION, {"adoption-panel": "panel"}),
    ("Young people trust their advisers, and providers teach them skills.", CARE_LEAVERS,
     {"supported-accommodation": "providers", "leaving-care-service": "their advisers"}),
    ("The agency matches children.", ADOPTION, {"adoption-service": "The agency"}),
    # an acronym in brackets within a name
    ("The children missing education (CME) team is small.", COUNCIL,
     {"education-welfare-service": "children missing education (CME) team"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "context", "expected"), TRAPS, ids=[trap[0][:50] for trap in TRAPS])
def test_traps(sentence: str, context: ItemContext, expected: dict[str, str]) -> None:
    found = find_mentions(sentence, context, NOBODY)
    listed = {
        mention.concept: mention.surface for mention in found if not mention.concept.startswith("other-")
    }
    if "cafcass" in expected:
        assert {mention.concept for mention in found} == {"cafcass"}
    else:
        assert listed == expected


# (before, sentence, item, concept that the words refer to)
REFERENCES = [
    ("The adoption panel is well chaired.", "The panel gives good advice.", COUNCIL, "adoption-panel"),
    ("The emergency duty team is stretched.", "The team has vacancies.", COUNCIL, "emergency-duty-team"),
    ("The LADO is respected.", "The service is well known.", COUNCIL, "lado"),
    ("The child sexual exploitation sub-group is new.", "The sub-group meets monthly.", BOARD,
     "exploitation-and-missing-group"),
    ("", "The sub-group meets monthly.", BOARD, "lscb-subgroup"),
    ("The leaving care team has grown.", "Staff in the team stay.", COUNCIL, "leaving-care-service"),
    ("The leaving care team has grown.", "The newly expanded team is busy.", COUNCIL, "leaving-care-service"),
    ("The corporate parenting board is new.", "Members of the board attend.", COUNCIL,
     "corporate-parenting-board"),
    ("", "The panel gives good advice.", ADOPTION, "adoption-panel"),
    ("", "The service has lost touch with some young people.", CARE_LEAVERS, "leaving-care-service"),
    ("", "Practice varies across the service.", COUNCIL, "childrens-social-care"),
    # nothing was named, but the sentence, or the one before it, says what it is about
    ("", "Foster carers feel valued by the service.", COUNCIL, "fostering-service"),
    ("Private fostering is not well known.", "Managers do not monitor the service.",
     item(heading="Inspection findings"), "private-fostering-service"),
    ("", "The team tracks children missing education.", COUNCIL, "education-welfare-service"),
    # whose post ends with the word is not meant by it
    ("", "The director of children’s services has rebuilt the service.", COUNCIL, "childrens-social-care"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "sentence", "context", "concept"), REFERENCES)
def test_words_that_refer_back(before: str, sentence: str, context: ItemContext, concept: str) -> None:
    assert concept in {mention.concept for mention in find_mentions(sentence, context, NOBODY, before)}


def test_words_that_refer_to_nothing_are_no_mention() -> None:
    assert find_mentions("The team was praised.", COUNCIL, NOBODY) == ()


def test_named_bodies_written_small() -> None:
    found = find_mentions("The neglect strategy and the training sub-group are new.", BOARD, NOBODY)
    assert [(mention.concept, mention.entity) for mention in found] == [
        ("other-instrument", "neglect-strategy"),
        ("lscb-subgroup", "training-sub-group"),
    ]


@pytest.mark.parametrize(
    "name",
    ["permanence tracker", "health passport", "hidden harm protocol",
     "whistleblowing policy", "healthy relationships programme", "foster carer handbook"],
)  # fmt: skip
def test_instruments_written_small(name: str) -> None:
    (found,) = find_mentions(f"Inspectors saw that the {name} is new.", COUNCIL, NOBODY)
    assert (found.concept, found.surface) == ("other-instrument", name)


@pytest.mark.parametrize(
    "sentence",
    ["New assessment tools are used.", "The training programme is full.", "Experienced team managers left.",
     "Strategy discussions are late.", "A clear legal framework is followed.",
     "Multi-agency safeguarding arrangements are reviewed.", "Safeguarding services get better.",
     "Supported and supervised contact is cancelled."],
)  # fmt: skip
def test_common_things_are_no_named_bodies(sentence: str) -> None:
    assert find_mentions(sentence, COUNCIL, NOBODY) == ()


# (words for a body that reports use, its concept)
WORDINGS = [
    ("a professional advice line", "front-door"),
    ("the request for support team", "front-door"),
    ("locality assessment teams", "assessment-team"),
    ("targeted early help", "early-help-services"),
    ("early help key workers", "early-help-services"),
    ("services for disabled children", "disabled-childrens-service"),
    ("the moving on team", "leaving-care-service"),
    ("young people’s violence advisers", "idva-service"),
    ("mental health support teams", "camhs"),
    ("return home interviewers", "missing-and-exploitation-team"),
    ("in-house residential children’s homes", "residential-childrens-home"),
    ("the integrated youth and community service", "youth-service"),
    ("the crime prevention team", "youth-offending-service"),
    ("substance use services", "substance-misuse-services"),
    ("the Chief Constable", "police"),
    ("children’s guardians", "cafcass"),
    ("adult learning disability teams", "adult-services"),
    ("a sexual health nurse", "health-services"),
    ("early education providers", "early-years-and-childrens-centres"),
    ("the interfaith forum", "faith-and-community-groups"),
    ("a social enterprise", "voluntary-organisation"),
    ("SENCos", "schools"),
    ("the Department of Work and Pensions", "employers-and-jobcentre"),
    ("external reviewers", "improvement-partner"),
    ("the commissioner for children’s services", "department-for-education"),
    ("the deputy leader of the council", "elected-members"),
    ("divisional managers", "senior-leadership"),
    ("the executive board of the LSCB", "lscb-subgroup"),
    ("the contextual safeguarding panel", "exploitation-and-missing-group"),
    ("the children and young people’s board", "childrens-trust-board"),
    ("the improvement and challenge board", "improvement-board"),
    ("the youth assembly", "children-in-care-council"),
    ("the high needs panel", "decision-panel"),
    ("out-of-area authorities", "neighbouring-authority"),
    ("early help plans", "common-assessment-framework"),
    ("the levels of need matrix", "thresholds-document"),
    ("pathway needs assessments", "pathway-plan"),
    ("the strategic needs assessment", "jsna"),
    ("theraplay", "therapeutic-service"),
    ("the strategic multi-agency safeguarding hub (MASH) board", "other-board"),
    ("the domestic abuse partnership board", "other-board"),
]


@pytest.mark.parametrize(("words", "concept"), WORDINGS)
def test_wordings(words: str, concept: str) -> None:
    found = find_mentions(f"Inspectors saw that work with {words} has changed.", COUNCIL, NOBODY)
    assert [mention.concept for mention in found] == [concept]


def test_quotes_belong_to_the_name() -> None:
    (found,) = find_mentions("The ‘keep us near’ project is valued.", COUNCIL, NOBODY)
    assert (found.surface, found.concept) == ("‘keep us near’ project", "other-service")


WORDS = sorted(
    {word for concept in concepts().values() for surface in concept.surfaces for word in surface.text.split()}
)
NOISE = ["the", "of", ",", "(MASH)", "and", "’", "“Harbour”", "–", "children", "İstanbul", "\u00a0", "'"]


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(WORDS + NOISE), max_size=25), st.sampled_from(["lscb", "local-authority"]))
def test_ranges_are_valid_and_do_not_overlap(words: list[str], part: Part) -> None:
    sentence = " ".join(words)
    found = find_mentions(sentence, item(part), NOBODY, "The panel and the team met.")
    last = 0
    for mention in found:
        assert last <= mention.start < mention.end <= len(sentence)
        assert sentence[mention.start : mention.end] == mention.surface
        assert mention.concept in concepts() and mention.entity and mention.rule
        last = mention.end
    keys = [entity.key for entity in NOBODY.entities(found)]
    assert sorted(set(keys)) == sorted(keys) and set(keys) == {mention.entity for mention in found}


def test_every_concept_but_meetings_is_found_by_its_first_label() -> None:
    missed = [
        concept.id
        for concept in concepts().values()
        if not concept.id.startswith("other-") and concept.extra.get("mentioned") != ("false",)
        if not any(
            concept.id
            in {mention.concept for mention in find_mentions(f"The {surface.text} is good.", context, NOBODY)}
            for surface in concept.surfaces
            for context in (COUNCIL, BOARD)
        )
    ]
    assert missed == []


# --- labelled sentences -----------------------------------------------------------------------


def labelled(folder: Path) -> Iterator[tuple[dict[str, object], ItemContext, str, str, Names]]:
    """Yield each labelled sentence with its item, what stands before it, and its report's names."""
    for path in sorted(folder.glob("*.json")):
        report = json.loads(path.read_text("utf-8"))
        findings = report["findings"]
        contexts = [
            item(part, heading=each["section"]) for each, part in zip(findings, _parts(findings), strict=True)
        ]
        texts = [" ".join(sentence["text"] for sentence in each["sentences"]) for each in findings]
        authority = report["source"].split("/")[0].split("_")[1]
        names = learn_names(
            list(zip(texts, contexts, strict=True)), authority.replace(" ", "-"), authority.title()
        )
        for finding, context in zip(findings, contexts, strict=True):
            before = ""
            for sentence in finding["sentences"]:
                yield sentence, context, sentence["text"], before, names
                before += sentence["text"] + " "


def _parts(findings: list[dict[str, str]]) -> list[Part]:
    """The labels do not say the part; headings do, and ambiguous ones belong to what follows."""
    parts: list[Part] = []
    part: Part = "local-authority"
    for finding in reversed(findings):
        heading = finding["section"].lower()
        if heading not in ("", "executive summary", "recommendations", "areas for improvement"):
            part = "lscb" if "lscb" in heading or "safeguarding children" in heading else "local-authority"
        parts.append(part)
    return parts[::-1]


def score(folder: Path) -> tuple[float, float]:
    """Precision and recall of concepts over sentences, as the labels count them."""
    right = wrong = missed = 0
    for sentence, context, text, before, names in labelled(folder):
        got = {m.concept for m in find_mentions(text, context, names, before)}
        got = {concept for concept in got if not concept.startswith("other-")} - set(sentence["optional"])  # type: ignore[call-overload]
        want = {concept for concept in sentence["mentions"] if not concept.startswith("other-")}  # type: ignore[attr-defined]
        right += len(got & want)
        wrong += len(got - want)
        missed += len(want - got)
    return right / (right + wrong), right / (right + missed)


@needs_reports
@pytest.mark.parametrize(("folder", "precision", "recall"), [("gold", 0.92, 0.885), ("train", 0.93, 0.91)])
def test_score_on_labelled_sentences(folder: str, precision: float, recall: float) -> None:
    measured = score(LABELS / folder)
    assert measured[0] >= precision and measured[1] >= recall, measured
