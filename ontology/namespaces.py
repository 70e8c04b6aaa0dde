"""The one table of prefixes that queries, exports and copies of the graph share."""

from __future__ import annotations

from findingsgraph.ontology.iris import BASE, FG

__all__ = ["PREFIXES", "XSD"]

XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: dict[str, str] = {
    "fg": FG,
    "area": BASE + "area/",
    "authority": BASE + "authority/",
    "concept": BASE + "concept/",
    "relation": BASE + "relation/",
    "stance": BASE + "stance/",
    "theme": BASE + "theme/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": XSD,
}
"""Prefix to namespace."""
