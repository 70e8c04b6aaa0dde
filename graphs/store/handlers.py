"""How urllib treats a store elsewhere: any status is an answer, nothing is followed, accounts are kept.

urllib asks for an account anew with every request, and follows an address to other
servers; these handlers do neither.
"""

from __future__ import annotations

import urllib.request
from http.client import HTTPResponse
from typing import IO, Any

from findingsgraph.errors import RemoteFailed

__all__ = ["AnyStatus", "Basic", "Digest", "StayHere", "shorten"]

LONGEST_MESSAGE = 300
"""Characters of the server's own message that are shown."""


class AnyStatus(urllib.request.HTTPErrorProcessor):
    """Takes every status as an answer, but those that urllib acts upon."""

    def http_response(self, request: urllib.request.Request, response: HTTPResponse) -> HTTPResponse:
        """Give the answer, or let urllib follow an address or answer a challenge."""
        if response.status in (301, 302, 303, 307, 308, 401):
            found: HTTPResponse = super().http_response(request, response)
            return found
        return response

    https_response = http_response


class StayHere(urllib.request.HTTPRedirectHandler):
    """Follows nothing: a POST would lose its body, an account would go to another server."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        """Refuse."""
        raise RemoteFailed(req.full_url, f"it has moved; use {shorten(newurl)}")


class Digest(urllib.request.HTTPDigestAuthHandler):
    """Answers a challenge, and uses it for the next requests: a large body is sent once, not twice."""

    challenge: dict[str, str] | None = None
    asked = False
    """Whether the server had an occasion to say how it wants to know who asks."""

    def retry_http_digest_auth(self, req: urllib.request.Request, auth: str) -> HTTPResponse | None:
        """Keep the challenge, and answer it."""
        items = urllib.request.parse_http_list(auth.partition(" ")[2])
        self.challenge = urllib.request.parse_keqv_list([item for item in items if item])
        found: HTTPResponse | None = super().retry_http_digest_auth(req, auth)
        return found

    def http_request(self, req: urllib.request.Request) -> urllib.request.Request:
        """Answer the last challenge once more."""
        if self.challenge and not req.has_header("Authorization"):
            written = self.get_authorization(req, self.challenge)
            if written:
                req.add_unredirected_header("Authorization", f"Digest {written}")
        return req

    https_request = http_request


class Basic(urllib.request.HTTPBasicAuthHandler):
    """Gives name and password once they were asked for, and from then on unasked."""

    written = ""

    def retry_http_basic_auth(
        self, host: str, req: urllib.request.Request, realm: str
    ) -> HTTPResponse | None:
        """Keep what is answered."""
        found: HTTPResponse | None = super().retry_http_basic_auth(host, req, realm)
        self.written = req.unredirected_hdrs.get("Authorization", "")
        return found

    def http_request(self, req: urllib.request.Request) -> urllib.request.Request:
        """Answer before it is asked."""
        if self.written and not req.has_header("Authorization"):
            req.add_unredirected_header("Authorization", self.written)
        return req

    https_request = http_request


def shorten(text: str) -> str:
    """Give text as one line of bounded length.

    >>> shorten(" two\\n lines ")
    'two lines'
    """
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_MESSAGE else line[: LONGEST_MESSAGE - 3] + "..."
