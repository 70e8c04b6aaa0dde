"""One interactive page: a network with its evidence, drawn by a vendored library.

The page's own files (a template, its looks and its behaviour) lie in `static/`.
"""

from __future__ import annotations

from importlib.resources import files

SCRIPTS = (
    "model.js",
    "picture.js",
    "underlay.js",
    "labels.js",
    "moving.js",
    "reading.js",
    "tables.js",
    "page.js",
)
"""The page's scripts in the order in which they stand in it."""
LIBRARY = "vendor/cytoscape.min.js"


def read_file(name: str) -> str:
    """Give the text of a file of the page."""
    text = files(__package__) / "static"
    for step in name.split("/"):
        text = text / step
    return text.read_text(encoding="utf-8")
