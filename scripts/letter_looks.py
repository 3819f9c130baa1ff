"""How letters and certificates look: pages, and paragraph styles that staff find under their names in Word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml import etree

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell

BLUE, GREY, BLACK = "1F4E79", "595959", "000000"
PLAIN = ("Arial", "Malgun Gothic", "Noto Sans Arabic")  # for Latin, Korean and Arabic letters
FESTIVE = ("Times New Roman", "Batang", "Noto Naskh Arabic")
_ARABIC_LINE = 1.4  # of the size: fonts differ much in how far apart they set the lines of Arabic
_HEAD_AND_MIDDLE, _FOOT = (3.0, 9.9), 3.6  # heights on a certificate, in centimetres
_SECTION_TAIL = ("w:bidi", "w:rtlGutter", "w:docGrid", "w:printerSettings")  # what may follow in a section (ECMA-376)
_AFTER_AUTO_SPACE = ("w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. Sizes and spaces in points; `align` is "start", "center" or "end" of the line."""

    size: float = 10.5
    bold: bool = False
    colour: str = BLACK
    align: str = "start"
    before: float = 0
    after: float = 8
    line: float = 1.1
    with_next: bool = False
    picture: bool = False  # it holds one, and is as high as that
    rule: str = ""  # "top" or "bottom": a thin line there


LETTER_STYLES = {
    "Letterhead Logo": Style(after=4, line=1, picture=True),
    "Letterhead": Style(bold=True, colour=BLUE, after=0, rule="bottom"),
    "Letter Footer": Style(size=8, colour=GREY, after=0, rule="top"),
    "Letter Date": Style(align="end", before=8, after=14),
    "Letter Addressee": Style(bold=True, after=0),
    "Letter Address": Style(after=0),
    "Letter Reference": Style(colour=GREY, before=14, after=6),
    "Letter Subject": Style(bold=True, after=10),
    "Letter Salutation": Style(),
    "Letter Text": Style(),
    "Letter Offer": Style(after=3, with_next=True),
    "Letter Next Steps": Style(before=8),
    "Letter Closing": Style(after=4, with_next=True),
    "Letter Signature": Style(after=4, line=1, picture=True, with_next=True),
    "Letter Room for Signature": Style(size=24, after=0, line=1, with_next=True),
    "Letter Signatory": Style(bold=True, after=0, with_next=True),
    "Letter Signatory Title": Style(after=0),
    "Letter Copy": Style(size=9, before=10, after=0),
}

CERTIFICATE_STYLES = {
    "Certificate Logo": Style(align="center", after=6, line=1, picture=True),
    "Certificate Committee": Style(size=13, bold=True, colour=BLUE, align="center", after=0, line=1),
    "Certificate Title": Style(size=40, colour=BLUE, align="center", after=22, line=1),
    "Certificate Text": Style(size=15, align="center", before=5, after=5),
    "Certificate Name": Style(size=30, bold=True, align="center", before=4, after=3, line=1),
    "Certificate Long Name": Style(size=22, bold=True, align="center", before=4, after=3, line=1),
    "Certificate Very Long Name": Style(size=15, bold=True, align="center", before=4, after=3, line=1),
    "Certificate Country": Style(size=16, align="center", after=5),
    "Certificate Campaign": Style(size=19, bold=True, colour=BLUE, align="center", before=3, after=8),
    "Certificate Small": Style(size=13, align="center", after=4),
    "Certificate Room": Style(size=2, after=0, line=1),
    "Certificate Date": Style(size=12, align="center", after=2),
    "Certificate Number": Style(size=10, colour=GREY, align="center", after=0),
    "Certificate Room for Signature": Style(size=34, after=0, line=1),
    "Certificate Signature": Style(align="center", after=2, line=1, picture=True),
    "Certificate Signatory": Style(size=12, bold=True, align="center", after=0, rule="top"),
    "Certificate Signatory Title": Style(size=11, align="center", after=0),
}


def new_document(
    styles: dict[str, Style], fonts: tuple[str, str, str], locale: str, *, right_to_left: bool
) -> WordDocument:
    """An empty document with these styles, in the language that the spelling checker takes it for."""
    document = Document()
    normal = document.styles["Normal"]
    _normal(normal, fonts, locale, right_to_left=right_to_left)
    _stand_in(document, missing=fonts[2], instead=fonts[0])
    for name, look in styles.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _look(style, look)
        if right_to_left and not look.picture:
            style.paragraph_format.line_spacing = Pt(round(look.size * _ARABIC_LINE))
    bullet = document.styles["List Bullet"]
    bullet.paragraph_format.space_after = Pt(3)
    bullet.paragraph_format.line_spacing = Pt(round(Style().size * _ARABIC_LINE)) if right_to_left else 1.1
    document.core_properties.title = "{{ campaign }}"
    document.core_properties.author = "{{ committee }}"
    document.core_properties.comments = ""
    if right_to_left:
        _into_section(document, _element("w:bidi"))
    return document


