"""The authority file, and authorities found by what covers print."""

from __future__ import annotations

import csv
import json
import subprocess
import sys

import pytest
from beside import LABELS, ROOT, needs_reports

from findingsgraph.ontology import Authority, authorities, authority_iri, find_authority

FACTS = LABELS.parent / "facts" / "authorities.csv"
BY_SLUG = {authority.slug: authority for authority in authorities()}
WORDINGS = {
    "London Borough": [
        "London Borough of {}", "London Borough of {} Council", "{} London Borough", "{} Council",
    ],
    "Metropolitan District": [
        "{} Metropolitan Borough Council", "Metropolitan Borough of {}", "Metropolitan Borough of {} Council",
        "City of {} Metropolitan District Council", "City of {} Metropolitan Borough Council",
        "{} City Council", "{} District Metropolitan Council", "{} Council",
    ],
    "Unitary Authority": [
        "{} Unitary Authority", "{} Borough Council", "{} City Council", "{} Council", "Borough of {}",
        "{} City", "City of {} Council", "Council of the {}",
    ],
    "County": ["{} County Council", "{} County", "{} Council"],
    "": ["{} County Council", "{} Council"],
}  # fmt: skip


def slug(printed: str) -> str | None:
    found = find_authority(printed)
    return found.slug if found else None


def plain(authority: Authority) -> str:
    """The name without the register's inversion: `Bristol` for `Bristol, City of`."""
    return authority.name.removesuffix(", City of")


def test_there_are_all_authorities_that_reports_are_about() -> None:
    assert len(authorities()) == 156
    assert [authority.slug for authority in authorities()] == sorted(BY_SLUG)
    assert sum(not authority.replaced_by for authority in authorities()) == 153


def test_codes_are_codes_and_unique() -> None:
    for codes in (
        [authority.urn for authority in authorities()],
        [authority.gss for authority in authorities()],
        [authority.la_code for authority in authorities()],
    ):
        assert len(set(codes)) == len(codes)
    for authority in authorities():
        assert authority.urn.isdigit() and authority.la_code.isdigit() and len(authority.la_code) == 3
        assert authority.gss[:3] in {"E06", "E08", "E09", "E10"} and len(authority.gss) == 9
        assert authority.iri == authority_iri(authority.slug)


def test_neighbours_are_ten_others_and_abolished_authorities_have_successors() -> None:
    for authority in authorities():
        if authority.replaced_by:
            assert authority.neighbours == () and set(authority.replaced_by) < set(BY_SLUG)
        else:
            assert authority.kind and authority.slug not in authority.neighbours
            assert len(set(authority.neighbours)) == 10 and set(authority.neighbours) <= set(BY_SLUG)
    assert BY_SLUG["hartlepool"].neighbours[0] == "redcar-and-cleveland"
    assert BY_SLUG["cumbria"].replaced_by == ("cumberland", "westmorland-and-furness")


