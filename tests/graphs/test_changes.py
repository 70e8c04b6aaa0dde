"""What a build changed: documents that came and went, labels of what was read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from beside import HARTLEPOOL_TEXT

from findingsgraph.errors import NoGraph
from findingsgraph.graphs.store import build, correct, open_graph, read_changes


def test_changes_from_build_to_build(tmp_path: Path) -> None:
    place, folder = tmp_path / "graph", tmp_path / "reports"
    folder.mkdir()
    report = folder / "report.txt"
    text = HARTLEPOOL_TEXT.read_text(encoding="utf-8")
    report.write_text(text, encoding="utf-8")
    build([folder], place)
    first = read_changes(place)
    assert [(each.change, each.what, each.source) for each in first] == [("added", "document", "report.txt")]

    with open_graph(place) as graph:
        finding = graph.query("findings", kind="finding")[5]
        expected = {row.statement for row in graph.query("statements") if row.finding == finding.finding}
    words = finding.text.split()
    lines = text.split("\n")
    at = next(
        number for number, line in enumerate(lines) if " ".join(words[:6]) in line.replace("\u2022", " ")
    )
    lines[at] = lines[at].replace(" ".join(words[:6]), "A wholly other beginning of what")
    report.write_text("\n".join(lines), encoding="utf-8")
    build([folder], place)
    second = read_changes(place)
    gone = {each.thing for each in second if (each.change, each.what) == ("removed", "stance")}
    assert gone & expected
    assert any((each.change, each.what) == ("added", "stance") for each in second)
    assert not any(each.what == "document" for each in second)
    assert all(each.source == "report.txt" and each.was != each.now for each in second)

    (folder / "report.txt").rename(folder / "second.txt")
    build([folder], place)
    assert read_changes(place) == ()  # the same bytes under another name say the same

    corrections = tmp_path / "mine.tsv"
    corrections.write_text(f"{finding.finding}\ttheme\tnone\tneglect\n", encoding="utf-8")
    correct(place, corrections)
    assert read_changes(place) == ()


def test_there_must_be_a_graph(tmp_path: Path) -> None:
    with pytest.raises(NoGraph):
        read_changes(tmp_path / "none")
