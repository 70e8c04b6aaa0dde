"""Pages as HTML: the templates, and what they may call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.labels import STANCES, label, stance_definition
from findingsgraph.graphs.web.links import Links
from findingsgraph.graphs.web.pieces import bar, cell, grade, option_tags, stance_tag
from findingsgraph.graphs.web.tables import Table
from findingsgraph.graphs.web.words import code, counted, day, number, share

__all__ = ["Page", "compile_templates", "render"]


@dataclass(slots=True)
class Page:
    """What a page shows."""

    template: str
    title: str
    context: Mapping[str, Any] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    """Tables that can be downloaded, by name."""
    iri: str = ""
    """What the page is about; then it can be had as RDF too."""
    status: int = 200


def render(page: Page, asked: Asked, links: Links) -> str:
    """Write a page as HTML."""
    shown = {**page.context, "page": page, "asked": asked, "tables": page.tables, "path": links.path}
    return _environment().get_template(page.template).render(shown)


def compile_templates() -> None:
    """Read the templates now, which otherwise the first reader of a kind of page waits for."""
    environment = _environment()
    for name in environment.list_templates(["html"]):
        environment.get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("findingsgraph.graphs.web"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        label=label,
        stances=STANCES,
        stance_definition=stance_definition,
        counted=counted,
        stance_tag=stance_tag,
        grade=grade,
        bar=bar,
        cell=cell,
        option_tags=option_tags,
    )
    environment.filters.update(day=day, number=number, share=share, code=code)
    return environment
