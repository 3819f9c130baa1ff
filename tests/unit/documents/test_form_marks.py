"""The mark and the stable names of a form that we handed out, as the readers of its three formats give them."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.campaign.form_mark import PROPERTY, FormMark, mark_of
from pipeline.documents.pdf.read import read_pdf
from pipeline.media import PDF
from pipeline.model import Block, Document, PlacedDocument
from tests.unit.documents.office import (
    cell,
    control,
    docx,
    docx_outcome,
    paragraph,
    placed,
    relationships,
    row,
    run,
    table,
    xlsx_outcome,
)
from tests.unit.documents.pdf_builder import Page, pdf

MARK = str(FormMark("choir", "es", "0123abcd"))
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="' + PROPERTY + '">'
    f"<vt:lpwstr>{MARK}</vt:lpwstr></property></Properties>"
)
LIST = (
    '<w:tag w:val="country"/><w:dropDownList><w:listItem w:displayText="Choose" w:value=""/>'
    '<w:listItem w:displayText="España" w:value="ES"/><w:listItem w:displayText="Francia" w:value="FR"/>'
    "</w:dropDownList>"
)


def named(document: PlacedDocument) -> dict[str, Block]:
    return {block.name: block for block in document.blocks if block.name}


def test_a_mark_is_told_from_other_texts() -> None:
    """What stands in a file is a mark only where all of it is one."""
    assert mark_of(MARK) == FormMark("choir", "es", "0123abcd")
    assert mark_of(f" {MARK} ") is not None
    assert mark_of(MARK + "x") is mark_of("") is None


def test_a_word_file_gives_its_mark_and_what_its_lists_keep() -> None:
    """The custom property, the tags, and the value behind the entry that shows."""
    parts: dict[str, str | bytes] = {
        "docProps/custom.xml": CUSTOM,
        "_rels/.rels": relationships(
            rId1=("officeDocument", "word/document.xml"), rId2=("custom-properties", "docProps/custom.xml")
        ),
    }
    body = table(row(cell(paragraph("País")), cell(paragraph(control(LIST, run("Francia"))))))
    document = placed(docx_outcome(docx(body, parts)))
    assert document.mark == MARK
    country = named(document)["country"]
    assert (country.text, country.stored, country.options) == ("Francia", "FR", ("España", "Francia"))


def test_a_list_that_shows_something_else_keeps_nothing() -> None:
    """Words that were typed over a list are words alone."""
    body = paragraph(control(LIST, run("Portugal")))
    assert named(placed(docx_outcome(docx(body))))["country"].stored == ""


def test_a_workbook_gives_its_mark_and_the_names_of_its_cells() -> None:
    """Named cells are fields, empty ones too; names of others are none of ours."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "L'école"
    sheet["A1"], sheet["B1"], sheet["A2"] = "Name", "Ana", "E-mail"
    sheet.merge_cells("B2:C2")
    rule = DataValidation(type="list", formula1='"Yes,No"')
    rule.add("B3")
    sheet.add_data_validation(rule)
    for name, place in {
        "adhesion.leader_name": "$B$1",
        "adhesion.contact_email": "$B$2:$C$2",
        "adhesion.consent.yes": "$B$3",
        "rate": "$A$1",
    }.items():
        book.defined_names[name] = DefinedName(name, attr_text=f"'L''école'!{place}")
    book.custom_doc_props.append(StringProperty(name=PROPERTY, value=MARK))  # type: ignore[attr-defined] # not in the stubs
    out = BytesIO()
    book.save(out)
    document = placed(xlsx_outcome(out.getvalue()))
    assert document.mark == MARK
    found = {name: (block.text, block.options) for name, block in named(document).items()}
    assert found == {"leader_name": ("Ana", ()), "contact_email": ("", ()), "consent.yes": ("", ("Yes", "No"))}


def test_a_pdf_gives_its_mark_and_what_its_lists_keep() -> None:
    """The information dictionary, full names of fields, and the stored value of a list."""
    info = f"<< /{PROPERTY} ({MARK}) >>"
    place = "/Type /Annot /Subtype /Widget /Rect [100 700 300 720]"
    combo = f"<< {place} /FT /Ch /Ff 131072 /T (country) /V (FR) /Opt [[(ES) (Spain)] [(FR) (France)]] >>"
    data = pdf(
        Page(extra="/Annots [10 0 R]").text(50, 800, "A form"),
        root="/AcroForm << /Fields [10 0 R] >>",
        trailer="/Info 11 0 R",
        objects=(combo, info),
    )
    document = read_pdf(Document("form.pdf", PDF, data))
    assert isinstance(document, PlacedDocument)
    assert document.mark == MARK
    country = named(document)["country"]
    assert (country.text, country.stored) == ("France", "FR")
