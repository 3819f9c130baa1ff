"""Charts, pictures and shapes of staff's sheets, carried from the standing file into the new one as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from pipeline.review.parts import MAIN, OFFICE, Package, as_part, parsed, target_of

if TYPE_CHECKING:
    from collections.abc import Collection

_DRAWING: Final = f"{OFFICE}/drawing"
_BEFORE: Final = (
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "tableParts",
    "extLst",
)
"""What comes after a drawing in a sheet (ECMA-376 part 1, 18.3.1.99)."""

_MOST: Final = 2_000  # parts that are carried; more are no work of people


def carry_drawings(standing: bytes, made: bytes, titles: Collection[str]) -> bytes:
    """The new file with the drawings that some of its sheets have in the standing one.

    Args:
        standing: the file that is replaced.
        made: the new one; the sheets in question have no drawings there.
        titles: of the sheets that are staff's.
    """
    old = Package.outline(standing)
    drawn = {title: part for title, sheet in old.sheets().items() if title in titles and (part := _drawing(old, sheet))}
    if not drawn:
        return made
    old, new = Package.of(standing), Package.of(made)
    copied = _Copied(old, new)
    sheets = new.sheets()
    for title, part in drawn.items():
        if title in sheets:
            _draw(new, sheets[title], copied.copy(part))
    return new.as_bytes()


def _drawing(package: Package, sheet: str) -> str:
    """The part with the drawing of a sheet, "" where it has none."""
    for each in package.relations(sheet):
        if each.get("Type", "").endswith("/relationships/drawing"):
            part = target_of(sheet, each.get("Target", ""))
            return part if part in package.parts else ""
    return ""


@dataclass(slots=True)
class _Copied:
    """Copies parts with all that they refer to, each once, under new names."""

    old: Package
    new: Package
    names: dict[str, str] = field(default_factory=dict)

    def copy(self, part: str) -> str:
        """Copy a part; gives its new name."""
        if part in self.names or len(self.names) >= _MOST:
            return self.names.get(part, part)
        folder, _, file = part.rpartition("/")
        number = len(self.names) + 1
        name = f"{folder}/kept{number}.{file.rpartition('.')[2]}"
        while name in self.new.parts:
            number += 1
            name = f"{folder}/kept{number}.{file.rpartition('.')[2]}"
        self.names[part] = name
        self.new.put(name, self.old.parts[part], self.old.kind(part) or "application/octet-stream")
        relations = self.old.relations(part)
        for each in relations:
            target = target_of(part, each.get("Target", ""))
            if each.get("TargetMode") != "External" and target in self.old.parts:
                each.set("Target", f"/{self.copy(target)}")
        if len(relations):
            self.new.put_relations(name, relations)
        return name


def _draw(package: Package, sheet: str, drawing: str) -> None:
    relations, root = package.relations(sheet), parsed(package.parts[sheet])
    taken = {each.get("Id") for each in relations}
    name = next(f"kept{number}" for number in range(1, len(taken) + 2) if f"kept{number}" not in taken)
    etree.SubElement(relations, _tag(relations, "Relationship"), Id=name, Type=_DRAWING, Target=f"/{drawing}")
    package.put_relations(sheet, relations)
    for each in root.findall(f"{{{MAIN}}}drawing"):
        root.remove(each)
    place = next((number for number, each in enumerate(root) if etree.QName(each).localname in _BEFORE), len(root))
    element = etree.Element(f"{{{MAIN}}}drawing")
    element.set(f"{{{OFFICE}}}id", name)
    root.insert(place, element)
    package.parts[sheet] = as_part(root)


def _tag(root: Any, name: str) -> str:  # noqa: ANN401 - lxml's element
    return f"{{{etree.QName(root).namespace}}}{name}"
