"""The graph for assistants: a real client starts the command and talks to it over its streams."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import anyio
from mcp import Client, StdioServerParameters

COMMAND = str(Path(sys.executable).with_name("findingsgraph"))


def _ask(folder: Path, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """Start the server, list its tools, make the calls; give tools and results."""

    async def talk() -> list[Any]:
        server = StdioServerParameters(command=COMMAND, args=["mcp", "--graph", str(folder)])
        async with Client(server, read_timeout_seconds=60) as client:
            tools = (await client.list_tools()).tools
            return [tools, client.instructions, *[await client.call_tool(*call) for call in calls]]

    return anyio.run(talk)


def _value(result: Any) -> Any:
    assert not result.is_error, result.content
    content = result.structured_content
    return content.get("result", content) if content else json.loads(result.content[0].text)


def test_an_assistant_finds_compares_and_quotes(hartlepool_folder: Path) -> None:
    tools, instructions, found, sides, wrong, nowhere = _ask(
        hartlepool_folder,
        ("find_findings", {"words": "police", "authority": "80473", "stance": "strength", "limit": 3}),
        ("compare_authorities", {"authorities": ["Hartlepool"]}),
        ("find_findings", {"agency": "polise"}),
        ("evidence", {"iri": "https://e.org/> } DROP ALL"}),
    )
    assert [tool.name for tool in tools] == ["find_findings", "compare_authorities", "evidence"]
    assert all(tool.annotations.read_only_hint for tool in tools)
    assert "Quote the words given" in instructions
    findings = _value(found)["findings"]
    assert 0 < len(findings) <= 3 and all("police" in each["text"].lower() for each in findings)
    [side] = _value(sides)
    assert {"area": "overall", "grade": "good"}.items() <= side["judgements"][0].items()
    assert side["sentences_by_section_and_stance"]["care-leavers"]["strength"] > 0
    assert wrong.is_error and "no agency 'polise'" in wrong.content[0].text
    assert nowhere.is_error and "no finding and no sentence" in nowhere.content[0].text

    *_, evidence = _ask(hartlepool_folder, ("evidence", {"iri": findings[0]["finding"]}))
    shown = _value(evidence)
    assert shown["text"] == findings[0]["text"] and shown["source"] == "hartlepool-2014.txt"
    assert all(quote["found_again_in_the_text"] for quote in shown["quotes"])
    words = " ".join(quote["quote"] for quote in shown["quotes"]).split()
    assert set(shown["sentences"][0]["text"].split()) <= set(words)
