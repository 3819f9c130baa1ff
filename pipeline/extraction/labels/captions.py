"""Captions: labels in brackets under what they ask for, as under the lines that people sign on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.extraction.page.layout import same_column
from pipeline.model import BlockKind
from pipeline.normalise.empty import is_empty

if TYPE_CHECKING:
    from pipeline.extraction.labels.label import Label, Spotted
    from pipeline.extraction.page.layout import Layout

CAPTION: Final = 8.0  # points between a field and the caption under it
_EDGE: Final = 3.0  # points: lines of one answer begin so near to each other
IN_BRACKETS = re.compile(r"^\s*[(\[{*].*[)\]}*]\s*$", re.DOTALL)
_CLOSE: Final = 0.6  # heights of a line between the lines of one answer


def over_caption(label: Label, layout: Layout, spotted: Spotted) -> int | None:
    """The text right over a label in brackets, where nothing stands behind the label: "Ada Ash" over "(name)"."""
    first = layout.pieces[label.first]
    behind = {other for other in layout.right_of(label.last)[:1] if _goes_behind(label.last, other, layout)}
    if label.inline or not IN_BRACKETS.match(layout.join(label.pieces)) or behind - spotted.printed:
        return None
    height = max(first.box[3] - first.box[1], 1.0)
    for other in range(label.first - 1, -1, -1):
        piece = layout.pieces[other]
        if piece.page != first.page or first.box[1] - piece.box[3] > CAPTION + height:
            return None
        over = piece.kind is BlockKind.TEXT and same_column(piece.box, first.box) and piece.box[3] <= first.box[1] + 2
        if over:
            return None if other in spotted.printed or piece.cell != first.cell or is_empty(piece.text) else other
    return None


def lines_over(caption: int, layout: Layout, spotted: Spotted) -> tuple[int, ...]:
    """The line over a caption with the full line right above it, where the answer began; () where there is none."""
    before = layout.right_above(caption)
    if before is None or before in spotted.printed:
        return ()
    above, here = layout.pieces[before], layout.pieces[caption]
    alike = above.kind is BlockKind.TEXT and above.cell == here.cell and abs(above.box[0] - here.box[0]) < _EDGE
    near = here.box[1] - above.box[3] < _CLOSE * (above.box[3] - above.box[1])
    if not (alike and near and layout.was_full(before, caption)) or IN_BRACKETS.match(above.text):
        return ()
    return (before, caption)


def _goes_behind(label: int, other: int, layout: Layout) -> bool:
    """Whether a text stands level with a caption, and is no caption too, nor over one of its own.

    Tall signatures over the next line do not.
    """
    here, there = layout.pieces[label].box, layout.pieces[other]
    level = here[1] - 1 < (there.box[1] + there.box[3]) / 2 < here[3] + 1
    under = layout.right_below(other)
    captioned = under is not None and bool(IN_BRACKETS.match(layout.pieces[under].text))
    captioned = captioned and layout.pieces[under or 0].box[1] - there.box[3] < CAPTION
    return level and not captioned and not IN_BRACKETS.match(there.text)
