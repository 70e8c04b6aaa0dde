"""The folder of Markdown: read by a parser of CommonMark and of YAML, every link followed."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from awkward import LONG
from hypothesis import given, settings
from hypothesis import strategies as st
from made import one_report, three_documents
from markdown_it import MarkdownIt

from findingsgraph.errors import UsageError
from findingsgraph.graphs.exports import MixedLicences
from findingsgraph.graphs.exports.credits import OURS
from findingsgraph.graphs.exports.folders.markup import Paths, file_name, front_matter, words
from findingsgraph.graphs.exports.folders.notes import write_notes
from findingsgraph.graphs.exports.selection import select
from findingsgraph.graphs.store import Graph

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    [
        LONG,
        "# no head",
        "1) one",
        "a == b",
        "[[x]]",
        "%%x%%",
        "<script>",
        "&amp;",
        "[a](b)",
        "http://e.org",
        "> q",
    ]
)


@pytest.fixture(scope="module")
def graph() -> Graph:
    made: Graph = one_report()
    return made


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    with pytest.warns(MixedLicences):
        archive = zipfile.ZipFile(io.BytesIO(three_documents().export("markdown")))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def parted(page: str) -> tuple[dict[str, Any], str]:
    yaml = pytest.importorskip("yaml")
    if not page.startswith("---\n"):
        return {}, page
    head, _, body = page.removeprefix("---\n").partition("\n---\n")
    return yaml.safe_load(head) or {}, body


def links(page: str) -> Iterator[str]:
    for token in PARSER.parse(parted(page)[1]):
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrs["href"])


def plain(body: str, within: str) -> list[str]:
    """The texts of the paragraphs that stand in an element of this kind."""
    found, depth = [], 0
    for token in PARSER.parse(body):
        depth += token.nesting if token.type.startswith(within) else 0
        if token.type == "inline" and depth:
            found.append(
                "".join(child.content for child in token.children or () if child.type != "softbreak")
            )
    return found


def test_every_link_leads_to_a_page(pages: dict[str, str]) -> None:
    count = 0
    for path, page in pages.items():
        for link in links(page):
            count += 1
            assert posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(link))) in pages, link
    assert count > 50


def test_every_statement_stands_once_on_its_findings_page(graph: Graph) -> None:
    pages = write_notes(select(graph, None, None, {}))
    quoted = [
        text
        for path, page in pages.items()
        if path.startswith("findings/")
        for text in plain(parted(page)[1], "blockquote")
    ]
    said = [text for text in quoted if not text.startswith("— ")]
    assert sorted(said) == sorted(" ".join(row.text.split()) for row in graph.query("statements"))
    assert len(quoted) == 2 * len(said)


def test_pages_of_bodies_quote_what_names_them(graph: Graph) -> None:
    pages = write_notes(select(graph, None, None, {}))
    police = next(page for path, page in pages.items() if path.startswith("agencies/Police"))
    expected = {" ".join(row.text.split()) for row in graph.query("statements", agency="police")}
    assert {text for text in plain(parted(police)[1], "blockquote") if not text.startswith("— ")} == expected


def test_properties_are_yaml_and_say_terms_and_whose_labels(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        properties, _ = parted(page)
        if path.startswith("findings/"):
            assert {"authority", "stance", "licence", "labels", "iri", "tags"} <= set(properties)
            assert "Open Government Licence" in properties["licence"] or "Non-comm" in properties["licence"]
    readme = plain(pages["README.md"], "paragraph")
    assert OURS in readme
    assert any("different terms stand together" in text for text in readme)


def test_it_takes_no_network(graph: Graph) -> None:
    with pytest.raises(UsageError, match="it holds pages and tables of the whole graph"):
        graph.export("markdown", network="agencies")


@settings(deadline=None)
@given(TEXTS)
def test_words_are_read_as_they_are(text: str) -> None:
    from findingsgraph.graphs.exports.values import clean_text

    expected = " ".join(clean_text(text).split())
    body = f"> {words(text)}\n"
    assert plain(body, "blockquote") == ([expected] if expected else [])


@settings(deadline=None)
@given(st.dictionaries(st.from_regex(r"[a-z]+", fullmatch=True), TEXTS | st.integers() | st.lists(TEXTS)))
def test_front_matter_is_read_as_it_is(values: dict[str, Any]) -> None:
    yaml = pytest.importorskip("yaml")
    from findingsgraph.graphs.exports.values import clean_text

    read = (
        yaml.safe_load(front_matter({f"k_{k}": v for k, v in values.items()}).removeprefix("---\n")[:-4])
        or {}
    )
    for name, value in values.items():
        if isinstance(value, list):
            assert read[f"k_{name}"] == [clean_text(each) for each in value]
        elif isinstance(value, str) and clean_text(value):
            assert read[f"k_{name}"] == clean_text(value)


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=12))
def test_names_of_files_are_fit_and_never_meet(names: list[str]) -> None:
    paths = Paths()
    given_paths = [paths.add(str(number), "f", name) for number, name in enumerate(names)]
    assert len({path.casefold() for path in given_paths}) == len(given_paths)
    for name in names:
        stem = file_name(name)
        assert stem
        assert not re.search(r'[*"\\/<>:|?#^\[\]\x00-\x1f]', stem)
        assert not stem.startswith((" ", ".")) and not stem.endswith((" ", "."))
        assert len(stem.encode()) <= 121
