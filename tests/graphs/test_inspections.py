"""Inspections whose parts were reported apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from findingsgraph.graphs.store import build, open_graph

GOLDEN = Path(__file__).parents[1] / "loaders" / "golden"


def reports(folder: Path, days: str) -> Path:
    """An authority's report of March 2014, and the review of its board on these days, as two files."""
    folder.mkdir()
    for name, file, printed in (
        ("a.txt", "sif-b.txt", "3 March 2014 – 26 March 2014"),
        ("b.txt", "lscb-review.txt", days),
    ):
        text = (GOLDEN / file).read_text(encoding="utf-8").replace("Marlbury", "Hartlepool")
        old = "15 June 2015 – 17 June 2015" if name == "b.txt" else printed
        (folder / name).write_text(text.replace(old, printed), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("days", "inspections", "inferred"),
    [
        ("2 June 2014 – 4 June 2014", 1, [False, True]),
        ("15 June 2015 – 17 June 2015", 2, [False, False]),
        ("2 February 2014 – 4 February 2014", 2, [False, False]),
        ("3 March 2014 – 26 March 2014", 1, [False, False]),
    ],
)
def test_the_review_of_a_board_belongs_to_the_inspection_before_it(
    tmp_path: Path, days: str, inspections: int, inferred: list[bool]
) -> None:
    build([reports(tmp_path / "in", days)], tmp_path / "graph")
    with open_graph(tmp_path / "graph") as graph:
        rows = list(graph.query("reports-of-inspections"))
        assert len({row.report for row in rows}) == 2
        assert len({row.inspection for row in rows}) == inspections
        assert sorted(row.inferred for row in rows) == inferred


def test_what_is_inferred_goes_when_the_other_report_goes(tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", "2 June 2014 – 4 June 2014")
    build([folder], tmp_path / "graph")
    (folder / "a.txt").unlink()
    build([folder], tmp_path / "graph", prune=True)
    with open_graph(tmp_path / "graph") as graph:
        (row,) = graph.query("reports-of-inspections")
        assert row.inspection.endswith("/2014-06-02") and row.inferred is False
