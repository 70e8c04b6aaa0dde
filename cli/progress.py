"""A bar on standard error for what takes longer than a second; nothing when nobody watches."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

DELAY = 1.0
"""Seconds before the bar appears."""


class Progress:
    """Shows how many of a number of things are done; appears after a second, on a terminal only."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._began = time.monotonic()
        self._bar: Bar | None = None

    def update(self, done: int, total: int, now: str) -> None:
        """Show that `done` of `total` are done, `now` the last of them."""
        if self._bar is None:
            if not sys.stderr.isatty() or time.monotonic() - self._began < DELAY:
                return
            self._bar = self._start(total)
        self._bar.update(self._bar.task_ids[0], completed=done, now=now)

    def _start(self, total: int) -> Bar:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        bar = Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[now]}", markup=False),
            console=Console(stderr=True),
            transient=True,
        )
        bar.add_task(self.what, total=total, now="")
        bar.start()
        return bar

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
