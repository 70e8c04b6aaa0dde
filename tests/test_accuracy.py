"""Accuracy as published: the page and its figures agree, and the labelled reports are read as well as it says."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys

import pytest
from beside import ROOT, needs_reports

BENCHMARKS = ROOT / "benchmarks"
PAGE = ROOT / "docs" / "accuracy.md"
published = runpy.run_path(str(BENCHMARKS / "published.py"))


def test_the_page_shows_the_figures_that_are_held():
    figures, losses = published["read_published"]()
    text = PAGE.read_text("utf-8")
    assert len(figures) == 10
    assert [name for name, share in figures.items() if f"{share:.3f}" not in text] == []
    assert all(reason in text for reason in losses)


def test_half_a_point_is_borne_and_more_is_named():
    fallen = published["fallen"]
    assert fallen({"a": 0.9, "b": 0.9}, {"a": 0.8951, "b": 0.95}) == []
    assert fallen({"a": 0.9}, {"a": 0.8949}) == ["a: 0.8949, published 0.9000"]
    assert fallen({"a": 0.9}, {}) == ["a: 0.0000, published 0.9000"]


def test_figures_are_kept_as_they_were(tmp_path):
    path = tmp_path / "accuracy.json"
    assert published["read_published"](path) == ({}, [])
    published["write_published"]({"a": 0.9}, ["a: fell"], path)
    assert published["read_published"](path) == ({"a": 0.9}, ["a: fell"])


@needs_reports
@pytest.mark.reports
def test_the_labelled_reports_are_read_as_well_as_published(tmp_path):
    command = [sys.executable, str(BENCHMARKS / "accuracy.py"), "--check", "--keep", str(tmp_path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 0, done.stdout
    measured = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert measured.keys() == published["read_published"]()[0].keys()
