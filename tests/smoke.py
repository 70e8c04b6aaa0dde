"""Install what would be published into empty environments, and use it as a newcomer would.

    python tests/smoke.py

Builds the wheel and the source distribution, installs each into a new virtual environment
without any tool of development, and runs the main job there; then the wheel again by uvx
and by pipx. Needs the package index. Exit 1 when anything fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = ROOT / "reports" / "hartlepool-2014.txt"
LEFT_OUT = shutil.ignore_patterns(".*", "build", "dist", "graph", "out", "site", "*.egg-info", "node_modules")


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command to its end; show what it said and stop when it fails."""
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, capture_output=True, text=True, env=env, timeout=600, check=False
    )
    if done.returncode:
        sys.exit(
            f"{' '.join(map(str, command))}: exit {done.returncode}\n{(done.stdout + done.stderr)[-2000:]}"
        )
    return done.stdout + done.stderr


def main() -> None:
    """Try all four ways."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        shutil.copytree(ROOT, place / "checkout", ignore=LEFT_OUT, symlinks=True)
        run(sys.executable, "-m", "build", "--no-isolation", "--outdir", place, place / "checkout", cwd=place)
        wheel, source = next(place.glob("*.whl")), next(place.glob("*.tar.gz"))
        for package in (wheel, source):
            use(environment(place / package.suffix.strip("."), package) / "findingsgraph", place)
            print(f"{package.name}: installed alone, builds, answers, verifies, exports")
        tools = environment(place / "tools", "uv", "pipx")
        env = {**os.environ, "UV_CACHE_DIR": str(place / "uv"), "PIPX_HOME": str(place / "pipx")}
        for tool in (["uvx", "--from"], ["pipx", "run", "--spec"]):
            said = run(tools / tool[0], *tool[1:], wheel, "findingsgraph", "queries", cwd=place, env=env)
            assert "judgements" in said, said
            print(f"{' '.join(tool)} {wheel.name} findingsgraph: runs")


def environment(place: Path, *packages: str | Path) -> Path:
    """Make a virtual environment with just these packages; give its folder of commands."""
    run(sys.executable, "-m", "venv", place, cwd=place.parent)
    run(place / "bin" / "pip", "install", "--quiet", *packages, cwd=place.parent)
    return place / "bin"


def use(command: Path, place: Path) -> None:
    """Build the bundled report, ask, verify, export, with nothing but what was installed."""
    graph = place / f"{command.parent.parent.name}.graph"
    assert "0 not read" not in run(command, "build", TEXT, "--out", graph, cwd=place)
    assert "overall" in run(command, "query", "judgements", "--graph", graph, cwd=place)
    assert "nothing missing" in run(command, "verify", "--graph", graph, cwd=place)
    run(command, "network", "agencies", "--graph", graph, cwd=place)
    for format in ("svg", "html", "graphml"):
        run(
            command,
            "export",
            format,
            "--network",
            "agencies",
            "--graph",
            graph,
            "-o",
            f"n.{format}",
            cwd=place,
        )


if __name__ == "__main__":
    main()
