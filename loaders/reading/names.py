"""The first pass over a report: learn the proper names and acronyms it uses.

Reports introduce acronyms once, `full name (ACR)`, and use them before and after; they
name local bodies by a capitalised name with a head noun ('Awaken Team'), with another
place in front ('Tees-wide VEMT'), behind their kind ('the regional adoption agency, Adopt
North'), or before it ('Careline, the single point of entry'). A name's concept is that
of the vocabulary's label it ends with; else its head noun tells its type, and it is an
`other-...` body. names.toml holds the heads and the words that never begin a name.
"""

from __future__ import annotations

from collections.abc import Sequence

from findingsgraph.loaders.reading.acronyms import learn_acronyms
from findingsgraph.loaders.reading.appositions import learn_appositions
from findingsgraph.loaders.reading.bodies import Names
from findingsgraph.loaders.reading.body_keys import local_key
from findingsgraph.loaders.reading.capitals import learn_capitals
from findingsgraph.loaders.reading.learned import BOARD, Learned
from findingsgraph.loaders.reading.quoted import learn_quoted
from findingsgraph.loaders.reading.surroundings import learn_surroundings
from findingsgraph.loaders.reading.wordings import label_words
from findingsgraph.loaders.records import ItemContext
from findingsgraph.ontology.vocabulary import authorities

__all__ = ["Names", "learn_names"]

_DELIVERER = "childrens-trust-company"


def learn_names(items: Sequence[tuple[str, ItemContext]], authority: str, authority_name: str) -> Names:
    """Read a whole report once and learn what it calls its local bodies.

    `items` are the texts of all items with their contexts; `authority` is the slug and
    `authority_name` the name of the authority file. The same items give the same names.

    >>> item = ItemContext("sif", "local-authority", "", "finding", "")
    >>> names = learn_names([("The Seaside Support Hub (SSH) is new.", item)], "hartlepool", "Hartlepool")
    >>> [(body.key, body.aliases) for body in names.bodies.values()]
    [('seaside-support-hub', ('SSH',))]
    """
    learned = Learned(authority, authority_name)
    texts = [text for text, _ in items]
    learned.meet(texts)
    for text in texts:
        learn_acronyms(text, learned)
    for text in texts:
        learn_capitals(learn_quoted(text, learned), learned)
        learn_appositions(text, learned)
        _learn_board(text, learned)
    _learn_deliverers(learned)
    learned.merge()
    learn_surroundings(texts, learned)
    return learned.names()


def _learn_deliverers(learned: Learned) -> None:
    """Learn what the authority file calls the bodies that deliver the authority's services."""
    names = next((each.deliverers for each in authorities() if each.slug == learned.authority), ())
    known = {
        label_words(label)
        for (concept, _), labels in learned.found.items()
        for label in labels
        if concept == _DELIVERER
    }
    for name in names:
        if label_words(name) not in known:
            learned.note(_DELIVERER, local_key(_DELIVERER, "", learned.authority), name)
            learned.titles.add(name)


def _learn_board(text: str, learned: Learned) -> None:
    """Learn the safeguarding board's own acronym."""
    if "SC" not in text:
        return
    for match in BOARD.finditer(text):
        if not match[0].startswith("LSC"):  # everybody's word, no name
            learned.note("lscb", local_key("lscb", "", learned.authority), match[0])
