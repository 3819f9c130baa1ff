"""ODT (OpenDocument text, ODF 1.3): its words, tables, fields and controls, read as a DOCX would be.

LibreOffice turns the controls of a form into ActiveX when it writes a DOCX, and their values are lost in that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from pipeline.campaign.form_mark import PROPERTY
from pipeline.documents.flow.place import Place
from pipeline.documents.ooxml import open_package
from pipeline.documents.opendocument.controls import controls_of
from pipeline.documents.opendocument.styles import read_styles
from pipeline.documents.opendocument.text import Writer
from pipeline.documents.word.body import read_items
from pipeline.documents.word.paragraph import Story
from pipeline.documents.word.read import concluded_story
from pipeline.documents.word.write import W
from pipeline.documents.xml import UnreadableError, attribute, child, damaged, descendants, tag_of
from pipeline.model import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from pipeline.documents.ooxml import Package
    from pipeline.model import Document, PlacedDocument

_MANIFEST: Final = "META-INF/manifest.xml"
_LOCKED: Final = UnreadableError("password", "The file is protected by a password. Ask for a copy without one.")


def read_odt(document: Document) -> PlacedDocument | Unreadable:
    """Read an ODT into blocks on one long page; never raises for what stands in the file."""
    try:
        return _read(open_package(document.data))
    except UnreadableError as error:
        return error.unreadable
    except RecursionError:
        return damaged("its parts are nested too deeply").unreadable


def _read(package: Package) -> PlacedDocument | Unreadable:
    manifest = package.optional_xml(_MANIFEST)
    if manifest is not None and descendants(manifest, "encryption-data"):
        raise _LOCKED
    root = package.xml("content.xml")
    body = child(child(root, "body"), "text")
    if body is None:
        raise damaged("it has no text part")
    page = package.optional_xml("styles.xml")
    styles, fonts = read_styles((page, root))
    writer = Writer(fonts, controls_of(body))
    mark = _property(package)
    story = Story(styles, ours=bool(mark))
    items = [
        item for part, inside in _parts(body, page) for item in read_items(_written(writer, part), story, Place(inside))
    ]
    if writer.tracked:
        story.noticed.add("tracked-changes")
    read = concluded_story("odt", items, story)
    return read if isinstance(read, Unreadable) else replace(read, mark=mark)


def _property(package: Package) -> str:
    """The mark of a form that we handed out, among what users say of a file (ODF 1.3 part 3, 4.3.2.19)."""
    meta = package.optional_xml("meta.xml")
    named = descendants(meta, "user-defined") if meta is not None else []
    return next((each.text or "" for each in named if attribute(each, "name") == PROPERTY), "")


def _written(writer: Writer, part: Element) -> Element:
    target = etree.Element(f"{W}body")
    writer.blocks(part, target)
    return target


def _parts(body: Element, page: Element | None) -> Iterator[tuple[Element, str]]:
    """All parts with text in the order in which they are read, each with its place in words."""
    pages = descendants(page, "master-page") if page is not None else []
    yield from ((part, "header") for master in pages for part in master if tag_of(part) == "header")
    yield body, ""
    yield from ((part, "footer") for master in pages for part in master if tag_of(part) == "footer")
    yield from ((note, "footnote") for note in descendants(body, "note-body"))
