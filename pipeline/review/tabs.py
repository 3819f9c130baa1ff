"""The sheets of a workbook among each other: ours are made again where staff left them, looking as staff left them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from openpyxl.worksheet.worksheet import Worksheet

from pipeline.review.extras import carry_extras
from pipeline.review.sheets import HIDDEN, SEEN, Key, claim, disclaim, find_sheet

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook


_LISTS: Final = {"review", "submissions", "messages", "history"}


@dataclass(frozen=True, slots=True)
class Tabs:
    """The sheets as they stood: those of ours that are made again, and which one opens."""

    ours: tuple[tuple[Key, Worksheet], ...] = ()
    opens: Worksheet | None = None


def look_at_tabs(book: Workbook, members: Worksheet) -> Tabs:
    """Settle which sheets are ours: all others are staff's, also copies that they made of ours."""
    found = [(key, find_sheet(book, key)) for key in (*SEEN, *HIDDEN) if key != "members"]
    ours = tuple((key, sheet) for key, sheet in found if sheet is not None and sheet is not members)
    for each in book.worksheets:
        disclaim(each)
    claim(members, "members")
    for key, sheet in ours:
        claim(sheet, key)
    return Tabs(ours, book.active if isinstance(book.active, Worksheet) else None)


def settle_tabs(book: Workbook, tabs: Tabs) -> None:
    """After ours were made again: new ones in front in their order, hidden ones last; what opened opens again."""
    stood = {key for key, _ in tabs.ours}
    opens = tabs.opens
    for key, old in tabs.ours:
        new = find_sheet(book, key)
        if new is not None:
            _keep_view(old, new)
            if key in _LISTS:
                carry_extras(old, new)
            opens = new if opens is old else opens
    first = 0
    for key in SEEN:
        sheet = find_sheet(book, key)
        if sheet is not None and key != "members" and key not in stood:
            book.move_sheet(sheet, first - book.index(sheet))
        first = book.index(sheet) + 1 if sheet is not None else first
    for key in HIDDEN:
        sheet = find_sheet(book, key)
        if sheet is not None and key not in stood:
            book.move_sheet(sheet, len(book.worksheets) - 1 - book.index(sheet))
    _open_at(book, opens)


def _open_at(book: Workbook, opens: Worksheet | None) -> None:
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    chosen = opens if opens in visible else visible[0]
    book.active = book.index(chosen)
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is chosen


def _keep_view(old: Worksheet, new: Worksheet) -> None:
    """What staff set about the view of a sheet that is made again: hidden or not, zoom, widths, its colour."""
    new.sheet_state = old.sheet_state
    new.sheet_view.zoomScale = old.sheet_view.zoomScale
    new.freeze_panes = old.freeze_panes
    new.sheet_properties.tabColor = old.sheet_properties.tabColor
    for letter, dimension in old.column_dimensions.items():
        if dimension.hidden or dimension.customWidth:
            other = old[f"{letter}1"].value != new[f"{letter}1"].value  # a heading in another language may need more
            width = new.column_dimensions[letter].width
            new.column_dimensions[letter].width = max(width, dimension.width) if other else dimension.width
            new.column_dimensions[letter].hidden = dimension.hidden
