"""What a person sees on the pages of a PDF, as blocks: text in segments, drawn lines and boxes to tick, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.boxes import inside
from pipeline.documents.pdf.boxes import drawn_ticks
from pipeline.documents.pdf.drawn import Drawn, read_drawn
from pipeline.documents.pdf.notes import read_notes
from pipeline.documents.pdf.words import read_words
from pipeline.documents.printed.frame import Frame, upright
from pipeline.documents.printed.grid import Grid
from pipeline.documents.printed.lines import Segment, segments
from pipeline.documents.printed.page import PageText
from pipeline.model import Block, BlockKind

if TYPE_CHECKING:
    import pypdfium2 as pdfium

    from pipeline.model import Box

READER = "pdf-text"
MOST_LETTERS = 100_000  # of one page
UNSEEN_CONFIDENCE = 0.6  # an invisible layer of text comes from some OCR
WHOLE_PAGE = 0.85  # of the page's area: a picture that covers more is the page's background
MOST_INKS = 500  # of one page
SIDE = 1.5  # points: lines so near around a box to tick are its sides
ROW = 20  # points
LEAST_PICTURE = 8.0  # points: smaller pictures are bullets and dots


def read_page(page: pdfium.PdfPage, number: int, most: int = MOST_LETTERS) -> PageText:
    """One page as blocks, of at most so many letters. `number` counts from 1.

    Raises:
        pypdfium2.PdfiumError: the page's content cannot be loaded.
    """
    frame = _frame(page)
    textpage = page.get_textpage()
    notes = read_notes(page, frame)
    words = read_words(textpage, frame, most) + notes.words
    textpage.close()
    drawn = read_drawn(page, frame)
    drawn.marks += notes.inks
    ticks, used = drawn_ticks(drawn, words)
    boxes = [box for box, _ in ticks]
    grid = Grid(_without_boxes(drawn.rules, boxes), boxes)
    found = segments([word for word in words if word not in used] if used else words, grid)
    blocks = [_text(segment, number) for segment in found]
    blocks += [_tick(box, number, checked=checked) for box, checked in ticks]
    blocks += _inks(drawn, notes.inks, frame, number, texts=bool(found))
    covered = max((_area(box) for box in drawn.pictures), default=0.0) / max(frame.width * frame.height, 1.0)
    letters = sum(len(segment.text) for segment in found)
    return PageText(blocks + _rules(grid, number), grid, letters, drawn.paths, covered, notes.widgets)


def _frame(page: pdfium.PdfPage) -> Frame:
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, upright(page.get_rotation()))


def _text(segment: Segment, number: int) -> Block:
    return Block(
        BlockKind.TEXT,
        segment.text,
        number,
        segment.box,
        f"page {number}, line {segment.line}",
        bold=segment.bold,
        reader=READER,
        confidence=min(segment.confidence, UNSEEN_CONFIDENCE if segment.unseen else 1.0),
    )


def _tick(box: Box, number: int, *, checked: bool) -> Block:
    return Block(BlockKind.TICK, "", number, box, "drawn box", checked=checked, reader=READER)


def _inks(drawn: Drawn, stamps: list[Box], frame: Frame, number: int, *, texts: bool) -> list[Block]:
    """Pictures, stamps and strokes of a pen; a picture of the whole page is no ink where the page has text as well."""
    whole = WHOLE_PAGE * frame.width * frame.height
    pictures = [box for box in drawn.pictures if not (texts and _area(box) > whole)]
    places = [(box, "picture") for box in pictures] + [(box, "stamp or stroke") for box in stamps]
    return [
        Block(BlockKind.INK, "", number, box, f"page {number}, {what}", reader=READER)
        for box, what in places[:MOST_INKS]
        if min(box[2] - box[0], box[3] - box[1]) >= LEAST_PICTURE
    ]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _rules(grid: Grid, number: int) -> list[Block]:
    """The drawn lines."""
    return [Block(BlockKind.RULE, "", number, box, f"page {number}, line drawn", reader=READER) for box in grid.rules()]


def _without_boxes(rules: list[Box], ticks: list[Box]) -> list[Box]:
    """The drawn lines but the sides of the boxes to tick: those are no cells, and what stands beside them is in one."""
    rows: dict[int, list[Box]] = {}
    for box in ticks:
        for row in range(int(box[1]) // ROW - 1, int(box[3]) // ROW + 2):
            rows.setdefault(row, []).append(box)
    return [rule for rule in rules if not any(inside(rule, box, SIDE) for box in rows.get(int(rule[1]) // ROW, ()))]
