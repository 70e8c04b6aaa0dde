"""Building: the same bytes, old or new at any moment, nothing read twice, one build at a time."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from beside import HARTLEPOOL_TEXT

from findingsgraph.cli import main
from findingsgraph.errors import (
    BrokenGraph,
    CannotWrite,
    EmptyDocument,
    GraphBusy,
    NoGraph,
    NoReports,
    NoSuchSource,
    NotAPdf,
    NothingRead,
    SourceClash,
)
from findingsgraph.graphs.store import Graph, build, open_graph
from findingsgraph.graphs.store.locks import build_lock
from findingsgraph.graphs.store.sources import collect_sources
from findingsgraph.graphs.verify import verify

TEXT = "\n".join(HARTLEPOOL_TEXT.read_text(encoding="utf-8").split("\n")[:80])
"""The first pages of the bundled report: what takes long to read is not what is tested here."""


def digest(place: Path) -> str:
    with open_graph(place) as graph:
        return hashlib.sha256("\n".join(graph.quads(vocabulary=True)).encode()).hexdigest()


SCRIPT = """
import sys
from findingsgraph.graphs.store import build
if __name__ == "__main__":
    print("building", flush=True)
    build([sys.argv[1]], sys.argv[2], jobs=int(sys.argv[3]))
"""


def build_script(folder: Path) -> Path:
    """Write a script that builds, to be run in a process of its own."""
    path = folder / "script.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def sources_of(place: Path) -> list[str]:
    with open_graph(place) as graph:
        return sorted(row.source for row in graph.query("documents"))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Two reports that differ by a line, and a third that is no report."""
    folder = tmp_path / "reports"
    (folder / "b").mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b" / "again.txt").write_text(TEXT + "\n", encoding="utf-8")
    (folder / "b" / "saved page.pdf").write_text("<!DOCTYPE html><p>Ofsted</p>", encoding="utf-8")
    (folder / "notes.csv").write_text("not,a,report\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The bundled report's graph, built once; tests that change it take a copy."""
    place = tmp_path_factory.mktemp("built") / "graph"
    build([HARTLEPOOL_TEXT], place)
    yield place


@pytest.fixture
def graph_copy(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "graph"))


