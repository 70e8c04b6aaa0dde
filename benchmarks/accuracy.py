"""Build the graph of the labelled reports, write the tables that are scored, and print the figures.

    python benchmarks/accuracy.py [--all] [--keep DIR]

Needs the reports, labels and scoring scripts beside the project
(FINDINGSGRAPH_REPORTS, FINDINGSGRAPH_LABELS, FINDINGSGRAPH_EVAL; default: the
folder `shared` beside it) and says so when they are not there. `--all` builds
every report and scores covers too; without it only the gold reports are built.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import findingsgraph as fg

SHARED = Path(__file__).resolve().parents[2] / "shared"
REPORTS = Path(os.environ.get("FINDINGSGRAPH_REPORTS", SHARED / "reports"))
LABELS = Path(os.environ.get("FINDINGSGRAPH_LABELS", SHARED / "labels"))
EVAL = Path(os.environ.get("FINDINGSGRAPH_EVAL", SHARED / "eval"))
TEXT = Path(__file__).resolve().parents[1] / "reports" / "hartlepool-2014.txt"
TABLES = (
    "statements",
    "mentions",
    "measures",
    "themes",
    "judgements",
    "inspections",
    "involvements",
    "entities",
)


def gold_sources() -> list[Path]:
    """List the PDFs of the gold reports."""
    gold = sorted((LABELS / "gold").glob("*.json"))
    return [REPORTS / json.loads(path.read_text(encoding="utf-8"))["source"] for path in gold]


def write_tables(sources: list[Path], folder: Path) -> None:
    """Build a graph of the sources and write the scored tables into the folder as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    graph = fg.build([str(source) for source in sources], out=str(folder / "graph"))
    for name in TABLES:
        (folder / f"{name}.csv").write_text(graph.query(name).to_csv(), encoding="utf-8")


def run(script: str, *arguments: str) -> None:
    """Run a scoring script and let it print."""
    subprocess.run([sys.executable, str(EVAL / script), *arguments], check=True, cwd=EVAL)


def main() -> int:
    """Score and print; 1 when what is needed is not beside the project."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--all", action="store_true", help="build every report and score the covers too")
    parser.add_argument("--keep", type=Path, help="keep the tables in this folder")
    parser.add_argument("--list", action="store_true", help="list every difference")
    arguments = parser.parse_args()
    for folder in (REPORTS, LABELS, EVAL):
        if not folder.is_dir():
            print(
                f"accuracy: no folder {folder.name} beside the project; nothing was measured", file=sys.stderr
            )
            return 1
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        more = ["--list"] if arguments.list else []
        print("Hartlepool 2014 from the text transcription:", flush=True)
        write_tables([TEXT], folder / "text")
        run("score.py", str(LABELS / "gold"), str(folder / "text"))
        print("\nThe gold reports from their PDFs:", flush=True)
        write_tables([REPORTS] if arguments.all else gold_sources(), folder / "pdf")
        run("score.py", str(LABELS / "gold"), str(folder / "pdf"))
        run("involvements.py", str(LABELS / "edges"), str(LABELS / "gold"), str(folder / "pdf"), *more)
        if arguments.all:
            run("judgements.py", str(LABELS / "judgements.json"), str(folder / "pdf"), *more)
    return 0


if __name__ == "__main__":
    sys.exit(main())
