"""A network as one page that needs nothing else: picture, search, filters, findings, tables.

The page is one file. Everything stands in it, its policy forbids it to load
anything or to run any script but its own (named by their hashes), and the words of
reports come as data that scripts only ever show as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.graphs.exports.networks.flat import FlatNetwork
from findingsgraph.graphs.exports.page import LIBRARY, SCRIPTS, read_file

if TYPE_CHECKING:
    from findingsgraph.graphs.exports.page.evidence import Evidence
    from findingsgraph.graphs.exports.selection import Selection

# What a picture's ties mean, for readers who did not choose the projection's name.
_LEADS = {
    "agencies": "Two names are tied when one sentence of a report speaks of both. Choose a name or a tie to "
    "read what the inspectors wrote, and where.",
    "involvements": "An arrow leads from who does something to whom it is done, as a sentence of a report "
    "states it. Choose a name or an arrow to read what the inspectors wrote, and where.",
    "agencies-findings": "A name is tied to each finding that speaks of it. Choose either to read what the "
    "inspectors wrote, and where.",
}
_SLOT = re.compile(r"\{\{(\w+)\}\}")


def write_html(selection: Selection) -> str:
    """Project the graph and write the page of it; parameters narrow it as they narrow the network."""
    from findingsgraph.graphs.exports.page.evidence import read_evidence
    from findingsgraph.graphs.networks import find_projection

    projection = find_projection(selection.network or "agencies")
    evidence = read_evidence(selection.graph, projection.name, selection.parameters)
    lead = _LEADS.get(projection.name, projection.description)
    return make_page(selection.flat(), evidence, selection.credits, projection.title, lead)


def make_page(net: FlatNetwork, evidence: Evidence, credits: Credits, title: str, description: str) -> str:
    """Put a page together from a network, its evidence and the files of `page/`."""
    from findingsgraph.graphs.exports.page.data import page_data

    title = f"{title}: {_where(credits)}"
    style = read_file("page.css")
    library, script = read_file(LIBRARY), _script()
    content = page_data(net, evidence, credits) | {"title": title}
    slots = {
        "title": escape(title),
        "description": escape(description),
        "source": escape(credits.source_line()),
        "policy": escape(_policy([library, script], style)),
        "style": style,
        "data": write_data(content),
        "library": library,
        "script": script,
    }
    return _SLOT.sub(lambda slot: slots[slot[1]], read_file("page.html"))


def write_data(content: Any) -> str:
    r"""Write JSON that no text in it can end early: it stands inside a script element.

    >>> write_data(["</script>", "<!--"])
    '["\\u003c/script>","\\u003c!--"]'
    """
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _where(credits: Credits) -> str:
    """Name the authorities and years of the reports, or count them where they are many."""
    names = sorted({report.authority for report in credits.reports if report.authority})
    years = sorted({report.dated[:4] for report in credits.reports if report.dated})
    span = "" if not years else years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    where = ", ".join(names) if 0 < len(names) <= 3 else f"{len(credits.reports)} reports"
    return f"{where} {span}".strip()


def _script() -> str:
    parts = "\n".join(read_file(name) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def _policy(scripts: list[str], style: str) -> str:
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    """Name a text as a content security policy does; it must stand in its element character by character."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
