"""The same question asked in several places of one document: the same answer each time, or another one.

A value that stands at the head of every page is surer than one that stands once. A label with a new value each time
is the head of a list or table (a date for each line of an order): none of them is the value of the whole document.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.extraction.candidates import Candidate

_NEAR: Final = 0.93  # of the best score: what fits much worse is another question
_DOUBT_LEFT: Final = 0.5  # of the doubt, where a second place says the same
_TWO: Final = 0.8  # two places that differ
_ITEMS: Final = 0.6  # a list of different values


def compared(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, those of labels that stand several times surer or less sure, by what the other places say."""
    candidates = list(candidates)
    asked: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.wording:
            asked[candidate.field, candidate.wording].append(candidate)
    weights: dict[tuple[str, str], float] = {place: _weight(found) for place, found in asked.items()}
    return [_weighed(each, weights[each.field, each.wording]) if each.wording else each for each in candidates]


def _weight(found: list[Candidate]) -> float:
    """What the places of one question make of its values: more than 1 where they agree, less where they differ."""
    best: dict[int, Candidate] = {}
    for candidate in found:
        if candidate.label not in best or candidate.score > best[candidate.label].score:
            best[candidate.label] = candidate
    top = max(candidate.score for candidate in best.values())
    near = [candidate for candidate in best.values() if candidate.score >= top * _NEAR]
    different = len({candidate.normal.value for candidate in near})
    if different > 1:
        return _TWO if different == 2 else _ITEMS  # noqa: PLR2004 - two values
    return 1.0 + _DOUBT_LEFT if len(near) > 1 else 1.0


def _weighed(candidate: Candidate, weight: float) -> Candidate:
    if weight < 1.0:
        return replace(candidate, score=candidate.score * weight, confidence=candidate.confidence * weight)
    doubt = (candidate.most - candidate.confidence) * (
        2.0 - weight
    )  # what the label and the type leave open stays open
    return replace(candidate, confidence=candidate.most - doubt)
