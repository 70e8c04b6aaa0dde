"""From lines to sections, in every layout."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from beside import HARTLEPOOL_PDF, HARTLEPOOL_TEXT, LABELS, needs_reports
from golden import GOLDEN, listing

from findingsgraph.loaders.coverage import FACT_KINDS, account, fate, unaccounted
from findingsgraph.loaders.documents import open_document, read_text
from findingsgraph.loaders.families import recognise
from findingsgraph.loaders.grammars import layouts
from findingsgraph.loaders.records import Block, Document, Issue, Section
from findingsgraph.loaders.sections import read_sections

STRAIGHT = str.maketrans("‘’“”–", "''\"\"-")


def read(document: Document) -> tuple[list[Section], list[Issue]]:
    sections: list[Section] = []
    issues: list[Issue] = []
    for report in recognise(document):
        found, said = read_sections(document, report)
        assert unaccounted(report, found) == ()
        sections += found
        issues += said
    return sections, issues


def items(sections: list[Section]) -> list[tuple[Section, Block]]:
    return [
        (section, block)
        for section in sections
        if section.kind in FACT_KINDS
        for block in section.blocks
        if block.kind in ("item", "paragraph")
    ]


def letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


# Golden files: words of our own in the lines and headings of each layout


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    assert listing(open_document(path)) == path.with_suffix(".tsv").read_text(encoding="utf-8")


def test_every_layout_has_a_golden_file() -> None:
    named = {
        layout for path in GOLDEN.glob("*.tsv") for layout in re.findall(r"^# \S+ (\S+)", path.read_text())
    }
    assert named == {grammar.name for grammar in layouts()}


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_pages_may_be_parted_by_blank_lines(path: Path) -> None:
    paged = path.read_text(encoding="utf-8")
    gaps = read_text(paged.replace("\f", "\n\n\n\n").encode(), path.name)
    printed, found = items(read(open_document(path))[0]), items(read(gaps)[0])
    assert [(section.name, block.text) for section, block in found] == [
        (section.name, block.text) for section, block in printed
    ]


# What the goldens do not show


def ilacs(*lines: str) -> tuple[list[Section], list[Issue]]:
    cover = ["Inspection of Marlbury", "Judgement Grade", "The impact of leaders on social work"]
    cover += ["practice with children and families", "Good", "Overall effectiveness Good"]
    return read(read_text("\n".join([*cover, *lines]).encode(), "a.txt"))


def test_an_unknown_heading_with_a_grade_may_go_over_lines() -> None:
    heading = [
        "The experiences and progress of unaccompanied children who arrive by",
        "sea in small boats: good",
    ]
    sections, issues = ilacs("What needs to improve?", "- The plans that are not good.", *heading, "1. Help.")
    assert [block.text for _, block in items(sections)] == ["The plans that are not good.", "Help."]
    assert ("heading", " ".join(heading)) in [
        (block.kind, block.text) for section in sections for block in section.blocks
    ]


def test_a_line_without_a_stop_above_a_known_heading_is_no_part_of_one() -> None:
    known = ["The experiences and progress of children who need help and", "protection: good"]
    sections, issues = ilacs(
        "What needs to improve?", "- The plans.", "National framework", *known, "1. Help."
    )
    assert [(section.name, block.text) for section, block in items(sections)][-1] == (
        "help-and-protection",
        "Help.",
    )


def test_an_unknown_heading_is_reported_and_is_in_no_item() -> None:
    sections, issues = ilacs(
        "The experiences and progress of children in care: good",
        "1. Plans are good.",
        "The voice of the child",
        "2. Children are heard.",
    )
    assert [block.text for _, block in items(sections)] == ["Plans are good.", "Children are heard."]
    assert [(issue.kind, issue.message) for issue in issues] == [
        ("unknown-heading", "The voice of the child")
    ]


@pytest.mark.parametrize(
    "heading",
    [
        ["How leaders hear what children and young people", "think of their homes"],
        ["What professionals who work with children in the whole of the", "county say of them (PROF)"],
    ],
)
@pytest.mark.parametrize("above", [["1. Plans are good."], ["1. Plans are", "good."]])
@pytest.mark.parametrize("below", [["2. Children are heard."], ["Children are heard, and it shows."]])
def test_an_unknown_heading_over_two_lines_is_in_no_item(
    heading: list[str], above: list[str], below: list[str]
) -> None:
    known = "The experiences and progress of children in care: good"
    sections, issues = ilacs(known, *above, *heading, *below)
    said = [" ".join(above), " ".join(below)]
    assert [block.text for _, block in items(sections)] == [text.lstrip("12. ") for text in said]
    assert [(issue.kind, issue.message) for issue in issues] == [("unknown-heading", " ".join(heading))]


@pytest.mark.parametrize(
    "lines",
    [
        ["Some children are not heard in the work of the board, which is", "not good (Recommendation 4)"],
        ["Visits are in time. Plans are clear and reach all the children who", "need them"],
        ["What needs", "to improve?"],
    ],
)
def test_two_lines_that_say_something_are_no_unknown_heading(lines: list[str]) -> None:
    known = "The experiences and progress of children in care: good"
    _, issues = ilacs(known, "1. Plans are good.", *lines, "2. Children are heard.")
    assert not issues


def test_a_number_out_of_sequence_begins_no_item() -> None:
    sections, _ = ilacs(
        "What needs to improve?", "1. Plans since", "2014. They are", "7. late.", "2. Visits."
    )
    assert [(block.number, block.text) for _, block in items(sections)] == [
        ("1", "Plans since 2014. They are 7. late."),
        ("2", "Visits."),
    ]


def test_one_missing_number_is_accepted_and_reported() -> None:
    sections, issues = ilacs("What needs to improve?", "1. Plans.", "3. Visits.")
    assert [block.number for _, block in items(sections)] == ["1", "3"]
    assert [(issue.kind, issue.message) for issue in issues] == [("number-missing", "2.")]


def test_a_heading_whose_sentence_goes_on_is_none() -> None:
    sections, _ = ilacs(
        "What needs to improve?", "- Leaders must look at", "what needs to improve?", "- Visits."
    )
    assert len(items(sections)) == 2


def test_text_below_a_part_heading_is_unknown_and_reported() -> None:
    text = "Inspection of services for children in need of help and\nprotection\nSummary of key findings\n"
    sections, issues = read(
        read_text(f"{text}Inspection judgements about the local authority\nWords.".encode(), "a")
    )
    assert sections[-1].kind == "unknown"
    assert [issue.kind for issue in issues] == ["unknown-heading"]


# Hartlepool


def section_counts(sections: list[Section]) -> list[tuple[str, str, int]]:
    counts = Counter((section.part[:4], section.name) for section, _ in items(sections))
    return [(part, name, count) for (part, name), count in counts.items()]


def test_the_transcription_has_every_item() -> None:
    sections, issues = read(open_document(HARTLEPOOL_TEXT))
    assert section_counts(sections) == [
        ("loca", "summary", 13),
        ("loca", "recommendations", 11),
        ("loca", "area-children", 10),
        ("loca", "area-child-protection", 3),
        ("loca", "area-looked-after", 13),
        ("loca", "previous-inspections", 5),
        ("loca", "local-leadership", 2),
        ("loca", "help-and-protection", 29),
        ("loca", "looked-after-and-permanence", 25),
        ("loca", "adoption", 8),
        ("loca", "care-leavers", 16),
        ("loca", "leadership", 16),
        ("lscb", "recommendations", 6),
        ("lscb", "lscb", 12),
    ]
    assert issues == []


def test_lost_bullets_are_items_and_pages_ends_part_none() -> None:
    sections, _ = read(open_document(HARTLEPOOL_TEXT))
    texts = [block.text for _, block in items(sections)]
    unmarked = [block.text[:40] for _, block in items(sections) if not block.marker]
    assert unmarked == [
        "The previous inspection of Hartlepool's ",
        "The Council's strategy to ensure young p",
    ]
    assert [text for text in texts if text[0].islower() and not text.startswith("in ")] == []
    assert any(
        "scrutinise the placement panel" in text or "placement panel which sets" in text for text in texts
    )
    assert sum("their own children" in text for text in texts) == 1


@needs_reports
def test_the_pdf_has_the_marked_items_that_are_printed() -> None:
    sections, issues = read(open_document(HARTLEPOOL_PDF))
    levels = Counter((block.kind, block.level) for _, block in items(sections))
    assert levels == {("item", 0): 153, ("item", 1): 15, ("paragraph", 0): 1}
    assert issues == []


UNFAITHFUL = [
    ("authorities.", "authorities. `"),
    ("experienced, gualified and", "experienced, qualified and"),
    ("development. Ungualified members", "development. Unqualified members"),
    ("the jointlycommissioned out", "the jointly-commissioned out"),
]
"""Where the transcription differs from the print, quotation marks and dashes aside."""


@needs_reports
def test_text_and_pdf_give_the_same_items_where_the_transcription_is_faithful() -> None:
    text, pdf = read(open_document(HARTLEPOOL_TEXT))[0], read(open_document(HARTLEPOOL_PDF))[0]
    places = [
        (section.part, section.name, section.kind, block.text.translate(STRAIGHT))
        for section, block in items(text)
    ]
    printed = [
        (section.part, section.name, section.kind, block.text.translate(STRAIGHT))
        for section, block in items(pdf)
    ]
    used = set()
    for index, (*where, words) in enumerate(places):
        for wrong, right in UNFAITHFUL:
            if words != printed[index][3] and wrong in words:
                words = words.replace(wrong, right)
                used.add(wrong)
        places[index] = (*where, words)  # type: ignore[assignment]
    assert places == printed
    assert len(used) == len(UNFAITHFUL)


# All reports


@pytest.fixture(scope="module")
def corpus(report_layers: dict[str, Document]) -> dict[str, tuple[list[Section], list[Issue]]]:
    return {source: read(document) for source, document in report_layers.items()}


SIF_JUDGEMENTS = {
    "help-and-protection",
    "looked-after-and-permanence",
    "adoption",
    "care-leavers",
    "leadership",
}


@needs_reports
def test_nothing_is_unknown(corpus: dict[str, tuple[list[Section], list[Issue]]]) -> None:
    kinds = Counter(issue.kind for _, issues in corpus.values() for issue in issues)
    assert kinds["unknown-heading"] == 0
    assert not [
        source for source, (sections, _) in corpus.items() if any(each.kind == "unknown" for each in sections)
    ]


@needs_reports
def test_numbers_run_on_without_a_gap(report_layers: dict[str, Document]) -> None:
    for source, document in report_layers.items():
        for report in recognise(document):
            sections, _ = read_sections(document, report)
            numbers = [int(block.number) for section in sections for block in section.blocks if block.number]
            # One number stands alone on its line, without a finding: it is furniture and keeps its place.
            assert numbers == list(range(1, len(numbers) + 1)), source


@needs_reports
def test_there_are_as_many_recommendations_as_numbers_are_printed(
    report_layers: dict[str, Document],
) -> None:
    """Counted in the lines of the text layer, from the section's heading to its last line."""
    counted = 0
    for source, document in report_layers.items():
        for report in recognise(document):
            for section in read_sections(document, report)[0]:
                numbers = [int(block.number) for block in section.blocks if block.number]
                if section.kind not in ("recommendation", "priority-action") or not numbers:
                    continue
                lines = [number for block in section.blocks for number in block.lines]
                printed = "\n".join(each.text for each in document.lines[min(lines) - 1 : max(lines)])
                found = [int(each) for each in re.findall(r"^\s*(\d{1,3})\.(?!\d)", printed, re.MULTILINE)]
                assert found == numbers == list(range(numbers[0], numbers[-1] + 1)), source
                counted += 1
    assert counted >= 60


