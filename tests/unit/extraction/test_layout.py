"""Lines put together again: where the page broke a text, and where its writer did."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction.page.layout import Layout
from pipeline.model import Block, BlockKind


def lines(*texts: str, width: float = 400.0) -> Layout:
    """Lines of a PDF page below each other; each is as wide as its text, the widest reaches the margin."""
    longest = max(map(len, texts))
    return Layout.of(
        Block(
            BlockKind.TEXT,
            text,
            1,
            (50, 100 + 12 * row, 50 + width * len(text) / longest, 110 + 12 * row),
            f"page 1, line {row + 1}",
            reader="pdf-text",
        )
        for row, text in enumerate(texts)
    )


def test_a_line_that_the_page_broke_is_one_again() -> None:
    """The next line's first word had no room: a blank joins them; a hyphen inside a word goes."""
    layout = lines("Every city that guarantees rights works for all of its inhabi-", "tants, and for those who pass.")

    assert layout.join([0, 1]) == (
        "Every city that guarantees rights works for all of its inhabitants, and for those who pass."
    )


def test_a_line_that_its_writer_ended_stays_one() -> None:
    """There was room for more: the next line is a paragraph of its own."""
    layout = lines("We support it.", "The council has decided so in its session of the fourth of March last year.")

    assert layout.join([0, 1]).splitlines() == [piece.text for piece in layout.pieces]


def test_joined_korean_lines_are_told() -> None:
    """A Korean line may break inside a word; nothing on the page says whether the blank belongs there."""
    korean = lines("우리 시는 인권 기본조례에 따라 인권센터를 운영하고 있으며 다른 도시", "와 경험을 나누고자 합니다.")
    latin = lines(
        "Every city that guarantees rights works for all of its", "inhabitants, and for those who pass through."
    )

    assert korean.joins_hangul([0, 1])
    assert not latin.joins_hangul([0, 1])
    assert not korean.joins_hangul([0])


box_edges = st.floats(min_value=-50, max_value=900) | st.sampled_from([0.0, 24.0, 48.0, 1e9, math.inf, math.nan])


@st.composite
def pieces(draw: st.DrawFn) -> list[Block]:
    """Pieces anywhere on two pages, in cells or not, also with boxes that make no sense."""

    def box() -> tuple[float, float, float, float]:
        (x0, x1), (y0, y1) = (sorted((draw(box_edges), draw(box_edges))) for _ in range(2))
        return (x0, y0, x1, y1)

    texts = draw(st.lists(st.text(max_size=5), min_size=1, max_size=12))
    return [
        Block(BlockKind.TEXT, text, draw(st.integers(1, 2)), box(), "here", cell=draw(st.none() | st.just(box())))
        for text in texts
    ]


@given(pieces())
def test_neighbours_are_found_wherever_they_stand(blocks: list[Block]) -> None:
    """Who stands beside a piece is beside it the other way round too, on its own page; below is never itself."""
    layout = Layout.of(blocks)

    for index, piece in enumerate(layout.pieces):
        around = [*layout.right_of(index), *layout.left_of(index), *layout.below(index)]
        assert index not in around
        assert {layout.pieces[other].page for other in around} <= {piece.page}
        assert index in layout.in_cell(index)


def test_neighbours_far_apart_are_still_neighbours() -> None:
    """The last row of a very long sheet has its answer beside it; a question at the top, its column below."""
    rows = [
        Block(BlockKind.TEXT, f"{row}.{column}", 1, box, "cell", cell=box)
        for row in range(900)
        for column in range(2)
        for box in [(100.0 * column, 200.0 * row, 100.0 * column + 90, 200.0 * row + 15)]
    ]
    layout = Layout.of(rows)

    assert [layout.pieces[other].text for other in layout.right_of(1798)] == ["899.1"]
    assert [layout.pieces[other].text for other in layout.left_of(1799)] == ["899.0"]
    assert len(layout.below(0)) == 899


def test_what_shares_a_cell_comes_in_the_order_of_its_places() -> None:
    """Boxes and wordings in one cell, a hair apart in height, and the label in the cell before."""
    cell, label = (200.0, 100.0, 400.0, 130.0), (50.0, 100.0, 200.0, 130.0)
    row = [("Sex", 55, label), ("", 205, cell), ("Female", 220, cell), ("", 270, cell), ("Male", 285, cell)]
    layout = Layout.of(
        Block(
            BlockKind.TEXT if text else BlockKind.TICK,
            text,
            1,
            (x, 110.0 if text else 109.6, x + 10, 120),
            "page 1, line 1",
            cell=around,
        )
        for text, x, around in row
    )

    assert layout.right_of(1) == [2, 3, 4]
    assert layout.left_of(4) == [3, 2, 1, 0]


def test_a_bullet_begins_a_line_however_full_the_last_one_was() -> None:
    """Points of a list stay apart."""
    layout = lines("• Young people sit on a panel that must be heard before each plan", "• Extraordinarily open doors")

    assert layout.join([0, 1]).count("\n") == 1
