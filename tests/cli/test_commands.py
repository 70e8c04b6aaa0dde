"""The command itself, run as users run it: a process, its output, its exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest
from beside import HARTLEPOOL_TEXT, ROOT

from findingsgraph.cli.parser import COMMANDS

COMMAND = str(Path(sys.executable).with_name("findingsgraph"))


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments], capture_output=True, text=True, cwd=cwd, timeout=120, check=False
    )


def run_on_terminal(*arguments: str, columns: int = 160) -> str:
    """Run with a terminal as standard output; give what appears there."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm", "NO_COLOR": "1"}
    process = subprocess.Popen([COMMAND, *arguments], stdout=theirs, stderr=theirs, cwd=ROOT, env=environment)
    os.close(theirs)
    seen = b""
    while process.poll() is None or select.select([ours], [], [], 0.1)[0]:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                seen += os.read(ours, 65536)
            except OSError:
                break
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("cli") / "graph"
    built = run("build", str(HARTLEPOOL_TEXT), "--out", str(folder))
    assert built.returncode == 0, built.stderr
    return str(folder)


@pytest.fixture(scope="module")
def two_places(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Hartlepool's report, and the same words with another place's name on them."""
    folder = tmp_path_factory.mktemp("places")
    text = HARTLEPOOL_TEXT.read_text(encoding="utf-8")
    (folder / "one.txt").write_text(text, encoding="utf-8")
    (folder / "other.txt").write_text(text.replace("Hartlepool", "Bradford"), encoding="utf-8")
    built = run("build", str(folder), "--out", str(folder / "graph"))
    assert built.returncode == 0, built.stderr
    return str(folder / "graph")


def test_build_says_a_line_a_document_and_one_in_all(tmp_path: Path) -> None:
    done = run("build", str(HARTLEPOOL_TEXT), "--out", str(tmp_path / "g"))
    assert done.returncode == 0
    first, last = done.stdout.splitlines()
    assert re.fullmatch(
        r"hartlepool-2014\.txt: Hartlepool 201\d-\d\d-\d\d \(sif\), 7 judgements, 1\d\d items, "
        r"5\d\d statements, \d+ mentions, \d+ measures; \d+\.\d\d s",
        first,
    )
    assert last.startswith("1 document of 1 report: ")
    assert last.endswith(f"graph in {tmp_path / 'g'}")
    assert done.stderr == "", "no progress and no advice when nobody watches"
    again = run("build", str(HARTLEPOOL_TEXT), "--out", str(tmp_path / "g"))
    assert again.stdout.splitlines()[0].endswith("; unchanged")


def test_build_names_what_it_could_not_read_and_builds_the_rest(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "report.txt").write_bytes(HARTLEPOOL_TEXT.read_bytes())
    (tmp_path / "in" / "page.pdf").write_text("<!DOCTYPE html><title>Sign in</title>")
    (tmp_path / "in" / "letter.txt").write_text("Dear Ms Example,\n\nthank you for your letter.\n" * 30)
    done = run("build", "in", "--out", "g", cwd=tmp_path)
    assert done.returncode == 1
    assert "report.txt: Hartlepool" in done.stdout
    assert "2 not read" in done.stdout
    errors = done.stderr.splitlines()
    assert len(errors) == 2
    assert errors[1].startswith("findingsgraph: page.pdf: not a PDF")
    assert errors[1].endswith("(see docs/errors.md#notapdf)")
    assert "letter.txt: no known kind of report" in errors[0]


def test_build_shows_a_table_of_several_documents_on_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("one.txt", "two.txt"):
        (tmp_path / "in" / name).write_bytes(HARTLEPOOL_TEXT.read_bytes())
    shown = run_on_terminal("build", str(tmp_path / "in"), "--out", str(tmp_path / "g"))
    lines = [line for line in shown.splitlines() if "│" in line or "|" in line or "Hartlepool" in line]
    assert sum("Hartlepool 2013-12-11" in line and " sif " in line for line in lines) == 2
    for column in ("report", "family", "judgements", "findings", "issues", "seconds"):
        assert column in shown
    assert "2 documents of 1 report: " in shown


def test_build_without_names(tmp_path: Path) -> None:
    done = run("build", str(HARTLEPOOL_TEXT), "--out", "g", "--without-names", cwd=tmp_path)
    assert done.returncode == 0
    rows = list(csv.DictReader(io.StringIO(run("query", "inspections", "--graph", "g", cwd=tmp_path).stdout)))
    assert [row["lead_inspector"] for row in rows] == [""]


def test_query_gives_csv_in_a_pipe_and_a_table_on_a_terminal(graph: str) -> None:
    piped = run("query", "judgements", "--graph", graph)
    assert piped.returncode == 0
    rows = list(csv.DictReader(io.StringIO(piped.stdout)))
    assert list(rows[0]) == ["source", "report", "area", "grade", "printed", "page"]
    assert {row["area"]: row["grade"] for row in rows}["lscb"] == "requires-improvement"
    drawn = run_on_terminal("query", "judgements", "--graph", graph)
    assert "─" in drawn
    assert "requires-improvement" in drawn
    assert "source,report" not in drawn
    assert "https://" not in drawn
    narrow = run_on_terminal("query", "judgements", "--graph", graph, columns=60)
    assert all(len(line.rstrip()) <= 60 for line in narrow.splitlines())
    assert "requires-improvement" in narrow


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "markdown"])
def test_formats_of_a_table(form: str, graph: str) -> None:
    done = run("query", "judgements", "--graph", graph, "--format", form)
    assert done.returncode == 0
    text = done.stdout
    if form == "json":
        assert [row["grade"] for row in json.loads(text)].count("good") == 6
    elif form == "tsv":
        assert text.splitlines()[0].split("\t")[3] == "grade"
    elif form == "markdown":
        assert text.splitlines()[1] == "| --- | --- | --- | --- | --- | --- |"
    assert text.count("requires-improvement") == 1


def test_query_parameters_and_sparql(graph: str) -> None:
    good = run("query", "statements", "--graph", graph, "-p", "agency=police", "-p", "stance=strength")
    rows = list(csv.DictReader(io.StringIO(good.stdout)))
    assert rows
    assert {row["stance"] for row in rows} == {"strength"}
    asked = run("query", "SELECT (COUNT(?s) AS ?n) { ?s a fg:Statement }", "--graph", graph)
    assert asked.stdout.splitlines()[0] == "n"
    assert int(asked.stdout.splitlines()[1]) > 500
    (Path(graph).parent / "mine.rq").write_text("SELECT ?s { ?s a fg:Recommendation }")
    assert (
        run("query", str(Path(graph).parent / "mine.rq"), "--graph", graph).stdout.count("recommendation")
        >= 10
    )


def test_queries_lists_and_explains() -> None:
    listed = run("queries")
    assert "statements," in listed.stdout
    explained = run("queries", "statements")
    assert "agency (agency)" in explained.stdout
    assert "decided_by:" in explained.stdout


def test_verify_finds_everything_and_misses_what_was_changed(tmp_path: Path) -> None:
    run("build", str(HARTLEPOOL_TEXT), "--out", "g", cwd=tmp_path)
    done = run("verify", "--graph", "g", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing missing" in done.stderr
    text = next((tmp_path / "g" / "texts").rglob("*"))
    text.write_bytes(text.read_bytes().replace(b"strategy meetings", b"strategy sessions"))
    changed = run("verify", "--graph", "g", cwd=tmp_path)
    assert changed.returncode == 1
    assert "strategy meetings" in changed.stdout


def test_coverage_counts_lines_words_items_and_facts(graph: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("coverage", "--graph", graph).stdout)))
    count = {(row["of"], row["kind"]): int(row["count"]) for row in rows}
    assert count["facts", "judgements"] == 7
    assert count["items", "recommendation"] > 10
    assert count["lines", "fact"] > 150
    printed = [line for line in HARTLEPOOL_TEXT.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert sum(number for (of, _), number in count.items() if of == "lines") == len(printed), (
        "no line is lost"
    )
    words = sum(len(line.split()) for line in printed)
    assert sum(number for (of, _), number in count.items() if of == "words") == words
    shown = run_on_terminal("coverage", "--graph", graph)
    assert re.search(r"hartlepool-2014\.txt: Hartlepool 201\d-\d\d-\d\d \(sif, sif-", shown)
    assert "lines " in shown


def test_check_finds_no_violation(graph: str) -> None:
    done = run("check", "--graph", graph)
    assert done.returncode == 0, done.stdout
    assert "1 document checked: 0 violations" in done.stderr


def test_network_metrics_with_names(graph: str) -> None:
    done = run("network", "agencies", "--graph", graph)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert done.returncode == 0
    assert {"node", "label", "degree", "strength", "betweenness", "community"} <= set(rows[0])
    assert "Police" in {row["label"] for row in rows}
    assert "density" in done.stderr
    assert "modularity" in done.stderr
    drawn = run_on_terminal("network", "agencies", "--graph", graph)
    assert "https://" not in drawn, "people read names"
    small = run("network", "agencies", "--graph", graph, "-p", "theme=adoption", "-p", "part=lscb")
    assert "Warning: only" in small.stderr
    assert "agencies-findings" in run("network", "--list").stdout


def test_export_writes_text_to_the_pipe_and_files(graph: str, tmp_path: Path) -> None:
    turtle = run("export", "turtle", "--graph", graph)
    assert turtle.stdout.startswith("# Source: Ofsted, inspection report on Hartlepool (201")
    picture = run("export", "svg", "--network", "agencies", "--graph", graph, "-o", str(tmp_path / "a.svg"))
    assert (picture.returncode, picture.stdout) == (0, "")
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")
    assert "graphml," in run("export", "--list").stdout


WRONG = [
    (("biuld",), "did you mean 'build'?"),
    (("build", "--jobs", "many", "x"), "invalid int value"),
    (("build", "--jobs", "0", "reports"), "--jobs 0: not a possible value"),
    (("build", "no-such-folder"), "no-such-folder"),
    (("build", "docs/decisions/nothing", "reports"), "nothing"),
    (("query", "judgments"), "did you mean 'judgements'?"),
    (("query", "judgements", "-p", "autority=x"), "did you mean 'authority'?"),
    (("query", "judgements", "-p", "authority"), "write it as name=value"),
    (("query", "judgements", "-p", "from=x", "-p", "from=y"), "given twice"),
    (("query", "statements", "-p", "stance=good"), "stance=good"),
    (("query", "statements", "-p", "from=last year"), "it must be a year"),
    (("query", "judgements", "--format", "jsn"), "did you mean 'json'?"),
    (("query", "SELECT ?s { ?s "), "not a query that can be run"),
    (("query", "DELETE WHERE { ?s ?p ?o }"), "not a query that can be run"),
    (("query", "nothing.rq"), "nothing.rq"),
    (("query", "judgements", "--first", "-1"), "'-1' is no whole number from 0"),
    (("queries", "statments"), "did you mean 'statements'?"),
    (("network", "agencys"), "did you mean 'agencies'?"),
    (("network",), "there is: agencies"),
    (("network", "agencies", "-p", "level=global"), "level=global"),
    (("export", "graphlm"), "did you mean 'graphml'?"),
    (("export",), "there is: "),
    (("export", "csv"), "-o FILE.zip"),
    (("export", "csv", "-o", "tables.csv"), "give a folder or FILE.zip"),
    (("export", "turtle", "--network", "agencies"), "it holds all facts"),
    ((), "the following arguments are required: COMMAND"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=[" ".join(a) or "nothing" for a, _ in WRONG])
def test_wrong_use_is_one_line_and_status_2(arguments: tuple[str, ...], said: str, graph: str) -> None:
    if arguments and arguments[0] in ("query", "network", "export"):
        arguments = (*arguments, "--graph", graph)
    done = run(*arguments)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr
    kinds = re.findall(r"^## (\w+)$", (ROOT / "docs" / "errors.md").read_text(encoding="utf-8"), flags=re.M)
    anchor = re.search(r"\(see docs/errors\.md#(\w+)\)$", done.stderr.strip())
    assert anchor
    assert anchor[1] in {kind.lower() for kind in kinds}


@pytest.mark.parametrize(
    "command", ["query judgements", "verify", "coverage", "check", "network agencies", "export turtle"]
)
def test_no_graph_is_one_line(command: str, tmp_path: Path) -> None:
    done = run(*command.split(), cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "graph: no graph here" in done.stderr
    assert list(tmp_path.iterdir()) == [], "asking leaves nothing behind"


def test_an_output_that_cannot_be_written_is_one_line(graph: str, tmp_path: Path) -> None:
    for where in (tmp_path / "no" / "a.svg", tmp_path):
        done = run("export", "svg", "--graph", graph, "-o", str(where))
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
        assert "the system refused" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_line(graph: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [COMMAND, "query", "statements", "--graph", graph], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "findingsgraph: the output: cannot be written: No space left on device; what was there before is "
        "untouched (see docs/errors.md#cannotwrite)"
    ]


def test_a_closed_pipe_says_nothing(graph: str) -> None:
    process = subprocess.Popen(
        [COMMAND, "export", "nquads", "--graph", graph], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0
    process.stderr.close()


def test_version_and_help() -> None:
    assert re.fullmatch(r"findingsgraph \d+\.\d+\S*\n", run("--version").stdout)
    done = run("--help")
    assert done.returncode == 0
    for command in COMMANDS:
        assert f"\n    {command} " in done.stdout
        assert run(command, "--help").returncode == 0


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\nfrom findingsgraph.cli.parser import parse\n"
        "parse(['queries'])\n"
        "heavy = {'rdflib', 'networkx', 'pyoxigraph', 'numpy', 'pypdfium2', 'rich', 'SPARQLWrapper'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def test_compare_on_a_terminal_draws_all_tables_and_says_what_must_be_said(two_places: str) -> None:
    seen = run_on_terminal("compare", "Hartlepool", "Bradford", "--graph", two_places)
    for title in ("Judgements", "Themes: strengths / weaknesses / mixed", "Agencies: ", "Differences"):
        assert title in seen
    assert "Hartlepool 2013" in seen
    assert "- Stances are findingsgraph's labels, not Ofsted's" in seen


def test_compare_in_a_pipe_is_one_table_or_json_of_all(two_places: str) -> None:
    done = run("compare", "Hartlepool", "Bradford", "--graph", two_places)
    assert done.returncode == 0
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["authority_name"] for row in rows} == {"Hartlepool", "Bradford"}
    assert "csv holds one table: judgements; --show gives themes, agencies, differences" in done.stderr
    done = run(
        "compare", "Hartlepool", "Bradford", "--graph", two_places, "--show", "agencies", "--first", "2"
    )
    assert len(done.stdout.splitlines()) == 3
    done = run("compare", "Hartlepool", "Bradford", "--graph", two_places, "--format", "json")
    assert list(json.loads(done.stdout)) == ["judgements", "themes", "agencies", "differences", "notes"]
    done = run("compare", "Hartlepool", "Bradford", "--graph", two_places, "--format", "markdown")
    assert "## Agencies\n\n| concept |" in done.stdout


def test_trend_and_followed_write_their_tables(two_places: str) -> None:
    done = run("trend", "Hartlepool", "--graph", two_places, "--show", "grades")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["change"] for row in rows} == {""}, "one inspection: nothing changed"
    done = run("followed", "--graph", two_places, "--show", "outcomes")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    few = run("followed", "--graph", two_places, "--show", "outcomes", "--columns", "dated,recurring")
    assert few.stdout.splitlines()[0] == "dated,recurring"
    assert {row["no_later_inspection"] for row in rows} == {row["recommendations"] for row in rows}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("compare", "Hartlepool"), "give two different places or times"),
        (("compare", "Hartlepool", "Hartlepool@1999"), "no inspection dated 1999"),
        (("trend", "Hartlepol"), "did you mean 'Hartlepool'"),
        (("trend", "Hartlepool", "--show", "turn"), "did you mean 'turns'"),
        (("followed", "Leeds"), "no report on it here"),
    ],
)
def test_what_cannot_be_compared_is_one_line(two_places: str, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments, "--graph", two_places)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_table_that_is_none_is_told_before_the_graph_is_opened(tmp_path: Path) -> None:
    done = run("compare", "Hartlepool", "Leeds", "--show", "themes, foo", "--graph", str(tmp_path / "none"))
    assert done.returncode == 2
    assert "--show foo: wrong use: no such table" in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [("build", "X", "--quiet"), ("build", "X", "-o", "g")])
def test_what_a_command_does_not_take_is_said_of_the_command(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    unknown = " ".join(arguments[2:])
    assert done.returncode == 2
    assert done.stderr.startswith(
        f"findingsgraph: build: wrong use: unrecognized arguments: {unknown}; try findingsgraph build --help"
    )


@pytest.mark.parametrize("command", [("serve",), ("mcp",), ("changes",), ("correct", "file.tsv")])
def test_an_endpoint_is_refused_where_a_folder_is_needed(command: tuple[str, ...]) -> None:
    done = run(*command, "--graph", "http://127.0.0.1:9/sparql")
    assert done.returncode == 2
    assert "--graph http://127.0.0.1:9/sparql: not a possible value: give the folder" in done.stderr


def test_similar_finds_by_words_and_says_what_is_no_finding(graph: str) -> None:
    found = run(
        "similar", "chronologies of poor quality", "--graph", graph, "--first", "3", "--minimum", "0.1"
    )
    rows = list(csv.DictReader(io.StringIO(found.stdout)))
    assert rows and all("chronology" in row["shared"] for row in rows[:1])
    wrong = run("similar", "https://e.org/none", "--graph", graph)
    assert wrong.returncode == 2 and "no such finding" in wrong.stderr
    empty = run("similar", "", "--graph", graph)
    assert empty.returncode == 2 and "give words" in empty.stderr
