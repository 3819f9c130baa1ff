"""The form as a Word file: questions left, answers right, each answer a content control."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as Piece
from docx.oxml.ns import qn

from pipeline.campaign.form_mark import PROPERTY
from pipeline.handout import docx_page as look
from pipeline.handout.docx_controls import box_control, free_control, from_the_right, list_control, placed
from pipeline.handout.docx_xml import paragraph, run, w
from pipeline.handout.names import box_name
from pipeline.handout.shape import Asks
from pipeline.handout.zipped import WRITTEN, settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument
    from lxml.etree import _Element as Element

    from pipeline.handout.shape import BlankForm, Filled, Part, Question

_WIDTHS: Final = (3_500, 6_250)  # of the two columns, in twentieths of a point
_HEIGHTS: Final = {Asks.LINES: 2_000, Asks.SIGNATURE: 1_300}
_ROW: Final = 420
_UNUSED: Final = frozenset({"thumbnail", "stylesWithEffects", "numbering", "customXml"})  # of python-docx's own file
_WORD_2013: Final = "15"  # else Word says "compatibility mode" and keeps from people what came later
_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_USER: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set of properties that users name (MS-OLEPS)


def docx_form(form: BlankForm, filled: Filled) -> bytes:
    """The bytes of the form, with what is known filled in; equal input gives equal bytes."""
    document = Document()
    look.set_up(document, form)
    body = document.element.body
    for element in _content(form, filled):
        body.insert(len(body) - 1, element)  # the section's own properties stand last
    document.sections[0].footer._element[:] = [_foot(form)]  # noqa: SLF001 - it has no content of its own
    _describe(document, form)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue())


def _content(form: BlankForm, filled: Filled) -> Iterator[Element]:
    rtl = form.right_to_left
    yield paragraph(look.TITLE, run(form.title, right=rtl), right=rtl)
    for number, line in enumerate(form.intro):
        yield paragraph(look.NOTE if number else look.SUBTITLE, run(line, right=rtl), right=rtl)
    for part in form.parts:
        yield paragraph(look.HEADING, run(part.title, right=rtl), right=rtl)
        if part.note:
            yield paragraph(look.NOTE, run(part.note, right=rtl), right=rtl)
        yield _table(part, form, filled)
    yield paragraph(look.NOTE, right=rtl)
    for line in form.closing:
        yield paragraph(look.NOTE, run(line, right=rtl), right=rtl)


def _table(part: Part, form: BlankForm, filled: Filled) -> Element:
    """Two columns, nothing merged, a row of headings: as screen readers want a table."""
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = w("tblBorders", *(w(edge, val="single", sz="4", space="0", color=look.LINES) for edge in edges))
    sides = (("top", "60"), ("left", "100"), ("bottom", "60"), ("right", "100"))
    margins = w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in sides))
    mirrored = [w("bidiVisual")] if form.right_to_left else []
    shape = w(
        "tblPr",
        *mirrored,
        w("tblW", w=str(sum(_WIDTHS)), type="dxa"),
        borders,
        w("tblLayout", type="fixed"),
        margins,
        w("tblLook", firstRow="1", firstColumn="1"),
        w("tblCaption", val=part.title),
    )
    columns = w("tblGrid", *(w("gridCol", w=str(width)) for width in _WIDTHS))
    rows = (_row(question, form, filled) for question in part.questions)
    return w("tbl", shape, columns, _head(form), *rows)


def _head(form: BlankForm) -> Element:
    rtl = form.right_to_left
    titles = (paragraph(look.COLUMN, run(title, right=rtl), right=rtl) for title in form.columns)
    cells = (_cell(width, [title], shaded=True) for width, title in zip(_WIDTHS, titles, strict=True))
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _row(question: Question, form: BlankForm, filled: Filled) -> Element:
    height = w("trHeight", val=str(_HEIGHTS.get(question.asks, _ROW)), hRule="atLeast")
    split = [] if question.asks is Asks.LINES else [w("cantSplit")]  # a long answer goes on on the next page
    asked = _cell(_WIDTHS[0], list(_asked(question, form)), shaded=True)
    answer = _cell(_WIDTHS[1], list(_answer(question, form, filled)))
    return w("tr", w("trPr", *split, height), asked, answer)


def _cell(width: int, content: list[Element], *, shaded: bool = False) -> Element:
    shade = [w("shd", val="clear", color="auto", fill=look.PALE)] if shaded else []
    return w("tc", w("tcPr", w("tcW", w=str(width), type="dxa"), *shade), *content)


def _asked(question: Question, form: BlankForm) -> Iterator[Element]:
    rtl = form.right_to_left
    yield paragraph(look.QUESTION, run(question.label + "\u00a0*" * question.required, right=rtl), right=rtl)
    if question.hint:
        yield paragraph(look.HINT, run(f"({question.hint})", right=rtl), right=rtl)


def _answer(question: Question, form: BlankForm, filled: Filled) -> Iterator[Element]:
    rtl, known = form.right_to_left, filled.get(question.key, "")
    if question.asks in {Asks.BOXES, Asks.YES_NO}:
        for option in question.options:
            title = f"{option.label}: {question.label}"
            box = box_control(box_name(question.key, option.key), title, ticked=option.key in known)
            yield paragraph(
                look.ANSWER,
                *placed(box_name(question.key, option.key), box),
                run(f" {option.label}", right=rtl),
                right=rtl,
            )
        return
    control = placed(question.key, _control(question, form, str(known)))
    line = paragraph(look.ANSWER, *control, right=rtl and not _from_the_left(known))
    if rtl and _from_the_left(known):
        line[0].append(w("jc", val="right"))
    yield line


def _from_the_left(known: str | tuple[str, ...]) -> bool:
    """Whether an answer is in Latin letters or figures: "+34 ..." would have its plus at the wrong end otherwise."""
    return bool(known) and not from_the_right(str(known))


def _control(question: Question, form: BlankForm, known: str) -> Element:
    key, label = question.key, question.label
    if question.asks is Asks.LIST:
        return list_control(key, label, question.options, known, form.choose, right=form.right_to_left)
    return free_control(key, label, known)


def _foot(form: BlankForm) -> Element:
    rtl = form.right_to_left
    tab = w("tabs", w("tab", val="right", pos=str(sum(_WIDTHS))))
    line = paragraph(look.FOOT, right=rtl)
    line[0].insert(1, tab)
    line.extend([run(form.edition_line, right=rtl), w("r", w("tab")), _field("PAGE"), run(" / "), _field("NUMPAGES")])
    return line


def _field(instruction: str) -> Element:
    return w("fldSimple", run("1"), instr=f" {instruction} ")


def _describe(document: WordDocument, form: BlankForm) -> None:
    """Title, language and mark; nothing of who made it when."""
    core = document.core_properties
    core.title, core.subject, core.language = form.title, form.intro[0] if form.intro else "", form.locale
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    core.created = core.modified = WRITTEN
    package = document.part.package
    for relations in (package.rels, document.part.rels):
        for key in [key for key, each in relations.items() if each.reltype.rpartition("/")[2] in _UNUSED]:
            del relations[key]
    mode = '//w:compatSetting[@w:name="compatibilityMode"]/@w:val/..'
    for setting in document.settings.element.xpath(mode):
        setting.set(qn("w:val"), _WORD_2013)
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    mark = Piece(PackURI("/docProps/custom.xml"), kind, _properties(form.mark), package)
    package.relate_to(mark, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _properties(mark: str) -> bytes:
    """The part with properties of our own (ECMA-376 part 1, 22.3); a mark has no letters that mean anything in XML."""
    named = f'<property fmtid="{_USER}" pid="2" name="{PROPERTY}"><vt:lpwstr>{mark}</vt:lpwstr></property>'
    spaces = f'xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}"'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties {spaces}>{named}</Properties>'.encode()
