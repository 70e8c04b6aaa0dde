"""Write many distinct reports: the texts of a graph's reports, told of other authorities.

    python benchmarks/elsewhere.py GRAPH FOLDER [COPIES]

Each copy (17 unless told) tells every report of another authority: its name is put in the place of the
report's own wherever that stands, so that bodies, findings and authorities are others, and what is found
is the same. A few copies of two reports fall on the same authority and day, and are one report then. 17
copies of 91 reports give a store of some 1,500: `findingsgraph build FOLDER`, then benchmarks/networks.py
--store. Reports stay beside the project: what is written here is for measuring alone.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import findingsgraph as fg
from findingsgraph.ontology import authorities

STEP = 31
"""Authorities that a copy goes on by: any number that does not divide theirs."""
_FRAME = re.compile(r"^(London Borough of |Royal Borough of |City of )|,.*$| (upon|on) .*$")


def main(graph: str, folder: str, copies: int) -> None:
    """Write the copies, a folder each."""
    known = {each.slug: each.name for each in authorities()}
    names = sorted(name for name in known.values() if "," not in name and len(_FRAME.sub("", name)) > 3)
    with fg.open(graph) as opened:
        told = [
            ((Path(graph) / "texts" / f"{entry.text_sha256}.txt").read_text(encoding="utf-8"), entry)
            for entry in opened.documents()
            if entry.preferred
        ]
    for copy in range(copies):
        place = Path(folder) / str(copy)
        place.mkdir(parents=True, exist_ok=True)
        for number, (text, entry) in enumerate(told):
            own = known[entry.reports[0].authority.rsplit("/", 1)[1]]
            other = names[(sum(map(ord, own)) + STEP * copy) % len(names)] if copy else own
            (place / f"{number}.txt").write_text(retold(text, own, other), encoding="utf-8")


def retold(text: str, own: str, other: str) -> str:
    """Put another authority's name in the place of the report's own.

    >>> retold("HULL: Hull City Council", "Hull", "Leeds")
    'LEEDS: Leeds City Council'
    """
    for name in sorted({own, _FRAME.sub("", own)}, key=len, reverse=True):
        text = text.replace(name, other).replace(name.upper(), other.upper())
    return text


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 17)
