"""Shards: the same bytes from one process and from a cluster, also when a worker is killed."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph
import pytest
from beside import HARTLEPOOL_TEXT

from findingsgraph.errors import NothingRead, SchedulerFailed
from findingsgraph.graphs.store import build, open_graph
from findingsgraph.graphs.store.shards import write_shards

COMMAND = str(Path(sys.executable).with_name("findingsgraph"))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.gz")}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six documents: the bundled report with a line more each."""
    folder = tmp_path_factory.mktemp("reports")
    text = HARTLEPOOL_TEXT.read_text(encoding="utf-8")
    for number in range(6):
        (folder / f"{number}.txt").write_text(text + "\n" * number, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def alone(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("alone")
    write_shards([reports], folder, shards=4)
    return folder


def test_a_bulk_loader_gets_the_graph_of_a_build(reports: Path, alone: Path, tmp_path: Path) -> None:
    store = pyoxigraph.Store()
    for content in files(alone).values():
        store.bulk_load(gzip.decompress(content), pyoxigraph.RdfFormat.N_QUADS)
    build([reports], tmp_path / "graph")
    with open_graph(tmp_path / "graph") as graph:
        expected = sorted(graph.quads(vocabulary=True))
    dump = (store.dump(format=pyoxigraph.RdfFormat.N_QUADS) or b"").decode()
    assert sorted(line for line in dump.split("\n") if line) == expected


def test_each_document_is_sorted_and_whole(alone: Path) -> None:
    for path in alone.glob("shard-*.nq.gz"):
        lines = gzip.decompress(path.read_bytes()).decode().splitlines()
        by_graph: dict[str, list[str]] = {}
        for line in lines:
            by_graph.setdefault(line.rsplit(" ", 2)[1], []).append(line)
        assert list(by_graph) == sorted(by_graph)
        assert all(group == sorted(group) for group in by_graph.values())


def test_a_cluster_whose_worker_is_killed_gives_the_same_bytes(
    reports: Path, alone: Path, tmp_path: Path
) -> None:
    pytest.importorskip("distributed")
    import psutil  # distributed brings it

    killed: list[int] = []

    def kill_one_worker() -> None:
        for _ in range(600):
            workers = [
                child.pid
                for child in psutil.Process().children(recursive=True)
                if "spawn_main" in " ".join(child.cmdline())
            ]
            if len(workers) >= 2 and any(tmp_path.glob("shards/.unfinished/*.nq")):
                os.kill(workers[0], signal.SIGKILL)
                killed.append(workers[0])
                return
            time.sleep(0.1)

    killer = threading.Thread(target=kill_one_worker, daemon=True)
    killer.start()
    write_shards([reports], tmp_path / "shards", shards=4, jobs=2, cluster=True)
    killer.join(timeout=60)
    assert killed
    assert files(tmp_path / "shards") == files(alone)


def test_no_scheduler_there(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("findingsgraph.graphs.store.cluster.SECONDS", 2)
    with pytest.raises(SchedulerFailed, match="no scheduler answers"):
        write_shards([reports], tmp_path / "shards", scheduler="tcp://127.0.0.1:9")


def test_nothing_read(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("no report\n", encoding="utf-8")
    with pytest.raises(NothingRead):
        write_shards([tmp_path / "note.txt"], tmp_path / "shards")


def test_the_command(reports: Path, alone: Path, tmp_path: Path) -> None:
    out = tmp_path / "shards"
    done = subprocess.run(
        [COMMAND, "shards", str(reports), "--out", str(out), "--shards", "4", "--jobs", "2"],
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("6 documents: ")
    assert files(out) == files(alone)
