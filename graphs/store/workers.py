"""Reading many files, in this process or in several, with the same result."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from findingsgraph.graphs.store.reading import Reading, Task, read_task

__all__ = ["read_all"]

Progress = Callable[[int, int, str], None]


def read_all(tasks: Sequence[Task], jobs: int, progress: Progress | None) -> list[Reading]:
    """Read every file; the readings are in the order of the tasks, whoever finished first."""
    jobs = min(jobs, len(tasks))
    if jobs > 1:
        return _read_in_processes(tasks, jobs, progress)
    readings = []
    for task in tasks:
        readings.append(read_task(task))
        if progress:
            progress(len(readings), len(tasks), task.source)
    return readings


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: a fork of a process with threads may hang.
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def _read_in_processes(tasks: Sequence[Task], jobs: int, progress: Progress | None) -> list[Reading]:
    done: dict[str, Reading] = {}
    try:
        with _pool(jobs) as pool:
            futures = {pool.submit(read_task, task): task for task in tasks}
            try:
                for future in as_completed(futures):
                    task = futures[future]
                    done[task.source] = future.result()
                    if progress:
                        progress(len(done), len(tasks), task.source)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    except BrokenProcessPool:
        for task in tasks:
            if task.source not in done:
                done[task.source] = _read_apart(task)
                if progress:
                    progress(len(done), len(tasks), task.source)
    return [done[task.source] for task in tasks]


def _read_apart(task: Task) -> Reading:
    """Read a file in a process of its own, since one of the files brings its process down."""
    try:
        with _pool(1) as pool:
            return pool.submit(read_task, task).result()
    except BrokenProcessPool:
        advice = "reading it brought the process down (too little memory, or a damaged file)"
        return Reading(task.source, None, 0.0, ("UnreadableSource", task.source, advice))
