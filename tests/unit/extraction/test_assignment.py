"""The best whole wins."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction.values.assignment import assign
from pipeline.extraction.values.candidate import Candidate
from pipeline.model import Source
from pipeline.normalise.base import Normal


def candidate(field: str, slot: int, score: float) -> Candidate:
    return Candidate(field, Normal("x"), "x", score, score, ("", slot), (slot,), Source("test", "here"), 0)


def test_each_field_and_each_slot_is_used_once() -> None:
    """Two fields that both fit one text best share out the texts so that both get one."""
    chosen = assign([candidate("a", 1, 0.9), candidate("a", 2, 0.5), candidate("b", 1, 0.8)])

    assert {(each.field, each.slot[1]) for each in chosen} == {("a", 2), ("b", 1)}


def test_nothing_to_assign() -> None:
    """No candidates, no values."""
    assert assign([]) == []


def test_a_long_value_never_takes_a_piece_of_a_surer_one() -> None:
    """A run of lines that contains another field's text is dropped, not cut."""
    long = Candidate("story", Normal("x"), "x", 0.8, 0.8, ("", 1), (1, 2, 3), Source("test", "here"), 0)

    chosen = assign([long, candidate("name", 2, 0.9)])

    assert [each.field for each in chosen] == ["name"]


@given(st.lists(st.lists(st.integers(1, 99), min_size=3, max_size=4), min_size=1, max_size=3))
def test_no_other_sharing_out_has_a_greater_sum(gains: list[list[int]]) -> None:
    """The sum of scores equals the best of all permutations, tried one by one."""
    width = min(len(row) for row in gains)
    rows = [row[:width] for row in gains]
    chosen = assign(
        [candidate(str(r), c, score / 100) for r, row in enumerate(rows) for c, score in enumerate(row)],
    )

    best = max(sum(rows[r][c] for r, c in enumerate(order)) for order in permutations(range(width), len(rows)))

    assert round(sum(each.score for each in chosen) * 100) == best
