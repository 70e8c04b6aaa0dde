"""The stance of every sentence: rules where a list or a wording settles it, a linear model for the rest.

What the stances mean is fixed by the labelling rules: strength, weakness, mixed,
context, required-action. `decided_by` names the rule (`rule:recommendation-list`) or the
three features that spoke loudest (`model:not yet,however,last=limited`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from typing import cast

from findingsgraph.loaders.reading.stance_model import Judged, read_model
from findingsgraph.loaders.records import ItemContext, Stance, StanceDecision

__all__ = ["decide_all", "decide_by_rule", "decide_stances", "finding_stance"]

_ASKED = ("recommendation", "priority-action")
_AT_ONCE = 500
"""Items that are judged together, so that memory does not grow with a document; reports have some 100."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of `stance_rules.toml`."""

    kinds: frozenset[str]
    needs: tuple[str, ...]
    pattern: re.Pattern[str] | None
    decision: StanceDecision

    def may_hold(self, text: str) -> bool:
        """Tell whether the rule may settle a sentence of this text: words that it needs are there."""
        return not self.needs or any(map(text.__contains__, self.needs))

    def holds(self, sentence: str) -> bool:
        """Tell whether the rule settles this sentence, its item being of one of the rule's kinds."""
        if self.pattern is None:
            return True
        return self.may_hold(sentence) and self.pattern.search(sentence) is not None


@cache
def _rules() -> tuple[Rule, ...]:
    file = resources.files("findingsgraph.loaders.reading").joinpath("stance_rules.toml")
    table = tomllib.loads(file.read_text("utf-8"))
    contrast = table["words"]["contrast"]
    return tuple(
        Rule(
            frozenset(row.get("kinds", ())),
            tuple(row.get("needs", ())),
            re.compile(row["pattern"].replace("{contrast}", contrast)) if "pattern" in row else None,
            StanceDecision(cast(Stance, row["stance"]), f"rule:{row['name']}", row["confidence"]),
        )
        for row in table["rule"]
    )


@cache
def _rules_for(kind: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in _rules() if not rule.kinds or kind in rule.kinds)


def decide_by_rule(sentence: str, kind: str) -> StanceDecision | None:
    """Give the decision of the first rule that holds, if one does."""
    return _first_of(_rules_for(kind), sentence)


def _first_of(rules: Iterable[Rule], sentence: str) -> StanceDecision | None:
    for rule in rules:
        if rule.holds(sentence):
            return rule.decision
    return None


def decide_stances(sentences: Sequence[str], item: ItemContext) -> tuple[StanceDecision, ...]:
    """Decide the stance of each sentence of one item; give all of them, in order.

    Sentences are read with their neighbours, so that `As a result, …` follows its cause.

    >>> item = ItemContext("sif", "lscb", "recommendations", "recommendation", "Recommendations")
    >>> decide_stances(["Ensure that the board hears from children."], item)[0].decided_by
    'rule:recommendation-list'
    """
    return decide_all([(sentences, item)])[0]


def decide_all(items: Sequence[tuple[Sequence[str], ItemContext]]) -> list[tuple[StanceDecision, ...]]:
    """Decide the stances of many items, as `decide_stances` does of one, and faster."""
    ruled = [_decide_by_rules(sentences, context.kind) for sentences, context in items]
    unsettled = [item for item, by in zip(items, ruled, strict=True) if None in by]
    batches = (unsettled[start : start + _AT_ONCE] for start in range(0, len(unsettled), _AT_ONCE))
    judged = chain.from_iterable(map(read_model().judge, batches))
    return [
        tuple(map(_decide, by, judged)) if None in by else tuple([rule for rule in by if rule])
        for by in ruled
    ]


def _decide_by_rules(sentences: Sequence[str], kind: str) -> list[StanceDecision | None]:
    text = " ".join(sentences)
    rules = [rule for rule in _rules_for(kind) if rule.may_hold(text)]
    return [_first_of(rules, sentence) for sentence in sentences]


def _decide(rule: StanceDecision | None, said: Judged) -> StanceDecision:
    return rule or StanceDecision(said.stance, f"model:{','.join(said.features)}", said.confidence)


def finding_stance(stances: Sequence[Stance], kind: str) -> Stance:
    """Give an item's stance from its statements' (`kind` is its ItemKind).

    An item of a list of recommendations asks for action unless all it says is context.
    Elsewhere statements that are context or ask for action leave it to the others: strength
    and weakness together, or any mixed statement, make the item mixed; one of the two alone
    gives its own stance. With neither, a required action outweighs context.

    >>> finding_stance(["context", "strength", "strength"], "finding")
    'strength'
    >>> finding_stance(["strength", "required-action", "weakness"], "finding")
    'mixed'
    >>> finding_stance(["context", "required-action"], "finding")
    'required-action'
    """
    said = set(stances)
    if kind in _ASKED and "required-action" in said:
        return "required-action"
    if "mixed" in said or {"strength", "weakness"} <= said:
        return "mixed"
    for stance in ("strength", "weakness", "required-action"):
        if stance in said:
            return cast(Stance, stance)
    return "context"
