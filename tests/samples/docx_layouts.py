"""Word forms as python-docx writes them: tables, lines, bold labels, label above value."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from tests.samples.archive import steady_zip
from tests.samples.form import Ask, Form, Heading, Note, Sign, Ticks
from tests.samples.ink import signature

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as WordDocument
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

    Question = Ask | Ticks | Sign

RIGHT_TO_LEFT = {"ar"}
GREY = RGBColor(0x55, 0x55, 0x55)


def begin(form: Form) -> WordDocument:
    """A new document with title and introduction."""
    document = Document()
    style = document.styles["Normal"]
    style.font.size = Pt(10)
    style.font.name = "Liberation Sans"
    document.core_properties.author = ""
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.8)
    document.add_heading(form.title, level=1)
    if form.intro:
        document.add_paragraph(form.intro).runs[0].italic = True
    return document


def end(document: WordDocument, form: Form) -> bytes:
    """The document as bytes, the same each time."""
    if form.language in RIGHT_TO_LEFT:
        for paragraph in document.element.body.iter(qn("w:p")):
            paragraph.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for table in document.tables:
            table._tbl.tblPr.insert(1, OxmlElement("w:bidiVisual"))  # noqa: SLF001 - python-docx has no door for it
    out = io.BytesIO()
    document.save(out)
    return steady_zip(out.getvalue())


def boxes(item: Ticks, form: Form) -> list[str]:
    """Each option behind its box, as text."""
    return [f"{form.boxes[option in item.ticked]} {option}" for option in item.options]


def fill(paragraph: Paragraph, item: Question, form: Form) -> None:
    """Write the answer into a paragraph."""
    if isinstance(item, Sign):
        if item.mark == "ink":
            paragraph.add_run().add_picture(io.BytesIO(signature()), width=Cm(4))
        else:
            paragraph.add_run(item.mark)
    elif isinstance(item, Ticks):
        paragraph.add_run("   ".join(boxes(item, form)))
    else:
        paragraph.add_run(item.typed)


def _heading_or_note(document: WordDocument, item: Heading | Note) -> None:
    if isinstance(item, Heading):
        document.add_heading(item.text, level=2)
    else:
        run = document.add_paragraph().add_run(item.text)
        run.italic, run.font.size, run.font.color.rgb = True, Pt(8.5), GREY


def put_label(paragraph: Paragraph, item: Question, *, bold: bool = True, end_with: str = "") -> None:
    """The printed label with its small print."""
    paragraph.add_run(item.label + end_with).bold = bold
    if isinstance(item, Ask) and item.hint:
        run = paragraph.add_run(f" ({item.hint})")
        run.italic, run.font.size, run.font.color.rgb = True, Pt(8), GREY


def fill_cell(cell: _Cell, item: Question, form: Form) -> None:
    """Write the answer into a cell, a paragraph for each line or box."""
    if isinstance(item, Ask):
        first, *rest = item.typed.split("\n")
        cell.paragraphs[0].add_run(first)
        for line in rest:
            cell.add_paragraph(line)
    elif isinstance(item, Ticks):
        first, *rest = boxes(item, form)
        cell.paragraphs[0].add_run(first)
        for line in rest:
            cell.add_paragraph(line)
    else:
        fill(cell.paragraphs[0], item, form)


def grid(document: WordDocument, columns: tuple[float, ...]) -> Table:
    """A ruled table with columns of the given widths in cm."""
    table: Table = document.add_table(rows=0, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, columns, strict=True):
        column.width = Cm(width)
    return table


def add_row(table: Table) -> _Row:
    """One more row (python-docx leaves this method untyped)."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def _each(form: Form, document: WordDocument, write: Callable[[Question], None]) -> bytes:
    for item in form.items:
        if isinstance(item, Heading | Note):
            _heading_or_note(document, item)
        else:
            write(item)
    return end(document, form)


