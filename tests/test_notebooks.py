"""The notebooks run from their first cell to their last, offline, and are kept without output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from beside import REPORTS, ROOT, needs_reports

import findingsgraph as fg

FOLDER = ROOT / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def run(name: str, graph: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Run a notebook with its own folder as the place; gives what its cells showed, as text."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    pytest.importorskip("ipywidgets")
    pytest.importorskip("pandas")
    monkeypatch.setenv("FINDINGSGRAPH_GRAPH", str(graph))
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    resources = {"metadata": {"path": str(FOLDER)}}
    nbclient.NotebookClient(notebook, timeout=300, resources=resources).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    # What widgets show stands in their state, errors too.
    widgets = notebook.metadata["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    within = [output for each in widgets.values() for output in each["state"].get("outputs", ())]
    assert within
    assert not [output for output in within if output["output_type"] == "error"]
    shown = []
    for output in (*outputs, *within):
        shown.append(str(output.get("text") or output.get("data", {}).get("text/plain", "")))
        shown += [str(value) for kind, value in output.get("data", {}).items() if "svg" in kind]
    return shown


def test_a_first_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = "\n".join(run("a-first-look", tmp_path, monkeypatch))
    assert "Requires improvement" in shown
    assert "Hartlepool Safeguarding Children Board" in shown
    assert shown.count("<svg") == 2
    assert "[('hartlepool.html', True), ('hartlepool.xlsx', True)]" in shown


@needs_reports
@pytest.mark.reports
def test_brokers_and_boards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = sorted(folder for folder in REPORTS.iterdir() if folder.is_dir())[:3]
    files = [sorted(folder.glob("*.pdf"))[-1] for folder in folders]
    with fg.build(files, tmp_path / "graph") as graph:
        names = set(graph.query("inspections").column("authority_name"))
    shown = "\n".join(run("brokers-and-boards", tmp_path / "graph", monkeypatch))
    assert len(names) > 1
    assert all(str(name) in shown for name in names)
    assert "betweenness" in shown
    assert "Only one authority" not in shown
    assert "<svg" in shown


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: str(path.stem))
def test_they_are_kept_without_output(path: Path) -> None:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert code
    for cell in code:
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
    assert {path.stem for path in NOTEBOOKS} == {"a-first-look", "brokers-and-boards"}
