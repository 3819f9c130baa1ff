"""Bringing one cell of a standing sheet up to date: what it says, its mark, its comment; the rest of it is staff's."""

from __future__ import annotations

import datetime as dt
from copy import copy
from typing import TYPE_CHECKING, Any, Final

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from pipeline.review.cells import canonical
from pipeline.review.notes import BELOW, staffs_part
from pipeline.review.plain import fitting, squeezed
from pipeline.review.put import put_comment
from pipeline.review.styles import FILLS, WHITE, fill

if TYPE_CHECKING:
    from openpyxl.cell import Cell

    from pipeline.review.cells import Shown
    from pipeline.review.notes import Print

_OURS: Final = {colour for colour in FILLS.values() if colour} | {WHITE, "000000"}
_ANY: Final = {"General", "@"}  # formats that show a day or a number as nobody wants to see it


def touch_value(cell: Cell, content: Shown, formats: tuple[str, str]) -> None:
    """Another content; how the cell looks stays, unless a day would look like a number.

    Args:
        cell: of ours.
        content: what it is to say.
        formats: how days and numbers look where the cell has no format of its own.
    """
    if content is None:
        cell.value = None
    elif isinstance(content, bool | str):
        cell.value = fitting(str(content))
        cell.data_type = "s"  # after the value: else a text that begins with "=" is a formula
    else:
        cell.value = content
        if cell.number_format in _ANY:
            cell.number_format = formats[0] if isinstance(content, dt.date) else formats[1]


def touch_mark(cell: Cell, mark: str) -> None:
    """Our colour where none or one of ours stands; a colour of staff stays."""
    wanted, stands = FILLS[mark], _colour(cell)
    if wanted != stands and (stands is None or stands in _OURS):
        cell.fill = fill(wanted) if wanted else PatternFill()


def _colour(cell: Any) -> str | None:  # noqa: ANN401 - a cell; its stubs know no fills
    if cell.fill.fill_type != "solid":
        return None
    colour = cell.fill.fgColor
    return str(colour.rgb)[-6:].upper() if colour.type == "rgb" else "of a theme"


def touch_comment(cell: Cell, ours: str, wrote: Print | None, more: str = "") -> None:
    """Our comment, and below it what staff wrote; where they took ours away, it stays away.

    Args:
        cell: of ours.
        ours: what we say now, "" for nothing.
        wrote: the print of what we said last, None where that is not known or was nothing.
        more: what is to be told once, as if staff had noted it.
    """
    stands = cell.comment.text if cell.comment else ""
    theirs = staffs_part(stands, wrote)
    if more and more not in theirs:
        theirs = f"{theirs}\n{more}".strip()
    if ours and not stands and wrote is not None and wrote.is_of(ours):
        ours = ""
    wanted = f"{ours}{BELOW}{theirs}" if ours and theirs else ours or theirs
    if squeezed(wanted) == squeezed(stands):
        return
    if not wanted:
        cell.comment = None
    elif ours:
        put_comment(cell, wanted)
    else:
        was = copy(cell.comment) if cell.comment else None
        cell.comment = Comment(wanted, was.author if was else "", width=300, height=140)


def says(cell: object, content: Shown) -> bool:
    """Whether a cell says this already."""
    return canonical(cell) == canonical(content)
