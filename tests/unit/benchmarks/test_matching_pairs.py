from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.matching.__main__ import bundled, decide, held_back, without
from benchmarks.matching.pairs import numbered, read_pairs

if TYPE_CHECKING:
    from benchmarks.matching.__main__ import Hold, Result

ALL = list(numbered(read_pairs(), kept=None))
SOME = [(number, pair) for number, pair in ALL if number % 8 == 0 or pair.published]


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return decide(SOME, bundled)


def test_there_are_enough_pairs_of_every_kind() -> None:
    """At least 2,000 in all, half of them of two governments or nearly so."""
    same = sum(pair.same for _, pair in ALL)
    assert len(ALL) >= 2000
    assert len(ALL) / 3 < same < 2 * len(ALL) / 3


def test_no_two_governments_are_merged_silently(results: list[Result]) -> None:
    """Region and city, borough and city, homonyms, towns a letter apart, joint forms, organisations: none."""
    assert [each.pair for each in results if each.outcome == "wrong"] == []


def test_one_government_is_found(results: list[Result]) -> None:
    """In another language or spelling, from another department, with a new mayor: merged, or staff are asked."""
    same = [each for each in results if each.pair.same]
    missed = [each.pair for each in same if each.outcome == "apart"]
    merged = [each for each in same if each.outcome == "merged"]
    assert len(missed) <= 0.02 * len(same), missed
    assert len(merged) >= 0.5 * len(same)


@pytest.mark.parametrize("hold", [held_back, without])
def test_a_gazetteer_that_knows_less_asks_more_and_merges_no_more(hold: Hold, results: list[Result]) -> None:
    """What no map tells is no reason to merge: where names are missing in it, fewer are taken for one."""
    poorer = decide(SOME, hold)
    wrong = sum(each.outcome == "wrong" for each in poorer)
    assert wrong <= 1
    assert sum(each.outcome == "merged" for each in poorer) <= sum(each.outcome == "merged" for each in results)
