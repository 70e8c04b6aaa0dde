"""Where things are printed: evidence, and the text around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from findingsgraph.graphs.store.engines import LocalEngine
from findingsgraph.graphs.web.site import Site
from findingsgraph.ontology.iris import FG

__all__ = ["Place", "context_of", "read_places"]

AROUND = 900
"""Characters of the page that are shown on either side of a quote."""


@dataclass(frozen=True, slots=True)
class Place:
    """A run of characters of a document's text layer."""

    iri: str
    start: int
    end: int
    page: int | None
    printed: str
    """The number that stands on the page, where one does."""


def read_places(site: Site, document: str, thing: str) -> list[Place]:
    """Give the evidence of a thing in one document, in order."""
    import pyoxigraph as ox

    assert isinstance(site.graph.engine, LocalEngine)
    store, graph = site.graph.engine.store, ox.NamedNode(document)

    def value(subject: Any, name: str) -> str:
        found = next(iter(store.quads_for_pattern(subject, ox.NamedNode(FG + name), None, graph)), None)
        return str(found.object.value) if found else ""  # type: ignore[union-attr]

    places = []
    for quad in store.quads_for_pattern(ox.NamedNode(thing), ox.NamedNode(FG + "evidence"), None, graph):
        at = quad.object
        assert isinstance(at, ox.NamedNode)
        page = value(at, "page")
        places.append(
            Place(
                at.value,
                int(value(at, "start")),
                int(value(at, "end")),
                int(page) if page else None,
                value(at, "printedPage"),
            )
        )
    return sorted(places, key=lambda place: place.start)


def context_of(text: str, places: list[Place]) -> Markup:
    r"""Give the text around places, which are marked; pages end with a line.

    >>> context_of("one two three", [Place("", 4, 7, None, "")])
    Markup('one <mark>two</mark> three')
    """
    first, last = places[0].start, places[-1].end
    start = max(text.rfind("\f", 0, first) + 1, _line_start(text, first - AROUND))
    page_end = text.find("\f", last)
    end = min(page_end if page_end >= 0 else len(text), last + AROUND)
    parts: list[Markup] = [Markup("… ") if start and text[start - 1] != "\f" else Markup("")]
    at = start
    for place in places:
        if place.start < at:
            continue
        parts += [
            escape(_plain(text[at : place.start])),
            Markup("<mark>{}</mark>").format(_plain(text[place.start : place.end])),
        ]
        at = place.end
    parts.append(escape(_plain(text[at:end])))
    return Markup("").join(parts) + Markup(" …" if end < len(text) and text[end : end + 1] != "\f" else "")


def _line_start(text: str, at: int) -> int:
    return 0 if at <= 0 else text.find("\n", at) + 1


def _plain(text: str) -> str:
    """Line-end hyphens as people know them, the end of a page as a line."""
    return text.replace("\x02", "-").replace("\f", "\n\n— next page —\n\n").replace("\x00", "")
