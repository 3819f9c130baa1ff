"""Cells of a workbook that have a name of ours: the answers of a form that we handed out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.campaign.form_mark import CELL
from pipeline.documents.sheets.sheet import area_of
from pipeline.documents.xml import attribute, descendants

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Names = dict[tuple[str, int, int], str]
"""Title of the sheet, row and column (from 1) -> the question or box that is answered there."""

_MOST: Final = 2_000
_LONGEST: Final = 200  # letters
_PLACE: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)")


def cell_names(workbook: Element) -> Names:
    """The named cells of a workbook part (ECMA-376 part 1, 18.2.5), also those of a copy of the sheet."""
    names: Names = {}
    for each in descendants(workbook, "x:definedName")[:_MOST]:
        name, place = attribute(each, "name") or "", _PLACE.fullmatch((each.text or "").strip())
        area = area_of(place[3]) if place else None
        if place and area and name.casefold().startswith(CELL) and len(name) <= _LONGEST:
            title = (place[1] or place[2]).replace("''", "'")
            names[title, area.top, area.left] = name[len(CELL) :]
    return names
