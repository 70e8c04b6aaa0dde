"""One server process of the bundled report for all tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from beside import HARTLEPOOL_TEXT
from served import Served, serving

import findingsgraph as fg


@pytest.fixture(scope="session")
def hartlepool_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web") / "graph"
    fg.build([HARTLEPOOL_TEXT], folder).close()
    return folder


@pytest.fixture(scope="session")
def served(hartlepool_folder: Path) -> Iterator[Served]:
    with serving(hartlepool_folder, "--timeout", "2") as server:
        yield server


@pytest.fixture(scope="session")
def client(served: Served) -> Iterator[Any]:
    import httpx

    with httpx.Client(base_url=served.url, trust_env=False, timeout=30) as opened:
        yield opened
