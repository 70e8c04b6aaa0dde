"""The text layers of all readable reports beside the project, read once a run."""

from __future__ import annotations

import pytest
from beside import REPORTS

from findingsgraph.errors import NotAPdf
from findingsgraph.loaders.documents import open_document
from findingsgraph.loaders.records import Document


@pytest.fixture(scope="session")
def report_layers() -> dict[str, Document]:
    """Layers by the path below the reports' folder; saved web pages that are no PDF are left out."""
    layers: dict[str, Document] = {}
    for path in sorted(REPORTS.rglob("*.pdf")):
        try:
            layers[path.relative_to(REPORTS).as_posix()] = open_document(path)
        except NotAPdf:
            continue
    return layers
