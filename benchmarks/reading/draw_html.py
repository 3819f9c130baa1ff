"""Pages as HTML: for the browser that prints them, and as the body of a mail."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from benchmarks.reading.nodes import Fill, Frame, Ink, Table, Text, Tick, blank_text
from benchmarks.reading.pens import cross_path, signature_png

if TYPE_CHECKING:
    from benchmarks.reading.nodes import Atom, Block, Cell, Page, Para

_FONTS = "'Liberation Sans','Noto Sans CJK KR','Noto Sans Arabic',sans-serif"
_SERIF = "'Liberation Serif','Noto Serif CJK KR','Noto Naskh Arabic',serif"
_CSS = """
@page {{ size: A4{turn}; margin: 18mm 16mm; }}
body {{ font: {size}pt {fonts}; line-height: 1.35; }}
h1 {{ font-size: 1.5em; }} h2 {{ font-size: 1.15em; margin: .8em 0 .3em; }} p {{ margin: .35em 0; }}
.note {{ font-size: .82em; color: #444; }}
table {{ border-collapse: collapse; width: 100%; margin: .4em 0; table-layout: fixed; }}
td {{ vertical-align: top; padding: 3px 5px; overflow-wrap: anywhere; }}
.lines td {{ border: 1px solid #333; }} .shade {{ background: #e4e8ee; }}
.frame {{ border: 1.5px solid #223; padding: 6px 10px; margin: .6em 0; }}
.comb i {{ display: inline-block; width: 4.6mm; height: 5.6mm; border: 1px solid #555; text-align: center;
  font-style: normal; vertical-align: bottom; margin-inline-start: -1px; }}
.u {{ display: inline-block; border-bottom: 1px solid #333; min-width: 60%; }}
.field {{ display: inline-block; border: 1px solid #88a; background: #f4f6ff; vertical-align: bottom; }}
.box {{ display: inline-block; width: 11px; height: 11px; border: 1px solid #000; vertical-align: -1px; }}
svg {{ display: block; overflow: visible; }} a {{ color: inherit; text-decoration: none; }}
.run {{ position: running(x); }}
"""


def html_page(page: Page, *, live: bool = False) -> str:
    """A whole HTML page; `live`: places for answers become links that name their field, to be made form fields."""
    style = page.style
    css = _CSS.format(
        turn=" landscape" if page.landscape else "", size=style.size, fonts=_SERIF if style.serif else _FONTS
    )
    head = f"<p class=note>{escape(page.header)}</p>" if page.header else ""
    body = "\n".join(_block(each, page, live=live) for each in page.blocks)
    direction = ' dir="rtl"' if page.rtl else ""
    return (
        f'<!DOCTYPE html><html lang="{page.language}"{direction}><head><meta charset="utf-8"><title>'
        f"{escape(page.title)}</title><style>{css}</style></head><body>{head}{body}</body></html>"
    )


def mail_body(page: Page) -> str:
    """The page as mail programs write it: hardly any style."""
    body = "\n".join(_block(each, page, live=False) for each in page.blocks)
    direction = ' dir="rtl"' if page.rtl else ""
    return f'<html><head><meta charset="utf-8"></head><body{direction}>{body}<br></body></html>'


def _block(block: Block, page: Page, *, live: bool) -> str:
    if isinstance(block, Table):
        return _table(block, page, live=live)
    if isinstance(block, Frame):
        return f"<div class=frame>{''.join(_para(each, page, live=live) for each in block.paras)}</div>"
    return _para(block, page, live=live)


def _table(table: Table, page: Page, *, live: bool) -> str:
    total = sum(table.widths)
    columns = "".join(f'<col style="width:{100 * each // total}%">' for each in table.widths)
    rows = "".join(f"<tr>{''.join(_cell(each, page, live=live) for each in row)}</tr>" for row in table.rows)
    kind, border = (" class=lines", 1) if table.lines else ("", 0)
    return f"<table{kind} border={border}><colgroup>{columns}</colgroup>{rows}</table>"


def _cell(cell: Cell, page: Page, *, live: bool) -> str:
    span = f" colspan={cell.span}" if cell.span > 1 else ""
    shade = " class=shade" if cell.shade else ""
    return f"<td{span}{shade}>{''.join(_para(each, page, live=live) for each in cell.paras)}</td>"


def _para(para: Para, page: Page, *, live: bool) -> str:
    tag = {"title": "h1", "heading": "h2"}.get(para.style, "p")
    kind = " class=note" if para.style == "note" else ""
    inner = "".join(_atom(each, page, live=live) for each in para.atoms)
    return f"<{tag}{kind}>{inner}</{tag}>"


def _atom(atom: Atom, page: Page, *, live: bool) -> str:
    if isinstance(atom, Text):
        return f"<b>{escape(atom.text)}</b>" if atom.bold else escape(atom.text)
    if isinstance(atom, Fill):
        return _fill(atom, page, live=live)
    if isinstance(atom, Tick):
        return _tick(atom, page, live=live)
    if isinstance(atom, Ink):
        data = base64.b64encode(signature_png(atom.seed)).decode()
        return f'<img src="data:image/png;base64,{data}" width=150 height=50 alt="">'
    letters = atom.text.ljust(atom.boxes)
    return f"<span class=comb>{''.join(f'<i>{escape(each.strip())}</i>' for each in letters)}</span>"


def _fill(fill: Fill, page: Page, *, live: bool) -> str:
    if live:
        height = 15 + 13 * (fill.lines - 1)
        width = "min-width:260px" if fill.lines == 1 else "width:96%"
        place = f'<span class=field style="{width};height:{height}px">&nbsp;</span>'
        return f'<a href="https://field.example/{fill.name}">{place}</a>'
    shown = escape(blank_text(fill, page.style)).replace("\n", "<br>")
    underlined = page.style.blank == "underscores" and fill.text and len(fill.text) < 40 and "\n" not in fill.text  # noqa: PLR2004
    return f"<span class=u>{escape(fill.text)}</span>" if underlined else shown


def _tick(tick: Tick, page: Page, *, live: bool) -> str:
    empty, ticked = page.style.boxes
    if live:
        return f'<a href="https://field.example/{tick.name}"><span class=box></span></a>'
    if empty not in {"drawn", "pen"}:
        return escape(ticked if tick.checked else empty)
    path = cross_path(tick.name, pen=empty == "pen") if tick.checked else ""
    drawn = f'<svg width=11 height=11><path d="{path}" stroke="#114" stroke-width="1.6" fill="none"/></svg>'
    return f"<span class=box>{drawn if path else ''}</span>"
