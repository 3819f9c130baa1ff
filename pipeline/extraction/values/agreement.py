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

    from pipeline.extraction.values.candidate import Candidate

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
    places = {question: _places(found) for question, found in asked.items()}
    return [_weighed(each, *places[each.field, each.wording]) if each.wording else each for each in candidates]


def _places(found: list[Candidate]) -> tuple[int, int]:
    """In how many places one question is answered about as well as anywhere, and with how many different values."""
    best: dict[int, Candidate] = {}
    for candidate in found:
        if candidate.label not in best or candidate.score > best[candidate.label].score:
            best[candidate.label] = candidate
    top = max(candidate.score for candidate in best.values())
    near = [candidate for candidate in best.values() if candidate.score >= top * _NEAR]
    return len(near), len({candidate.normal.value for candidate in near})


def _weighed(candidate: Candidate, places: int, different: int) -> Candidate:
    if different > 1:
        weight = _TWO if different == 2 else _ITEMS  # noqa: PLR2004 - two values
        return replace(candidate, score=candidate.score * weight, confidence=candidate.confidence * weight)
    if places == 1:
        return candidate
    doubt = (candidate.most - candidate.confidence) * _DOUBT_LEFT  # what label and type leave open stays open
    return replace(candidate, confidence=candidate.most - doubt)
