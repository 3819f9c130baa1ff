"""One form with all that older formats can hold, saved by LibreOffice in each of them."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from lxml import etree
from openpyxl.styles import Font
from PIL import Image

from pipeline import media
from pipeline.documents.read import read_document
from pipeline.model import Document, PlacedDocument, Unreadable
from tests.unit.documents.office import SPACES, cell, form_field, paragraph, row, run, table

if TYPE_CHECKING:
    from docx.shape import InlineShape

_NAME = '<w:name w:val="City"/><w:enabled/><w:statusText w:type="text" w:val="Official name"/><w:textInput/>'
_EMPTY = '<w:name w:val="Empty"/><w:enabled/><w:textInput/>'
_BOX = '<w:name w:val="Box"/><w:enabled/><w:checkBox><w:sizeAuto/><w:default w:val="0"/>{}</w:checkBox>'
_LIST = (
    '<w:name w:val="Kind"/><w:enabled/><w:ddList><w:result w:val="1"/>'
    '<w:listEntry w:val="Choose"/><w:listEntry w:val="City"/><w:listEntry w:val="Region"/></w:ddList>'
)
_BY = 'w:id="1" w:author="X" w:date="2024-01-01T00:00:00Z"'
_BODY = (
    paragraph(run("Name of city: ", "<w:b/>"), form_field(_NAME, "FORMTEXT", run("Vila Nova 東京 😀")))
    + paragraph("Empty: ", form_field(_EMPTY, "FORMTEXT", run("\u2002\u2002\u2002\u2002\u2002")))
    + paragraph(form_field(_BOX.format("<w:checked/>"), "FORMCHECKBOX"), run(" Yes"))
    + paragraph(form_field(_BOX.format(""), "FORMCHECKBOX"), run(" No"))
    + paragraph("Kind: ", form_field(_LIST, "FORMDROPDOWN"))
    + table(
        row(cell("Mayor", '<w:vMerge w:val="restart"/>'), "Name", "Ana Pires"),
        row(cell("<w:p/>", '<w:vMerge w:val="continue"/>'), "Title", "Mayor of Vila Nova"),
        row(cell("Whole row", '<w:gridSpan w:val="3"/>')),
    )
    + paragraph("Between")
    + table(row("Outer", cell(paragraph("before") + table(row("in 1", "in 2")) + paragraph("after"))))
    + paragraph(
        run("Kept "),
        f"<w:del {_BY}><w:r><w:delText>gone</w:delText></w:r></w:del>",
        f"<w:ins {_BY}>{run('added')}</w:ins>",
    )
    + paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', run(" ticked"))
    + paragraph("left", "<w:r><w:tab/></w:r>", run("right"))
)


def text_form() -> bytes:
    """The form as DOCX, by python-docx."""
    made = docx.Document()
    for element in reversed(list(etree.fromstring(f"<w:body {SPACES}>{_BODY}</w:body>"))):
        made.element.body.insert(0, element)
    made.sections[0].header.paragraphs[0].text = "Header text"
    _float(made.add_paragraph("Signature ").add_run().add_picture(_picture()))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _picture() -> BytesIO:
    out = BytesIO()
    Image.new("L", (40, 20), 128).save(out, "PNG")
    out.seek(0)
    return out


def _float(shape: InlineShape) -> None:
    """Lift a picture out of its line, as people do with a signature."""
    inline = shape._inline  # noqa: SLF001 - python-docx writes no floating pictures
    place = etree.fromstring(
        f'<wp:anchor {SPACES} simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" '
        'allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV></wp:anchor>'
    )
    for each in list(inline):
        place.append(each)
        if each.tag.endswith("}extent"):
            place.append(etree.fromstring(f"<wp:wrapNone {SPACES}/>"))
    parent = inline.getparent()
    assert parent is not None
    parent.replace(inline, place)


def sheet_form() -> bytes:
    """A form as XLSX: bold labels, a merged cell, a number, a date, a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Form"
    for line in (["Name of city", "Vila Nova"], ["Population", 53577], ["Rate", 1.5], ["Postcode", 7000]):
        sheet.append(line)
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
    sheet["B4"].number_format = "00000"
    sheet["A6"] = "Why does the city join?"
    sheet.merge_cells("A6:C6")
    book.create_sheet("Secret").sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def saved(target: str) -> bytes:
    """The form in another format ("doc", "rtf", "odt", "xls", "ods"); skips the calling test without LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    source, data = ("xlsx", sheet_form()) if target in {"xls", "ods"} else ("docx", text_form())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"form.{source}")
        file.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", target, "--outdir", folder, str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return file.with_suffix(f".{target}").read_bytes()


def outcome(data: bytes, name: str) -> PlacedDocument | Unreadable:
    """What the room makes of a file of that name."""
    return read_document(Document(name, media.identify(data, name), data))


def read(data: bytes, name: str) -> PlacedDocument:
    """The document; fails the test where it is unreadable."""
    found = outcome(data, name)
    assert isinstance(found, PlacedDocument), found
    return found