def test_one_bad_file_stops_nothing(reports: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    result = build([reports], tmp_path / "graph", progress=lambda *step: seen.append(step))
    assert [each.entry.source for each in result.documents] == ["a.txt", "b/again.txt"]
    ((source, problem),) = result.errors
    assert source == "b/saved page.pdf"
    assert isinstance(problem, NotAPdf)
    assert "\n" not in str(problem)
    assert [step[:2] for step in seen] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert sources_of(tmp_path / "graph") == ["a.txt", "b/again.txt"]


def test_two_documents_of_one_report_are_counted_once(reports: Path, tmp_path: Path) -> None:
    build([reports], tmp_path / "graph")
    with open_graph(tmp_path / "graph") as graph:
        rows = graph.query("documents")
        assert len({row.report for row in rows}) == 1
        assert [row.preferred for row in rows] == [True, False]
        assert len(graph.query("judgements")) == 2 * len(graph.query("judgements", documents="preferred"))


def test_workers_and_hash_seeds_change_no_byte(reports: Path, tmp_path: Path) -> None:
    script = build_script(tmp_path)
    seen, manifests = set(), set()
    for seed, jobs in (("0", "1"), ("1", "2"), ("99", "1")):
        out = tmp_path / f"graph{seed}"
        command = [sys.executable, str(script), str(reports), str(out), jobs]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
        seen.add(digest(out))
        manifests.add((out / "versions" / "1" / "manifest.json").read_bytes())
    assert len(seen) == 1
    assert len(manifests) == 1


def test_nothing_is_read_twice(reports: Path, tmp_path: Path) -> None:
    place = tmp_path / "graph"
    first = build([reports], place)
    before = digest(place)
    second = build([reports], place)
    assert (first.version, second.version) == (1, 1)
    assert all(each.reused for each in second.documents)
    assert digest(place) == before
    (reports / "c.txt").write_text(TEXT + "\n\n", encoding="utf-8")
    third = build([reports], place)
    assert [(each.entry.source, each.reused) for each in third.documents] == [
        ("a.txt", True), ("b/again.txt", True), ("c.txt", False)
    ]  # fmt: skip
    fresh = tmp_path / "fresh"
    build([reports], fresh)
    assert digest(place) == digest(fresh), "an incremental build is the same graph as a fresh one"


def test_a_changed_file_replaces_its_document(reports: Path, tmp_path: Path) -> None:
    place = tmp_path / "graph"
    build([reports], place)
    (reports / "a.txt").write_text(TEXT + "\n\n", encoding="utf-8")
    build([reports], place)
    fresh = tmp_path / "fresh"
    build([reports], fresh)
    assert digest(place) == digest(fresh)


def test_what_is_not_given_stays_unless_pruned(reports: Path, tmp_path: Path) -> None:
    place = tmp_path / "graph"
    build([reports / "a.txt"], place)
    result = build([reports / "b" / "again.txt"], place)
    assert result.kept == ("a.txt",)
    assert sources_of(place) == ["a.txt", "again.txt"]
    result = build([reports / "b" / "again.txt"], place, prune=True)
    assert result.removed == ("a.txt",)
    assert sources_of(place) == ["again.txt"]
    assert len(list((place / "texts").iterdir())) == 1
    assert [path.name for path in (place / "versions").iterdir()] == [str(result.version)]


def test_byte_identical_copies_are_documents_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("b.txt", "a.txt", "c.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    build([folder], tmp_path / "graph")
    with open_graph(tmp_path / "graph") as graph:
        rows = graph.query("documents")
        ends = [row.document[len(rows[0].document) :] for row in rows]
        assert [(row.source, end) for row, end in zip(rows, ends, strict=True)] == [
            ("a.txt", ""), ("b.txt", "-2"), ("c.txt", "-3")
        ]  # fmt: skip
        assert [row.preferred for row in rows] == [True, False, False]
        assert len(graph.query("statements")) == 3 * len(graph.query("statements", source="b.txt"))
        assert verify(graph).ok


def test_a_file_under_a_new_name_is_the_same_document(graph_copy: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere" / "new name.txt"
    moved.parent.mkdir()
    moved.write_bytes(HARTLEPOOL_TEXT.read_bytes())
    result = build([moved], graph_copy)
    assert result.documents[0].reused
    assert sources_of(graph_copy) == ["new name.txt"]
    assert result.removed == ("hartlepool-2014.txt",)


def test_a_store_of_another_version_is_read_anew_or_said_to_be_of_it(
    graph_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def older() -> None:
        [path] = (graph_copy / "versions").glob("*/manifest.json")
        manifest = json.loads(path.read_text(encoding="utf-8"))
        manifest["vocabulary"] = "of another version"
        for entry in manifest["documents"]:
            entry["loader"] = "of another version"
        path.write_text(json.dumps(manifest), encoding="utf-8")

    now = digest(graph_copy)
    older()
    assert main(["verify", "--graph", str(graph_copy)]) == 0
    result = build([HARTLEPOOL_TEXT], graph_copy)
    assert (result.documents[0].reused, result.outdated, digest(graph_copy)) == (False, (), now)
    older()
    other = tmp_path / "other.txt"
    other.write_text(TEXT + "\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["build", str(other), "--out", str(graph_copy)]) == 0
    assert "kept as another version of findingsgraph read it: 1 document;" in capsys.readouterr().err
    with open_graph(graph_copy) as graph:
        assert graph.manifest is not None
        assert graph.manifest.vocabulary != "of another version"
        assert verify(graph).ok


def test_another_file_of_the_same_name_is_a_clash(graph_copy: Path, tmp_path: Path) -> None:
    shutil.copy(HARTLEPOOL_TEXT, tmp_path / "first.txt")
    build([tmp_path / "first.txt"], graph_copy)
    other = tmp_path / "other" / "first.txt"
    other.parent.mkdir()
    other.write_text(TEXT + "\n", encoding="utf-8")
    before = digest(graph_copy)
    with pytest.raises(SourceClash, match=r"first\.txt"):
        build([other], graph_copy)
    assert digest(graph_copy) == before
    build([other], graph_copy, prune=True)


def test_when_nothing_can_be_read_the_graph_stays(graph_copy: Path, tmp_path: Path) -> None:
    before = digest(graph_copy)
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n", encoding="utf-8")
    with pytest.raises(NothingRead, match=r"empty\.txt: nothing could be read: no text"):
        build([empty], graph_copy)
    assert digest(graph_copy) == before
    with pytest.raises(NothingRead):
        build([empty], tmp_path / "new")
    assert not (tmp_path / "new").exists()
    with pytest.raises(NoGraph):
        open_graph(tmp_path / "new")


def test_a_report_that_breaks_keeps_what_was_read_before(reports: Path, tmp_path: Path) -> None:
    place = tmp_path / "graph"
    build([reports], place)
    (reports / "b" / "again.txt").write_text("", encoding="utf-8")
    result = build([reports], place)
    assert any(isinstance(problem, EmptyDocument) for _, problem in result.errors)
    assert sources_of(place) == ["a.txt", "b/again.txt"]


def test_a_report_that_breaks_stays_also_when_all_else_is_read_anew(reports: Path, tmp_path: Path) -> None:
    place = tmp_path / "graph"
    build([reports], place)
    with open_graph(place) as graph:
        before = {row.source: list(graph.quads(str(row.document))) for row in graph.query("documents")}
    (reports / "a.txt").write_text(TEXT + "\n\n", encoding="utf-8")
    (reports / "b" / "again.txt").write_text("", encoding="utf-8")
    build([reports], place)
    with open_graph(place) as graph:
        after = {row.source: list(graph.quads(str(row.document))) for row in graph.query("documents")}
    assert after["b/again.txt"] == before["b/again.txt"] != []
    assert after.keys() == before.keys()
    assert after["a.txt"] != before["a.txt"]


def test_a_second_build_says_so_and_stops(graph_copy: Path) -> None:
    with build_lock(graph_copy), pytest.raises(GraphBusy, match=str(os.getpid())):
        build([HARTLEPOOL_TEXT], graph_copy)
    build([HARTLEPOOL_TEXT], graph_copy)


@pytest.mark.slow
def test_killed_at_any_moment_the_graph_is_old_or_new(
    graph_copy: Path, reports: Path, tmp_path: Path
) -> None:
    old = digest(graph_copy)
    (reports / "a.txt").unlink()
    whole = Path(shutil.copytree(graph_copy, tmp_path / "whole"))
    start = time.perf_counter()
    build([reports], whole)
    seconds = time.perf_counter() - start
    new = digest(whole)
    script = build_script(tmp_path)
    seen = set()
    for step in range(6):
        place = Path(shutil.copytree(graph_copy, tmp_path / f"killed{step}"))
        command = [sys.executable, str(script), str(reports), str(place), "1"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(seconds * step / 4)
            process.kill()
        seen.add(digest(place))
        assert seen <= {old, new}
        build([reports], place)
        assert digest(place) == new, "the next build cleans up"
        assert {path.name for path in place.iterdir()} == {"current", "lock", "texts", "versions"}
    assert old in seen


@pytest.mark.slow
def test_the_workers_of_a_killed_build_end_and_the_next_build_does_not_see_them(
    reports: Path, tmp_path: Path
) -> None:
    psutil = pytest.importorskip("psutil")
    (reports / "b" / "saved page.pdf").unlink()
    place = tmp_path / "graph"
    command = [sys.executable, str(build_script(tmp_path)), str(reports), str(place), "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        workers = []
        for _ in range(600):
            children = psutil.Process(process.pid).children()
            workers = [each for each in children if "spawn_main" in " ".join(each.cmdline())]
            if len(workers) == 2:
                break
            time.sleep(0.05)
        process.kill()
    assert len(workers) == 2
    build([reports], place)
    assert sources_of(place) == ["a.txt", "b/again.txt"]
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert not alive


def test_readers_keep_the_version_they_opened(graph_copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT + "\n", encoding="utf-8")
    with open_graph(graph_copy) as reader:
        before = reader.query("documents")
        build([other], graph_copy)
        build([other], graph_copy, prune=True)
        assert reader.query("documents") == before
        assert len(reader.text(before[0].text_sha256)) > 1000
        assert (graph_copy / "versions" / "1").is_dir()
    build([HARTLEPOOL_TEXT], graph_copy)
    assert not (graph_copy / "versions" / "1").exists()


def test_a_read_only_folder_can_be_read(graph_copy: Path) -> None:
    paths = [graph_copy, *graph_copy.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        with open_graph(graph_copy) as graph:
            assert len(graph.query("judgements")) == 7
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_what_is_no_graph_is_refused(tmp_path: Path, graph_copy: Path) -> None:
    with pytest.raises(NoGraph, match="no such folder"):
        open_graph(tmp_path / "nowhere")
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("x", encoding="utf-8")
    with pytest.raises(NoGraph, match="other things"):
        open_graph(tmp_path / "thesis")
    with pytest.raises(NoGraph, match="other things"):
        build([HARTLEPOOL_TEXT], tmp_path / "thesis")
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["chapter.txt"]
    with pytest.raises((NoGraph, CannotWrite)):
        build([HARTLEPOOL_TEXT], tmp_path / "thesis" / "chapter.txt")
    manifest = graph_copy / "versions" / "1" / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**content, "format": 99}), encoding="utf-8")
    with pytest.raises(BrokenGraph, match="newer findingsgraph"):
        open_graph(graph_copy)
    manifest.write_text("{", encoding="utf-8")
    with pytest.raises(BrokenGraph, match="build it again"):
        open_graph(graph_copy)
    (graph_copy / "current").write_text("seven", encoding="ascii")
    with pytest.raises(BrokenGraph, match="current"):
        open_graph(graph_copy)


def test_a_damaged_store_is_named(graph_copy: Path) -> None:
    for path in (graph_copy / "versions" / "1" / "store").glob("*"):
        if path.name.startswith(("MANIFEST", "CURRENT")):
            path.write_bytes(b"damaged")
    with pytest.raises(BrokenGraph, match="build it again"):
        open_graph(graph_copy)


def test_sources_are_below_the_nearest_common_folder(reports: Path, tmp_path: Path) -> None:
    def names(*given: Path) -> list[str]:
        return [file.source for file in collect_sources(given)]

    assert names(reports) == ["a.txt", "b/again.txt", "b/saved page.pdf"]
    assert names(reports / "a.txt") == ["a.txt"]
    assert names(reports / "b", reports / "a.txt") == ["a.txt", "b/again.txt", "b/saved page.pdf"]
    assert names(reports / "b", reports / "b" / "again.txt") == ["again.txt", "saved page.pdf"]
    (reports / "b" / "loop").symlink_to(reports)
    assert names(reports) == ["a.txt", "b/again.txt", "b/saved page.pdf"]
    (reports / ".hidden.txt").write_text("x", encoding="utf-8")
    assert ".hidden.txt" not in names(reports)
    with pytest.raises(NoSuchSource):
        names(reports / "c.txt")
    (tmp_path / "none").mkdir()
    with pytest.raises(NoReports, match=r"\.pdf"):
        names(tmp_path / "none")
    build([reports / "a.txt"], reports / "graph")
    assert not [
        name
        for name in (file.source for file in collect_sources([reports], reports / "graph"))
        if "graph" in name
    ]


def test_names_of_files_do_not_change_facts(tmp_path: Path, built: Path) -> None:
    awkward = tmp_path / 'ein "Bericht" <é>.txt'
    awkward.write_bytes(HARTLEPOOL_TEXT.read_bytes())
    build([awkward], tmp_path / "graph")
    with open_graph(tmp_path / "graph") as one, open_graph(built) as other:
        assert one.query("inspections")[0].source == awkward.name
        (document,) = one.documents()
        assert list(one.quads(document.iri)) == list(other.quads(document.iri))
        assert one.query("entities").to_csv() == other.query("entities").to_csv()


def test_building_without_names_leaves_none(tmp_path: Path, built: Path) -> None:
    with open_graph(built) as graph:
        people = [row.name for row in graph.query("inspectors")]
        assert len(people) == 8
        view = graph.without_names()
        assert not any(name in line for line in view.quads() for name in people)
        assert {row.lead_inspector for row in view.query("inspections")} == {None}
        assert not any(name in view.text(graph.documents()[0].text_sha256) for name in people)
    place = tmp_path / "graph"
    build([HARTLEPOOL_TEXT], place, without_names=True)
    content = b"".join(path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file())
    assert not any(name.encode() in content for name in people)
    with open_graph(place) as graph:
        assert len(graph.query("inspectors")) == 8
        result = verify(graph)
        assert (result.missing, result.files) == ((), 1)
    assert not build([HARTLEPOOL_TEXT], place).documents[0].reused, "with names it must be read again"


def test_the_graph_in_memory_and_on_disk_answer_alike(built: Path) -> None:
    with open_graph(built) as graph:
        memory = Graph.from_quads(graph.quads(), [graph.text(graph.documents()[0].text_sha256)])
        for name in ("inspections", "statements", "entities"):
            assert memory.query(name) == graph.query(name)
        assert [entry.iri for entry in memory.documents()] == [entry.iri for entry in graph.documents()]
        assert memory.base == graph.base
