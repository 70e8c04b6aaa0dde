"""Answers that are kept while a version is served: the least recently asked go first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

__all__ = ["LARGEST", "Answer", "Kept"]

LARGEST = 4_000_000
"""Bytes of an answer that is still kept."""
OVERHEAD = 512
"""Bytes that keeping an answer takes beside its body and its address, about."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent."""

    body: bytes
    kind: str
    status: int = 200
    name: str = ""
    """Under which a download is saved; empty for what is shown."""
    policy: str = ""
    """A content security policy of its own."""
    etag: str = ""


class Kept:
    """Answers by what was asked, up to a number of bytes."""

    def __init__(self, most: int = 64_000_000) -> None:
        self._most = most
        self._answers: OrderedDict[tuple[str, ...], Answer] = OrderedDict()
        self.bytes = 0

    def get(self, key: tuple[str, ...]) -> Answer | None:
        """Give an answer that is kept."""
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def put(self, key: tuple[str, ...], answer: Answer) -> None:
        """Keep an answer.

        >>> kept = Kept(most=2 * OVERHEAD)
        >>> kept.put(("a",), Answer(b"123456", "")); kept.put(("b",), Answer(b"123456", ""))
        >>> kept.get(("a",)) is None, kept.bytes
        (True, 519)
        """
        size = _size(key, answer)
        if size > min(LARGEST, self._most) or key in self._answers:
            return
        self._answers[key] = answer
        self.bytes += size
        while self.bytes > self._most:
            key, gone = self._answers.popitem(last=False)
            self.bytes -= _size(key, gone)


def _size(key: tuple[str, ...], answer: Answer) -> int:
    """An address may be longer than its answer."""
    return len(answer.body) + sum(map(len, key)) + OVERHEAD
