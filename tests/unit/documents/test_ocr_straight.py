from __future__ import annotations

import math
from dataclasses import replace

from pipeline.documents.ocr.straight import laid_straight
from pipeline.model import Block, BlockKind

LINES = (
    "Name of registrant",
    "Registration number",
    "Name of the principal",
    "Harrow and Pell",
    "Date of report",
    "Signature",
)


def line(words: str, x: float, y: float) -> Block:
    return Block(BlockKind.TEXT, words, 1, (x, y, x + 80, y + 9), "page 1")


def skewed(block: Block, degrees: float) -> Block:
    """Where a line stands on a page that lies askew."""
    (x0, y0, x1, y1), turn = block.box, math.radians(degrees)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    right, down = -turn * (y - 396), turn * (x - 306)
    return replace(block, box=(x0 + right, y0 + down, x1 + right, y1 + down), confidence=0.6)


SEEN = [line(words, 40 + 150 * (number % 3), 60 + 110 * number) for number, words in enumerate(LINES)]


def test_hidden_lines_of_a_skewed_page_come_to_lie_on_those_of_its_picture() -> None:
    """By the lines that both have, all are moved: those too that were read otherwise."""
    hidden = [skewed(block, 1.5) for block in SEEN]
    hidden[2] = replace(hidden[2], text="Nane of tbe prlncipal")

    for moved, block in zip(laid_straight(hidden, SEEN), SEEN, strict=True):
        assert max(abs(a - b) for a, b in zip(moved.box, block.box, strict=True)) < 1


def test_hidden_lines_stay_where_nothing_tells_how_the_page_lies() -> None:
    """Few common lines, or such as would have to go different ways, prove nothing."""
    few = [skewed(block, 1.5) for block in SEEN[:3]]
    astray = [skewed(block, 8 if number % 2 else -8) for number, block in enumerate(SEEN)]

    assert laid_straight(few, SEEN) == few
    assert laid_straight(astray, SEEN) == astray
    assert laid_straight([], SEEN) == []
