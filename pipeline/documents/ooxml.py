"""Office files (ECMA-376 part 2) as packages: checked before anything is unpacked, parts found by relationship."""

from __future__ import annotations

import posixpath
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from lxml.etree import _Element as Element

from pipeline.documents.xml import UnreadableError, attribute, damaged, parse_xml, tag_of

if TYPE_CHECKING:
    from zipfile import ZipInfo


MAX_ENTRIES: Final = 10_000
MAX_TOTAL: Final = 200 * 2**20
MAX_RATIO: Final = 200
RATIO_FROM: Final = 10 * 2**20
"""Small files of repeated text pack better than any bomb; the ratio counts only for large ones."""
MAX_PROPERTY: Final = 500
"""Letters of a property of the file."""

_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_BIT: Final = 0x1
ZIP_ERRORS: Final = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, KeyError)
"""What `zipfile` raises for bytes that are no sound archive."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another: `kind` is the last word of its type ("header"), `target` a part's name."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Package:
    """An opened office file whose sizes have been checked."""

    archive: ZipFile
    _roots: dict[str, Element] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return name in self.archive.NameToInfo

    def names(self) -> list[str]:
        """The names of all parts."""
        return self.archive.namelist()

    def data(self, name: str) -> bytes:
        """A part's bytes.

        Raises:
            UnreadableError: missing, damaged or encrypted.
        """
        try:
            return self.archive.read(name)
        except ZIP_ERRORS as error:
            raise damaged(name) from error

    def xml(self, name: str, *, lenient: bool = False) -> Element:
        """A part's root element, read once; raises as `data` and `parse_xml` do."""
        if name not in self._roots:
            self._roots[name] = parse_xml(self.data(name), name, lenient=lenient)
        return self._roots[name]

    def optional_xml(self, name: str | None) -> Element | None:
        """A part that the document can be read without: None where it is missing or broken."""
        if name is None or not self.has(name):
            return None
        try:
            return self.xml(name)
        except UnreadableError:
            return None

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """The links of a part ("" for the package itself) to other parts, not those to the world outside."""
        folder, base = posixpath.split(part)
        root = self.optional_xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return ()
        return tuple(
            Relationship(
                id=attribute(each, "Id") or "",
                kind=posixpath.basename(attribute(each, "Type") or ""),
                target=posixpath.normpath(posixpath.join("/", folder, attribute(each, "Target") or "")).lstrip("/"),
            )
            for each in root
            if tag_of(each) == "rel:Relationship" and attribute(each, "TargetMode") != "External"
        )

    def related(self, part: str, kind: str) -> list[str]:
        """The names of the existing parts that `part` links to by that kind, each once, in order."""
        targets = (each.target for each in self.relationships(part) if each.kind == kind)
        return [name for name in dict.fromkeys(targets) if self.has(name)]

    def property(self, name: str) -> str:
        """A custom property of the file (docProps/custom.xml); "" where it has none of that name."""
        for part in self.related("", "custom-properties"):
            root = self.optional_xml(part)
            for each in root if root is not None else ():
                if attribute(each, "name") == name:
                    return "".join(map(str, each.itertext())).strip()[:MAX_PROPERTY]
        return ""


def open_package(data: bytes) -> Package:
    """Open an office file after checking its directory: nothing is unpacked yet.

    Raises:
        UnreadableError: no archive, a bomb, ambiguous names, or a password on its entries.
    """
    if data.startswith(_OLE):
        reason = "The file is protected by a password or of an old kind. Ask for a PDF or .docx file without one."
        raise UnreadableError("password", reason)
    try:
        archive = ZipFile(BytesIO(data))
    except ZIP_ERRORS as error:
        raise damaged("it is no whole archive") from error
    entries = archive.infolist()
    _check_sizes(entries)
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or any(".." in name.split("/") or name.startswith("/") for name in names):
        raise damaged("its table of contents is ambiguous")
    if any(entry.flag_bits & _ENCRYPTED_BIT for entry in entries):
        raise UnreadableError("password", "The file is protected by a password. Ask for a copy without one.")
    return Package(archive)


def _check_sizes(entries: list[ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    steep = any(
        entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1) for entry in entries
    )
    if len(entries) > MAX_ENTRIES or total > MAX_TOTAL or steep:
        reason = "The file unpacks to far more than a form can hold and is not opened. Ask for a PDF of the form."
        raise UnreadableError("zip-bomb", reason)
