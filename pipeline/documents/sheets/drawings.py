"""What floats above the cells of a sheet: tick boxes, pictures, text boxes, each at the cell where it is anchored.

Excel keeps a tick box in three parts: where it is and its words in the VML drawing, its state in a control part, and
which belong together in the sheet ([MS-XLSX] 2.3.6, ECMA-376 part 4, 19.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.documents.flow.grid import CHAR, GAP, MARK, PICTURE
from pipeline.documents.ooxml import ZIP_ERRORS
from pipeline.documents.sheets.sheet import COLUMN, ROW
from pipeline.documents.xml import UnreadableError, attribute, child, descendants, tag_of, whole_number
from pipeline.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from pipeline.documents.ooxml import Package
    from pipeline.documents.sheets.sheet import SheetParts

MAX_SHAPES: Final = 2_000
_PIXELS_PER_ROW: Final = 20
_LAST: Final = 1_048_576
_ANCHOR: Final = 8  # numbers in a VML anchor: column, offset, row, offset, and the same for its end


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet that is drawn on: its name and page number."""

    name: str
    number: int


def drawn_blocks(package: Package, part: str, parts: SheetParts, page: Page) -> list[Block]:
    """Boxes, pictures and text boxes of a sheet; what is broken among them is left out."""
    targets = {each.id: each.target for each in package.relationships(part)}
    blocks: list[Block] = []
    states = _states(package, parts, targets)
    vml = targets.get(parts.links.get("x:legacyDrawing", ""))
    for shape in _shapes(package, vml):
        blocks.extend(_tick(shape, states, page))
    drawing = package.optional_xml(targets.get(parts.links.get("x:drawing", "")))
    for anchor in list(drawing)[:MAX_SHAPES] if drawing is not None else ():
        blocks.extend(_anchored(anchor, page))
    return blocks


def _states(package: Package, parts: SheetParts, targets: dict[str, str]) -> dict[str, bool]:
    """Whether each tick box is ticked, by shape id, from the control parts."""
    states: dict[str, bool] = {}
    for control in parts.controls[:MAX_SHAPES]:
        properties = package.optional_xml(targets.get(attribute(control, "r:id") or ""))
        if properties is not None and attribute(properties, "objectType") in {"CheckBox", "Radio"}:
            states[attribute(control, "shapeId") or ""] = attribute(properties, "checked") == "Checked"
    return states


def _shapes(package: Package, name: str | None) -> list[Element]:
    """The shapes of a VML drawing, which Excel does not always write as well-formed XML."""
    if name is None or not package.has(name):
        return []
    try:
        return descendants(package.xml(name, lenient=True), "v:shape")[:MAX_SHAPES]
    except (UnreadableError, *ZIP_ERRORS):
        return []


def _tick(shape: Element, states: dict[str, bool], page: Page) -> Iterator[Block]:
    data = child(shape, "vx:ClientData")
    if data is None or attribute(data, "ObjectType") not in {"Checkbox", "Radio"}:
        return
    place = _place(_text(child(data, "vx:Anchor")))
    if place is None:
        return
    x, y = place
    number = (attribute(shape, "o:spid") or attribute(shape, "id") or "").rpartition("s")[2]
    checked = states.get(number, _text(child(data, "vx:Checked")).strip() == "1")
    at = f"sheet {page.name}, check box at {_cell(x, y)}"
    yield Block(BlockKind.TICK, "", page.number, (x, y, x + MARK, y + ROW), at, checked=checked)
    words = " ".join(_text(child(shape, "v:textbox")).split())
    if words:
        left = x + MARK + GAP
        yield Block(BlockKind.TEXT, words, page.number, (left, y, left + CHAR * len(words), y + ROW), at)


def _place(anchor: str) -> tuple[float, float] | None:
    """Left edge and top of an anchored box on the made-up page; the row is that of its middle."""
    numbers = [whole_number(part, -1, _LAST) for part in anchor.split(",")]
    if len(numbers) != _ANCHOR or min(numbers) < 0:
        return None
    column, pixels, top, above, _, _, bottom, below = numbers
    middle = (top + min(above / _PIXELS_PER_ROW, 1) + bottom + min(below / _PIXELS_PER_ROW, 1)) / 2
    return column * COLUMN + min(pixels, COLUMN - MARK), max(middle - 0.5, 0.0) * ROW


def _anchored(anchor: Element, page: Page) -> Iterator[Block]:
    """A picture or a shape with words; shapes that only stand for a VML control are left out."""
    start = child(anchor, "xdr:from")
    if start is None or any(tag_of(each).endswith("compatExt") for each in anchor.iter()):
        return
    x = whole_number(_text(child(start, "xdr:col")), 0, _LAST) * COLUMN
    y = whole_number(_text(child(start, "xdr:row")), 0, _LAST) * ROW
    where = _cell(x, y)
    for picture in descendants(anchor, "xdr:pic"):
        about = next(iter(descendants(picture, "xdr:cNvPr")), None)
        hint = "" if about is None else attribute(about, "descr") or ""
        at = f"sheet {page.name}, picture at {where}"
        yield Block(BlockKind.INK, "", page.number, (x, y, x + PICTURE, y + ROW), at, hint=hint)
    lines = ["".join(each.text or "" for each in descendants(line, "a:t")) for line in descendants(anchor, "a:p")]
    words = "\n".join(line.strip() for line in lines if line.strip())
    if words:
        at = f"sheet {page.name}, text box at {where}"
        width = CHAR * max(map(len, words.split("\n")))
        yield Block(BlockKind.TEXT, words, page.number, (x, y, x + width, y + ROW), at)


def _text(element: Element | None) -> str:
    return "" if element is None else "".join(map(str, element.itertext()))


def _cell(x: float, y: float) -> str:
    """The cell at a place of the made-up page, as people call it."""
    column, letters = int(x // COLUMN) + 1, ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{int(y // ROW) + 1}"
