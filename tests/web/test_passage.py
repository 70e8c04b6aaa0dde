"""An answer on its way: nothing of it stays behind, wherever it ends."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest

from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.passage import KEEP, Passage, Sending


async def begun(pieces: int = 2, ended: bool = False) -> tuple[Passage, Sending]:
    """An answer larger than what is kept in memory, about to be sent."""
    passage = Passage(0)
    passage.open("text/plain")
    for _ in range(pieces):
        passage.put(b"x" * KEEP)
    if ended:
        passage.end()
    response = await passage.respond()
    assert isinstance(response, Sending)
    return passage, response


@pytest.mark.parametrize("sent", [0, 1, 2])
def test_of_a_client_that_takes_no_more_nothing_stays_behind(sent: int) -> None:
    async def run() -> None:
        passage, response = await begun()
        taken: list[MutableMapping[str, Any]] = []

        async def send(message: MutableMapping[str, Any]) -> None:
            if len(taken) == sent:
                await asyncio.Event().wait()
            taken.append(message)

        sending = asyncio.create_task(response.stream_response(send))
        while len(taken) < sent:
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        passage.put(b"more")
        assert passage.size == 2 * KEEP + 4, "what still comes is counted, for the limit"
        with pytest.raises(ValueError, match="closed"):
            passage._read(0, 1)

    asyncio.run(run())


@pytest.mark.parametrize("problem", [None, Refused(504, "too slow")])
def test_only_a_whole_answer_has_an_end(problem: Refused | None) -> None:
    async def run() -> None:
        passage, response = await begun()
        taken: list[MutableMapping[str, Any]] = []

        async def send(message: MutableMapping[str, Any]) -> None:
            taken.append(message)

        sending = asyncio.create_task(response.stream_response(send))
        await asyncio.sleep(0)
        passage.put(b"last")
        passage.end(problem)
        await sending
        assert sum(len(message.get("body", b"")) for message in taken) == 2 * KEEP + 4
        assert taken[-1]["more_body"] is (problem is not None)
        assert passage.body is None, "too large to be kept"

    asyncio.run(run())


def test_what_comes_whole_says_its_length() -> None:
    async def run() -> None:
        _, response = await begun(pieces=3, ended=True)
        assert response.headers["content-length"] == str(3 * KEEP)
        await response.stream_response(_ignore)

    asyncio.run(run())


async def _ignore(message: MutableMapping[str, Any]) -> None:
    pass
