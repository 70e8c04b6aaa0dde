"""Reading what a client sends: never more than allowed, never longer than allowed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from findingsgraph.graphs.web.settings import Settings

__all__ = ["Refused", "read_body", "read_form"]

PATIENCE = 2_000_000
"""Bytes beyond the limit that are read and thrown away, so that the client stays to hear the answer."""
FIELDS = 100
"""How many fields a form may have."""


class Refused(Exception):
    """A request that gets no answer but a reason."""

    def __init__(self, status: int, why: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(why)
        self.status = status
        self.headers = dict(headers or {})


async def read_body(request: Request, settings: Settings) -> str:
    """Read the body as UTF-8 text; raises `Refused` when it is too long, too slow or no text."""
    limit = settings.request_bytes
    body, size = bytearray(), 0
    try:
        async with asyncio.timeout(settings.body_seconds):
            async for piece in request.stream():
                size += len(piece)
                if size <= limit:
                    body += piece
                elif size > limit + PATIENCE:
                    break
    except TimeoutError:
        raise Refused(408, "the body did not arrive in time", {"connection": "close"}) from None
    except ClientDisconnect:
        raise Refused(400, "the client went away") from None
    if size > limit:
        raise Refused(413, f"a request may have {limit} bytes", {"connection": "close"})
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "the body is not UTF-8 text") from None


async def read_form(request: Request, settings: Settings) -> list[tuple[str, str]]:
    """Read a form's fields; raises `Refused`."""
    body = await read_body(request, settings)
    try:
        return parse_qsl(body, keep_blank_values=True, max_num_fields=FIELDS, errors="strict")
    except ValueError:
        raise Refused(400, "the form cannot be read") from None
