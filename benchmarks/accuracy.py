"""Build the graph of the labelled reports, write the tables that are scored, and print the figures.

    python benchmarks/accuracy.py [--keep DIR] [--list] [--write [--because REASON]] [--check]

Needs the reports, labels and scoring scripts beside the project
(FINDINGSGRAPH_REPORTS, FINDINGSGRAPH_LABELS, FINDINGSGRAPH_EVAL; default: the
folder `shared` beside it) and says so when they are not there. `--write` writes
docs/accuracy.md and docs/accuracy.json with what was measured, unless a figure fell by more than half
a point and no reason is given. `--check` builds the gold reports alone and exits 1 when a figure fell.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from accuracy_page import Measured, page
from baselines import label_matching, ours, sentiment
from published import fallen, flat, read_published, write_published

import findingsgraph as fg
from findingsgraph.loaders.training.as_read import as_read
from findingsgraph.loaders.training.figures import fingerprint, read_record

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
REPORTS = Path(os.environ.get("FINDINGSGRAPH_REPORTS", SHARED / "reports"))
LABELS = Path(os.environ.get("FINDINGSGRAPH_LABELS", SHARED / "labels"))
EVAL = Path(os.environ.get("FINDINGSGRAPH_EVAL", SHARED / "eval"))
TEXT = ROOT / "reports" / "hartlepool-2014.txt"
PAGE = ROOT / "docs" / "accuracy.md"
TABLES = (
    "statements", "mentions", "measures", "themes", "judgements", "inspections", "involvements", "entities",
)  # fmt: skip


def write_tables(sources: list[Path], folder: Path) -> None:
    """Build a graph of the sources and write the scored tables into the folder as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    graph = fg.build([str(source) for source in sources], out=str(folder / "graph"))
    for name in TABLES:
        (folder / f"{name}.csv").write_text(graph.query(name).to_csv(), encoding="utf-8")


def run(script: str, *arguments: str) -> str:
    """Run a scoring script and give what it prints."""
    command = [sys.executable, str(EVAL / script), *arguments]
    return subprocess.run(command, check=True, cwd=EVAL, stdout=subprocess.PIPE, text=True).stdout


def score(folder: Path) -> dict[str, Any]:
    """Score content tables against the gold reports."""
    result: dict[str, Any] = json.loads(run("score.py", str(LABELS / "gold"), str(folder), "--json"))
    return result


def gold_sources() -> list[Path]:
    """Give the PDFs of the gold reports."""
    labels = sorted((LABELS / "gold").glob("*.json"))
    return [REPORTS / json.loads(path.read_text(encoding="utf-8"))["source"] for path in labels]


def check(folder: Path) -> list[str]:
    """Say what of the gold reports, or of the record of cross-validation, fell below what is published."""
    write_tables(gold_sources(), folder)
    decides, learned = read_record()
    measured = flat(score(folder), learned)
    (folder / "figures.json").write_text(json.dumps(measured), encoding="utf-8")
    lost = fallen(read_published()[0], measured)
    return lost if decides == fingerprint() else [*lost, "stances are decided otherwise: make model"]


def measure(folder: Path, more: list[str], losses: list[str]) -> Measured:
    """Build all reports and measure all that the page shows."""
    write_tables([TEXT], folder / "text")
    # not the transcription beside them: a statement of two documents would count twice
    write_tables(sorted(REPORTS.rglob("*.pdf")), folder / "pdf")
    gold, pdf = as_read(LABELS / "gold", REPORTS), str(folder / "pdf")
    return Measured(
        text=score(folder / "text"),
        pdf=score(folder / "pdf"),
        gold=ours(gold),
        learned=read_record()[1],
        sentiment=sentiment(gold),
        label_matching=label_matching(),
        edges=run("involvements.py", str(LABELS / "edges"), str(LABELS / "gold"), pdf, *more),
        covers=run("judgements.py", str(LABELS / "judgements.json"), pdf, *more),
        losses=losses,
    )


def write(found: Measured, because: str) -> int:
    """Write page and figures; 1 and a list when a figure fell and no reason is given."""
    figures = flat(found.pdf, found.learned)
    published, losses = read_published()
    lost = fallen(published, figures)
    if lost and not because:
        print("accuracy: nothing written; say why with --because:", *lost, sep="\n  ", file=sys.stderr)
        return 1
    losses += [f"{one}: {because}" for one in lost]
    PAGE.write_text(page(replace(found, losses=losses)), encoding="utf-8")
    write_published(figures, losses)
    return 0


def main() -> int:
    """Score and print; 1 when what is needed is not beside the project, or a figure fell."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--keep", type=Path, help="keep the tables in this folder")
    parser.add_argument("--list", action="store_true", help="list every difference of edges and covers")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md and its figures")
    parser.add_argument("--because", default="", help="why a figure may fall by more than half a point")
    parser.add_argument("--check", action="store_true", help="only compare the gold reports with the page")
    arguments = parser.parse_args()
    for folder in (REPORTS, LABELS, EVAL):
        if not folder.is_dir():
            print(
                f"accuracy: no folder {folder.name} beside the project; nothing was measured", file=sys.stderr
            )
            return 1
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        if arguments.check:
            lost = check(folder)
            print("\n".join(lost) or "accuracy: as published, or better")
            return 1 if lost else 0
        found = measure(folder, ["--list"] if arguments.list else [], read_published()[1])
    print(page(found))
    return write(found, arguments.because) if arguments.write else 0


if __name__ == "__main__":
    sys.exit(main())
