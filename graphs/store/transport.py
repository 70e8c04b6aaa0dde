"""HTTP to a store elsewhere: who we are, how long we wait, when we try again, what went wrong.

Only requests that may be repeated are sent here: queries, and PUT, POST of facts, DELETE
of whole graphs, which leave the same store however often they are sent.
"""

from __future__ import annotations

import os
import re
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse, IncompleteRead, RemoteDisconnected
from importlib.metadata import version
from typing import NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from findingsgraph.errors import BadValue, RemoteFailed, RemoteRefused, RemoteTimeout
from findingsgraph.graphs.store.handlers import AnyStatus, Basic, Digest, StayHere, shorten

__all__ = ["TIMEOUT", "Answer", "Transport", "check_address"]

TIMEOUT = 60
"""Seconds of silence after which no answer is expected."""
WHOLE = 10
"""An answer may take this many times as long in all, while it keeps coming."""
TRIES = 4
LONGEST_WAIT = 30.0
"""Seconds that a server may ask us to wait before we try again; asked for more, we give up."""
PIECE = 1 << 16
BUSY = (429, 503)
_MARKUP = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.I | re.S)
ACCOUNT = "set FINDINGSGRAPH_USER and FINDINGSGRAPH_PASSWORD, or FINDINGSGRAPH_TOKEN"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, whole."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def kind(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def message(self) -> str:
        """What the server says, in one short line."""
        text = self.content[:10_000].decode("utf-8", "replace")
        return shorten(_MARKUP.sub(" ", text) if "html" in self.kind else text)