@needs_reports
def test_every_section_is_there(report_layers: dict[str, Document]) -> None:
    for source, document in report_layers.items():
        for report in recognise(document):
            sections, _ = read_sections(document, report)
            found = {section.name for section, _ in items(list(sections))}
            la = {section.name for section, _ in items(list(sections)) if section.part == "local-authority"}
            if report.family in ("sif", "sif-reinspection"):
                assert la >= SIF_JUDGEMENTS | {"summary", "recommendations", "area-children"}, source
                assert {"about", "team", "end"} <= {section.name for section in sections}, source
            elif report.family == "ilacs":
                assert found >= {
                    "summary",
                    "recommendations",
                    "help-and-protection",
                    "in-care",
                    "leaders-impact",
                }
            elif report.family == "lscb-review":
                assert found >= {"summary", "recommendations", "lscb"}, source
            else:
                assert found >= {
                    "overall",
                    "capacity-to-improve",
                    "outcomes",
                    "quality-of-provision",
                    "leadership",
                }


@needs_reports
def test_the_board_has_a_part_of_its_own(corpus: dict[str, tuple[list[Section], list[Issue]]]) -> None:
    for source, (sections, _) in corpus.items():
        cover = " ".join(block.text.lower() for block in sections[0].blocks)
        if "review of the effectiveness of the local safeguarding" in cover:
            assert (
                sum(section.part == "lscb" and section.name == "lscb" for section, _ in items(sections)) >= 9
            ), source


