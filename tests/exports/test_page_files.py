"""What pages are put together from: others' work, unaltered and named, a policy that fits, data."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib

from beside import ROOT
from made import one_report

from findingsgraph.graphs.exports.page import LIBRARY, SCRIPTS, read_file

PAGE = ROOT / "graphs" / "exports" / "page" / "static"


def test_vendored_files_are_what_versions_says() -> None:
    versions = tomllib.loads(read_file("vendor/versions.toml"))
    for name, entry in versions.items():
        content = (PAGE / "vendor" / entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], name
        assert f'"{entry["version"]}"' in content.decode()
        assert entry["version"] in (ROOT / "RIGHTS.md").read_text(encoding="utf-8")
        assert f"{name}@{entry['version']}" in entry["refresh"]
    held = {file.name for file in (PAGE / "vendor").glob("*.js")}
    assert held == {entry["file"] for entry in versions.values()}


def test_every_script_is_in_the_page() -> None:
    assert {file.name for file in PAGE.glob("*.js")} == set(SCRIPTS)


def test_own_scripts_make_no_code_of_text() -> None:
    own = "".join(map(read_file, SCRIPTS))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", own)


def test_the_policy_allows_the_page_s_own_scripts_and_style_alone() -> None:
    page = one_report().export("html").decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    allowed = set(re.findall(r"sha256-([\w+/=]+)", policy[1]))
    blocks = re.findall(r"<script>(.*?)</script>", page, re.S) + re.findall(
        r"<style[^>]*>(.*?)</style>", page, re.S
    )
    hashes = {base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() for block in blocks}
    assert hashes == allowed
    assert len(blocks) == 3
    assert policy[1].startswith("default-src &#x27;none&#x27;;")
    assert "unsafe" not in policy[1]
    assert read_file(LIBRARY) in page


def test_quotes_are_ranges_of_their_items() -> None:
    page = one_report().export("html").decode()
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert data is not None
    content = json.loads(data[1])
    texts = [content["items"][item][0][start:end] for item, start, end, *_ in content["quotes"]]
    assert "The police do not routinely attend strategy meetings." in texts
    for node in content["nodes"]:
        about, ranges = node[7], node[8]
        assert about
        words = {texts[quote][ranges[2 * at] : ranges[2 * at + 1]] for at, quote in enumerate(about)}
        assert "" not in words
