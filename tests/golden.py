"""Golden files: what is read in words of our own that stand in the lines and headings of each layout.

python tests/golden.py NAME...    write NAME.tsv for tests/loaders/golden/NAME.txt, to be read and kept
"""

from __future__ import annotations

import sys
from pathlib import Path

from findingsgraph.loaders.documents import open_document
from findingsgraph.loaders.families import recognise
from findingsgraph.loaders.records import Document
from findingsgraph.loaders.sections import read_sections

GOLDEN = Path(__file__).parent / "loaders" / "golden"


def listing(document: Document) -> str:
    """Write a document's sections as the golden files do."""
    rows: list[tuple[str, ...]] = []
    for report in recognise(document):
        rows.append((f"# {report.family} {report.layout} {report.first}-{report.last}",))
        sections, issues = read_sections(document, report)
        for section in sections:
            rows.append(("section", section.part, section.name, section.kind, section.heading))
            for block in section.blocks:
                place = f"{block.lines[0]}-{block.lines[-1]}"
                rows.append((block.kind, place, str(block.level), block.number, block.text))
        rows += [("issue", str(issue.line), issue.kind, issue.message) for issue in issues]
    return "".join("\t".join(row) + "\n" for row in rows)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        text = GOLDEN / f"{name}.txt"
        text.with_suffix(".tsv").write_text(listing(open_document(text)), encoding="utf-8")
        print(f"written to {text.with_suffix('.tsv')}: read it line by line before you keep it")
