"""The interface for programs keeps to its own description, tried by schemathesis."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from served import serving

SCHEMATHESIS = str(Path(sys.executable).with_name("schemathesis"))


def test_the_description_holds(hartlepool_folder: Path, tmp_path: Path) -> None:
    with serving(hartlepool_folder) as server:
        done = subprocess.run(
            [
                SCHEMATHESIS, "run", f"{server.url}/api/openapi.json", "--phases", "coverage,fuzzing",
                "--max-examples", "2", "--max-time", "30", "--seed", "7", "--workers", "2", "--no-color",
            ],
            cwd=tmp_path, capture_output=True, text=True, timeout=240,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[:6_000] + "".join(server.said)
        assert "No issues found" in done.stdout


@pytest.mark.parametrize(
    "given", ["to=", "authority=nowhere", "from=20144", "wrong=1", "format=pdf", "source=%00"]
)
def test_what_the_description_does_not_have_is_refused(client: httpx.Client, given: str) -> None:
    answer = client.get(f"/api/queries/findings?{given}")
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert given.split("=")[0] in answer.text or "characters" in answer.text
