"""Where pieces stand to each other: the same row, right of, below, in the same cell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.boxes import around
from pipeline.extraction.page.bands import Bands
from pipeline.extraction.page.wrapped import appended, first_word
from pipeline.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipeline.model import Box

_BULLET: Final = re.compile(r"[•‣▪■●◦*-]\s")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
PAPER: Final = frozenset({"pdf-text", "ocr"})
"""Readers of drawn lines on pages of paper."""

LINES: Final = PAPER | {"text"}
"""Readers whose blocks are lines, not paragraphs."""

_PADDING: Final = 6.0  # points between a cell's text and its edge
_SAME_SIZE: Final = 0.25  # of a line's height: titles are higher
_EDGE: Final = 3.0  # points: lines of one column begin so near to each other
_TOUCH: Final = 2.0  # points by which neighbours may overlap


def overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    """The share of the shorter of two intervals that the other covers, 0..1."""
    if a0 > b1 or b0 > a1:  # nearly always: no other question is asked so often
        return 0.0
    shorter = min(a1 - a0, b1 - b0)
    common = min(a1, b1) - max(a0, b0)
    if shorter <= 0:
        return 1.0 if common >= 0 else 0.0
    return max(0.0, common / shorter)


def same_row(a: Box, b: Box) -> bool:
    """Whether two boxes stand beside each other."""
    return a[1] <= b[3] and b[1] <= a[3] and overlap(a[1], a[3], b[1], b[3]) >= 0.5  # noqa: PLR2004 - half


def same_column(a: Box, b: Box) -> bool:
    """Whether two boxes stand above each other."""
    return a[0] <= b[2] and b[0] <= a[2] and overlap(a[0], a[2], b[0], b[2]) >= 0.3  # noqa: PLR2004 - it may be indented


@dataclass(frozen=True, slots=True)
class Layout:
    """The pieces of a document with the questions about their places. Pieces are named by their index."""

    pieces: tuple[Block, ...]
    pages: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _running: list[frozenset[int]] = field(default_factory=list, repr=False, compare=False)
    _known: dict[tuple[str, int], list[int]] = field(default_factory=dict, repr=False, compare=False)
    _ends: dict[tuple[int, int], float] = field(default_factory=dict, repr=False, compare=False)
    _rows: dict[int, Bands] = field(default_factory=dict, repr=False, compare=False)
    _columns: dict[int, Bands] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, pieces: Iterable[Block]) -> Layout:
        """The layout of pieces in reading order; rules are left out, they have done their work in the reader."""
        kept = tuple(piece for piece in pieces if piece.kind is not BlockKind.RULE)
        pages: dict[int, list[int]] = {}
        for index, piece in enumerate(kept):
            pages.setdefault(piece.page, []).append(index)
        layout = cls(kept, {page: tuple(indexes) for page, indexes in pages.items()})
        for page, indexes in pages.items():
            layout._rows[page] = Bands((index, _heights(kept[index])) for index in indexes)
            layout._columns[page] = Bands((index, _widths(kept[index])) for index in indexes)
        return layout

    def frame(self, index: int) -> Box:
        """The piece's cell where it stands in one, else its own box."""
        piece = self.pieces[index]
        return piece.cell or piece.box

    def _once(self, question: str, index: int, find: Callable[[int], list[int]]) -> list[int]:
        """The answer to a question about a piece, found once: every label asks for its neighbours many times."""
        known = self._known.get((question, index))
        if known is None:
            known = self._known[question, index] = find(index)
        return known

    def right_of(self, index: int) -> list[int]:
        """The pieces of the same row to the right, nearest first."""
        return self._once("right_of", index, self._find_right_of)

    def _find_right_of(self, index: int) -> list[int]:
        here = self.pieces[index]
        found = [other for other in self._row(index) if self._left_edge(here, other) >= -_TOUCH]
        return sorted(found, key=lambda other: (*self._begins(here, other, 0), self.pieces[other].box[1]))

    def _row(self, index: int) -> list[int]:
        """The other pieces of the same row: both sides are nearly always asked for."""
        return self._once("row", index, self._find_row)

    def _find_row(self, index: int) -> list[int]:
        here, frame = self.pieces[index], self.frame(index)
        near = self._rows[here.page].near(_heights(here))
        return [other for other in near if other != index and self._beside(here, frame, other)]

    def _beside(self, here: Block, frame: Box, other: int) -> bool:
        there = self.pieces[other]
        if here.cell and here.cell == there.cell:
            return same_row(here.box, there.box)
        if here.cell and there.cell:
            return same_row(frame, there.cell)
        return same_row(here.box, there.box)

    def _left_edge(self, here: Block, other: int) -> float:
        there = self.pieces[other]
        if here.cell and there.cell and here.cell != there.cell:
            return there.cell[0] - here.cell[2]
        return there.box[0] - here.box[2]

    def beside_lines(self, indexes: Sequence[int]) -> list[int]:
        """The pieces on the right of several lines taken together: a value may stand in the middle beside them."""
        whole = around([self.pieces[index].box for index in indexes])
        page = self.pieces[indexes[0]].page
        found = [
            other
            for other in self._rows[page].near([(whole[1], whole[3])])
            if other not in indexes and self.pieces[other].box[0] >= whole[2] and self._inside(other, whole)
        ]
        return sorted(found, key=lambda other: (self.pieces[other].box[0], self.pieces[other].box[1]))

    def _inside(self, index: int, whole: Box) -> bool:
        box = self.pieces[index].box
        return whole[1] - _TOUCH <= box[1] and box[3] <= whole[3] + _TOUCH

    def left_of(self, index: int) -> list[int]:
        """The pieces of the same row to the left, nearest first."""
        return self._once("left_of", index, self._find_left_of)

    def _find_left_of(self, index: int) -> list[int]:
        here = self.pieces[index]
        found = [other for other in self._row(index) if self._right_edge(here, other) >= -_TOUCH]
        return sorted(found, key=lambda other: self._begins(here, other, 2))

    def _begins(self, here: Block, other: int, side: int) -> tuple[bool, float]:
        """Where a neighbour begins, seen from here: what shares the cell comes first, in the order of its places."""
        there, way = self.pieces[other], 1 if side == 0 else -1
        same = here.cell is not None and here.cell == there.cell
        return not same, way * (there.box if same else self.frame(other))[side]

    def _right_edge(self, here: Block, other: int) -> float:
        there = self.pieces[other]
        if here.cell and there.cell and here.cell != there.cell:
            return here.cell[0] - there.cell[2]
        return here.box[0] - there.box[2]

    def below(self, index: int) -> list[int]:
        """The pieces further down in the same column of the page, nearest first."""
        return self._once("below", index, self._find_below)

    def _find_below(self, index: int) -> list[int]:
        here, frame = self.pieces[index], self.frame(index)
        found = [
            other
            for other in self._columns[here.page].near(_widths(here))
            if other != index and self.pieces[other].box[1] >= here.box[3] - _TOUCH and self._under(here, frame, other)
        ]
        return sorted(found, key=lambda other: (self.pieces[other].box[1], self.pieces[other].box[0]))

    def downwards(self, index: int) -> Iterator[int]:
        """As `below`, found one after the other: in a long column they are thousands, and mostly the first tell."""
        here, frame = self.pieces[index], self.frame(index)
        edge = here.box[3] - _TOUCH
        for band in self._rows[here.page].onward(edge):
            found = [o for o in band if o != index and self.pieces[o].box[1] >= edge and self._under(here, frame, o)]
            yield from sorted(found, key=lambda other: (self.pieces[other].box[1], self.pieces[other].box[0]))

    def right_below(self, index: int) -> int | None:
        """The first of `below`."""
        return next(self.downwards(index), None)

    def right_above(self, index: int) -> int | None:
        """The nearest piece further up in the same column of the page."""
        here, frame = self.pieces[index], self.frame(index)
        edge = here.box[1] + _TOUCH
        found = [
            other
            for other in self._columns[here.page].near(_widths(here))
            if other != index and self.pieces[other].box[3] <= edge and self._under(here, frame, other)
        ]
        return max(found, key=lambda other: (self.pieces[other].box[3], -self.pieces[other].box[0]), default=None)

    def _under(self, here: Block, frame: Box, other: int) -> bool:
        there = self.pieces[other]
        if here.cell and there.cell == here.cell:
            return True
        return same_column(frame, there.cell or there.box) or same_column(here.box, there.box)

    def in_cell(self, index: int) -> list[int]:
        """All pieces of the cell that the piece stands in, in reading order; itself alone where there is none."""
        return [index] if self.pieces[index].cell is None else self._once("in_cell", index, self._find_in_cell)

    def _find_in_cell(self, index: int) -> list[int]:
        here = self.pieces[index]
        return [other for other in self._rows[here.page].near(_heights(here)) if self.pieces[other].cell == here.cell]

    def running(self) -> frozenset[int]:
        """Lines at the edges of pages, apart from the rest, that stand there on another page too, but for numbers."""
        if not self._running:
            edges = [index for page in self.pages for index in self._edges(page)]
            places = Counter(self._place(index) for index in edges)
            self._running.append(frozenset(index for index in edges if places[self._place(index)] > 1))
        return self._running[0]

    def _edges(self, page: int) -> Iterator[int]:
        lines = [index for index in self.pages[page] if self.pieces[index].kind is BlockKind.TEXT]
        if len(lines) < 2 or self.pieces[lines[0]].reader not in PAPER:  # noqa: PLR2004 - an edge and a rest
            return
        lines.sort(key=lambda index: self.pieces[index].box[1])
        for edge, next_to in ((lines[0], lines[1]), (lines[-1], lines[-2])):
            here, there = self.pieces[edge].box, self.pieces[next_to].box
            if max(there[1] - here[3], here[1] - there[3]) > here[3] - here[1]:
                yield edge

    def _place(self, index: int) -> tuple[str, int]:
        piece = self.pieces[index]
        return re.sub(r"\d+", "0", piece.text), round(piece.box[1] / 4)

    def join(self, indexes: Sequence[int], first: str = "") -> str:
        """The text of pieces in reading order: wrapped lines become one line again, others stay lines.

        `first` stands for the text of the first piece, where only a part of it is meant.
        """
        text = ""
        for position, index in enumerate(indexes):
            piece = self.pieces[index]
            if not position:
                text = first or piece.text
                continue
            before = self.pieces[indexes[position - 1]]
            text = appended(text, piece.text, self._break(before, piece))
        return text

    def joins_hangul(self, indexes: Sequence[int]) -> bool:
        """Whether a line of Korean text is joined with the next: nothing on the page tells if a word goes on."""
        pieces = [self.pieces[index] for index in indexes]
        return any(
            _HANGUL.match(before.text[-1:]) and _HANGUL.match(after.text[:1]) and self._break(before, after) == " "
            for before, after in pairwise(pieces)
            if not same_row(before.box, after.box)
        )

    def _break(self, before: Block, piece: Block) -> str:
        """What stands between two pieces: nothing more than a blank on one line or in a wrapped one."""
        if before.page == piece.page and before.cell == piece.cell and same_row(before.box, piece.box):
            return " "
        if piece.reader not in LINES or before.page != piece.page or _BULLET.match(piece.text):
            return "\n"
        gap = piece.box[1] - before.box[3]
        height = max(before.box[3] - before.box[1], 1.0)
        return " " if gap < height * 0.8 and self._was_full(before, piece) else "\n"

    def column_end(self, piece: Block) -> float:
        """How far to the right the lines reach that begin where a piece of a page does: the edge of its column."""
        key = (piece.page, round(piece.box[0]))
        if key not in self._ends:
            high = piece.box[3] - piece.box[1]
            others = (self.pieces[i].box for i in self.pages[piece.page])
            column = (box for box in others if abs(box[0] - piece.box[0]) < _EDGE)
            alike = (box[2] for box in column if abs(box[3] - box[1] - high) < _SAME_SIZE * high)
            self._ends[key] = max(alike, default=piece.box[2])
        return self._ends[key]

    def was_full(self, before: int, after: int) -> bool:
        """Whether a line ends only because the first word of the next one had no room on it."""
        return self._was_full(self.pieces[before], self.pieces[after])

    def _was_full(self, before: Block, piece: Block) -> bool:
        """Whether the next line's first word had no room on the line before: then the line was wrapped."""
        edge = before.cell[2] - _PADDING if before.cell else self.column_end(before)
        return before.box[2] + first_word(piece) > edge

    def reached_margin(self, before: int, after: int) -> bool:
        """Whether a line went on as far as any of its page, so that the next line's first word had no room on it."""
        here = self.pieces[before]
        margin = max(self.pieces[other].box[2] for other in self.pages[here.page])
        return here.box[2] + first_word(self.pieces[after]) > margin


def _heights(piece: Block) -> list[tuple[float, float]]:
    return [(box[1], box[3]) for box in (piece.box, piece.cell) if box]


def _widths(piece: Block) -> list[tuple[float, float]]:
    return [(box[0], box[2]) for box in (piece.box, piece.cell) if box]