def letter_page(document: WordDocument) -> None:
    """A4, with room for letterhead and footer."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(3.2), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.2)


def certificate_page(document: WordDocument) -> None:
    """A4 on its side, with a double frame."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2.8)
    section.top_margin, section.bottom_margin = Cm(2.1), Cm(1.8)
    section.header_distance = section.footer_distance = Cm(1)
    borders = _element("w:pgBorders")
    borders.set(qn("w:offsetFrom"), "page")
    for side in ("top", "left", "bottom", "right"):
        borders.append(_border(side, kind="double", size=12, space=24))
    margins = section._sectPr.pgMar  # noqa: SLF001 - python-docx has no call for borders
    assert margins is not None  # noqa: S101 - they were set above
    margins.addnext(borders)


def certificate_parts(document: WordDocument) -> tuple[_Cell, _Cell]:
    """Who certifies, at the head, and what, in the middle. Heights keep the foot at the foot; long names may take more.

    They are cells since LibreOffice cannot set a whole page in the middle of its height.
    """
    table: Table = document.add_table(rows=2, cols=1)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row, height in zip(table.rows, _HEAD_AND_MIDDLE, strict=True):
        row.height, row.height_rule = Cm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        row.cells[0].vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    return table.rows[0].cells[0], table.rows[1].cells[0]


def signing_table(document: WordDocument, *, right_to_left: bool) -> tuple[_Cell, _Cell]:
    """Cells for date and signature at the foot of the page, with room for a seal between them.

    The first is on the right where the language is written so.
    """
    table: Table = document.add_table(rows=1, cols=3)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    row = table.rows[0]
    row.height, row.height_rule = Cm(_FOOT), WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell, width in zip(row.cells, (8.5, 7, 8.5), strict=True):
        cell.width = Cm(width)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
    if right_to_left:
        table._tbl.tblPr.insert(0, OxmlElement("w:bidiVisual"))  # noqa: SLF001 - python-docx has no call for it
    date, _, signature = row.cells
    return date, signature


def _normal(style: ParagraphStyle, fonts: tuple[str, str, str], locale: str, *, right_to_left: bool) -> None:
    """The style that all others stand on: fonts for each script, the language, the direction."""
    style.font.name, style.font.size = fonts[0], Pt(10.5)
    properties = style.element.get_or_add_rPr()
    properties.rFonts.set(qn("w:eastAsia"), fonts[1])
    properties.rFonts.set(qn("w:cs"), fonts[2])
    properties.append(_value("w:szCs", "21"))
    paragraph = style.element.get_or_add_pPr()
    if right_to_left:
        paragraph.append(OxmlElement("w:bidi"))
    if locale.startswith("ko"):  # no gap between 2026 and 년, as in Korean Word itself
        for tag in ("w:autoSpaceDE", "w:autoSpaceDN"):
            paragraph.insert_element_before(_value(tag, "0"), *_AFTER_AUTO_SPACE)
    language = OxmlElement("w:lang")
    kind = "w:bidi" if right_to_left else "w:eastAsia" if locale.startswith("ko") else "w:val"
    language.set(qn(kind), locale)
    properties.append(language)


def _stand_in(document: WordDocument, *, missing: str, instead: str) -> None:
    """Where a computer lacks the Arabic font, Word takes the other one; LibreOffice on a server has the Arabic one."""
    (table,) = (part for part in document.part.package.iter_parts() if part.partname.endswith("/fontTable.xml"))
    fonts = etree.fromstring(table.blob)
    font = etree.SubElement(fonts, qn("w:font"), {qn("w:name"): missing})
    for tag, value in (("altName", instead), ("charset", "B2")):
        etree.SubElement(font, qn(f"w:{tag}"), {qn("w:val"): value})
    table._blob = etree.tostring(fonts, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001 - no call


def _look(style: ParagraphStyle, look: Style) -> None:
    style.font.size = Pt(look.size)
    style.font.color.rgb = RGBColor.from_string(look.colour)
    properties = style.element.get_or_add_rPr()
    if look.bold:
        style.font.bold = True
        style.font.cs_bold = True
    properties.append(_value("w:szCs", str(round(look.size * 2))))
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = look.line
    form.keep_with_next = look.with_next or None
    paragraph = style.element.get_or_add_pPr()
    if look.rule:
        borders = _element("w:pBdr")
        borders.append(_border(look.rule, kind="single", size=6, space=6))
        paragraph.insert_element_before(borders, "w:spacing", "w:ind", "w:jc")
    if look.align != "start":
        paragraph.append(_value("w:jc", look.align))


def _border(side: str, *, kind: str, size: int, space: int) -> BaseOxmlElement:
    border = _element(f"w:{side}")
    for name, value in (("val", kind), ("sz", str(size)), ("space", str(space)), ("color", BLUE)):
        border.set(qn(f"w:{name}"), value)
    return border


def _element(tag: str) -> BaseOxmlElement:
    return cast("BaseOxmlElement", OxmlElement(tag))  # as python-docx itself calls what it has no class for


def _value(tag: str, value: str) -> BaseOxmlElement:
    element = _element(tag)
    element.set(qn("w:val"), value)
    return element


def _into_section(document: WordDocument, element: BaseOxmlElement) -> None:
    """The order of a section's parts is fixed."""
    properties = document.sections[0]._sectPr  # noqa: SLF001 - python-docx has no call for it
    after = _SECTION_TAIL[1:] if element.tag == qn("w:bidi") else _SECTION_TAIL
    properties.insert_element_before(element, *after)
