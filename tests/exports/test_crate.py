"""The RO-Crate: read by its own library, every file there and as it is described."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from made import one_report, three_documents

from findingsgraph.errors import UsageError
from findingsgraph.graphs.exports import MixedLicences
from findingsgraph.graphs.exports.credits import OURS
from findingsgraph.graphs.exports.tables.csvfiles import table_names


def test_the_library_of_ro_crate_reads_it(tmp_path: Path) -> None:
    reader = pytest.importorskip("rocrate.rocrate")
    graph = three_documents()
    with pytest.warns(MixedLicences):
        graph.export("rocrate", output=tmp_path / "crate")
    crate = reader.ROCrate(tmp_path / "crate")
    assert str(crate.version) == "1.2"
    root = crate.root_dataset
    assert OURS in root["description"]
    assert root["datePublished"].startswith("2019-05-01")
    assert {each["@id"] for each in root["isBasedOn"]} == {row.report for row in graph.query("licences")}
    assert len(root["license"]) == 3
    files = [entity for entity in crate.data_entities if entity.type == "File"]
    assert {entity.id for entity in files} == {
        "README.txt", "graph.nq", *(f"tables/{name}.csv" for name in table_names()),
    }  # fmt: skip
    for entity in files:
        content = (tmp_path / "crate" / entity.id).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entity["sha256"]
        assert str(len(content)) == entity["contentSize"]
        assert entity["name"]


def test_it_holds_all_facts_and_says_each_thing_once() -> None:
    graph = one_report()
    archive = zipfile.ZipFile(io.BytesIO(graph.export("rocrate")))
    assert archive.read("graph.nq") == graph.export("nquads")
    entities = json.loads(archive.read("ro-crate-metadata.json"))["@graph"]
    ids = [entity["@id"] for entity in entities]
    assert len(set(ids)) == len(ids)
    referred = [
        each["@id"]
        for entity in entities
        for value in entity.values()
        if isinstance(value, list)
        for each in value
    ]
    assert set(referred) <= set(ids)
    with pytest.raises(UsageError):
        graph.export("rocrate", authority="hartlepool")