class Transport:
    """Sends requests to one server; not to be shared between threads.

    The account comes from the environment: FINDINGSGRAPH_USER with FINDINGSGRAPH_PASSWORD
    (Basic or Digest, as the server asks), or FINDINGSGRAPH_TOKEN (Bearer). It is sent to the
    server of `url` alone: what has moved elsewhere is reported, not followed.
    """

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        self.url = check_address(url)
        self.timeout = timeout
        self._account: Digest | None = None
        self._token = os.environ.get("FINDINGSGRAPH_TOKEN", "")
        handlers: list[urllib.request.BaseHandler] = [AnyStatus(), StayHere()]
        user, password = os.environ.get("FINDINGSGRAPH_USER"), os.environ.get("FINDINGSGRAPH_PASSWORD")
        if user and password is not None:
            known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            known.add_password(None, url, user, password)
            self._account = Digest(known)
            handlers += [self._account, Basic(known)]
        self._opener = urllib.request.build_opener(*handlers)

    def send(self, request: urllib.request.Request) -> Answer:
        """Send a request, again when the server is busy; give its answer, whatever its status.

        Raises `RemoteTimeout`, `RemoteRefused` and `RemoteFailed`.
        """
        request.add_unredirected_header("User-Agent", f"findingsgraph/{version('findingsgraph')}")
        if self._token:
            request.add_unredirected_header("Authorization", f"Bearer {self._token}")
        answer = self._repeat(request)
        if answer.status in (401, 403):
            said = f"{answer.message}; " if answer.message else ""
            raise RemoteRefused(self.url, f"{answer.status}: {said}{ACCOUNT}")
        return answer

    def _repeat(self, request: urllib.request.Request) -> Answer:
        for tried in range(1, TRIES + 1):
            if request.data and self._account:
                self._introduce(request, again=tried > 1)
            try:
                answer = self._once(request)
            except _Unsent:
                if tried == TRIES:
                    raise
                time.sleep(tried - 1)
                continue
            if answer.status not in BUSY or tried == TRIES:
                break
            time.sleep(self._wait(answer, tried))
        return answer

    def _introduce(self, request: urllib.request.Request, again: bool) -> None:
        """Learn how the server wants to be told who we are, by a request without a body.

        It may break off a large body when it is not told at once, before it says so.
        """
        assert self._account is not None
        if again:
            self._account.challenge = None
            request.unredirected_hdrs.pop("Authorization", None)
        if not self._account.asked:
            self._account.asked = True
            self._once(urllib.request.Request(request.full_url, method="HEAD"))

    def fail(self, answer: Answer) -> NoReturn:
        """Raise `RemoteFailed` with the status and the server's own words."""
        raise RemoteFailed(self.url, f"{answer.status}: {answer.message or 'it does not say why'}")

    def _once(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=self.timeout) as response:
                return Answer(
                    response.status, _headers(response.headers), self._read(response, request.get_method())
                )
        except HTTPError as problem:  # an account was asked for, and none or a wrong one given
            return Answer(problem.code, _headers(problem.headers), b"")
        except TimeoutError as problem:
            raise RemoteTimeout(self.url, f"no answer within {self.timeout:g} seconds") from problem
        except URLError as problem:
            raise self._unsent(problem.reason) from problem
        except RemoteDisconnected as problem:
            raise RemoteFailed(self.url, "it closed the connection without an answer") from problem
        except (IncompleteRead, ConnectionError) as problem:
            raise RemoteFailed(self.url, "it closed the connection in the middle of its answer") from problem
        except HTTPException as problem:
            raise RemoteFailed(self.url, f"its answer is not HTTP: {shorten(str(problem))}") from problem
        except ValueError as problem:  # of urllib, for a scheme of accounts that it does not know
            raise RemoteRefused(self.url, f"401: {shorten(str(problem))}; {ACCOUNT}") from problem
        except OSError as problem:
            raise RemoteFailed(self.url, str(problem)) from problem

    def _unsent(self, reason: str | BaseException) -> RemoteFailed:
        if isinstance(reason, TimeoutError):
            return RemoteTimeout(self.url, f"no answer within {self.timeout:g} seconds")
        if isinstance(reason, BrokenPipeError | ConnectionResetError):
            return _Unsent(self.url, "it closed the connection before it had all that was sent")
        return RemoteTimeout(self.url, str(reason))

    def _read(self, response: HTTPResponse, method: str) -> bytes:
        """Read to the end; a server that drips for ever is not waited for."""
        end = time.monotonic() + WHOLE * self.timeout
        pieces = []
        while piece := response.read1(PIECE):
            pieces.append(piece)
            if time.monotonic() > end:
                raise TimeoutError
        content = b"".join(pieces)
        announced = response.headers.get("content-length", "")
        if method != "HEAD" and announced.isdigit() and len(content) < int(announced):
            # which read1 does not tell
            raise IncompleteRead(content, int(announced) - len(content))
        return content

    def _wait(self, answer: Answer, tried: int) -> float:
        """Give how many seconds a busy server asks to be left alone."""
        asked = answer.headers.get("retry-after", "")
        seconds = _seconds(asked) if asked else float(2 ** (tried - 1))
        if seconds > LONGEST_WAIT:
            said = f": {answer.message}" if answer.message else ""
            raise RemoteFailed(
                self.url, f"{answer.status}{said}; it asks to come back after {seconds:,.0f} seconds"
            )
        return seconds


class _Unsent(RemoteFailed):
    """The server broke off while we were sending."""


def check_address(url: str) -> str:
    """Give the address back; raise `BadValue` for one that cannot be a store's."""
    try:
        parts = urlsplit(url)
        secret = parts.password is not None or parts.username is not None
        port_is_one = parts.port is None or parts.port > 0
    except ValueError as problem:
        raise BadValue(url, f"no address of a store ({problem})") from None
    if secret:
        raise BadValue(parts.hostname or "the address", f"leave the account out of the address; {ACCOUNT}")
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or not port_is_one:
        raise BadValue(url, "the address of a store begins with http:// or https://, then a host")
    return url


def _headers(message: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in message.items()}


def _seconds(asked: str) -> float:
    """Read a Retry-After: seconds, or a date."""
    try:
        return max(0.0, float(asked))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except ValueError:
        return 1.0
