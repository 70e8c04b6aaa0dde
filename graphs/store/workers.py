"""Reading many files, in this process or in several, with the same result."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from findingsgraph.graphs.store.reading import Reading, Task, read_task

__all__ = ["Done", "read_all"]

Done = Callable[[int, Task, Reading], None]
"""Called after each file, with how many are done."""


def read_all(tasks: Sequence[Task], jobs: int, done: Done) -> list[Reading]:
    """Read every file; the readings are in the order of the tasks, whoever finished first."""
    jobs = min(jobs, len(tasks))
    if jobs > 1:
        return _read_in_processes(tasks, jobs, done)
    readings = []
    for task in tasks:
        readings.append(read_task(task))
        done(len(readings), task, readings[-1])
    return readings


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: a fork of a process with threads may hang.
    return ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_end_with_the_build
    )


def _end_with_the_build() -> None:
    """End this worker when the build is killed: it would wait for files to read for ever."""
    build = multiprocessing.parent_process()
    if build is None:  # pragma: no cover - a worker has one
        return

    def wait() -> None:
        build.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _read_in_processes(tasks: Sequence[Task], jobs: int, done: Done) -> list[Reading]:
    readings: dict[str, Reading] = {}
    try:
        with _pool(jobs) as pool:
            futures = {pool.submit(read_task, task): task for task in tasks}
            try:
                for future in as_completed(futures):
                    task = futures[future]
                    readings[task.source] = future.result()
                    done(len(readings), task, readings[task.source])
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    except BrokenProcessPool:
        for task in tasks:
            if task.source not in readings:
                readings[task.source] = _read_apart(task)
                done(len(readings), task, readings[task.source])
    return [readings[task.source] for task in tasks]


def _read_apart(task: Task) -> Reading:
    """Read a file in a process of its own, since one of the files brings its process down."""
    try:
        with _pool(1) as pool:
            return pool.submit(read_task, task).result()
    except BrokenProcessPool:
        advice = "reading it brought the process down (too little memory, or a damaged file)"
        return Reading(task.source, None, 0.0, ("UnreadableSource", task.source, advice))
