"""Build the graph of the labelled reports, write the tables that are scored, and print the figures.

    python benchmarks/accuracy.py [--keep DIR] [--list] [--write]

Needs the reports, labels and scoring scripts beside the project
(FINDINGSGRAPH_REPORTS, FINDINGSGRAPH_LABELS, FINDINGSGRAPH_EVAL; default: the
folder `shared` beside it) and says so when they are not there. `--write` writes
docs/accuracy.md with what was measured.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import findingsgraph as fg

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

HEAD = """# How often the labels are right

Written by `make accuracy`, which builds the graph of every report beside the project and compares it with
reports labelled by reading, sentence by sentence. The labels are findingsgraph's; Ofsted made none of them.
Nothing is learned from these three reports (other reports of the same authorities are among those learned
from); reports of other authorities, kept apart, are measured elsewhere.
"""


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


def content_table(scores: dict[str, Any]) -> str:
    """Write a table of the scores, a line a report and one in all."""
    heads = ["report", "sentences", "found", "stance", "mentions P / R", "names", "measures F1"]
    heads += ["comparators", "themes F1"]
    lines = ["| " + " | ".join(heads) + " |", "| --- |" + " ---: |" * (len(heads) - 1)]
    for name, one in {**scores["reports"], "all": scores["all"]}.items():
        both = f"{one['mentions']['precision']:.3f} / {one['mentions']['recall']:.3f}"
        cells = [one["sentences"], one["found"], one["stance_accuracy"], both, one["local_names_recall"]]
        cells += [one["measures"]["f1"], one["comparators_recall"], one["themes"]["f1"]]
        lines.append(f"| {name} | " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join(lines)


def _cell(value: object) -> str:
    return "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def stance_table(scores: dict[str, Any]) -> str:
    """Write precision, recall and F1 of each stance, and what is taken for what."""
    names = {"S": "strength", "W": "weakness", "M": "mixed", "C": "context", "R": "required-action"}
    lines = ["| stance | labelled | precision | recall | F1 |", "| --- | ---: | ---: | ---: | ---: |"]
    lines += [
        f"| {names[key]} | {one['support']} | "
        + " | ".join(f"{one[figure]:.3f}" for figure in ("precision", "recall", "f1"))
        + " |"
        for key, one in scores["stance"].items()
    ]
    confused = [
        f"{names[pair[0]]} taken for {names[pair[2]]} {count}"
        for pair, count in list(scores["confusion_gold_got"].items())[:6]
        if pair[2] in names
    ]
    macro = (
        f"Macro-F1 of strength, weakness, context and required-action: {scores['stance_macro_f1_SWCR']:.3f}."
    )
    return "\n".join([*lines, "", f"{macro} Most often wrong: {'; '.join(confused)}."])


def worst_concepts(scores: dict[str, Any]) -> str:
    """List the concepts with most mistakes."""
    lines = ["| concept | found | missed | wrongly found |", "| --- | ---: | ---: | ---: |"]
    lines += [
        f"| {one['concept']} | {one.get('tp', 0)} | {one.get('fn', 0)} | {one.get('fp', 0)} |"
        for one in scores["concepts_worst"][:12]
    ]
    return "\n".join(lines)


def page(text: dict[str, Any], pdf: dict[str, Any], edges: str, covers: str) -> str:
    """Write docs/accuracy.md."""
    parts = [
        HEAD,
        "## Content, from the PDFs\n\n" + content_table(pdf),
        "## Content of the bundled transcription\n\n" + content_table(text),
        "## Stance\n\n" + stance_table(pdf),
        "## Concepts with most mistakes\n\n" + worst_concepts(pdf),
        f"## Who does what with whom\n\n```text\n{edges.strip()}\n```",
        f"## Covers of all reports beside the project\n\n```text\n{covers.strip()}\n```",
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def main() -> int:
    """Score and print; 1 when what is needed is not beside the project."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--keep", type=Path, help="keep the tables in this folder")
    parser.add_argument("--list", action="store_true", help="list every difference of edges and covers")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md")
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
        write_tables([TEXT], folder / "text")
        # not the transcription beside them: a statement of two documents would count twice
        write_tables(sorted(REPORTS.rglob("*.pdf")), folder / "pdf")
        found = page(
            score(folder / "text"),
            score(folder / "pdf"),
            run("involvements.py", str(LABELS / "edges"), str(LABELS / "gold"), str(folder / "pdf"), *more),
            run("judgements.py", str(LABELS / "judgements.json"), str(folder / "pdf"), *more),
        )
    if arguments.write:
        PAGE.write_text(found, encoding="utf-8")
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
