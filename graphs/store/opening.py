"""Opening a graph: a folder that a build made, or a SPARQL endpoint."""

from __future__ import annotations

import os
from pathlib import Path

from findingsgraph.errors import BrokenGraph, NoCorrections, NoGraph, UsageError
from findingsgraph.graphs.store.engines import LocalEngine, open_store
from findingsgraph.graphs.store.graph import Graph
from findingsgraph.graphs.store.locks import hold
from findingsgraph.graphs.store.manifest import read_manifest
from findingsgraph.graphs.store.versions import CORRECTED, current_version, version_folder

__all__ = ["open_graph"]

ADVICE = "make one with: findingsgraph build FILES"
TRIES = 5
"""How often a version may vanish between reading its number and holding it."""


def open_graph(place: str | os.PathLike[str], *, corrected: bool = False) -> Graph:
    """Open the graph in a folder, or at the URL of a SPARQL endpoint.

    The graph stays as it was when it was opened, whatever is built meanwhile. `corrected`
    opens it with the corrections that people have given it. Raises `NoGraph`,
    `NoCorrections` or `BrokenGraph`, `BadValue` for an address that cannot be a store's, and
    `UsageError` for what is neither a folder nor an address.
    """
    if not isinstance(place, str | os.PathLike):
        raise UsageError(repr(place), "a graph is opened by its folder, or by the URL of a SPARQL endpoint")
    if isinstance(place, str) and "://" in place:
        from findingsgraph.graphs.store.remote import RemoteEngine

        if corrected:
            raise NoCorrections(place, "an endpoint has what was pushed to it; open it without")

        return Graph(RemoteEngine(place))
    folder = Path(place)
    if not folder.exists():
        raise NoGraph(str(folder), f"there is no such folder; {ADVICE}")
    for _ in range(TRIES):
        number = current_version(folder)
        if number == 0:
            raise NoGraph(str(folder), ADVICE)
        version = version_folder(folder, number)
        try:
            held = hold(version / "in-use")
        except OSError:
            continue  # a build has switched and cleaned up in between
        store = version / (CORRECTED if corrected else "store")
        if corrected and not store.is_dir():
            held.close()
            raise NoCorrections(str(folder), "give it some with: findingsgraph correct FILE")
        manifest = read_manifest(version / "manifest.json")
        engine = LocalEngine(open_store(store))
        # What is kept beside the store for speed tells what was extracted, not what was corrected.
        kept = None if corrected else version
        return Graph(engine, folder=folder, manifest=manifest, held=held, version=kept)
    raise BrokenGraph(str(folder), f"version {number} is not there; build it again")
