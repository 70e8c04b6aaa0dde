"""Guards of the layout in which the repository's root is the package."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from beside import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = SETTINGS["tool"]["setuptools"]
OUTSIDE = {"tests", "docs", "site", "benchmarks", "reports", "build", "dist", "graph", "out", "node_modules"}
DATA = {
    ".ttf",
    ".ttl",
    ".rq",
    ".toml",
    ".sql",
    ".svg",
    ".tsv",
    ".json",
    ".jsonld",
    ".html",
    ".js",
    ".css",
    ".txt",
    ".csv",
    ".gz",
    ".bin",
}
NEVER = {"pyproject.toml"}


def package_folders() -> list[Path]:
    """The folders of the repository that belong to the package, the root first."""
    folders = [ROOT]
    for folder in folders:
        folders += sorted(
            child
            for child in folder.iterdir()
            if child.is_dir() and child.name not in OUTSIDE and not child.name.startswith((".", "__"))
            and not child.name.endswith(".egg-info")
        )  # fmt: skip
    return folders


def name_of(folder: Path) -> str:
    return ".".join(("findingsgraph", *folder.relative_to(ROOT).parts))


def data_files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.suffix in DATA and file.name not in NEVER)


def test_listed_packages_are_the_folders_with_code() -> None:
    with_code = {name_of(folder) for folder in package_folders() if (folder / "__init__.py").exists()}
    assert set(SETUPTOOLS["packages"]) == with_code
    assert SETUPTOOLS["packages"] == sorted(SETUPTOOLS["packages"])


def test_every_folder_with_files_is_a_package() -> None:
    for folder in package_folders():
        if any(folder.glob("*.py")) or (folder != ROOT and data_files(folder)):
            assert (folder / "__init__.py").exists(), f"{folder.relative_to(ROOT)} is left out of the wheel"


def test_package_data_covers_every_data_file() -> None:
    for folder in package_folders():
        patterns = SETUPTOOLS["package-data"].get(name_of(folder), [])
        for name in data_files(folder):
            assert any(Path(name).match(pattern) for pattern in patterns), (
                f"{folder.name}/{name}: not in the wheel"
            )


def test_no_file_makes_a_second_module_of_the_root() -> None:
    for trap in ("tests/__init__.py", "conftest.py", "__main__.py"):
        assert not (ROOT / trap).exists(), f"{trap}: see docs/decisions on the layout"


def test_type_checkers_find_the_package_by_a_link() -> None:
    assert (ROOT / ".typing" / "findingsgraph").resolve() == ROOT
    assert SETTINGS["tool"]["mypy"]["mypy_path"] == ".typing"


def test_rooms_are_imported_by_their_full_name() -> None:
    """`import loaders` works from the checkout and gives a second copy of every class."""
    rooms = [name for name in ("ontology", "loaders", "queries", "graphs", "cli") if (ROOT / name).is_dir()]
    bare = re.compile(rf"^\s*(?:from|import)\s+(?:{'|'.join(rooms)})\b", re.M)
    files = [file for folder in package_folders() for file in folder.glob("*.py")]
    files += (ROOT / "tests").rglob("*.py")
    for file in files:
        assert not bare.search(file.read_text(encoding="utf-8")), f"{file}: write findingsgraph.<room>"


@pytest.mark.slow
def test_wheel_holds_all_code_and_data_and_nothing_else(tmp_path: Path) -> None:
    pytest.importorskip("build")
    # From a copy: setuptools keeps what it built, and a file that is gone would come back from there.
    ignored = shutil.ignore_patterns(
        ".*", "build", "dist", "graph", "out", "site", "*.egg-info", "__pycache__"
    )
    shutil.copytree(ROOT, tmp_path / "copy", ignore=ignored, symlinks=True)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, tmp_path / "copy"],
        check=True,
        capture_output=True,
    )
    wheel = next(tmp_path.glob("*.whl"))
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = {"findingsgraph/py.typed"}
    for folder in package_folders():
        below = "/".join(("findingsgraph", *folder.relative_to(ROOT).parts))
        expected |= {f"{below}/{file.name}" for file in folder.glob("*.py")}
        expected |= {f"{below}/{name}" for name in data_files(folder)}
    assert held == expected
