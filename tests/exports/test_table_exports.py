"""Workbooks and Parquet: what was written is what another reader reads, cell by cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from awkward import CREDITS, LONG, awkward
from made import one_report, three_documents

from findingsgraph.errors import UnknownParameter, UsageError
from findingsgraph.graphs.exports import MixedLicences, NothingMatches
from findingsgraph.graphs.exports.credits import OURS
from findingsgraph.graphs.exports.networks.flat import flatten
from findingsgraph.graphs.exports.output import CONTENTS, save
from findingsgraph.graphs.exports.selection import Selection
from findingsgraph.graphs.exports.tables import workbook
from findingsgraph.graphs.exports.tables.csvfiles import table_names
from findingsgraph.graphs.exports.tables.parquet import write_table
from findingsgraph.graphs.exports.tables.workbook import LONGEST, TABLES, Sheet
from findingsgraph.graphs.store import Graph
from findingsgraph.graphs.store.rows import Rows

AWKWARD = [
    '=HYPERLINK("http://e.org","x")', "+1", "-1+2", "@SUM(A1)", "\tTab", "12", "01", "http://e.org/a",
    'quotes " and \' and ;', "line\nend", "עברית مرحبا 🧒🏽", LONG, "_x0041_", "TRUE", "", None, 3, -2, 0.25,
    Decimal("2.50"), True, False, date(2014, 2, 11), "co\x02op\x00", 10**17,
]  # fmt: skip
READ = [
    *AWKWARD[:14], None, None, 3, -2, 0.25, 2.5, True, False, date(2014, 2, 11), "coop", str(10**17),
]  # fmt: skip


@pytest.fixture(scope="module")
def graph() -> Graph:
    made: Graph = one_report()
    return made


def sheet_rows(content: bytes, name: str) -> list[list[Any]]:
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(io.BytesIO(content))[name]
    return [[cell.date() if hasattr(cell, "date") else cell for cell in row] for row in sheet.values]


def as_read(rows: Iterable[Iterable[Any]]) -> list[list[Any]]:
    def cell(value: Any) -> Any:
        return None if value == "" else float(value) if isinstance(value, Decimal) else value

    return [[cell(value) for value in row] for row in rows]


def workbook_of(sheets: list[Sheet], monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setattr(workbook, "_network", lambda selection: sheets)
    return workbook.write_xlsx(Selection(one_report(), CREDITS, network="agencies"))


def test_openpyxl_reads_every_cell_of_every_sheet(graph: Graph) -> None:
    content = graph.export("xlsx")
    for name in TABLES:
        head, *rows = sheet_rows(content, name)
        expected = graph.query(name)
        assert head == ["authority_name", "dated", *expected.columns]
        assert [row[2:] for row in rows] == as_read(expected)
        assert {tuple(row[:2]) for row in rows} == {("Hartlepool", date(2014, 2, 11))}


def test_sheets_can_be_filtered_and_their_head_stays(graph: Graph) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(graph.export("xlsx")))
    assert book.sheetnames == ["readme", *TABLES]
    for name in TABLES:
        assert book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref.startswith("A1:")
        assert book[name].auto_filter.ref.endswith(str(book[name].max_row))


def test_readme_says_whose_words_and_labels_and_what_columns_mean(graph: Graph) -> None:
    said = [cell for row in sheet_rows(graph.export("xlsx"), "readme") for cell in row if cell]
    assert OURS in said
    assert any("Ofsted, inspection report on Hartlepool (2014-02-11)" in str(cell) for cell in said)
    assert any("Non-commercial educational use" in str(cell) for cell in said)
    assert "the number it is held against." in said
    with pytest.warns(MixedLicences):
        mixed = three_documents().export("xlsx")
    assert any(
        str(c).startswith("Reports under different") for row in sheet_rows(mixed, "readme") for c in row
    )
    assert len(sheet_rows(mixed, "judgements")) == 1 + len(
        three_documents().query("judgements", documents="preferred")
    )


def test_cells_are_never_formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    content = workbook_of([Sheet("awkward", "Awkward", ("cell",), [[each] for each in AWKWARD])], monkeypatch)
    assert [row[0] for row in sheet_rows(content, "awkward")[1:]] == READ
    sheet = openpyxl.load_workbook(io.BytesIO(content))["awkward"]
    for (cell,) in sheet.iter_rows(min_row=2):
        assert cell.data_type != "f"
        if isinstance(cell.value, str) and cell.value[:1] in {"=", "+", "-", "@", "\t"}:
            assert cell.quotePrefix, "edited and left, it stays text"
    assert not sheet._hyperlinks
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]


def test_what_excel_has_no_room_for_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    content = workbook_of([Sheet("long", "Long", ("cell",), [["x" * (LONGEST + 1)]])], monkeypatch)
    assert sheet_rows(content, "long")[1][0] == "x" * (LONGEST - 1) + "…"
    assert any("1 cells are longer" in str(c) for row in sheet_rows(content, "readme") for c in row)
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    with pytest.raises(UsageError, match="2 rows; Excel takes 1"):
        workbook_of([Sheet("many", "Many", ("cell",), [[1], [2]])], monkeypatch)


@pytest.mark.parametrize("kind", [nx.Graph, nx.MultiDiGraph])
def test_networks_as_sheets(kind: type[nx.Graph[Any]], graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    net = flatten(awkward(kind))
    monkeypatch.setattr(Selection, "flat", lambda self: net)
    content = graph.export("xlsx", network="agencies")
    head, *rows = sheet_rows(content, "nodes")
    assert [[row[0], row[1]] for row in rows] == [[node.id, node.label] for node in net.nodes]
    for row, node in zip(rows, net.nodes, strict=True):
        assert dict(zip(head[2:], row[2:], strict=True)) == {
            **dict.fromkeys(head[2:]),
            **node.values,
        }
    head, *rows = sheet_rows(content, "edges")
    assert [(row[0], row[1], row[4]) for row in rows] == [(e.source, e.target, e.weight) for e in net.edges]


def parquet(content: bytes, columns: str = "*") -> list[tuple[Any, ...]]:
    duckdb = pytest.importorskip("duckdb")
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        path.write_bytes(content)
        found: list[tuple[Any, ...]] = duckdb.sql(f"SELECT {columns} FROM '{path}'").fetchall()
        return found


def test_duckdb_reads_every_table_of_parquet(graph: Graph) -> None:
    pytest.importorskip("polars")
    archive = zipfile.ZipFile(io.BytesIO(graph.export("parquet")))
    assert sorted(archive.namelist()) == sorted(
        ["SOURCE.txt", *(f"{name}.parquet" for name in table_names())]
    )
    for name in table_names():
        read = parquet(archive.read(f"{name}.parquet"))
        expected = [tuple(row) for row in as_read(graph.query(name))]
        assert [tuple(None if cell == "" else cell for cell in row) for row in read] == expected, name


def test_parquet_without_names(graph: Graph) -> None:
    pytest.importorskip("polars")
    archive = zipfile.ZipFile(io.BytesIO(graph.export("parquet", without_names=True)))
    for name in archive.namelist():
        if name.endswith(".parquet"):
            read = str(parquet(archive.read(name)))
            assert "Example" not in read
            assert "Quick" not in read


def test_parquet_columns_have_one_type_and_carry_the_source(tmp_path: Path) -> None:
    pytest.importorskip("polars")
    duckdb = pytest.importorskip("duckdb")
    rows = [(1, None, 2, AWKWARD[at], None) for at in range(12)] + [(2.5, None, 3, 4, None)]
    path = tmp_path / "t.parquet"
    path.write_bytes(write_table(("value", "page", "n", "any", "nothing"), rows, CREDITS))
    types = {name: str(kind) for name, kind, *_ in duckdb.sql(f"DESCRIBE FROM '{path}'").fetchall()}
    assert types == {
        "value": "DOUBLE", "page": "BIGINT", "n": "BIGINT", "any": "VARCHAR", "nothing": "VARCHAR",
    }  # fmt: skip
    assert [row[3] for row in duckdb.sql(f"FROM '{path}'").fetchall()] == [*AWKWARD[:12], "4"]
    said = dict(duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall())
    assert OURS in said[b"findingsgraph"].decode()
    empty = Rows(("page", "text"), ())
    path.write_bytes(write_table(empty.columns, empty, CREDITS))
    assert duckdb.sql(f"FROM '{path}'").fetchall() == []


def test_a_folder_holds_what_the_zip_holds_and_nothing_stale(graph: Graph, tmp_path: Path) -> None:
    pytest.importorskip("polars")
    given = graph.export("parquet", output=tmp_path / "tables")
    archive = zipfile.ZipFile(io.BytesIO(given))
    for name in archive.namelist():
        assert (tmp_path / "tables" / name).read_bytes() == archive.read(name)
    graph.export("parquet", output=tmp_path / "tables.zip")
    assert (tmp_path / "tables.zip").read_bytes() == given
    (tmp_path / "tables" / "mine.txt").write_text("mine")
    graph.export("parquet", output=tmp_path / "tables", network="agencies")
    assert {file.name for file in (tmp_path / "tables").iterdir()} == {
        "nodes.parquet", "edges.parquet", "SOURCE.txt", "mine.txt", CONTENTS,
    }  # fmt: skip


def test_a_changed_list_of_files_leads_nowhere_else(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside.txt", tmp_path / "folder"
    outside.write_text("stays")
    folder.mkdir()
    (folder / CONTENTS).write_text("../outside.txt\n/etc/hostname\n\n")
    save({"a/b.txt": "x"}, folder)
    assert outside.read_text() == "stays"
    assert (folder / "a" / "b.txt").read_text() == "x"


def test_what_no_table_takes_is_told(graph: Graph) -> None:
    with pytest.raises(UnknownParameter, match="xlsx: authorit: .*authority"):
        graph.export("xlsx", authorit="Hartlepool")
    with pytest.raises(UnknownParameter):
        graph.export("csv", nothing=1)


def test_several_files_go_into_no_single_one(graph: Graph, tmp_path: Path) -> None:
    for format, name in (("csv", "out.csv"), ("markdown", "out.md"), ("neo4j", "out.neo4j")):
        with pytest.raises(UsageError, match="it is several files"):
            graph.export(format, output=tmp_path / name)
        assert not (tmp_path / name).exists()


def test_an_export_of_nothing_says_so(graph: Graph) -> None:
    with pytest.warns(NothingMatches, match="nothing matches source=nope"):
        graph.export("csv", source="nope")
