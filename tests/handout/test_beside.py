"""What people do with our forms beside filling in their fields: they sign, write elsewhere, copy the form."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from openpyxl.drawing.image import Image as CellImage
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ByteStringObject, DictionaryObject, NameObject

from pipeline.campaign.form_mark import CELL
from pipeline.handout.shape import Format
from tests.handout.answers import FEW, answers
from tests.handout.cell_hand import filled_in_cells
from tests.handout.pdf_hand import filled_by_pypdf
from tests.handout.reading import SURE, blank, read, the_form
from tests.handout.word_hand import filled_in_word, with_picture, with_text_behind, written_twice

if TYPE_CHECKING:
    from collections.abc import Callable

GIVEN = answers("en").only(*FEW)
PLAN = "Our plan of action for equality"


def signed_with_a_picture() -> bytes:
    return with_picture(filled_in_word(blank("en", Format.DOCX), GIVEN.typed), "signed")


def signed_in_a_cell() -> bytes:
    book = load_workbook(BytesIO(filled_in_cells(blank("en", Format.XLSX), GIVEN.typed, "en")))
    picture = BytesIO()
    Image.new("RGB", (90, 30)).save(picture, "PNG")
    ((title, place),) = book.defined_names[f"{CELL}signed"].destinations
    book[title].add_image(CellImage(picture), place.replace("$", ""))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def signed_digitally() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(filled_by_pypdf(blank("en", Format.PDF), GIVEN.typed))))
    for page in writer.pages:
        for each in page.get("/Annots", ()):
            node = each.get_object()
            if node.get("/FT") == "/Sig":
                seal = {NameObject("/Type"): NameObject("/Sig"), NameObject("/Contents"): ByteStringObject(b"seal")}
                node[NameObject("/V")] = DictionaryObject(seal)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("signed", [signed_with_a_picture, signed_in_a_cell, signed_digitally])
def test_a_picture_or_a_digital_signature_at_its_place_signs(signed: Callable[[], bytes]) -> None:
    """In each format, beside the name that may be typed there."""
    value = the_form(signed()).get("signed")
    assert value is not None
    assert value.value is True
    assert value.confidence >= SURE


def behind_a_control() -> bytes:
    return with_text_behind(filled_in_word(blank("en", Format.DOCX), GIVEN.typed), "policies", PLAN)


def onto_the_page() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(filled_by_pypdf(blank("en", Format.PDF), GIVEN.typed))))
    for number, page in enumerate(writer.pages):
        for each in page.get("/Annots", ()):
            node = each.get_object()
            if node.get("/T") == "policies":
                left, bottom, *_ = (float(edge) for edge in node["/Rect"])
                place = (left + 5, bottom + 20, left + 300, bottom + 50)
                writer.add_annotation(number, FreeText(text=PLAN, rect=place))
                break
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("written", [behind_a_control, onto_the_page])
def test_an_answer_beside_its_empty_field_is_taken_with_doubt_and_told(written: Callable[[], bytes]) -> None:
    """Behind a control of Word, or typed onto the page of a PDF by a viewer that knows no forms."""
    form = the_form(written())
    value = form.get("policies")
    assert value is not None
    assert value.value == PLAN
    assert value.confidence < 0.9
    assert any(finding.code == "text-beside-answers" and PLAN in finding.message for finding in form.findings)


def test_a_note_beside_the_cells_is_told() -> None:
    """A column further, on a sheet whose protection somebody took off."""
    book = load_workbook(BytesIO(filled_in_cells(blank("en", Format.XLSX), GIVEN.typed, "en")))
    book.worksheets[0]["D9"] = "Please call us about the ceremony"
    out = BytesIO()
    book.save(out)
    found = [finding for finding in the_form(out.getvalue()).findings if finding.code == "text-beside-answers"]
    assert ["Please call us about the ceremony" in finding.message for finding in found] == [True]


def test_a_form_copied_within_its_file_is_two_forms() -> None:
    """One mail of a region for two of its towns."""
    data = written_twice(filled_in_word(blank("en", Format.DOCX), GIVEN.typed), "government_name", "Town of Elsewhere")
    names = [form.values[0].value for form in read(data).forms]
    assert names == [GIVEN.meant["government_name"], "Town of Elsewhere"]
