"""What answers SPARQL: the embedded store, or an endpoint somewhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from findingsgraph.errors import BadQuery, BrokenGraph
from findingsgraph.graphs.store.rows import Cell, Iri, Rows, literal_value

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["Engine", "LocalEngine", "cell_of", "open_store", "sorted_lines"]


class Engine(Protocol):
    """Whatever answers SPARQL queries."""

    def ask(self, sparql: str) -> Rows:
        """Answer a query; ASK gives one cell `answer`, CONSTRUCT subject, predicate and object."""

    def quads(self, graph: str | None = None) -> Iterator[str]:
        """Give N-Quads lines, sorted, graph by graph: all, or those of one graph."""

    def graphs(self) -> list[str]:
        """Give the IRIs of the named graphs, sorted."""


def open_store(path: Path) -> pyoxigraph.Store:
    """Open a version's store for reading; raises `BrokenGraph`."""
    import pyoxigraph

    try:
        return pyoxigraph.Store.read_only(str(path))
    except (OSError, RuntimeError) as problem:  # RuntimeError: RocksDB finds its files damaged
        raise BrokenGraph(
            str(path), f"its store cannot be opened ({problem}); remove the folder and build it again"
        ) from problem


class LocalEngine:
    """Oxigraph in this process. The default graph is the union of all named graphs."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        self.store = store

    def ask(self, sparql: str) -> Rows:
        """Answer a query; raises `BadQuery` for what is no query, or an update."""
        try:
            return self._ask(sparql)
        except SyntaxError as problem:
            raise BadQuery(_place(problem), _reason(problem)) from problem
        except OSError as problem:
            raise BadQuery("SERVICE", f"the endpoint it calls does not answer ({problem})") from problem

    def _ask(self, sparql: str) -> Rows:
        import pyoxigraph

        answer = self.store.query(sparql, use_default_graph_as_union=True)
        if isinstance(answer, pyoxigraph.QueryBoolean):
            return Rows(["answer"], [[bool(answer)]])
        if isinstance(answer, pyoxigraph.QueryTriples):
            triples = ([cell_of(term) for term in triple] for triple in answer)
            return Rows(["subject", "predicate", "object"], triples)
        columns = [variable.value for variable in answer.variables]
        return Rows(columns, ([cell_of(term) for term in solution] for solution in answer))

    def quads(self, graph: str | None = None) -> Iterator[str]:
        """Give N-Quads lines, sorted within each graph, graphs in order of their IRI."""
        for name in [graph] if graph else self.graphs():
            yield from sorted_lines(self.store, name)

    def graphs(self) -> list[str]:
        """Give the IRIs of the named graphs, sorted."""
        return sorted(graph.value for graph in self.store.named_graphs())


def sorted_lines(store: pyoxigraph.Store, graph: str) -> list[str]:
    """Give one graph's N-Quads lines, sorted, without line ends."""
    import pyoxigraph

    dump = store.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.NamedNode(graph))
    lines = (dump or b"").decode().split("\n")
    return sorted(f"{line[:-1]}<{graph}> ." for line in lines if line)


def cell_of(term: Any) -> Cell:
    """Give the Python value of an Oxigraph term."""
    import pyoxigraph

    if term is None:
        return None
    if isinstance(term, pyoxigraph.NamedNode):
        return Iri(term.value)
    if isinstance(term, pyoxigraph.Literal):
        return literal_value(term.value, term.datatype.value)
    return str(term)


def _place(problem: SyntaxError) -> str:
    return f"line {problem.lineno}" if problem.lineno else "the query"


def _reason(problem: SyntaxError) -> str:
    lines = str(problem.msg or problem).strip().splitlines()
    first = lines[0] if lines else "it cannot be parsed"
    return first if len(first) <= 200 else first[:197] + "..."
