"""Word's own fillable parts, in raw WordprocessingML (ISO/IEC 29500): content controls and legacy fields."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tests.samples.docx_layouts import add_row, begin, end, grid, put_label
from tests.samples.form import Ask, Form, Heading, Note, Sign, Ticks
from tests.samples.ink import signature

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from lxml import etree

    Element = etree._Element  # noqa: SLF001 - lxml has no public name for it

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
RUN, CELL, ROW = range(3)
PROMPTS = {
    "en": "Click or tap here to enter text.",
    "es": "Haga clic o pulse aquí para escribir texto.",
    "fr": "Cliquez ou appuyez ici pour entrer du texte.",
    "ca": "Feu clic o toqueu aquí per escriure text.",
    "it": "Fare clic o toccare qui per immettere il testo.",
    "pt": "Clique ou toque aqui para inserir o texto.",
}


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _runs(text: str) -> str:
    lines = [f'<w:t xml:space="preserve">{_safe(line)}</w:t>' for line in text.split("\n")]
    return "<w:r>" + "<w:br/>".join(lines) + "</w:r>"


def _control(item: Ask, language: str, content: str, *, rich: bool = False) -> Element:
    """A content control around `content`, which holds its text at {text}; empty ones show their prompt.

    Around rows and several paragraphs Word knows only rich text controls, which name no kind.
    """
    empty = "" if item.typed else "<w:showingPlcHdr/>"
    listed = "".join(f'<w:listItem w:displayText="{_safe(o)}" w:value="{_safe(o)}"/>' for o in item.options)
    kind = f"<w:dropDownList>{listed}</w:dropDownList>" if listed else '<w:text w:multiLine="1"/>'
    kind = "" if rich else kind
    text = item.typed or PROMPTS.get(language, PROMPTS["en"])
    title = f'<w:alias w:val="{_safe(item.tip)}"/>' if item.tip else ""
    tag = f'<w:tag w:val="{_safe(item.name)}"/>' if item.name else ""
    return parse_xml(
        f'<w:sdt xmlns:w="{W}"><w:sdtPr>{title}{tag}{empty}{kind}</w:sdtPr>'
        f"<w:sdtContent>{content.format(text=_runs(text))}</w:sdtContent></w:sdt>",
    )


def _in_paragraph(paragraph: Paragraph, item: Ask, language: str) -> None:
    paragraph._p.append(_control(item, language, "{text}"))  # noqa: SLF001 - raw Word XML is the point


def _tick_boxes(paragraph: Paragraph, item: Ticks) -> None:
    """Each option with a real check box control (w14:checkbox, [MS-DOCX] 2.6.2)."""
    for option in item.options:
        on = option in item.ticked
        paragraph._p.append(  # noqa: SLF001 - raw Word XML is the point
            parse_xml(
                f'<w:sdt xmlns:w="{W}" xmlns:w14="{W14}"><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(on)}"/>'
                '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
                '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
                f"<w:sdtContent><w:r><w:t>{'☒' if on else '☐'}</w:t></w:r></w:sdtContent></w:sdt>",
            ),
        )
        paragraph.add_run(f" {option}   ")


def _sign(paragraph: Paragraph, item: Sign) -> None:
    if item.mark == "ink":
        paragraph.add_run().add_picture(io.BytesIO(signature()))
    else:
        paragraph.add_run(item.mark)


def _answer(cell: _Cell, item: Ask | Ticks | Sign, form: Form) -> None:
    paragraph = cell.paragraphs[0]
    if isinstance(item, Ask):
        _in_paragraph(paragraph, item, form.language)
    elif isinstance(item, Ticks):
        _tick_boxes(paragraph, item)
    else:
        _sign(paragraph, item)


def docx_controls(form: Form) -> bytes:
    """A table whose answers stand in content controls inside the cells; check boxes are controls as well."""
    return _table(form, _answer)


def _table(form: Form, answer: Callable[[_Cell, Ask | Ticks | Sign, Form], None]) -> bytes:
    document = begin(form)
    table = None
    for item in form.items:
        if isinstance(item, Heading):
            document.add_heading(item.text, level=2)
            table = None
        elif isinstance(item, Note):
            document.add_paragraph(item.text)
            table = None
        else:
            table = table if table is not None else grid(document, (6, 11))
            label, value = add_row(table).cells
            put_label(label.paragraphs[0], item)
            answer(value, item, form)
    return end(document, form)


def docx_controls_everywhere(form: Form) -> bytes:
    """Content controls in turn around a run, a whole cell, a whole row, and (long answers) whole paragraphs."""
    document = begin(form)
    table = grid(document, (6, 11))
    turn = 0
    for item in form.items:
        if isinstance(item, Heading | Note):
            document.add_paragraph(item.text, style="Heading 2" if isinstance(item, Heading) else None)
            table = grid(document, (6, 11))
        elif isinstance(item, Ask) and item.long:
            put_label(document.add_paragraph(), item)
            _body_level(document.element.body, item, form.language)
            table = grid(document, (6, 11))
        else:
            row = add_row(table)
            put_label(row.cells[0].paragraphs[0], item)
            _answer(row.cells[1], item, form)
            if isinstance(item, Ask) and item.typed:
                turn += 1
                _lift(row._tr, item, turn % 3)  # noqa: SLF001 - raw Word XML is the point
    for empty in [each for each in document.tables if not each.rows]:
        document.element.body.remove(empty._tbl)  # noqa: SLF001 - raw Word XML is the point
    return end(document, form)


def _body_level(body: Element, item: Ask, language: str) -> None:
    control = _control(item, language, "{text}", rich=True)
    content = control.find(qn("w:sdtContent"))
    assert content is not None
    for run in list(content):
        content.remove(run)
    for line in (item.typed or PROMPTS[language]).split("\n"):
        content.append(parse_xml(f'<w:p xmlns:w="{W}">{_runs(line)}</w:p>'))
    last = body.find(qn("w:sectPr"))
    assert last is not None
    last.addprevious(control)


def _lift(row: Element, item: Ask, level: int) -> None:
    """Move the control from its paragraph to around the cell or around the whole row."""
    cell = row.findall(qn("w:tc"))[1]
    paragraph = cell.find(qn("w:p"))
    control = paragraph.find(qn("w:sdt")) if paragraph is not None else None
    if level == RUN or control is None or paragraph is None:
        return
    content = control.find(qn("w:sdtContent"))
    assert content is not None
    paragraph.extend(list(content))
    paragraph.remove(control)
    around = cell if level == CELL else row
    wrapper = _control(item, "en", "", rich=level == ROW)
    around.addprevious(wrapper)
    inner = wrapper.find(qn("w:sdtContent"))
    assert inner is not None
    inner.append(around)


def _legacy(cell: _Cell, item: Ask | Ticks | Sign, form: Form) -> None:
    """FORMTEXT, FORMDROPDOWN and FORMCHECKBOX (ISO/IEC 29500-1, 17.16.5)."""
    paragraph = cell.paragraphs[0]
    if isinstance(item, Sign):
        _sign(paragraph, item)
    elif isinstance(item, Ticks):
        for option in item.options:
            on = "<w:checked/>" if option in item.ticked else '<w:checked w:val="0"/>'
            data = f'<w:checkBox><w:sizeAuto/><w:default w:val="0"/>{on}</w:checkBox>'
            _field(paragraph, "FORMCHECKBOX", data, "")
            paragraph.add_run(f" {option}   ")
    elif item.options:
        chosen = item.options.index(item.typed) if item.typed else 0
        listed = "".join(f'<w:listEntry w:val="{_safe(option)}"/>' for option in item.options)
        _field(paragraph, "FORMDROPDOWN", f'<w:ddList><w:result w:val="{chosen}"/>{listed}</w:ddList>', "")
    else:
        _field(paragraph, "FORMTEXT", f'<w:name w:val="{item.name}"/><w:textInput/>', item.typed or "\u2002" * 5)
    del form


def _field(paragraph: Paragraph, kind: str, data: str, result: str) -> None:
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_runs(result)}' if result else ""
    pieces = parse_xml(
        f'<w:p xmlns:w="{W}"><w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {kind} </w:instrText></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    )
    paragraph._p.extend(list(pieces))  # noqa: SLF001 - raw Word XML is the point


def docx_legacy(form: Form) -> bytes:
    """A table whose answers stand in the fields of Word 97 to 2003."""
    return _table(form, _legacy)
