from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from zipfile import ZipFile, is_zipfile

import pytest
from lxml import etree

from pipeline.documents.flow.grid import MAX_BLOCKS
from pipeline.model import PlacedDocument, Unreadable
from tests.outside import shared
from tests.unit.documents.office import W, archive, codes, control, docx, docx_outcome, paragraph, placed, table

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element as Element


def unreadable(data: bytes) -> Unreadable:
    outcome = docx_outcome(data)
    assert isinstance(outcome, Unreadable)
    assert "Ask for" in outcome.reason or "ask for" in outcome.reason
    return outcome


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 nothing more",
        docx(paragraph("cut"))[:-60],
        archive({"word/document.xml": "<w:document"}),
        archive({"word/other.xml": "<x/>"}),
        archive({"word/document.xml": f'<w:document xmlns:w="{W}"/>'}),
    ],
    ids=["empty", "stub", "cut", "not well-formed", "no main part", "no body"],
)
def test_broken_files_are_damaged(data: bytes) -> None:
    """Whatever is broken, the reader says so and what to ask for."""
    assert unreadable(data).code == "damaged"


def test_a_password_is_told_as_such() -> None:
    """An OLE container in place of an archive is a protected or an old file."""
    assert unreadable(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)).code == "password"


def test_a_bomb_is_not_unpacked() -> None:
    """A part that unpacks to two hundred times its size is refused before it is read."""
    assert unreadable(docx(paragraph("x"), {"word/bomb.xml": bytes(60_000_000)})).code == "zip-bomb"


def test_two_parts_of_one_name_are_refused() -> None:
    """Readers differ in which one they take, so neither is trusted."""
    twice = docx(paragraph("x"), {"word/dokument.xml": "<x/>"}).replace(b"word/dokument.xml", b"word/document.xml")
    assert unreadable(twice).code == "damaged"


def test_entities_are_never_expanded() -> None:
    """A document type declaration is refused: neither files nor bombs come in by it."""
    declaration = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    body = f'{declaration}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    assert unreadable(docx("", {"word/document.xml": body})).code == "unsafe"


@pytest.mark.parametrize("depth", [60, 200, 5000])
def test_deep_nesting_is_read_or_refused(depth: int) -> None:
    """Controls in controls and tables in tables never break the reader."""
    controls = paragraph("x")
    tables = paragraph("x")
    for _ in range(depth):
        controls = control("", controls)
        tables = f"<w:tbl><w:tr><w:tc>{tables}</w:tc></w:tr></w:tbl>"
    for body in (controls, tables, f"<w:p>{controls}</w:p>"):
        assert isinstance(docx_outcome(docx(body)), PlacedDocument | Unreadable)


def test_a_very_long_document_is_cut() -> None:
    """Beyond the limit reading stops, and staff are told."""
    document = placed(docx_outcome(docx(paragraph("x") * (MAX_BLOCKS + 5))))
    assert len(document.blocks) == MAX_BLOCKS
    assert codes(document) == ["document-cut"]


def test_nothing_to_read_is_blank() -> None:
    """No text, no filled field, no picture: ask for the filled form."""
    assert unreadable(docx(paragraph() + table())).code == "blank"


def test_nothing_but_pictures_is_a_scan() -> None:
    """Photographs pasted into a document are told as what they are."""
    picture = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"
    assert unreadable(docx(paragraph(picture))).code == "scan"


@pytest.mark.outside
@pytest.mark.parametrize("folder", ["docx", "docx_malformed"])
def test_real_documents_never_raise(folder: str) -> None:
    """Every real file, whole or broken, gives blocks or a reason."""
    for path in shared(folder):
        assert isinstance(docx_outcome(path.read_bytes()), PlacedDocument | Unreadable), path.name


@pytest.mark.outside
def test_no_word_of_a_real_document_is_lost_or_doubled() -> None:
    """The words of all typed blocks are those of all `w:t` that can be seen, placeholders aside, each once."""
    for path in shared("docx"):
        if path.suffix == ".docx" and is_zipfile(path):
            typed = (block for block in placed(docx_outcome(path.read_bytes())).blocks if block.reader != "ocr")
            found = Counter(re.findall(r"\w+", " ".join(block.text for block in typed)))
            assert found == _words(path), path.name


def _words(path: Path) -> Counter[str]:
    """An independent count: text elements in the body, headers, footers and notes, paragraph by paragraph."""
    pattern = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
    words: Counter[str] = Counter()
    with ZipFile(path) as opened:
        for name in filter(pattern.fullmatch, opened.namelist()):
            words.update(re.findall(r"\w+", "".join(_seen(etree.fromstring(opened.read(name))))))
    return words


def _seen(element: Element) -> list[str]:
    name = etree.QName(element).localname
    properties = element.find(f"{{{W}}}sdtPr")
    if properties is not None and properties.find(f"{{{W}}}showingPlcHdr") is not None:
        return []
    if name in {"del", "moveFrom", "Fallback"}:
        return []
    if name == "t":
        return [element.text or ""]
    parts = [part for child in element for part in _seen(child)]
    return [" ", *parts, " "] if name in {"p", "tab", "br", "cr", "txbxContent", "sdt"} else parts
