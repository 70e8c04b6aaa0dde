"""What a build changed: facts that are new, gone, or labelled otherwise, by the version before."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from findingsgraph.errors import NoGraph
from findingsgraph.graphs.store.engines import open_store
from findingsgraph.graphs.store.manifest import DocumentEntry, Manifest
from findingsgraph.graphs.store.versions import current_version, version_folder
from findingsgraph.ontology.iris import FG, local_id

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["Change", "read_changes", "write_changes"]

FILE = "changes.csv"
LABELS = ("stance", "grade", "theme", "mentions", "value", "relation", "addressee")
"""Properties whose values are compared, thing by thing."""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that differs between two versions, or a document that came or went."""

    source: str
    change: str
    """added, removed, or changed."""
    what: str
    """`document`, or the property: stance, grade, theme, mentions, value, relation, addressee."""
    thing: str
    """IRI."""
    was: str
    now: str


def write_changes(
    prepared: Path, old_store: Path | None, before: Manifest | None, manifest: Manifest
) -> None:
    """Compare a version that is being prepared with the one before, and write what differs.

    A document that was read again is compared with what it said before: the same bytes, or
    what stood under its source. The facts of documents that came or went are not listed.
    """
    old = {entry.iri: entry for entry in before.documents} if before else {}
    by_source = before.by_source() if before else {}
    changes: list[Change] = []
    pairs: list[tuple[DocumentEntry, DocumentEntry]] = []
    followed = set()
    for entry in manifest.documents:
        earlier = old.get(entry.iri) or by_source.get(entry.source)
        if earlier is None:
            changes.append(Change(entry.source, "added", "document", entry.iri, "", entry.iri))
            continue
        followed.add(earlier.iri)
        if (earlier.iri, earlier.loader, earlier.without_names) != (
            entry.iri, entry.loader, entry.without_names,
        ):  # fmt: skip
            pairs.append((earlier, entry))
    gone = (entry for iri, entry in old.items() if iri not in followed)
    changes += [Change(entry.source, "removed", "document", entry.iri, entry.iri, "") for entry in gone]
    if pairs and old_store is not None:
        one, other = open_store(old_store), open_store(prepared / "store")
        for earlier, entry in pairs:
            changes += _compare(entry.source, _labels(one, earlier.iri), _labels(other, entry.iri))
    with (prepared / FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(Change))
        writer.writerows(astuple(each) for each in changes)


def _labels(store: pyoxigraph.Store, document: str) -> dict[tuple[str, str], str]:
    import pyoxigraph

    graph = pyoxigraph.NamedNode(document)
    found: dict[tuple[str, str], set[str]] = {}
    for name in LABELS:
        for quad in store.quads_for_pattern(None, pyoxigraph.NamedNode(FG + name), None, graph):
            found.setdefault((quad.subject.value, name), set()).add(local_id(quad.object.value))  # type: ignore[union-attr]
    return {key: " ".join(sorted(values)) for key, values in found.items()}


def _compare(
    source: str, old: Mapping[tuple[str, str], str], new: Mapping[tuple[str, str], str]
) -> Iterator[Change]:
    for thing, what in sorted(old.keys() | new.keys()):
        was, now = old.get((thing, what), ""), new.get((thing, what), "")
        if was != now:
            change = "changed" if was and now else "added" if now else "removed"
            yield Change(source, change, what, thing, was, now)


def read_changes(folder: Path) -> tuple[Change, ...]:
    """Give what the last build of the graph in a folder changed; raises `NoGraph`."""
    number = current_version(folder) if folder.is_dir() else 0
    if number == 0:
        raise NoGraph(str(folder), "make one with: findingsgraph build FILES")
    path = version_folder(folder, number) / FILE
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows, None)
        return tuple(Change(*row) for row in rows)
