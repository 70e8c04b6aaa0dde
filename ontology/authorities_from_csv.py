"""Write authorities.ttl from a table of authorities.

    python -m findingsgraph.ontology.authorities_from_csv facts/authorities.csv > ontology/authorities.ttl

The table has the columns ofsted_urn, name, local_authority_code, gss_code, region, kind and
statistical_neighbours_gss (codes parted by spaces). The same table gives the same bytes.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable
from pathlib import Path

HEAD = """\
# The authority file: children's services authorities of England, also abolished ones that reports name.
# Written by ontology/authorities_from_csv.py; change the table or authority-names.ttl, not this file.
#
# Facts from public registers: URN of Ofsted; local authority code, region, kind and statistical
# neighbours of the Department for Education; GSS code of the Office for National Statistics.
# Contains public sector information licensed under the Open Government Licence v3.0:
# https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/

@prefix authority: <https://w3id.org/findingsgraph/authority/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix fg: <https://w3id.org/findingsgraph/ontology#> .
@prefix gss: <http://statistics.data.gov.uk/id/statistical-geography/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://w3id.org/findingsgraph/authority> a skos:ConceptScheme ;
    skos:prefLabel "Local authorities responsible for children's services"@en ;
    dcterms:source "Registers of Ofsted, the Department for Education and the statistics office"@en ;
    dcterms:license <https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/> .
"""


def slug(name: str) -> str:
    """The last part of an authority's IRI.

    >>> slug("Kingston Upon Hull, City of"), slug("St. Helens"), slug("Bedford Borough")
    ('kingston-upon-hull', 'st-helens', 'bedford')
    """
    name = re.sub(r", city of$| borough$", "", name.lower()).replace("&", "and")
    return "-".join(re.findall(r"[a-z]+", name))


def authorities_turtle(rows: Iterable[dict[str, str]]) -> str:
    """The whole Turtle file, authorities sorted by slug."""
    table = sorted(rows, key=lambda row: slug(row["name"]))
    slugs = {row["gss_code"]: slug(row["name"]) for row in table}
    return HEAD + "".join("\n" + _block(row, slugs) for row in table)


def _block(row: dict[str, str], slugs: dict[str, str]) -> str:
    neighbours = [slugs[code] for code in row["statistical_neighbours_gss"].split()]
    lines = [
        f"authority:{slug(row['name'])} a fg:LocalAuthority, org:FormalOrganization",
        "skos:inScheme <https://w3id.org/findingsgraph/authority>",
        f'skos:prefLabel "{row["name"]}"@en',
        f'fg:urn "{row["ofsted_urn"]}"',
        f'fg:localAuthorityCode "{row["local_authority_code"]}"',
        f'fg:gssCode "{row["gss_code"]}"',
        f"dcterms:spatial gss:{row['gss_code']}",
        f'fg:region "{row["region"]}"',
    ]
    if row["kind"]:
        lines.append(f'fg:authorityKind "{row["kind"]}"')
    if neighbours:
        lines.append(
            "fg:statisticalNeighbour " + ",\n        ".join(f"authority:{each}" for each in neighbours)
        )
    return " ;\n    ".join(lines) + " .\n"


def main(arguments: list[str]) -> int:
    """Read the table that is named and print the Turtle."""
    if len(arguments) != 1:
        print("usage: python -m findingsgraph.ontology.authorities_from_csv TABLE.csv", file=sys.stderr)
        return 2
    with Path(arguments[0]).open(encoding="utf-8", newline="") as table:
        sys.stdout.write(authorities_turtle(csv.DictReader(table)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