def docx_table(form: Form) -> bytes:
    """One table of two columns for each section; the label left, the answer right."""
    document = begin(form)
    table: Table | None = None
    for item in form.items:
        if isinstance(item, Heading | Note):
            _heading_or_note(document, item)
            table = None
            continue
        table = table if table is not None else grid(document, (6, 11))
        label, value = add_row(table).cells
        put_label(label.paragraphs[0], item)
        fill_cell(value, item, form)
    return end(document, form)


def docx_sections_in_table(form: Form) -> bytes:
    """One table from top to bottom; headings and notes are rows with merged cells."""
    document = begin(form)
    table = grid(document, (6, 11))
    for item in form.items:
        left, right = add_row(table).cells
        if isinstance(item, Heading | Note):
            run = left.merge(right).paragraphs[0].add_run(item.text)
            run.bold, run.italic = isinstance(item, Heading), isinstance(item, Note)
        else:
            put_label(left.paragraphs[0], item, bold=False)
            fill_cell(right, item, form)
    return end(document, form)


def docx_lines(form: Form) -> bytes:
    """`Label: answer`, one paragraph each; long answers in the paragraphs below."""
    document = begin(form)

    def write(item: Question) -> None:
        paragraph = document.add_paragraph()
        put_label(paragraph, item, bold=False, end_with=":")
        if isinstance(item, Ask) and item.long:
            for line in item.typed.split("\n"):
                document.add_paragraph(line)
        else:
            paragraph.add_run(" ")
            fill(paragraph, item, form)

    return _each(form, document, write)


def docx_bold(form: Form) -> bytes:
    """The label in bold, the answer behind it in ordinary letters, no colon between."""
    document = begin(form)

    def write(item: Question) -> None:
        paragraph = document.add_paragraph()
        put_label(paragraph, item)
        first, *rest = item.typed.split("\n") if isinstance(item, Ask) else [""]
        paragraph.add_run("  ")
        if isinstance(item, Ask):
            paragraph.add_run(first)
        else:
            fill(paragraph, item, form)
        for line in rest:
            document.add_paragraph(line)

    return _each(form, document, write)


def docx_above(form: Form) -> bytes:
    """The label on a line of its own, the answer on the lines below; nothing where it is empty."""
    document = begin(form)

    def write(item: Question) -> None:
        label = document.add_paragraph()
        label.paragraph_format.space_after = Pt(0)
        put_label(label, item)
        if isinstance(item, Ask):
            for line in filter(None, item.typed.split("\n")):
                document.add_paragraph(line)
        else:
            fill(document.add_paragraph(), item, form)

    return _each(form, document, write)


def docx_blanks(form: Form) -> bytes:
    """`Label: ____answer____`: written over the line that was printed for a pen; nothing but the line if empty."""
    document = begin(form)

    def write(item: Question) -> None:
        paragraph = document.add_paragraph()
        put_label(paragraph, item, bold=False, end_with=": ")
        if isinstance(item, Ask):
            paragraph.add_run(f"_____{item.typed.replace(chr(10), ' ')}{'_' * max(8, 46 - len(item.typed))}")
        else:
            fill(paragraph, item, form)

    return _each(form, document, write)


def docx_pairs(form: Form) -> bytes:
    """Tables of four columns: label, answer, label, answer; long answers span the row below their label."""
    document = begin(form)
    table: Table | None = None
    waiting: list[_Cell] = []
    for item in form.items:
        if isinstance(item, Heading | Note):
            _heading_or_note(document, item)
            table, waiting = None, []
            continue
        table = table if table is not None else grid(document, (3.5, 5, 3.5, 5))
        if isinstance(item, Ask) and not item.long:
            cells = waiting or list(add_row(table).cells)
            label, value, *waiting = cells
            put_label(label.paragraphs[0], item)
            fill_cell(value, item, form)
            continue
        waiting = []
        for part in ("label", "value"):
            row = add_row(table).cells
            cell = row[0].merge(row[3])
            if part == "label":
                put_label(cell.paragraphs[0], item)
            else:
                fill_cell(cell, item, form)
    return end(document, form)
