"""DOCX (ECMA-376 part 1, WordprocessingML): every word, field, box and picture of it, each once.

python-docx loses content controls, boxes, insertions and text boxes, so the XML is walked here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.form_mark import PROPERTY
from pipeline.documents.flow.grid import MAX_BLOCKS, place
from pipeline.documents.flow.place import Place
from pipeline.documents.ocr.read import Wish
from pipeline.documents.ooxml import open_package
from pipeline.documents.outcome import SCAN, concluded
from pipeline.documents.word.body import read_items
from pipeline.documents.word.paragraph import Story
from pipeline.documents.word.pictures import read_scan, with_scans
from pipeline.documents.word.styles import read_styles
from pipeline.documents.xml import UnreadableError, attribute, child, damaged, descendants, tag_of
from pipeline.model import Finding, PlacedDocument, Severity, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from pipeline.documents.flow.grid import Item
    from pipeline.documents.ooxml import Package
    from pipeline.model import Document

_FINDINGS: Final = {
    "active-x": (Severity.WARNING, "The document holds ActiveX controls, which cannot be read. Look at them."),
    "document-cut": (Severity.WARNING, "The document is very long; only its beginning was read. Look at the rest."),
    "hidden-text": (Severity.WARNING, "The document holds hidden text, which was read too. Compare with the document."),
    "tracked-changes": (Severity.INFO, "The document holds tracked changes; deleted text was left out."),
    "embedded-part": (Severity.WARNING, "Another document is embedded in this one and was not read. Look at it."),
}


def read_docx(document: Document, wish: Wish | None = None) -> PlacedDocument | Unreadable:
    """Read a DOCX into blocks on one long page; never raises for what stands in the file.

    The large pictures of one that has hardly any text (a scanned form) are read by OCR as `wish` says, each as a page.
    """
    try:
        return _read(document.data, wish or Wish())
    except UnreadableError as error:
        return error.unreadable
    except RecursionError:
        return damaged("its parts are nested too deeply").unreadable


def _read(data: bytes, wish: Wish) -> PlacedDocument | Unreadable:
    package = open_package(data)
    main = next(iter(package.related("", "officeDocument")), "word/document.xml")
    body = child(package.xml(main), "w:body")
    if body is None:
        raise damaged("it has no text part")
    story = _story(package, main)
    items: list[Item] = []
    for part, inside in _parts(package, main, body):
        items.extend(read_items(part, story, Place(inside)))
    read = concluded_story("docx", items, story)
    if isinstance(read, Unreadable) and read.code == SCAN:
        return read_scan(package, main, body, wish) or read
    if isinstance(read, Unreadable):
        return read
    return with_scans(replace(read, mark=package.property(PROPERTY)), package, main, body, wish)


def concluded_story(reader: str, items: list[Item], story: Story) -> PlacedDocument | Unreadable:
    """The document that these items make, with what was noticed while they were read."""
    blocks = place(items)
    if len(blocks) > MAX_BLOCKS:
        story.noticed.add("document-cut")
    findings = tuple(Finding(code, *_FINDINGS[code]) for code in sorted(story.noticed))
    return concluded(PlacedDocument(reader, blocks[:MAX_BLOCKS], pages=1, drawn=False, findings=findings))


def _story(package: Package, main: str) -> Story:
    styles = package.optional_xml(next(iter(package.related(main, "styles")), None))
    glossary = package.optional_xml(next(iter(package.related(main, "glossaryDocument")), None))
    signed = any(name.startswith("_xmlsignatures/") and name.endswith(".xml") for name in package.names())
    return Story(read_styles(styles, glossary), ours=bool(package.property(PROPERTY)), signed=signed)


def _parts(package: Package, main: str, body: Element) -> Iterator[tuple[Element, str]]:
    """All parts with text in the order in which they are read, each with its place in words."""
    yield from _referenced(package, main, body, "header")
    yield body, ""
    yield from _referenced(package, main, body, "footer")
    for kind in ("footnote", "endnote"):
        for name in package.related(main, f"{kind}s"):
            root = package.optional_xml(name)
            for note in root if root is not None else ():
                if tag_of(note) == f"w:{kind}":
                    yield note, kind


def _referenced(package: Package, main: str, body: Element, kind: str) -> Iterator[tuple[Element, str]]:
    """The headers or footers that the sections of the document use, each once."""
    targets = {each.id: each.target for each in package.relationships(main)}
    used = [attribute(each, "r:id") or "" for each in descendants(body, f"w:{kind}Reference")]
    for name in dict.fromkeys(targets.get(each, "") for each in used):
        root = package.optional_xml(name)
        if root is not None:
            yield root, kind
