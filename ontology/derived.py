"""What is written from findings.ttl: the JSON-LD context, the reference page and its diagram.

    python -m findingsgraph.ontology.derived context > ontology/context.jsonld
    python -m findingsgraph.ontology.derived page > docs/reference/ontology.md
    python -m findingsgraph.ontology.derived diagram > docs/pictures/ontology.svg

A test holds that the files are what this module writes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator

from findingsgraph.ontology.diagram import diagram_svg
from findingsgraph.ontology.iris import FG
from findingsgraph.ontology.namespaces import PREFIXES
from findingsgraph.ontology.terms import Term, terms
from findingsgraph.ontology.turtle import read_prefixes, read_resources

__all__ = ["context_jsonld", "reference_page"]

XSD_STRING = PREFIXES["xsd"] + "string"
PAGE_HEAD = """\
# The ontology

What the graph can say, term by term. Written from `ontology/findings.ttl` by
`python -m findingsgraph.ontology.derived page`; change that file, not this page.

The prefix `fg:` is `{fg}`. Version {version}, by
[semantic versioning](https://semver.org): a term that goes or changes its meaning makes a new major version.

![The main classes as boxes, the properties between them as arrows](../pictures/ontology.svg)
"""


def context_jsonld() -> str:
    """The JSON-LD context: every class and property by its local name, and the prefixes.

    Values of object properties are IRIs; values of the others have the datatype of the
    ontology, so that a date is written as `"2013-12-11"`.
    """
    context: dict[str, object] = {"@version": 1.1, "id": "@id", "type": "@type"}
    # A property (`stance`) wins over a prefix of the same name (`stance:`).
    context |= {prefix: PREFIXES[prefix] for prefix in sorted(PREFIXES) if prefix not in terms()}
    for name in sorted(terms()):
        context[name] = _context_entry(terms()[name])
    return json.dumps({"@context": context}, indent=2) + "\n"


def _context_entry(term: Term) -> object:
    iri = f"fg:{term.name}"
    if term.kind == "object":
        return {"@id": iri, "@type": "@id"}
    if term.kind == "data" and term.range not in ("", XSD_STRING):
        return {"@id": iri, "@type": _short(term.range)}
    return iri


def reference_page() -> str:
    """The reference page: classes with what they are kinds of, then properties by group, in Markdown."""
    version = read_resources("findings.ttl")[FG.removesuffix("#")].one(PREFIXES["owl"] + "versionInfo")
    lines = (
        PAGE_HEAD.format(fg=FG, version=version),
        *_class_lines(),
        *_property_lines(),
        *_standard_lines(),
    )
    return "".join(line + "\n" for line in lines)


def _class_lines() -> Iterator[str]:
    yield "## Classes\n"
    yield "| class | a kind of | what it is |"
    yield "| --- | --- | --- |"
    for term in _of_kind("class"):
        yield f"| `fg:{term.name}` | {_codes(term.above)} | {term.comment} |"


def _property_lines() -> Iterator[str]:
    yield "\n## Properties\n"
    yield "| property | of | value | what it says |"
    yield "| --- | --- | --- | --- |"
    for term in _of_kind("object", "data"):
        value = _codes([term.range]) or ("an IRI" if term.kind == "object" else "text")
        above = f" A kind of {_codes(term.above)}." if term.above else ""
        yield f"| `fg:{term.name}` | {_codes([term.domain])} | {value} | {term.comment}{above} |"


def _standard_lines() -> Iterator[str]:
    yield "\n## Standard vocabularies\n"
    yield "| prefix | namespace |"
    yield "| --- | --- |"
    for prefix, namespace in read_prefixes("findings.ttl").items():
        if prefix != "fg":
            yield f"| `{prefix}:` | `{namespace}` |"


def _of_kind(*kinds: str) -> Iterator[Term]:
    return (term for term in terms().values() if term.kind in kinds)


def _codes(iris: Iterable[str]) -> str:
    return ", ".join(f"`{_short(iri)}`" for iri in iris if iri)


def _short(iri: str) -> str:
    """The IRI with its prefix; the longest namespace that fits decides."""
    spaces = read_prefixes("findings.ttl").items()
    length, prefix = max((len(space), prefix) for prefix, space in spaces if iri.startswith(space))
    return f"{prefix}:{iri[length:]}"


def main(arguments: list[str]) -> int:
    """Print what is asked for."""
    writers = {"context": context_jsonld, "page": reference_page, "diagram": diagram_svg}
    if len(arguments) != 1 or arguments[0] not in writers:
        print("usage: python -m findingsgraph.ontology.derived context|page|diagram", file=sys.stderr)
        return 2
    sys.stdout.write(writers[arguments[0]]())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
