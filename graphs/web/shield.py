"""What every answer has and every request must have: security headers, a known host, small size."""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from findingsgraph.graphs.web.settings import Settings

__all__ = ["POLICY", "Shield"]

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The content security policy of all pages that do not say another."""
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::\d{1,5})?")
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class Shield:
    """Middleware around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what must not come further; add the headers to all answers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refuse(scope)
        await (refused or self.app)(scope, receive, self._with_headers(send))

    def _refuse(self, scope: Scope) -> PlainTextResponse | None:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        found = _HOST.fullmatch(hosts[0].decode("latin-1").casefold()) if len(hosts) == 1 else None
        if found is None or found[1] not in self.settings.hosts:
            return PlainTextResponse("This host name is not served here (--host-name allows it).\n", 421)
        if scope["method"] not in _METHODS:
            allowed = {"allow": ", ".join(_METHODS)}
            return PlainTextResponse("This server is read-only.\n", 405, headers=allowed)
        if len(scope["query_string"]) > self.settings.query_string or len(scope["path"]) > 2_000:
            return PlainTextResponse("The address is too long; send a query by POST.\n", 414)
        return None

    def _with_headers(self, send: Send) -> Send:
        async def send_shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("content-security-policy", POLICY)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if self.settings.cors:
                    headers["access-control-allow-origin"] = "*"
                    headers["access-control-allow-headers"] = "accept, content-type"
                else:
                    headers["cross-origin-resource-policy"] = "same-origin"
            await send(message)

        return send_shielded
