"""Other values that a field could have had, standing where no other field has found its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extraction.values.candidate import Candidate

_NEAR: Final = 0.8
"""Of the score of the chosen value: another one as good as that makes it doubtful."""


def rivals_of(candidate: Candidate, candidates: Sequence[Candidate], taken: frozenset[int]) -> list[Candidate]:
    """All other values of its field; `taken` are the pieces that make up what was chosen for any field."""
    return [
        other
        for other in candidates
        if other.field == candidate.field
        and other.normal.value != candidate.normal.value
        and taken.isdisjoint(other.pieces)
    ]


def near_rivals(chosen: Sequence[Candidate], candidates: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    """For each field those nearly as good as the chosen one."""
    taken = taken_by(chosen)
    return {
        each.field: [other for other in rivals_of(each, candidates, taken) if other.score >= each.score * _NEAR]
        for each in chosen
    }


def taken_by(chosen: Sequence[Candidate]) -> frozenset[int]:
    """The pieces that make up the chosen values."""
    return frozenset(piece for each in chosen for piece in each.pieces)
