"""Code and ontology have a semantic version each, and every place that says it says the same."""

from __future__ import annotations

import re
import tomllib

from beside import ROOT

from findingsgraph.ontology.iris import FG
from findingsgraph.ontology.turtle import read_resources

SEMANTIC = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
CODE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
OWL = "http://www.w3.org/2002/07/owl#"


def test_the_code_has_one_version() -> None:
    assert SEMANTIC.fullmatch(CODE)
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"^version: (.+)$", citation, re.M) == [CODE]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## (\d\S*),", changes, re.M)
    assert released[0] == CODE


def test_the_ontology_has_a_version_of_its_own() -> None:
    iri = FG.removesuffix("#")
    ontology = read_resources("findings.ttl")[iri]
    version = ontology.one(OWL + "versionInfo")
    assert SEMANTIC.fullmatch(version)
    assert ontology.one(OWL + "versionIRI") == f"{iri}/{version}"
    page = (ROOT / "docs" / "reference" / "ontology.md").read_text(encoding="utf-8")
    assert f"Version {version}" in page
