"""Every quote is found again, and whatever was tampered with is named."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from beside import HARTLEPOOL_PDF, HARTLEPOOL_TEXT, needs_reports
from factories import NURSE, POLICE, make_report

from findingsgraph.graphs.store import Graph, build, open_graph
from findingsgraph.graphs.verify import VerifyResult, verify
from findingsgraph.loaders.iris import document_iri
from findingsgraph.loaders.triples import catalogue_quads, report_quads
from findingsgraph.ontology.iris import BASE


def graph_of(change: tuple[str, str] | None = None, text: str | None = None) -> Graph:
    """Make a graph in memory, with a pattern in its quads changed, or with another text layer."""
    report = make_report()
    lines = report_quads(report)
    if change:
        changed = [re.sub(*change, line) for line in lines]
        assert changed != lines, "the change must change something"
        lines = changed
    document = document_iri(report.document.sha256, BASE)
    layer = report.document.text if text is None else text
    return Graph.from_quads(lines + catalogue_quads([(document, "a.pdf", True)]), [layer])


def problems(result: VerifyResult) -> set[str]:
    return {missing.problem for missing in result.missing}


def test_all_is_found() -> None:
    result = verify(graph_of())
    assert result.ok
    assert (result.documents, result.statements, result.mentions, result.files) == (1, 11, 6, 0)
    assert result.quotes > 12


def test_another_quote_is_named_with_its_source() -> None:
    result = verify(graph_of((r"(quote> \"The police) do not routinely", r"\1 do routinely")))
    wrong = [each for each in result.missing if each.problem == "the text layer has other words there"]
    assert wrong
    assert {each.source for each in wrong} == {"a.pdf"}
    assert wrong[0].thing.startswith(BASE + "document/")
    assert "do routinely" in wrong[0].words


def test_a_moved_range_is_named() -> None:
    start = make_report().document.text.index(NURSE)
    result = verify(graph_of((rf'(#start> )"{start}"', rf'\1"{start + 1}"')))
    assert "the text layer has other words there" in problems(result)


def test_a_text_that_is_not_its_quote_is_named() -> None:
    result = verify(graph_of((r'(s-\S+ \S+#text> "The police) do not', r"\1 do")))
    assert result.ok, "a word less may be a footnote mark"
    result = verify(graph_of((r'(s-\S+ \S+#text> )"The police do not', r'\1"The judges do not')))
    assert problems(result) >= {"its text is not what its quotes say", "the sentence has other words there"}


def test_a_wrong_surface_is_named() -> None:
    result = verify(graph_of((r'#surface> "nurse"', '#surface> "doctor"')))
    assert problems(result) == {"the sentence has other words there"}
    assert result.missing[0].words == "doctor"


def test_what_has_no_quote_is_named() -> None:
    result = verify(graph_of((r"^(\S+/judgement/overall> \S+#)evidence>", r"\1theme>")))
    assert [each.problem for each in result.missing] == ["it has no quote"]
    assert result.missing[0].thing.endswith("/judgement/overall")


def test_another_layer_is_named() -> None:
    result = verify(graph_of(text=make_report().document.text.replace("police", "judges")))
    assert len(result.missing) == 1
    assert "is not there" in result.missing[0].problem


def test_a_changed_layer_and_a_changed_file_on_disk(tmp_path: Path) -> None:
    source = tmp_path / "report.txt"
    shutil.copy(HARTLEPOOL_TEXT, source)
    build([source], tmp_path / "graph")
    with open_graph(tmp_path / "graph") as graph:
        result = verify(graph)
        assert (result.missing, result.files) == ((), 1)
        assert result.quotes > 500
        source.write_text("another file by now", encoding="utf-8")
        assert problems(verify(graph)) == {"its source file has changed since; build the graph again"}
        source.unlink()
        assert (verify(graph).missing, verify(graph).files) == ((), 0)
        (layer,) = (tmp_path / "graph" / "texts").iterdir()
        layer.write_text(layer.read_text(encoding="utf-8").replace("police", "Police", 1), encoding="utf-8")
        assert "its text layer was changed: the hash differs" in problems(verify(graph))
        layer.unlink()
        assert "its text layer is not there" in verify(graph).missing[0].problem


def test_a_layer_that_the_file_does_not_give_is_named(tmp_path: Path) -> None:
    source = tmp_path / "report.txt"
    shutil.copy(HARTLEPOOL_TEXT, source)
    build([source], tmp_path / "graph")
    with open_graph(tmp_path / "graph") as graph:
        (entry,) = graph.documents()
        report_text = graph.text(entry.text_sha256)
        forged = Graph.from_quads(graph.quads(), [report_text])
        forged.folder, forged.manifest = graph.folder, graph.manifest
        forged._texts = {entry.text_sha256: report_text + "x"}
        assert problems(verify(forged)) == {
            "its text layer was changed: the hash differs", "the source file gives another text layer"
        }  # fmt: skip


@needs_reports
@pytest.mark.reports
def test_the_pdf_has_every_quote_with_its_page(tmp_path: Path) -> None:
    build([HARTLEPOOL_PDF], tmp_path / "graph")
    with open_graph(tmp_path / "graph") as graph:
        result = verify(graph)
        assert (result.missing, result.files) == ((), 1)
        (entry,) = graph.documents()
        pages = graph.text(entry.text_sha256).split("\f")
        rows = graph.query("SELECT ?quote ?page WHERE { GRAPH ?g { ?e fg:quote ?quote ; fg:page ?page } }")
        assert len(rows) == result.quotes
        assert all(row.quote in pages[row.page - 1] for row in rows)
    assert POLICE not in result.missing
