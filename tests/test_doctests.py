"""Every example in a docstring runs, each module by the one name under which it is imported."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import findingsgraph

NEEDS_TRAINING = "findingsgraph.loaders.training"
MODULES = sorted(module.name for module in pkgutil.walk_packages(findingsgraph.__path__, "findingsgraph."))


@pytest.mark.parametrize("name", ["findingsgraph", *MODULES])
def test_examples_of(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name.startswith(NEEDS_TRAINING):
        pytest.importorskip("sklearn")
    from beside import ROOT

    monkeypatch.chdir(ROOT)  # examples read reports/hartlepool-2014.txt
    module = importlib.import_module(name)
    assert doctest.testmod(module, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).failed == 0


def test_there_are_examples_and_a_wrong_one_fails() -> None:
    examples = sum(
        len(found.examples)
        for name in MODULES
        if not name.startswith(NEEDS_TRAINING)
        for found in doctest.DocTestFinder().find(importlib.import_module(name))
    )
    assert examples > 30
    wrong = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "wrong", None, 0)
    assert doctest.DocTestRunner(verbose=False).run(wrong, out=lambda _: None).failed == 1
