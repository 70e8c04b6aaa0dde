"""What a query may not do: every way we know to hide SERVICE or an update is refused."""

from __future__ import annotations

import pytest
from served import CALLS

from findingsgraph.graphs.web.guard import refusal

HARMLESS = [
    "SELECT ?service { ?service a fg:Service }",
    "SELECT * { ?s skos:prefLabel 'Service of the council' }",
    'SELECT * { ?s ?p """a "service" here""" }',
    "SELECT * { ?s a <https://w3id.org/findingsgraph/ontology#Service> } # SERVICE <x>",
    "SELECT * { <https://e.org/service/a> ?p $service }",
    "SELECT * { ?s a fg:Service . ?s fg:text 'it is said \\'service\\'' }",
    "DESCRIBE concept:other-service",
]
UPDATES = [
    "INSERT DATA { <a> <b> <c> }",
    "PREFIX fg: <https://e.org/> delete where { ?s ?p ?o }",
    "# SELECT\nCLEAR ALL",
    "LOAD <http://e.org/data.ttl>",
    "BASE <http://e.org/> WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
]


@pytest.mark.parametrize("query", CALLS)
def test_calls_to_other_servers_are_refused(query: str) -> None:
    assert "service" in refusal(query).lower()


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_alone_is_not(query: str) -> None:
    assert refusal(query) == ""


@pytest.mark.parametrize("query", UPDATES)
def test_updates_are_refused(query: str) -> None:
    assert "read-only" in refusal(query)


def test_long_queries_are_read_in_linear_time() -> None:
    import time

    for text in (
        "'''" + "'a''" * 30_000,
        '"' * 90_000,
        "<" * 90_000,
        "\\'" * 45_000,
        "service " + ":" * 90_000,
    ):
        begun = time.perf_counter()
        refusal("SELECT * { service" + text)
        assert time.perf_counter() - begun < 2
