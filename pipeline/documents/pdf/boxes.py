"""Boxes to tick that are drawn on a page and not declared as form fields: small squares, empty or marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.boxes import holds, inside, middle
from pipeline.documents.printed.glyphs import MARKED

if TYPE_CHECKING:
    from pipeline.documents.pdf.drawn import Drawn
    from pipeline.documents.printed.word import Word
    from pipeline.model import Box

TYPED_MARKS = MARKED | frozenset("xXvV×✕✖")
BESIDE = 5.0  # points: squares so near each other in a row are places for single letters, not boxes to tick
LEAST_MARK = 0.3  # of the square's side
MOST_SQUARES = 1_000  # a page with more is a pattern or a chart
SAME = 3.0  # points: squares with middles so near are one box drawn twice


def drawn_ticks(drawn: Drawn, words: list[Word]) -> tuple[list[tuple[Box, bool]], set[Word]]:
    """Each box with whether it is marked, and the words that are marks and no text."""
    if len(drawn.squares) > MOST_SQUARES:
        return [], set()
    boxes = [box for box in _single(drawn.squares) if not _in_row(box, drawn.squares)]
    ticks: list[tuple[Box, bool]] = []
    used: set[Word] = set()
    for box in boxes:
        typed = [word for word in words if holds(box, middle(word.box), 1.0)]
        if any(word.text not in TYPED_MARKS for word in typed):
            continue  # a letter in a frame
        used.update(typed)
        ticks.append((box, bool(typed) or any(_marks(mark, box) for mark in drawn.marks)))
    return ticks, used


def _single(squares: list[Box]) -> list[Box]:
    """The squares, of those drawn over each other the largest."""
    kept: list[Box] = []
    for square in sorted(squares, key=lambda box: (box[0] - box[2]) * (box[3] - box[1])):
        x, y = middle(square)
        if not any(abs(x - u) < SAME and abs(y - v) < SAME for u, v in map(middle, kept)):
            kept.append(square)
    return sorted(kept, key=lambda box: (box[1], box[0]))


def _in_row(box: Box, squares: list[Box]) -> bool:
    """Whether another square touches it from the left or the right at the same height."""
    return any(
        min(abs(other[0] - box[2]), abs(box[0] - other[2])) < BESIDE and abs(other[1] - box[1]) < BESIDE
        for other in squares
    )


def _marks(mark: Box, box: Box) -> bool:
    """Whether a drawn mark lies in a box and is large enough to be meant."""
    side = box[2] - box[0]
    return (
        holds(box, middle(mark))
        and max(mark[2] - mark[0], mark[3] - mark[1]) >= LEAST_MARK * side
        and inside(mark, box, 4.0)
    )
