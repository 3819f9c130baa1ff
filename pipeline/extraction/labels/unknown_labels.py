"""Questions in words that nobody knows: texts that stand and look as the questions of this form do, with an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.in_text import BLANKS, ENDS
from pipeline.extraction.labels.label import Label
from pipeline.extraction.page.layout import PAPER
from pipeline.model import Block, BlockKind
from pipeline.normalise.empty import is_empty, is_example, is_instruction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.extraction.labels.label import Spotted
    from pipeline.extraction.page.layout import Layout

_LONGEST: Final = 260
_MOST_WORDS: Final = 12  # of a question with its answer behind it
_SAME_EDGE: Final = 3.0  # points
_CLOSE: Final = 0.7  # heights of a line between the lines of one question
_MOST_LINES: Final = 4
_SEVERAL: Final = 2
_OPEN_BRACKET: Final = re.compile(r"\([^()]*$")
_LINE: Final = re.compile(r"\n")
_WORD: Final = re.compile(r"[^\W\d_]{2}|[^\W\d_\x00-\u02ff]")


@dataclass(frozen=True, slots=True)
class _Style:
    """How a form prints its questions: bold or not, and at which edges they begin."""

    models: tuple[Block, ...]
    inline: bool  # with their answers behind them
    beside: frozenset[int]  # pieces that are answers, or questions that are understood

    def fits(self, piece: Block) -> bool:
        """Whether a text looks as several of the questions that are understood, and begins at the same edge."""
        return sum(_alike(piece, model) for model in self.models) >= _SEVERAL


def unknown_labels(layout: Layout, spotted: Spotted, models: Iterable[Label], taken: frozenset[int]) -> list[Label]:
    """The questions that nobody understood. `models` are those with an answer, `taken` the pieces of these answers."""
    known = tuple(models)
    blocks = tuple(layout.pieces[label.first] for label in known)
    style = _Style(blocks, any(label.inline for label in known), taken | spotted.printed | spotted.options)
    found: list[Label] = []
    used: set[int] = set()
    for index, piece in enumerate(layout.pieces):
        if index in used or index in style.beside or not _may_ask(piece):
            continue
        label = _label_at(index, layout, style)
        if label:
            found.append(label)
            used.update(label.pieces)
    return found


def _may_ask(piece: Block) -> bool:
    text = piece.text
    if piece.kind is not BlockKind.TEXT or len(text) > _LONGEST or not _WORD.search(text):
        return False
    return not (is_empty(text) or is_example(text) or is_instruction(text))


def _label_at(index: int, layout: Layout, style: _Style) -> Label | None:
    piece = layout.pieces[index]
    head, closed, rest = _parted(piece.text)
    if "@" in head:
        return None
    if rest:
        asks = style.inline and len(head.split()) <= _MOST_WORDS and _WORD.search(head)
        return Label((index,), (), rest, closed=True) if asks else None
    if not style.fits(piece):
        return None
    return Label((index, *_going_on(index, layout, style)), (), closed=closed)


def _parted(text: str) -> tuple[str, bool, str]:
    """What asks in a text, whether it ends as questions do, and what follows behind it."""
    ends = (end for kind in (ENDS, BLANKS, _LINE) for end in kind.finditer(text))
    outside = [end for end in ends if end.start() and not _OPEN_BRACKET.search(text[: end.start()])]
    first = min(outside, key=lambda end: end.start(), default=None)
    if first is None:
        return text, False, ""
    rest = BLANKS.sub(" ", text[first.end() :]).strip()
    return text[: first.start()], True, rest if any(sign.isalnum() for sign in rest) else ""


def _going_on(index: int, layout: Layout, style: _Style) -> Iterator[int]:
    """The lines with which a question of several lines goes on."""
    last, answered = index, bool(layout.right_of(index))
    for _ in range(_MOST_LINES):
        here, after = layout.pieces[last], layout.right_below(last)
        if after is None or here.reader not in PAPER or after in style.beside or ENDS.search(here.text):
            return
        there = layout.pieces[after]
        close = there.box[1] - here.box[3] < _CLOSE * (here.box[3] - here.box[1])
        beside = bool(layout.right_of(after))
        in_cell = here.cell is not None and here.cell == there.cell
        if not (close and _may_ask(there) and _alike(there, here)) or (answered and beside and not in_cell):
            return
        yield after
        last, answered = after, answered or beside


def _alike(one: Block, other: Block) -> bool:
    """Whether two texts look alike and begin at the same edge of the page, of a column or of their cells."""
    if one.bold != other.bold or (one.cell is None) != (other.cell is None):
        return False
    return abs((one.cell or one.box)[0] - (other.cell or other.box)[0]) < _SAME_EDGE
