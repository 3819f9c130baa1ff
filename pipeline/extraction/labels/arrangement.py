"""On which side of its labels a form has its answers: one decision for the whole document.

Most forms have them on the right or below. On some the answer comes first, and the label stands behind it or, under a
line, below it. A single row tells nothing: every answer stands between two labels. The answers that check themselves
(dates, addresses, countries, numbers) tell together.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.model import BlockKind
from pipeline.normalise.base import Context
from pipeline.normalise.values import normalise, normalise_part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.campaign.definition import Field
    from pipeline.extraction.labels.label import Label
    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon

_SURE: Final = 0.9  # a label
_ROOM: Final = 2.0  # heights of a line between a label and an answer over or under it
_LEAST: Final = 3  # answers that fit
_CLEARLY: Final = 1.5  # times as many as on any other side
_MOST_TRIED: Final = 60  # labels: more tell nothing new
_CHECKED: Final = {
    FieldType.CHOICE,
    FieldType.COUNTRY,
    FieldType.DATE,
    FieldType.EMAIL,
    FieldType.NUMBER,
    FieldType.PHONE,
    FieldType.URL,
}


class Side(Enum):
    """Where an answer stands, seen from its label."""

    RIGHT = "right"
    BELOW = "below"
    LEFT = "left"
    OVER = "over"

    @property
    def opposite(self) -> Side:
        """Where the label stands, seen from its answer."""
        return _OPPOSITE[self]


_OPPOSITE: Final = {
    Side.RIGHT: Side.LEFT,
    Side.LEFT: Side.RIGHT,
    Side.BELOW: Side.OVER,
    Side.OVER: Side.BELOW,
}


def side_of_answers(layout: Layout, labels: Iterable[Label], lexicon: Lexicon) -> Side | None:
    """The side on which far more answers fit their labels than on any other; None where no side does."""
    fits: Counter[Side] = Counter()
    asking = [label for label in labels if label.score >= _SURE and not label.inline]
    for label in asking[:_MOST_TRIED]:
        field = lexicon.fields[label.matches[0].field]
        if field.type in _CHECKED:
            fits.update(side for side, text in _around(label, layout) if _answers(text, field))
    (best, most), (_, second) = (*fits.most_common(2), *[(None, 0)] * 2)[:2]
    return best if most >= _LEAST and most >= _CLEARLY * second else None


def _answers(text: str, field: Field) -> bool:
    """Whether a text is an answer to a question that not every text can answer."""
    if field.part:
        return normalise_part(text, field, Context()) is not None or normalise(text, field, Context()) is not None
    return normalise(text, field, Context()) is not None


def _around(label: Label, layout: Layout) -> Iterable[tuple[Side, str]]:
    """The text next to a label on each side where there is one."""
    for side in Side:
        index = next_to(label, side, layout)
        if index is not None and layout.pieces[index].kind is BlockKind.TEXT:
            yield side, layout.pieces[index].text


def next_to(label: Label, side: Side, layout: Layout) -> int | None:
    """The piece next to a label on one side; over and under it only what stands close."""
    if side is Side.RIGHT:
        return next(iter(layout.right_of(label.last)), None)
    if side is Side.LEFT:
        return next(iter(layout.left_of(label.first)), None)
    piece = label.last if side is Side.BELOW else label.first
    found = layout.right_below(piece) if side is Side.BELOW else layout.right_above(piece)
    if found is None or not is_close(piece, found, layout):
        found = _line_alone(piece, 1 if side is Side.BELOW else -1, layout)
    return found if found is not None and is_close(piece, found, layout) else None


def _line_alone(index: int, step: int, layout: Layout) -> int | None:
    """The next line (`step` 1) or the one before (-1), each alone in its row: captions stand in the middle too."""
    other = index + step
    if not 0 <= other < len(layout.pieces):
        return None
    here, there = layout.pieces[index], layout.pieces[other]
    alone = not any(layout.left_of(each) or layout.right_of(each) for each in (index, other))
    return other if alone and here.page == there.page and (here.cell is None) == (there.cell is None) else None


def is_close(one: int, other: int, layout: Layout) -> bool:
    """Whether one piece stands close over or under another, or in the next cell of its column."""
    upper, lower = sorted((layout.pieces[one], layout.pieces[other]), key=lambda piece: piece.box[1])
    if upper.cell and lower.cell and upper.cell != lower.cell:
        return lower.cell[1] - upper.cell[3] < _ROOM
    height = min(upper.box[3] - upper.box[1], lower.box[3] - lower.box[1])
    return lower.box[1] - upper.box[3] < _ROOM * max(height, 1.0)
