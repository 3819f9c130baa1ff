"""Forms as HTML: to be printed to PDF by a browser or LibreOffice, or pasted into a mail."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING

from tests.samples.form import Ask, Form, Heading, Note, Sign, Ticks
from tests.samples.ink import signature

if TYPE_CHECKING:
    Question = Ask | Ticks | Sign

STYLE = """
@page { size: A4; margin: 18mm }
body { font-family: "Liberation Sans", "Noto Sans CJK KR", "Noto Sans Arabic", sans-serif; font-size: 10.5pt }
h1 { font-size: 16pt; color: #1b4f72 } h2 { font-size: 12pt; border-bottom: 1px solid #1b4f72; margin: 14px 0 6px }
table { border-collapse: collapse; width: 100% } td { border: 1px solid #999; padding: 4px 6px; vertical-align: top }
td.label { width: 38%; background: #eef3f7; font-weight: bold } .note { font-size: 9pt; color: #555;
  font-style: italic }
.label small { font-weight: normal; color: #666 } .line { margin: 5px 0 } .line b { display: inline-block; width: 34% }
.above b { display: block; font-size: 9pt; text-transform: uppercase; color: #1b4f72; margin-top: 8px }
.cols { columns: 2; column-gap: 10mm } .box { border: 1px solid #999; min-height: 14mm; padding: 4px }
"""


# A signature as a drawing made of strokes, and as a picture.
VECTOR_INK = (
    '<svg width="170" height="50"><path d="M8 38 C 20 4, 34 4, 30 34 S 58 10, 64 30 S 92 2, 98 34 '
    'S 130 12, 162 22" fill="none" stroke="#123a8c" stroke-width="2"/></svg>'
)
PICTURE_INK = f'<img src="data:image/png;base64,{b64encode(signature()).decode()}" width="180" height="60">'


def _answer(item: Question, form: Form) -> str:
    if isinstance(item, Ticks):
        return "<br>".join(f"{form.boxes[option in item.ticked]} {escape(option)}" for option in item.options)
    if isinstance(item, Sign):
        return escape(item.mark) if item.mark != "ink" else VECTOR_INK
    return "<br>".join(escape(line) for line in item.typed.split("\n"))


def _label(item: Question) -> str:
    small = f" <small>({escape(item.hint)})</small>" if isinstance(item, Ask) and item.hint else ""
    return escape(item.label) + small


def _page(form: Form, body: list[str], *, style: str = STYLE) -> str:
    turned = ' dir="rtl"' if form.language == "ar" else ""
    head = f"<style>{style}</style>" if style else ""
    intro = f'<p class="note">{escape(form.intro)}</p>' if form.intro else ""
    return (
        f'<!DOCTYPE html><html lang="{form.language}"{turned}><head><meta charset="utf-8">'
        f"<title>{escape(form.title)}</title>{head}</head><body><h1>{escape(form.title)}</h1>{intro}"
        + "\n".join(body)
        + "</body></html>"
    )


def _plain(item: Heading | Note) -> str:
    if isinstance(item, Heading):
        return f"<h2>{escape(item.text)}</h2>"
    return f'<p class="note">{escape(item.text)}</p>'


def html_table(form: Form, *, style: str = STYLE) -> str:
    """A table for each section: label left, answer right."""
    body, rows = [], list[str]()

    def close() -> None:
        if rows:
            body.append("<table>" + "\n".join(rows) + "</table>")
            rows.clear()

    for item in form.items:
        if isinstance(item, Heading | Note):
            close()
            body.append(_plain(item))
        else:
            rows.append(f'<tr><td class="label">{_label(item)}</td><td>{_answer(item, form)}</td></tr>')
    close()
    return _page(form, body, style=style)


def html_lines(form: Form) -> str:
    """The label in bold at the left, the answer further right on the same line; long answers in a frame below."""
    body = []
    for item in form.items:
        if isinstance(item, Heading | Note):
            body.append(_plain(item))
        elif isinstance(item, Ask) and item.long:
            body.append(f'<div class="line"><strong>{_label(item)}</strong></div>')
            body.append(f'<div class="box">{_answer(item, form)}</div>')
        else:
            answer = _answer(item, form).replace("<br>", "&emsp;" if isinstance(item, Ticks) else "<br>")
            body.append(f'<div class="line"><b>{_label(item)}:</b> {answer}</div>')
    return _page(form, body)


def html_above(form: Form) -> str:
    """The label in small capitals above the answer, like the campaign's published profiles; nothing where empty."""
    body = ['<div class="above">']
    for item in form.items:
        if isinstance(item, Heading | Note):
            body.append(_plain(item))
        else:
            body.append(f"<b>{_label(item)}</b>")
            answer = _answer(item, form)
            if answer:
                body.append(f"<div>{answer}</div>")
    return _page(form, [*body, "</div>"])


def html_for_office(form: Form) -> str:
    """`html_table` without what LibreOffice does not draw: plain borders, the signature as a picture."""
    page = html_table(form, style="").replace(VECTOR_INK, PICTURE_INK)
    return page.replace("<table>", '<table border="1" cellpadding="4" cellspacing="0" width="100%">')


def html_inputs(form: Form) -> str:
    """A web form with input elements; printed by LibreOffice it becomes a PDF with form fields."""
    body = ["<form>"]
    for item in form.items:
        if isinstance(item, Heading | Note):
            body.append(_plain(item))
        elif isinstance(item, Sign):
            body.append(f"<p>{_label(item)}: {_answer(item, form)}</p>")
        else:
            body.append(f"<p>{_label(item)}<br>{_input(item)}</p>")
    return _page(form, [*body, "</form>"], style="")


def _input(item: Ask | Ticks) -> str:
    if isinstance(item, Ticks):
        kind = "radio" if item.one else "checkbox"
        return "<br>".join(
            f'<input type="{kind}" name="{item.name}" value="choice{number}"'
            f"{' checked' if option in item.ticked else ''}> {escape(option)}"
            for number, option in enumerate(item.options, 1)
        )
    if item.long:
        return f'<textarea name="{item.name}" rows="6" cols="70">{escape(item.typed)}</textarea>'
    return f'<input type="text" name="{item.name}" size="50" value="{escape(item.typed)}">'
