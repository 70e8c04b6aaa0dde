"""How the documentation site is made: `make site`, then open site/index.html."""

import re
from typing import Any

project = "findingsgraph"
author = "The findingsgraph authors"
copyright = "the findingsgraph authors; reports are Crown copyright"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]
html_theme = "furo"
html_title = "findingsgraph"
html_copy_source = False
html_show_sphinx = False
exclude_patterns = ["progress.md"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "description"
nitpicky = False
suppress_warnings = ["myst.xref_missing"]  # links to files of the project outside docs/


def _as_code(app: Any, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    """Docstrings are plain text with `code`; reStructuredText wants it between two marks."""
    # A letter right behind the mark, as in `Fragment`s, would keep it from closing.
    text = re.sub(r"(?<!`)`([^`]+)`(?!`)(?=(\w?))", _mark, "\n".join(lines))
    lines[:] = text.split("\n")


def _mark(found: re.Match[str]) -> str:
    return f"``{found[1]}``" + ("\\ " if found[2] else "")


def setup(app: Any) -> None:
    """Hook the above in."""
    app.connect("autodoc-process-docstring", _as_code)