@pytest.mark.parametrize("authority", authorities(), ids=lambda authority: authority.slug)
def test_found_by_its_name_in_every_wording(authority: Authority) -> None:
    names = {authority.name, plain(authority), authority.name.upper(), authority.name.replace(" and ", " & ")}
    names |= {wording.format(plain(authority)) for wording in WORDINGS[authority.kind]}
    names |= {f"{plain(authority)} local authority", f"  {plain(authority)}\n Council "}
    names |= {
        f"{plain(authority)} Safeguarding Children Board",
        f"{plain(authority)} children\u2019s services",
    }
    assert {name: slug(name) for name in names} == dict.fromkeys(names, authority.slug)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Hartlepool Borough Council", "hartlepool"),
        ("Bristol City of", "bristol"),
        ("City of Bristol", "bristol"),
        ("Kingston upon Hull City Council", "kingston-upon-hull"),
        ("Hull", "kingston-upon-hull"),
        ("Hull City Council", "kingston-upon-hull"),
        ("East Riding", "east-riding-of-yorkshire"),
        ("East Riding of Yorkshire Council", "east-riding-of-yorkshire"),
        ("the Royal Borough of Kensington and Chelsea", "kensington-and-chelsea"),
        ("Royal Borough of Kensington & Chelsea Council", "kensington-and-chelsea"),
        ("Royal Borough of Windsor and Maidenhead", "windsor-and-maidenhead"),
        ("Royal Borough of Greenwich", "greenwich"),
        ("Royal Borough of Kingston upon Thames", "kingston-upon-thames"),
        ("Bradford Children and Families Trust", "bradford"),
        ("City of Bradford Metropolitan District Council", "bradford"),
        ("Wakefield District Metropolitan Council", "wakefield"),
        ("St. Helens Metropolitan Borough Council", "st-helens"),
        ("St Helens", "st-helens"),
        ("Isles of Scilly", "isles-of-scilly"),
        ("Council of the Isles of Scilly", "isles-of-scilly"),
        ("City of London", "city-of-london"),
        ("City of London Corporation", "city-of-london"),
        ("London Corporation", "city-of-london"),
        ("Telford & Wrekin", "telford-and-wrekin"),
        ("Newcastle", "newcastle-upon-tyne"),
        ("Newcastle City Council", "newcastle-upon-tyne"),
        ("Durham County Council", "durham"),
        ("County Durham", "durham"),
        ("Rutland County Council", "rutland"),
        ("Herefordshire, County of", "herefordshire"),
        ("Southend-on-Sea City Council", "southend-on-sea"),
        ("Southend\u2010on\u2010Sea", "southend-on-sea"),
        ("Bedford Borough Council", "bedford"),
        ("Central Bedfordshire", "central-bedfordshire"),
        ("Bournemouth, Christchurch & Poole Council", "bournemouth-christchurch-and-poole"),
        ("Poole", "poole"),
        ("Northamptonshire County Council", "northamptonshire"),
        ("West Northamptonshire Council", "west-northamptonshire"),
        ("Derby City", "derby"),
        ("Derbyshire County Council", "derbyshire"),
        ("Westminster City Council", "westminster"),
        ("City of York Council", "york"),
        ("North Yorkshire", "north-yorkshire"),
        ("Nottingham City Council", "nottingham"),
        ("London Borough of Barking and\nDagenham", "barking-and-dagenham"),
    ],
)
def test_names_that_covers_print(printed: str, expected: str) -> None:
    assert slug(printed) == expected


@pytest.mark.parametrize(
    "printed",
    [
        "", "   ", "Council", "the", "London", "London Borough of", "City of", "Yorkshire", "Bournemouth",
        "Barking", "Chelsea", "Lincoln", "Northampton", "Kingston", "Sussex", "Achieving for Children",
        "Northamptonshire Children's Trust", "Cheshire", "Berkshire", "Ofsted", "Hartlepool and Stockton",
        "Inspection of services", "County Council",
    ],
)  # fmt: skip
def test_never_a_guess(printed: str) -> None:
    assert find_authority(printed) is None


@needs_reports
def test_every_authority_that_the_labelled_covers_print_is_found_with_its_urn() -> None:
    for report in json.loads((LABELS / "judgements.json").read_text(encoding="utf-8")):
        found = find_authority(report["authority"])
        assert found, report["authority"]
        folder = report["source"].partition("/")[0]
        assert found.urn == folder.partition("_")[0], report["source"]


@needs_reports
def test_the_turtle_is_what_the_script_writes_from_the_registers_table() -> None:
    command = [sys.executable, "-m", "findingsgraph.ontology.authorities_from_csv", str(FACTS)]
    written = subprocess.run(command, capture_output=True, check=True, cwd=ROOT.parent).stdout
    assert written == (ROOT / "ontology" / "authorities.ttl").read_bytes()


@needs_reports
def test_every_row_of_the_registers_table_is_in_the_file() -> None:
    by_urn = {authority.urn: authority for authority in authorities()}
    with FACTS.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == len(by_urn)
    for row in rows:
        authority = by_urn[row["ofsted_urn"]]
        assert (authority.name, authority.gss, authority.region) == (
            row["name"],
            row["gss_code"],
            row["region"],
        )
        assert [BY_SLUG[each].gss for each in authority.neighbours] == row[
            "statistical_neighbours_gss"
        ].split()
