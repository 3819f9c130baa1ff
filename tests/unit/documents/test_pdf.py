from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from pipeline.documents.ocr.read import Wish
from pipeline.documents.pdf.read import MOST_BLOCKS, read_pdf
from pipeline.media import PDF
from pipeline.model import BlockKind, Document, PlacedDocument, Unreadable
from tests.outside import shared
from tests.unit.documents.pdf_builder import Page, pdf

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN = pdf(Page().text(50, 700, "Name of the city"), Page().text(50, 700, "Name of the mayor"))
FIELD = "<< /Subtype /Widget /FT /Tx /T (city) /V (Lima) /Rect [100 690 300 720] >>"
FORM = pdf(
    Page(extra="/Annots [10 0 R]").text(50, 700, "City"), root="/AcroForm << /Fields [10 0 R] >>", objects=(FIELD,)
)


def outlines() -> Page:
    """A page whose letters are drawn as curves."""
    page = Page()
    for number in range(100):
        page.raw(f"{5 * number} 700 m {5 * number + 2} 704 {5 * number + 3} 706 {5 * number + 4} 700 c f")
    return page


def read(data: bytes) -> PlacedDocument | Unreadable:
    return read_pdf(Document("some.pdf", PDF, data))


def code(data: bytes) -> str:
    found = read(data)
    return found.code if isinstance(found, Unreadable) else found.reader


def encrypted(user: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(FORM)))
    writer.encrypt(user, "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_fields_and_text_come_in_reading_order() -> None:
    """Fields stand among the text of their page, where a person sees them."""
    found = read(FORM)
    assert isinstance(found, PlacedDocument)
    assert [(block.kind, block.text) for block in found.blocks] == [(BlockKind.TEXT, "City"), (BlockKind.FIELD, "Lima")]
    assert (found.reader, found.pages, found.drawn, found.findings) == ("acroform", 1, True, ())


def test_pages_are_counted_from_one() -> None:
    """Each block tells its page."""
    found = read(PLAIN)
    assert isinstance(found, PlacedDocument)
    assert [(block.page, block.text) for block in found.blocks] == [(1, "Name of the city"), (2, "Name of the mayor")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (pdf(Page()), "blank"),
        (pdf(Page().line(50, 50, 500, 500)), "blank"),
        (pdf(Page().picture(0, 0, 595, 842)), "scan"),
        (pdf(Page().picture(0, 0, 595, 842).text(250, 10, "Scanned by X")), "scan"),
        (pdf(outlines()), "scan"),
        (PLAIN.replace(b"/Kids [10 0 R 12 0 R]", b"/Kids [90 0 R 91 0 R]"), "damaged"),
        (pdf(Page())[:-200], "damaged"),
        (b"", "damaged"),
        (b"%PDF-1.7 and nothing more", "damaged"),
        (encrypted("secret"), "password"),
        (
            pdf(Page(), trailer="/Encrypt << /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s5 /V 4 >>"),
            "encrypted-for-others",
        ),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, expected: str) -> None:
    """Every reason for not reading has a stable code and a sentence with what to ask for."""
    found = read(data)
    assert isinstance(found, Unreadable)
    assert found.code == expected
    assert found.reason.count(".") >= 2


def test_an_empty_password_opens() -> None:
    """A PDF that is only protected against changes is read, fields too."""
    found = read(encrypted(""))
    assert isinstance(found, PlacedDocument)
    assert [block.text for block in found.blocks] == ["City", "Lima"]


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: b"\n\njunk before\n" + data + b"\njunk behind\n",
        lambda data: data[: data.index(b"xref\n0")] + data[data.index(b"trailer") :],
        lambda data: data.replace(b"startxref\n", b"startxref\n9"),
        lambda data: data.replace(b"%PDF-1.7", b"%PDF-9.9"),
    ],
    ids=["junk around", "no table", "table elsewhere", "unknown version"],
)
def test_slight_damage_loses_nothing(harm: Callable[[bytes], bytes]) -> None:
    """Junk around the file and a lost table of objects are mended, form fields included."""
    found = read(harm(FORM))
    assert isinstance(found, PlacedDocument)
    assert [block.text for block in found.blocks] == ["City", "Lima"]


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    """Without its end a file has no list of its objects; what is there is found all the same, and staff are told."""
    found = read(FORM[: FORM.index(b"xref\n0")])
    assert isinstance(found, PlacedDocument)
    assert [block.text for block in found.blocks] == ["City", "Lima"]
    assert [finding.code for finding in found.findings] == ["document-partly-read"]


def test_an_empty_form_is_no_unreadable_document() -> None:
    """A form whose fields are all empty is given as it is."""
    assert code(FORM.replace(b"/V (Lima)", b"         ")) == "acroform"


def test_a_picture_among_pages_of_text_is_said() -> None:
    """A scanned page in a document that has text is not passed over in silence."""
    found = read(pdf(Page().text(50, 700, "Name of the city"), Page().picture(0, 0, 595, 842)))
    assert isinstance(found, PlacedDocument)
    assert [(finding.code, "Page 2" in finding.message) for finding in found.findings] == [("page-is-picture", True)]


def test_a_document_with_too_many_pages_is_cut() -> None:
    """Only the first 200 pages are read, and staff are told."""
    found = read(pdf(*[Page().text(50, 700, f"page {number}") for number in range(1, 203)]))
    assert isinstance(found, PlacedDocument)
    assert (found.pages, max(block.page for block in found.blocks)) == (202, 200)
    assert [finding.code for finding in found.findings] == ["document-cut"]


def test_a_document_with_too_many_lines_is_cut() -> None:
    """Of a drawing with very many lines the text is kept and the lines are left out."""
    strokes = [
        f"{4 * column} {7 * row} m {4 * column} {7 * row + 4.5} l" for row in range(115) for column in range(140)
    ]
    page = Page().text(50, 815, "Name of the city").raw(" ".join(strokes) + " S")
    found = read(pdf(page, page))
    assert isinstance(found, PlacedDocument)
    assert [finding.code for finding in found.findings] == ["document-cut"]
    assert "Name of the city" in {block.text for block in found.blocks}
    assert len(found.blocks) <= MOST_BLOCKS


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    """Whatever bytes are changed, the answer is a document or a reason."""
    harmed = bytearray(FORM)
    for _ in range(data.draw(st.integers(1, 8))):
        harmed[data.draw(st.integers(0, len(harmed) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(read(bytes(harmed)), PlacedDocument | Unreadable)


REFUSED = {
    "acroform": set[str](),
    "xfa": {"xfa-empty"},
    "malformed": {"damaged", "blank", "password", "encrypted-for-others"},
    "encrypted": {"password"},
    "signed": set[str](),
}


@pytest.mark.outside
@pytest.mark.parametrize("folder", REFUSED)
def test_real_documents_are_read_or_refused(folder: str) -> None:
    """Every real document, however broken, is read or refused for an expected reason; here without time for scans."""
    for path in shared(folder):
        if path.suffix != ".pdf":
            continue
        found = read_pdf(Document(path.name, PDF, path.read_bytes()), Wish(seconds=0))
        assert isinstance(found, PlacedDocument) or found.code in REFUSED[folder], path.name
