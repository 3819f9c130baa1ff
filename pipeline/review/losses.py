"""What staff put into a workbook that cannot be carried into a new one: they are told, and a copy is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipeline.review.parts import Package, target_of
from pipeline.review.sheets import SEEN, find_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

_LOST: Final = {
    "slicer": "slicers",
    "slicerCache": "slicers",
    "timeline": "timelines",
    "timelineCache": "timelines",
    "ctrlProp": "buttons and boxes",
    "control": "buttons and boxes",
    "oleObject": "embedded objects",
    "package": "embedded objects",
    "threadedComment": "threads of comments (their first words stay as notes)",
    "queryTable": "connections to data",
    "connections": "connections to data",
    "vbaProject": "macros",
}
"""Kind of a relation -> what people call what it leads to."""


def losses(path: Path, book: Workbook) -> tuple[str, ...]:
    """What cannot be carried, in words; drawings on sheets of ours among it, but for those that have some of ours."""
    package = Package.outline(path.read_bytes())
    sheets = package.sheets()
    kinds = {_kind(each) for part in ("xl/workbook.xml", *sheets.values()) for each in package.relations(part)}
    found = {_LOST[kind] for kind in kinds if kind in _LOST}
    remade = [find_sheet(book, key) for key in SEEN if key not in {"members", "overview"}]
    for sheet in remade:
        part = sheets.get(sheet.title) if sheet is not None else None
        if part and any(_holds_something(package, part, each) for each in package.relations(part)):
            found.add("charts and pictures on our sheets")
    return tuple(sorted(found))


def _holds_something(package: Package, sheet: str, relation: Any) -> bool:  # noqa: ANN401 - lxml's element
    """Whether it leads to a drawing with something in it: LibreOffice writes empty ones."""
    drawing = package.parts.get(target_of(sheet, relation.get("Target", "")), b"")
    return _kind(relation) == "drawing" and b"Anchor" in drawing


def _kind(relation: Any) -> str:  # noqa: ANN401 - lxml's element
    return str(relation.get("Type", "")).rpartition("/")[2]
