"""Lines put together again: where the page broke a text, and where its writer did."""

from __future__ import annotations

from pipeline.extraction.layout import Layout
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