@needs_reports
def test_most_words_are_facts_in_every_family_and_hardly_a_line_is_unknown(
    report_layers: dict[str, Document],
) -> None:
    words: dict[str, Counter[str]] = defaultdict(Counter)
    lines: Counter[str] = Counter()
    for document in report_layers.values():
        found = recognise(document)
        for report in found:
            sections, _ = read_sections(document, report)
            counted = account(document.lines, sections)
            # A second report in a file is of the inspection that the first one reports: one family.
            words[found[0].family].update(counted.words)
            lines.update(counted.lines)
    shares = {
        family: (counts["fact"] + counts["heading"]) / sum(counts.values())
        for family, counts in words.items()
    }
    assert len(shares) == 5 and min(shares.values()) >= 0.85, shares
    assert lines["unknown"] <= 0.001 * sum(lines.values())


@needs_reports
def test_furniture_is_what_repeats_on_pages(report_layers: dict[str, Document]) -> None:
    number = re.compile(r"[\d\W]+")
    for source, document in report_layers.items():
        pages: dict[str, set[int | None]] = defaultdict(set)
        for line in document.lines:
            pages[number.sub("", line.text)].add(line.page)
        for report in recognise(document):
            for section in read_sections(document, report)[0]:
                for block in section.blocks:
                    if block.kind == "furniture":
                        for each in block.lines:
                            words = number.sub("", document.lines[each - 1].text)
                            assert not words or len(pages[words]) >= 3, (source, words)


