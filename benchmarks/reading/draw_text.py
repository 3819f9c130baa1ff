"""Pages as plain text, as people paste a form into a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.reading.nodes import Fill, Frame, Table, Text, Tick, blank_text

if TYPE_CHECKING:
    from benchmarks.reading.nodes import Atom, Block, Page, Para, Style


def plain_text(page: Page) -> str:
    """The page as lines."""
    return "\n".join(line for block in page.blocks for line in _lines(block, page.style)) + "\n"


def _lines(block: Block, style: Style) -> list[str]:
    if isinstance(block, Table):
        rows = [[" ".join(para_text(para, style) for para in cell.paras) for cell in row] for row in block.rows]
        return ["\t".join(row) for row in rows]
    if isinstance(block, Frame):
        return [para_text(each, style) for each in block.paras]
    line = para_text(block, style)
    return ["", line.upper() if block.style == "title" else line] if block.style in {"title", "heading"} else [line]


def para_text(para: Para, style: Style) -> str:
    """The words of a paragraph, boxes as glyphs."""
    return "".join(atom_text(each, style) for each in para.atoms).rstrip()


def atom_text(atom: Atom, style: Style) -> str:
    """One piece as characters; pictures have none."""
    if isinstance(atom, Text):
        return atom.text
    if isinstance(atom, Fill):
        return blank_text(atom, style)
    if isinstance(atom, Tick):
        return style.boxes[1] if atom.checked else style.boxes[0]
    return getattr(atom, "text", "")
