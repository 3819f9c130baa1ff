from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction.labels.heads import groups, stands_over
from pipeline.extraction.page.layout import Layout
from pipeline.model import Block, BlockKind, Box

places = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(1, 30), st.integers(1, 30)).map(
    lambda at: (10.0 * at[0], 10.0 * at[1], 10.0 * (at[0] + at[2]), 10.0 * (at[1] + at[3]))
)


def block(box: Box, cell: Box | None) -> Block:
    return Block(BlockKind.TEXT, "x", 1, box, "here", cell=cell)


@given(st.lists(st.builds(block, places, st.none() | places), max_size=12))
def test_what_stands_right_below_is_the_first_of_all_below(blocks: list[Block]) -> None:
    """Found alone or with all others, the nearest piece below is the same one."""
    layout = Layout.of(blocks)
    for index in range(len(layout.pieces)):
        assert layout.right_below(index) == next(iter(layout.below(index)), None)


@given(st.lists(st.builds(block, places, st.none() | places), max_size=12))
def test_what_is_found_one_after_the_other_is_what_is_found_at_once(blocks: list[Block]) -> None:
    """Whoever looks downwards only as far as needed sees the same pieces in the same order."""
    layout = Layout.of(blocks)
    for index in range(len(layout.pieces)):
        assert list(layout.downwards(index)) == layout.below(index)


@given(st.lists(places, max_size=14))
def test_heads_of_parts_are_found_wherever_they_stand(frames: list[Box]) -> None:
    """A cell that stands right over several others inside its width is the head of those, and no other is."""
    found = groups(frames)
    every = sorted(set(frames))
    over = {above: [below for below in every if stands_over(above, below)] for above in every}
    assert found == {above: below for above, below in over.items() if len(below) > 1}
