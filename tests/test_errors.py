"""Every failure has its paragraph, says what it is, and becomes one line."""

from __future__ import annotations

import pickle
import re

import pytest
from beside import ROOT

from findingsgraph import errors
from findingsgraph.errors import FindingsGraphError, suggest

KINDS = sorted(
    (
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, FindingsGraphError)
    ),
    key=lambda kind: kind.__name__,
)
PAGE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
PARAGRAPHS = dict(re.findall(r"^## (\w+)\n\n(.+?)(?=\n## |\Z)", PAGE, flags=re.S | re.M))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_has_its_paragraph(kind: type[FindingsGraphError]) -> None:
    assert len(PARAGRAPHS.get(kind("x").anchor, "")) > 60, f"docs/errors.md: no paragraph on {kind.__name__}"


def test_every_paragraph_has_its_kind() -> None:
    assert set(PARAGRAPHS) == {kind.__name__ for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_message_says_where_what_and_what_to_do(kind: type[FindingsGraphError]) -> None:
    message = str(kind("report.pdf", "do this"))
    assert message == f"report.pdf: {kind.what}: do this"
    assert kind is FindingsGraphError or kind.what != FindingsGraphError.what, "a kind says what it is"
    assert kind.__doc__
    assert kind.exit_status in (1, 2)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_failure_travels_between_processes(kind: type[FindingsGraphError]) -> None:
    there = pickle.loads(pickle.dumps(kind("report.pdf", "do this")))
    assert type(there) is kind
    assert (str(there), there.where, there.advice) == (
        str(kind("report.pdf", "do this")),
        "report.pdf",
        "do this",
    )


def test_there_are_some_twenty_kinds_each_with_words_of_its_own() -> None:
    assert len(KINDS) >= 20
    assert len({kind.what for kind in KINDS}) == len(KINDS)


def test_suggestions_name_the_nearest_else_all() -> None:
    assert suggest("Statments", ["mentions", "statements"]) == "did you mean 'statements'?"
    assert suggest("zzz", ["b", "a"]) == "there is: a, b"
    assert suggest("zzz", []) == "there is none"
