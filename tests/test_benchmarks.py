"""The benchmarks' own arithmetic: what is a regression, what the page says. Their figures are no test."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from findingsgraph.benchmarks.__main__ import PAGE, RECORDED, compare, page
from findingsgraph.benchmarks.growth import replicas
from findingsgraph.benchmarks.measuring import Figure, cpu_seconds, timed


def results(ratio: float | None, what: str = "reading: 91 PDFs") -> dict[str, list[dict[str, object]]]:
    return {"build": [asdict(Figure(what, "1 s", ratio, "PDFium alone", "<= 6 x"))]}


@pytest.mark.parametrize(("now", "worse"), [(5.0, 0), (5.9, 0), (6.1, 1), (1.0, 0), (None, 0)])
def test_a_fifth_more_is_a_regression(now: float | None, worse: int) -> None:
    assert compare(results(now, "reading: 90 PDFs"), results(5.0)) == worse


def test_what_was_not_recorded_is_no_regression() -> None:
    assert compare(results(5.0), {}) == 0
    assert compare(results(5.0), results(None)) == 0


def test_the_page_shows_what_is_recorded() -> None:
    kept = json.loads(RECORDED.read_text(encoding="utf-8"))
    assert page(kept["results"], kept["measured"]) == PAGE.read_text(encoding="utf-8")


def test_time_is_that_of_the_processor() -> None:
    before = cpu_seconds()
    assert 0 < timed(lambda: sum(range(300_000)), runs=1) <= cpu_seconds() - before


def test_replicas_differ_in_bytes_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.4 x")
    given = [Path(each) for each in replicas([file], 3, tmp_path / "more")]
    assert len({each.read_bytes() for each in given}) == 3
    assert all(each.read_bytes().startswith(b"%PDF-1.4 x") for each in given)
    assert replicas([file] * 4, 2, tmp_path) == [str(file)] * 2
