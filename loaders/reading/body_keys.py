"""The keys under which local bodies are known.

A key must be the same in every report of an authority, though acronyms drift and are
not printed everywhere. So:

- a concept of which an authority has one (concepts.ttl does not say `fg:distinct` of it)
  has one key, whatever words a report uses: its `fg:localKey`, else its id; that of the
  safeguarding board is made from the authority's own name (`hscb` for Hartlepool), so
  that HSCB, LSCB, the full name and 'the Board' are one node in each report;
- a body with a name of its own that the vocabulary does not know has the slug of its
  full name (`first-contact-and-support-hub`), not of its acronym, without the
  authority's own name in front;
- a name with another place in front (`Tees-wide VEMT`, `Leicester City LSCB`) is another
  body than the authority's own, and keeps the place in its key.
"""

from __future__ import annotations

import re
from functools import lru_cache

from findingsgraph.loaders.reading.senses import distinct
from findingsgraph.loaders.reading.wordings import canonical, label_words, name_rules, tokens
from findingsgraph.ontology.vocabulary import concepts

__all__ = ["SHARED", "local_key", "slug"]

SHARED = re.compile(r"^multi[- ]agency (?=\S+ \S)", re.IGNORECASE)
"""What a body may be called or not: 'the multi-agency neglect strategy' is the neglect strategy."""
_SHORT = re.compile(r"\(([A-Z]{3,})\)|^(?:[Mm]ulti-agency )?([A-Z]{3,}) [a-z]+$")
"""The acronym by which a body is known, in its name or before its head."""


@lru_cache(maxsize=20_000)  # a hundred authorities have some 10,000
def local_key(concept: str, label: str, authority: str) -> str:
    """Give the key of the body that a label means in an authority.

    >>> local_key("lscb", "the board", "hartlepool"), local_key("police", "police officers", "hartlepool")
    ('hscb', 'police')
    >>> local_key("lscb", "the board", "")  # a cover whose authority is not known
    'lscb'
    >>> local_key("decision-panel", "complex case panels", "hartlepool")
    'complex-case-panel'
    """
    own = name_rules()["bodies"].get(" ".join(label_words(label)))
    if concept == "lscb" and not own:
        words = [word for word in authority.split("-") if word not in ("", "and", "of", "upon", "the", "&")]
        return "".join(word[0] for word in words) + "scb" if words else "lscb"
    if own or (distinct(concept) and label):
        short = _SHORT.search(label) if concept in name_rules()["acronym-keys"]["concepts"] else None
        return str(own or slug((short[1] or short[2]) if short else label))
    return concepts()[concept].extra.get("localKey", (concept,))[0]


def slug(name: str) -> str:
    """Give the key that a proper name makes; the last word's plural and case do not count.

    >>> slug("Awaken Teams"), slug("Children’s Voice (CV)"), slug("Multi-Agency Safeguarding Hub")
    ('awaken-team', 'childrens-voice', 'mash')
    """
    name = re.sub(r"\s*\([^)]*\)", "", name)
    words = tokens(name)
    known = name_rules()["keys"].get(" ".join(word.word for word in words))
    if known or not words:
        return str(known or "name")
    plain = SHARED.sub("", re.sub(r"[’']", "", name.lower())).removeprefix("specialist ")
    parts = re.findall(r"[a-z0-9]+", plain)
    last = canonical(parts[-1]) if parts else ("name",)
    return "-".join([*parts[:-1], last[0] if len(last) == 1 else parts[-1].removesuffix("s")])
