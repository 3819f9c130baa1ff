"""A page picture that was read, as the same blocks that a PDF page with text gives: segments, rules, ticks, ink."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.documents.ocr.words import placed, words_of
from pipeline.documents.pictures.ink import ink_places
from pipeline.documents.printed.grid import Grid
from pipeline.documents.printed.lines import segments
from pipeline.documents.printed.page import PageText
from pipeline.model import Block, BlockKind

if TYPE_CHECKING:
    from pipeline.documents.ocr.page import Seen
    from pipeline.documents.pictures.runs import Mask, Stroke
    from pipeline.documents.printed.lines import Segment
    from pipeline.documents.printed.word import Word
    from pipeline.model import Box

READER: Final = "ocr"
_INK_SURE: Final = 0.8
_AROUND_WORD: Final = 1.5  # points that a word may reach beyond its box


def page_text(seen: Seen, number: int) -> PageText:
    """The blocks of a page, `number` counted from 1; boxes in points from the top left of the page as it came, upright.

    A skewed page is turned straight about its middle, so that boxes lie where the words would stand if it had been
    laid straight.
    """
    words = words_of(seen.scraps, seen.page)
    squares = [_placed(box.square, seen) for box in seen.boxes]
    grid = Grid([*_level(seen), *_upright(seen)], squares)
    found = segments(words, grid)
    where = f"page {number}" + (f" (turned by {seen.guess.turn}°)" if seen.guess.turn else "")
    blocks = [_text(segment, number, where) for segment in found]
    blocks += [
        Block(
            BlockKind.TICK,
            "",
            number,
            square,
            f"{where}, drawn box",
            checked=box.checked,
            reader=READER,
            confidence=box.confidence,
        )
        for box, square in zip(seen.boxes, squares, strict=True)
    ]
    blocks += _ink(seen, words, number, where)
    blocks += [Block(BlockKind.RULE, "", number, box, f"{where}, line drawn", reader=READER) for box in grid.rules()]
    return PageText(blocks, grid, sum(len(segment.text) for segment in found), 0, 0.0, widgets=False)


def _text(segment: Segment, number: int, where: str) -> Block:
    return Block(
        BlockKind.TEXT,
        segment.text,
        number,
        segment.box,
        f"{where}, line {segment.line}",
        reader=READER,
        confidence=segment.confidence,
    )


def _placed(box: tuple[float, float, float, float], seen: Seen) -> Box:
    """A box in pixels of the mask, in points."""
    step = seen.step
    return placed((box[0] * step, box[1] * step, box[2] * step, box[3] * step), seen.page)


def _level(seen: Seen) -> list[Box]:
    return [_placed((line.start, _middle(line), line.end, _middle(line)), seen) for line in seen.rules.level]


def _upright(seen: Seen) -> list[Box]:
    return [_placed((_middle(line), line.start, _middle(line), line.end), seen) for line in seen.rules.upright]


def _middle(line: Stroke) -> float:
    return (line.first + line.last + 1) / 2


def _ink(seen: Seen, words: list[Word], number: int, where: str) -> list[Block]:
    left_over = _left_over(seen, words)
    shift = -seen.page.left * seen.page.scale, -seen.page.top * seen.page.scale
    return [
        Block(
            BlockKind.INK,
            "",
            number,
            (box[0] + shift[0], box[1] + shift[1], box[2] + shift[0], box[3] + shift[1]),
            f"{where}, ink or picture",
            reader=READER,
            confidence=_INK_SURE,
        )
        for box in ink_places(left_over, seen.page.scale * seen.step)
    ]


def _left_over(seen: Seen, words: list[Word]) -> Mask:
    """What is dark and neither word nor line nor box."""
    dark = seen.rest.copy()
    unit = seen.page.scale * seen.step
    left, top = seen.page.left / seen.step, seen.page.top / seen.step
    more = _AROUND_WORD / unit
    for word in words:
        x0, y0, x1, y1 = word.box
        _blank(
            dark,
            (
                int(x0 / unit + left - more),
                int(y0 / unit + top - more),
                int(x1 / unit + left + more) + 1,
                int(y1 / unit + top + more) + 1,
            ),
        )
    return dark


def _blank(dark: Mask, box: tuple[int, int, int, int]) -> None:
    x0, y0, x1, y1 = box
    dark[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)] = False
