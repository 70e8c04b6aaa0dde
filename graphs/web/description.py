"""The service's description of itself: SPARQL 1.1 Service Description."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["describe_service"]

SD = "http://www.w3.org/ns/sparql-service-description#"
_TURTLE = f"""
@prefix sd: <{SD}> .
@prefix format: <http://www.w3.org/ns/formats/> .
@prefix dcterms: <http://purl.org/dc/terms/> .

<#service> a sd:Service ;
    dcterms:title "Inspection findings: read-only SPARQL 1.1 endpoint"@en ;
    sd:endpoint <> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph, sd:EmptyGraphs ;
    sd:defaultEntailmentRegime <http://www.w3.org/ns/entailment/Simple> ;
    sd:resultFormat format:SPARQL_Results_JSON, format:SPARQL_Results_XML, format:SPARQL_Results_CSV,
        format:SPARQL_Results_TSV, format:Turtle, format:N-Triples, format:RDF_XML, format:JSON-LD .
"""


@lru_cache(maxsize=32)
def describe_service(kind: str, address: str) -> bytes:
    """Write the description in a media type; `address` is the endpoint's own.

    >>> b"<https://e.org/sparql#service>" in describe_service("application/n-triples", "https://e.org/sparql")
    True
    """
    import pyoxigraph

    form = pyoxigraph.RdfFormat.from_media_type(kind)
    if form is None:
        raise ValueError(kind)
    triples = pyoxigraph.parse(_TURTLE, pyoxigraph.RdfFormat.TURTLE, base_iri=address)
    prefixes = {"sd": SD, "format": "http://www.w3.org/ns/formats/"}
    return pyoxigraph.serialize(triples, format=form, prefixes=prefixes) or b""
