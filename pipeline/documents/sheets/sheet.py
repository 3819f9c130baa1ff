"""What a worksheet part holds beside its values: merges, lists, drawings, formulas that were never calculated.

Read in one pass that keeps no tree, so that a sheet of any length costs little memory. openpyxl reads the values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml.etree import _Element as Element
from openpyxl.utils.cell import column_index_from_string

from pipeline.documents.xml import attribute, descendants, iterate_xml, tag_of

if TYPE_CHECKING:
    from pipeline.model import Box

COLUMN: Final = 100.0
ROW: Final = 14.0
MAX_RULES: Final = 500
MAX_AREAS: Final = 200
_WANTED: Final = frozenset(
    {"c", "row", "mergeCell", "dataValidation", "drawing", "legacyDrawing", "control", "col"},
)
_AREA: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; columns and rows count from 1, both ends belong to it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def cells(self) -> int:
        """How many cells it has."""
        return (self.right - self.left + 1) * (self.bottom - self.top + 1)

    @property
    def box(self) -> Box:
        """Its place on the made-up page."""
        return ((self.left - 1) * COLUMN, (self.top - 1) * ROW, self.right * COLUMN, self.bottom * ROW)

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies in it."""
        return self.left <= column <= self.right and self.top <= row <= self.bottom


@dataclass(frozen=True, slots=True)
class ListRule:
    """A list validation: where it stands, the formula of its source, and its prompt."""

    areas: tuple[Area, ...]
    source: str
    hint: str


@dataclass(slots=True)
class SheetParts:
    """What the pass finds. `links` are relationship ids by element name, `controls` (shape id, relationship id)."""

    merges: dict[tuple[int, int], Area] = field(default_factory=dict)  # by (row, column) of the first cell
    rules: list[ListRule] = field(default_factory=list)
    uncalculated: list[str] = field(default_factory=list)  # cells whose formula has no stored value
    links: dict[str, str] = field(default_factory=dict)
    controls: list[Element] = field(default_factory=list)
    rows: int = 0  # with cells
    right: int = 1  # the last column with a filled cell
    filled: bool = False  # some cell holds something
    hides: bool = False  # some rows or columns are hidden


def area_of(text: str) -> Area | None:
    """A reference like "B4", "$B$4:$D$9" as an area; None where it is none."""
    found = _AREA.fullmatch(text.strip())
    if found is None:
        return None
    left, top = column_index_from_string(found[1]), int(found[2])
    right = column_index_from_string(found[3]) if found[3] else left
    bottom = int(found[4]) if found[4] else top
    return Area(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def read_sheet_parts(data: bytes, name: str) -> SheetParts:
    """Go once through a worksheet part.

    Raises:
        UnreadableError: the part is damaged.
    """
    parts = SheetParts()
    for element in iterate_xml(data, name, _WANTED):
        tag = tag_of(element)
        if tag == "x:c":
            _note_cell(element, parts)
        elif tag == "x:row":
            parts.rows += 1
            parts.hides = parts.hides or attribute(element, "hidden") == "1"
            element.clear()
        else:
            _note_part(element, tag, parts)
    return parts


def _note_cell(element: Element, parts: SheetParts) -> None:
    inside = {tag_of(each): each.text for each in element}
    place = attribute(element, "r") or ""
    is_blank_text = attribute(element, "t") == "str" and "x:v" in inside  # calculated, and nothing came out
    if "x:f" in inside and not inside.get("x:v") and not is_blank_text:
        parts.uncalculated.append(place)
    if not inside:
        return  # only formatted; honest sheets have thousands of these
    parts.filled = True
    area = area_of(place)
    if area is not None:
        parts.right = max(parts.right, area.right)


def _note_part(element: Element, tag: str, parts: SheetParts) -> None:
    if tag == "x:mergeCell":
        area = area_of(attribute(element, "ref") or "")
        if area is not None:
            parts.merges[area.top, area.left] = area
        element.clear()
    elif tag in {"x:dataValidation", "x14:dataValidation"}:
        if attribute(element, "type") == "list" and len(parts.rules) < MAX_RULES:
            parts.rules.append(_rule(element))
    elif tag == "x:col":
        parts.hides = parts.hides or attribute(element, "hidden") == "1"
    elif tag == "x:control":
        parts.controls.append(element)
    elif tag in {"x:drawing", "x:legacyDrawing"}:
        parts.links[tag] = attribute(element, "r:id") or ""


def _rule(element: Element) -> ListRule:
    """Excel keeps a list's cells in `sqref`; lists that point to other sheets may have elements instead ([MS-XLSX])."""
    cells = attribute(element, "sqref") or "".join(each.text or "" for each in descendants(element, "xm:sqref"))
    sources = descendants(element, "x:formula1") or descendants(element, "xm:f")
    areas = [area_of(each) for each in cells.split()[:MAX_AREAS]]
    return ListRule(
        areas=tuple(area for area in areas if area is not None),
        source=(sources[0].text or "").strip() if sources else "",
        hint=attribute(element, "prompt") or attribute(element, "promptTitle") or "",
    )