RUN = 4
"""Words in a row that are compared between reports."""


@needs_reports
def test_boilerplate_is_what_repeats_over_reports_and_facts_are_what_does_not(
    report_layers: dict[str, Document],
) -> None:
    """The single report of 2013 and the two reviews of boards have nothing to repeat."""
    runs: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    holders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for source, document in report_layers.items():
        for run in runs_of(document.text):
            holders[run].add(source)
        for report in recognise(document):
            if report.layout not in ("lac-2013", "lscb-review"):
                for section in read_sections(document, report)[0]:
                    for block in section.blocks:
                        runs[fate(section, block)] += runs_of(block.text)
    shares = {
        kind: sum(len(holders[run]) > 1 for run in runs[kind]) / len(runs[kind])
        for kind in ("boilerplate", "about", "end", "fact")
    }
    assert min(shares["boilerplate"], shares["about"], shares["end"]) > 0.97, shares
    assert shares["fact"] < 0.35, shares


def runs_of(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return list(zip(*(words[at:] for at in range(RUN)), strict=False))


@needs_reports
def test_no_finding_holds_boilerplate(corpus: dict[str, tuple[list[Section], list[Issue]]]) -> None:
    words = re.compile(
        r"under its power to combine reports|given the opportunity to review this section|than 295 days"
        r"|Any complaints about|regulates and inspects to achieve|been cross-referenced with|Crown copyright"
        r"|^\d+ of \d+$|Inspection of [A-Z].* local authority children’s services"
    )
    held = [
        (source, block.text)
        for source, (each, _) in corpus.items()
        for _, block in items(each)
        if words.search(block.text)
    ]
    assert held == []


@needs_reports
def test_labelled_sentences_are_in_items_and_in_order(
    corpus: dict[str, tuple[list[Section], list[Issue]]],
) -> None:
    """Sentences into which the labels' splitter drew a heading, note or running head are left aside."""
    wanted = missed = 0
    for path in sorted(LABELS.glob("*/*.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        sections = corpus[labels["source"]][0]
        stream = "\n".join(letters(block.text) for _, block in items(sections))
        aside = "\n".join(
            letters(block.text)
            for section in sections
            for block in section.blocks
            if section.kind not in FACT_KINDS or block.kind not in ("item", "paragraph")
        )
        at = 0
        for finding in labels["findings"]:
            for sentence in finding["sentences"]:
                sought = letters(sentence["text"])
                if not sought or any(piece in aside for piece in (sought[:24], sought[-24:])):
                    continue
                wanted += 1
                place = stream.find(sought, at)
                if place < 0:
                    missed += 1
                else:
                    at = place
    assert wanted > 9_000
    assert missed / wanted < 0.005
