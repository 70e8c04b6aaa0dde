"""From IRIs to addresses of this site and back: the path is what stands behind the base."""

from __future__ import annotations

from urllib.parse import quote

from findingsgraph.ontology.iris import BASE

__all__ = ["Links"]


class Links:
    """The bases of a graph: the vocabularies', and that of reports and bodies (mostly the same).

    >>> links = Links("https://e.org/")
    >>> links.path("https://e.org/report/a/2014#x"), links.path("https://w3id.org/findingsgraph/theme/neglect")
    ('/report/a/2014', '/theme/neglect')
    >>> links.iris("/theme/neglect")
    ['https://w3id.org/findingsgraph/theme/neglect', 'https://e.org/theme/neglect']
    >>> links.path("https://elsewhere.org/a")
    'https://elsewhere.org/a'
    """

    def __init__(self, base: str) -> None:
        self.bases = tuple(dict.fromkeys((BASE, base))) if base else (BASE,)

    def path(self, iri: str) -> str:
        """Give the address on this site; an IRI that is not ours stays as it is."""
        for base in self.bases:
            if iri.startswith(base):
                return "/" + quote(iri[len(base) :].partition("#")[0], safe="/%:@!$&'()*+,;=-._~")
        return iri

    def iris(self, path: str) -> list[str]:
        """Give the IRIs that a path may stand for."""
        return [base + path.lstrip("/") for base in self.bases]
