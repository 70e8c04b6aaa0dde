"""Reading on more than one machine: the same tasks, given to Dask's workers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from findingsgraph.errors import MissingExtra, SchedulerFailed
from findingsgraph.graphs.store.reading import Reading, Task, read_task
from findingsgraph.graphs.store.workers import Done

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["read_on_cluster"]

TRIES = 3
"""How often a task is given out when the worker that had it dies."""
SECONDS = 30
"""How long a scheduler may take to answer."""


def read_on_cluster(
    tasks: Sequence[Task],
    scheduler: str | None,
    workers: int,
    done: Done,
) -> list[Reading]:
    """Read every file on Dask's workers; the readings are in the order of the tasks.

    `scheduler` is the address of a cluster that runs (`tcp://host:8786`), whose workers see
    the same files under the same paths and have the same findingsgraph; without one, `workers`
    processes of this machine do. A task whose worker dies is given to another; one that
    brings three workers down is refused alone. Raises `MissingExtra` and `SchedulerFailed`.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as problem:
        raise MissingExtra("the cluster", "pip install 'findingsgraph[cluster]'") from problem
    with dask.config.set({"distributed.scheduler.allowed-failures": TRIES - 1}):
        if scheduler is None:
            with (
                LocalCluster(  # type: ignore[no-untyped-call]
                    n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
                ) as cluster,
                Client(cluster) as client,  # type: ignore[no-untyped-call]
            ):
                return _read(client, tasks, done)
        try:
            client = Client(scheduler, timeout=SECONDS)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as problem:
            raise SchedulerFailed(scheduler, f"no scheduler answers there ({problem})") from problem
        with client:
            return _read(client, tasks, done)


def _read(client: Client, tasks: Sequence[Task], done: Done) -> list[Reading]:
    from distributed import as_completed
    from distributed.scheduler import KilledWorker

    futures = client.map(read_task, tasks, pure=False)
    given = {future.key: task for future, task in zip(futures, tasks, strict=True)}
    readings: dict[str, Reading] = {}
    for future in as_completed(futures):  # type: ignore[no-untyped-call]
        task = given[future.key]
        try:
            reading = future.result()
        except KilledWorker:
            advice = f"reading it brought {TRIES} workers down (too little memory, or a damaged file)"
            reading = Reading(task.source, None, 0.0, ("UnreadableSource", task.source, advice))
        readings[task.source] = reading
        done(len(readings), task, reading)
    return [readings[task.source] for task in tasks]
