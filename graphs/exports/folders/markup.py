"""Markdown's small parts: words that stay words, names that every disk takes, links for every reader."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import quote

from findingsgraph.graphs.exports.values import Scalar, clean_text, clean_value

# With a backslash before them these mean themselves, in CommonMark and in Obsidian ($, %%, ==, ^, #).
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$%^=&!])")
_OPENING = re.compile(r"^(\d+)([.)])|^([-+])")
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f*"\\/<>:|?#^\[\]]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST = 120
"""Bytes of a name: disks take 255, and a folder's path may be long already."""


def words(text: object) -> str:
    r"""Write a text, on one line, so that no reader takes any of it for markup.

    >>> print(words("1. Do *not* <b>"), words("- no list"))
    1\. Do \*not\* \<b\> \- no list
    """
    line = _SPECIAL.sub(r"\\\1", " ".join(clean_text(text).split()))
    return _OPENING.sub(lambda m: f"\\{m[3]}" if m[3] else f"{m[1]}\\{m[2]}", line)


def front_matter(values: Mapping[str, object]) -> str:
    r"""Write a page's properties as YAML; texts are quoted as JSON quotes them, which YAML reads.

    >>> print(front_matter({"stance": "weakness", "page": None, "themes": ["a"]}), end="")
    ---
    stance: "weakness"
    themes: ["a"]
    ---
    """
    lines = []
    for name, value in values.items():
        if isinstance(value, list):
            lines.append(f"{name}: {json.dumps([clean_text(each) for each in value], ensure_ascii=False)}")
        else:
            clean: Scalar | None = clean_value(value)
            if clean is not None:
                lines.append(f"{name}: {json.dumps(clean, ensure_ascii=False)}")
    return "\n".join(("---", *lines, "---")) + "\n"


class Paths:
    """Gives each page a path of its own, on disks that tell cases apart and on those that do not."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._paths: dict[str, str] = {}

    def add(self, key: str, folder: str, name: str) -> str:
        """Give the page that `key` stands for a path; the same key keeps its path.

        >>> paths = Paths()
        >>> paths.add("a", "boards", "Who? Board"), paths.add("b", "boards", "who  board")
        ('boards/Who Board.md', 'boards/who board 2.md')
        """
        if key not in self._paths:
            stem, number = file_name(name), 1
            path = f"{folder}/{stem}.md"
            while path.casefold() in self._taken:
                number += 1
                path = f"{folder}/{stem} {number}.md"
            self._taken.add(path.casefold())
            self._paths[key] = path
        return self._paths[key]

    def __contains__(self, key: str) -> bool:
        return key in self._paths

    def link(self, key: str, label: str, here: str) -> str:
        """Write a link from the page at `here`; the label alone where the key has no page."""
        if key not in self._paths:
            return words(label)
        up = "../" * here.count("/")
        return f"[{words(label)}]({up}{quote(self._paths[key])})"


def file_name(name: str) -> str:
    """Give a name that Windows, macOS, Linux and Obsidian take.

    >>> file_name("A/B: C?"), file_name("con"), file_name("..")
    ('A B C', 'con_', '_')
    """
    plain = " ".join(_FORBIDDEN.sub(" ", unicodedata.normalize("NFC", clean_text(name))).split())
    plain = plain.encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    return f"{plain}_" if not plain or _RESERVED.fullmatch(plain) else plain
