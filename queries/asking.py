"""What a user may ask: the name of a question, an .rq file, or SPARQL."""

from __future__ import annotations

import re
from pathlib import Path

from findingsgraph.errors import UnknownQuery
from findingsgraph.ontology.namespaces import PREFIXES
from findingsgraph.queries.library import Query, load, parse

__all__ = ["as_query", "with_prefixes"]

_SPARQL = re.compile(
    r"^\s*(#|PREFIX|BASE|SELECT|ASK|CONSTRUCT|DESCRIBE|INSERT|DELETE|LOAD|CLEAR|DROP|WITH)\b|\{", re.I
)


def as_query(question: str) -> Query:
    """Find the question that is meant.

    Raises `UnknownQuery`.

    >>> as_query("statements").title
    'Statements'
    >>> as_query("SELECT * { ?s ?p ?o }").parameters
    ()
    """
    if _SPARQL.search(question):
        return parse("the query", question)
    if question.endswith(".rq"):
        try:
            text = Path(question).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise UnknownQuery(question, "there is no such file") from None
        except (OSError, UnicodeError) as problem:
            why = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8"
            raise UnknownQuery(question, f"the file cannot be read: {why}") from problem
        return parse(question, text)
    return load(question)


def with_prefixes(sparql: str) -> str:
    """Declare the usual prefixes that a query uses and does not declare.

    >>> with_prefixes("SELECT * { ?s fg:source ?o }")
    'PREFIX fg: <https://w3id.org/findingsgraph/ontology#> SELECT * { ?s fg:source ?o }'
    """
    declared = set(re.findall(r"\bPREFIX\s+([A-Za-z][\w-]*)?:", sparql, re.I))
    used = set(re.findall(r"(?<![\w:?$<-])([a-z][\w-]*):", sparql))
    missing = [prefix for prefix in PREFIXES if prefix in used - declared]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing) + sparql
