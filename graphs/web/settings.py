"""What the server is told: where it listens, and its limits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["LOOPBACK", "Settings"]

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""Names under which a browser on the same machine finds the server."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a graph is served."""

    folder: Path
    """The folder that a build made."""
    host: str = "127.0.0.1"
    port: int = 8000
    """0 lets the system choose a free one."""
    names: tuple[str, ...] = ()
    """Host names, besides this machine's own, under which requests may arrive."""
    cors: bool = False
    """Whether scripts of other sites may read the answers."""
    seconds: int = 30
    """Time limit of a query."""
    begin_bytes: int = 1_000_000
    """What of an answer is awaited before its first byte is sent: a failure until then is told in words."""
    answer_bytes: int = 64_000_000
    """Size limit of an answer to a query."""
    request_bytes: int = 100_000
    """Length limit of a request's body."""
    query_string: int = 16_000
    """Length limit of what stands behind the `?` of an address."""
    body_seconds: float = 10.0
    """How long a client may take to send its body."""
    queries: int = 4
    """How many queries run at once; more wait a moment, then are told to come again."""
    engine_bytes: int = 4_000_000_000
    """Memory limit of the query engine's process, where the system can set one."""
    pages: int = 1
    """How many pages are made at once. More would only take turns, and each would be ready later."""
    slow: int = 2
    """How many answers that take long (downloads, pictures, files) are made at once, beside the pages."""
    connections: int = 512
    """How many connections are held at once."""

    @property
    def hosts(self) -> frozenset[str]:
        """Host names, without port, under which a request is answered."""
        own = f"[{self.host}]" if ":" in self.host else self.host
        return frozenset(name.casefold() for name in (*LOOPBACK, own, *self.names))
