"""The parts of a workbook's file and how they refer to each other (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT: Final = "[Content_Types].xml"


def parsed(data: bytes) -> Any:  # noqa: ANN401 - lxml's element
    """The root of a part. What is outside of it is never fetched."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def as_part(root: Any) -> bytes:  # noqa: ANN401 - lxml's element
    """The bytes of a part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


@dataclass(slots=True)
class Package:
    """All parts by name, without a leading slash."""

    parts: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> Package:
        """The package in a file."""
        with ZipFile(BytesIO(data)) as archive:
            return cls({info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()})

    @classmethod
    def outline(cls, data: bytes) -> Package:
        """Only which sheets there are, what they refer to, and drawings: quick, however large the sheets are."""
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            drawn = (each for each in names if each.startswith("xl/drawings/"))
            told = {"xl/workbook.xml", *drawn, *(each for each in names if each.endswith(".rels"))}
            return cls({name: archive.read(name) if name in told else b"" for name in names})

    def as_bytes(self) -> bytes:
        """The file."""
        made = BytesIO()
        with ZipFile(made, "w", ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return made.getvalue()

    def relations(self, part: str) -> Any:  # noqa: ANN401 - lxml's element
        """What a part refers to; an empty list where it says nothing."""
        data = self.parts.get(relations_of(part))
        return parsed(data or f'<Relationships xmlns="{RELATIONS}"/>'.encode())

    def put_relations(self, part: str, relations: Any) -> None:  # noqa: ANN401 - lxml's element
        """Say what a part refers to."""
        self.parts[relations_of(part)] = as_part(relations)

    def sheets(self) -> dict[str, str]:
        """Title -> part of each sheet."""
        book = "xl/workbook.xml"
        targets = {each.get("Id"): target_of(book, each.get("Target", "")) for each in self.relations(book)}
        found = {
            each.get("name"): targets.get(each.get(f"{{{OFFICE}}}id"))
            for each in parsed(self.parts[book]).iter(f"{{{MAIN}}}sheet")
        }
        return {title: part for title, part in found.items() if title and part in self.parts}

    def kind(self, part: str) -> str:
        """The content type of a part; "" where it has none."""
        root, ending = parsed(self.parts[_CONTENT]), part.rpartition(".")[2].lower()
        for each in root.iter(f"{{{TYPES}}}Override"):
            if each.get("PartName", "").lstrip("/") == part:
                return str(each.get("ContentType"))
        usual = (each for each in root.iter(f"{{{TYPES}}}Default") if each.get("Extension", "").lower() == ending)
        return str(next((each.get("ContentType") for each in usual), ""))

    def put(self, part: str, data: bytes, kind: str) -> None:
        """Add a part with its content type."""
        self.parts[part] = data
        root = parsed(self.parts[_CONTENT])
        etree.SubElement(root, f"{{{TYPES}}}Override", PartName=f"/{part}", ContentType=kind)
        self.parts[_CONTENT] = as_part(root)


def relations_of(part: str) -> str:
    """The part that says what a part refers to."""
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def target_of(part: str, target: str) -> str:
    """The part that a part means by a target."""
    whole = target if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
    return posixpath.normpath(whole).lstrip("/")
