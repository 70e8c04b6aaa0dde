"""An RO-Crate: all facts and tables in a folder, with a description that machines read.

RO-Crate 1.2 asks for a date of publication; it is that of the newest report inside, so that the same
graph gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from findingsgraph.graphs.exports.credits import OURS, licence_terms
from findingsgraph.graphs.exports.facts.rdf import read_quads, write_nquads
from findingsgraph.graphs.exports.output import pack
from findingsgraph.graphs.exports.selection import Selection
from findingsgraph.graphs.exports.tables.csvfiles import write_tables
from findingsgraph.queries import load

SPECIFICATION = "https://w3id.org/ro/crate/1.2"
LABELS = "https://creativecommons.org/licenses/by/4.0/"
OFSTED = "https://www.gov.uk/government/organisations/ofsted"


def write_crate(selection: Selection) -> dict[str, bytes]:
    """Write facts (N-Quads), every named table (CSV) and the description of all, by path."""
    credits = selection.credits
    tables = {
        f"tables/{name}": text.encode()
        for name, text in write_tables(selection).items()
        if name.endswith(".csv")
    }
    files = {
        "README.txt": credits.text().encode(),
        "graph.nq": write_nquads(read_quads(selection.graph.quads()), credits),
        **tables,
    }
    described = json.dumps(_description(selection, files), ensure_ascii=False, indent=1) + "\n"
    return {"ro-crate-metadata.json": pack(described), **files}


def _description(selection: Selection, files: Mapping[str, bytes]) -> dict[str, Any]:
    reports = _reports(selection)
    licences = sorted({report["license"]["@id"] for report in reports if "license" in report})
    days = [report["datePublished"] for report in reports if "datePublished" in report]
    about = selection.credits.source_line().removeprefix("Source: ").rstrip(".")
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"What inspectors found: {about}",
        "description": " ".join(selection.credits.lines()),
        "datePublished": max(days, default="1980-01-01"),
        "license": [{"@id": LABELS}, *({"@id": licence} for licence in licences)],
        "isBasedOn": [{"@id": report["@id"]} for report in reports],
        "hasPart": [{"@id": name} for name in files],
    }
    return {
        "@context": f"{SPECIFICATION}/context",
        "@graph": [
            {
                "@id": "ro-crate-metadata.json",
                "@type": "CreativeWork",
                "conformsTo": {"@id": SPECIFICATION},
                "about": {"@id": "./"},
            },
            root,
            *(_file(name, content) for name, content in files.items()),
            *reports,
            {"@id": OFSTED, "@type": "Organization", "name": "Ofsted", "url": OFSTED},
            {
                "@id": LABELS,
                "@type": "CreativeWork",
                "name": "CC BY 4.0: labels and vocabularies of findingsgraph",
                "description": OURS,
            },
            *(
                {"@id": licence, "@type": "CreativeWork", "name": licence_terms(licence)}
                for licence in licences
            ),
        ],
    }


def _reports(selection: Selection) -> list[dict[str, Any]]:
    """Describe the reports whose words are inside, each once."""
    reports: dict[str, dict[str, Any]] = {}
    for row in selection.table("licences"):
        report = {
            "@id": str(row.report),
            "@type": "Report",
            "name": f"Ofsted, inspection report on {row.authority_name}",
            "about": str(row.authority_name),
            "publisher": {"@id": OFSTED},
        }
        if row.dated:
            report["datePublished"] = str(row.dated)
        if row.licence:
            report["license"] = {"@id": str(row.licence)}
        reports[str(row.report)] = report
    return [reports[iri] for iri in sorted(reports)]


def _file(name: str, content: bytes) -> dict[str, Any]:
    question = name.removeprefix("tables/").removesuffix(".csv")
    about = load(question) if name.startswith("tables/") else None
    kinds = {"nq": "application/n-quads", "csv": "text/csv", "txt": "text/plain"}
    return {
        "@id": name,
        "@type": "File",
        "name": about.title if about else {"graph.nq": "All facts"}.get(name, "Source, terms, whose labels"),
        **({"description": about.description} if about else {}),
        "encodingFormat": kinds[name.rpartition(".")[2]],
        "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
