"""An answer on its way: taken as fast as the engine gives it, sent as fast as the client takes it.

What has come and was not sent yet waits in memory, then in a file without a name. So a
client that reads slowly keeps no query running. Nor does one that goes away end its query: what still
comes is dropped, until the answer ends or passes a limit. An engine shows only by its answer that
it has stopped; were it not listened to, a query that runs wild would never be ended.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Mapping
from typing import IO

from starlette.responses import Response, StreamingResponse
from starlette.types import Send

from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.kept import LARGEST

__all__ = ["KEEP", "Passage", "Sending"]

KEEP = 4_000_000
"""Bytes of an answer that wait in memory; what is longer waits in a file."""
PIECE = 262_144


class Passage:
    """One answer; the engine's side calls `open`, `put` and `end`, the client's side the rest."""

    def __init__(self, begin: float) -> None:
        """Take an answer of which `begin` bytes are awaited before the first is sent, infinite for all."""
        self._begin = begin
        self.size = 0
        """Bytes that have come."""
        self.body: bytes | None = None
        """All of it, once it was sent, if it can be kept."""
        self._kind = ""
        self._ended = False
        self._problem: Refused | None = None
        self._news = asyncio.Event()
        self._kept: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=KEEP)  # noqa: SIM115 - sent later

    def open(self, kind: str) -> None:
        """Say that this is an answer, and of which content type."""
        self._kind = kind

    def put(self, piece: bytes) -> None:
        """Take what has come; it is dropped where nobody waits for it any more."""
        self.size += len(piece)
        if not self._kept.closed:
            self._kept.seek(0, 2)
            self._kept.write(piece)
        self._news.set()

    def end(self, problem: Refused | None = None) -> None:
        """Say that no more will come, and if it is not the whole, why."""
        self._ended, self._problem = True, problem
        self._news.set()

    async def respond(self) -> Response:
        """Give the response once it can begin; raises `Refused`."""
        try:
            while not (self._ended or (self._kind and self.size > self._begin)):
                await self._wait()
            if self._problem:
                raise self._problem
        except BaseException:
            self.close()
            raise
        headers = {"content-type": self._kind, "vary": "accept"}
        if self._ended:
            headers["content-length"] = str(self.size)
        if not self._ended or self.size > KEEP:
            return Sending(self, headers)
        with contextlib.closing(self._kept):
            return Response(self._read(0, self.size), headers=headers)

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield what comes; raises `Refused` when it does not come to its end."""
        sent = 0
        try:
            while sent < self.size or not self._ended:
                if sent == self.size:
                    await self._wait()
                else:
                    piece = self._read(sent, PIECE)
                    sent += len(piece)
                    yield piece
            if self._problem:
                raise self._problem
            if self.size <= LARGEST:
                self.body = self._read(0, self.size)
        finally:
            self.close()

    def close(self) -> None:
        """Let go of what has come, and of what will."""
        self._kept.close()

    async def _wait(self) -> None:
        await self._news.wait()
        self._news.clear()

    def _read(self, start: int, length: int) -> bytes:
        """Read what was written a moment ago, and is still in the system's memory: no thread is needed."""
        self._kept.seek(start)
        return self._kept.read(length)


class Sending(StreamingResponse):
    """A response in pieces. One that is cut short lacks its end, so that no client takes it for whole."""

    def __init__(self, passage: Passage, headers: Mapping[str, str]) -> None:
        super().__init__(passage.pieces(), headers=headers)
        self.passage = passage

    async def stream_response(self, send: Send) -> None:
        """Send the pieces, and the end after the last one only.

        A client may go away before the pieces are begun, or between two of them, where they hear of
        nothing: so it is here that the answer is let go.
        """
        try:
            with contextlib.suppress(Refused):
                await super().stream_response(send)
        finally:
            self.passage.close()
