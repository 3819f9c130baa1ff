"""Pages by typst, a typesetting program that is not a browser: another way to write text and rules into a PDF."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.reading.nodes import Comb, Fill, Frame, Ink, Table, Text, Tick, blank_text
from benchmarks.reading.pens import cross_lines, signature_png

if TYPE_CHECKING:
    from benchmarks.reading.nodes import Atom, Block, Cell, Page, Para

_SANS = ("Liberation Sans", "Noto Sans CJK KR", "Noto Sans Arabic", "DejaVu Sans")
_SERIF = ("Liberation Serif", "Noto Serif CJK KR", "Noto Naskh Arabic", "DejaVu Sans")
_SIZES = {"title": 1.5, "heading": 1.15, "note": 0.8}
SHORT = 40  # letters that fit on an underlined blank


def typst_page(page: Page, *, live: bool = False) -> bytes:
    """The page as a PDF; `live`: places for answers become links that name their field."""
    import typst  # noqa: PLC0415 - only for this

    with tempfile.TemporaryDirectory(prefix="typst-") as folder:
        pen = _Pen(page, Path(folder), live=live)
        source = Path(folder) / "page.typ"
        source.write_text(pen.source(), "utf-8")
        made: bytes = typst.compile(source)
    return made


class _Pen:
    def __init__(self, page: Page, folder: Path, *, live: bool) -> None:
        self.page, self.folder, self.live = page, folder, live

    def source(self) -> str:
        fonts = json.dumps(_SERIF if self.page.style.serif else _SANS, ensure_ascii=False)[1:-1]
        direction = "rtl" if self.page.rtl else "ltr"
        number = f"#{_quoted(self.page.footer + ' ')}#context counter(page).display()" if self.page.footer else ""
        head = f"#set text(8pt)\n#{_quoted(self.page.header)}" if self.page.header else ""
        return "\n".join(
            (
                f"#set document(title: {_quoted(self.page.title)})",
                f"#set page(flipped: {str(self.page.landscape).lower()})",
                f'#set page(paper: "a4", margin: 18mm, header: [{head}], footer: [#set text(8pt)\n{number}])',
                f'#set text(lang: "{self.page.language}", dir: {direction})',
                f"#set text(font: ({fonts}), size: {self.page.style.size}pt)",
                "#set par(leading: 0.55em, spacing: 0.7em)",
                *(self.block(each) for each in self.page.blocks),
            )
        )

    def block(self, block: Block) -> str:
        if isinstance(block, Table):
            return self.table(block)
        if isinstance(block, Frame):
            inner = "\n".join(self.para(each) for each in block.paras)
            return f"#block(stroke: 0.8pt, inset: 7pt, width: 100%)[{inner}]"
        return self.para(block)

    def para(self, para: Para) -> str:
        size, bold = _SIZES.get(para.style, 1.0), para.style in {"title", "heading"}
        inner = "".join(self.atom(each) for each in para.atoms)
        weight = ', weight: "bold"' if bold else ""
        return f"#block(above: 0.65em, below: 0.65em)[#text(size: {size}em{weight})[{inner}]]"

    def table(self, table: Table) -> str:
        columns = ", ".join(f"{each}fr" for each in table.widths)
        stroke = "0.5pt" if table.lines else "none"
        cells = ",\n".join(self.cell(each) for row in table.rows for each in row)
        return f"#table(columns: ({columns},), stroke: {stroke}, inset: 4pt,\n{cells})"

    def cell(self, cell: Cell) -> str:
        fill = ", fill: luma(228)" if cell.shade else ""
        inner = "\n".join(self.para(each) for each in cell.paras)
        return f"table.cell(colspan: {cell.span}{fill})[{inner}]"

    def atom(self, atom: Atom) -> str:
        if isinstance(atom, Text):
            return f"#strong({_quoted(atom.text)})" if atom.bold else f"#{_quoted(atom.text)};"
        if isinstance(atom, Fill):
            return self.fill(atom)
        if isinstance(atom, Tick):
            return self.tick(atom)
        if isinstance(atom, Ink):
            (self.folder / f"{atom.seed}.png").write_bytes(signature_png(atom.seed))
            return f'#box(image("{atom.seed}.png", width: 4cm))'
        return self.comb(atom)

    def comb(self, comb: Comb) -> str:
        return "".join(
            f"#box(stroke: 0.5pt + gray, width: 4.7mm, height: 5.6mm, align(center + horizon, {_quoted(each.strip())}))"
            for each in comb.text.ljust(comb.boxes)
        )

    def fill(self, fill: Fill) -> str:
        if self.live:
            width, height = ("60%", 14) if fill.lines == 1 else ("96%", 14 * fill.lines)
            place = f"box(width: {width}, height: {height}pt, stroke: 0.4pt + gray, fill: luma(247))"
            return f'#link("https://field.example/{fill.name}", {place})'
        if self.page.style.blank == "underscores" and fill.text and len(fill.text) < SHORT and "\n" not in fill.text:
            return f"#box(width: 62%, stroke: (bottom: 0.5pt), outset: (bottom: 2pt), {_quoted(fill.text)})"
        return "#linebreak()".join(f"#{_quoted(line)};" for line in blank_text(fill, self.page.style).split("\n"))

    def tick(self, tick: Tick) -> str:
        if self.live:
            place = "box(width: 9pt, height: 9pt, stroke: 0.6pt)"
            return f'#link("https://field.example/{tick.name}", {place})'
        empty, ticked = self.page.style.boxes
        if empty not in {"drawn", "pen"}:
            return f"#{_quoted(ticked if tick.checked else empty)};"
        lines = cross_lines(tick.name, pen=empty == "pen") if tick.checked else []
        drawn = "; ".join(
            f'place(line(start: ({x0}pt, {y0}pt), end: ({x1}pt, {y1}pt), stroke: 1.2pt + rgb("#114")))'
            for x0, y0, x1, y1 in lines
        )
        return f"#box(width: 9pt, height: 9pt, stroke: 0.6pt, {{{drawn}}})"


def _quoted(words: str) -> str:
    """Words as a string of typst, in which nothing is markup."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
