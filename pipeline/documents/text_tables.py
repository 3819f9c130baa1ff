"""Tables drawn with letters, as mail programs and people make them: "| Name | Ada Ash |"; or pasted, with tabs."""

from __future__ import annotations

import re
from typing import Final

from pipeline.documents.flow.grid import LINE
from pipeline.model import Block, BlockKind

_EDGE: Final = re.compile(r"[|│┃║]")
_LINE: Final = re.compile(r"^[\s|│┃║+:=_\-─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛╞╪╡]{3,}$")
_ROWS: Final = 2
_MOST_COLUMNS: Final = 60
_TABS: Final = 3  # columns: two are a question and its answer
_MOST_DRAWN: Final = 2  # lines between two rows
Line = tuple[int, str]
"""A line's number in the text, from 1, and its words."""


def rows_from(lines: list[Line]) -> list[tuple[int, list[str]]]:
    """The rows of the table that begins with the first of these lines, each with its line's number; [] for none.

    Lines that only draw the table are passed over; they are no rows.
    """
    rows: list[tuple[int, list[str]]] = []
    drawn = 0
    for number, line in lines:
        drawn = drawn + 1 if _LINE.match(line) else 0
        if drawn > _MOST_DRAWN:
            break
        if drawn:
            continue
        cells = _cells(line)
        if not 1 < len(cells) <= _MOST_COLUMNS or (rows and len(cells) != len(rows[0][1])):
            break
        rows.append((number, cells))
    return rows if len(rows) >= _ROWS else []


def only_draws(line: str) -> bool:
    """Whether a line has nothing but the lines of a table, where columns meet them."""
    return bool(_LINE.match(line)) and any(mark in line for mark in "|│┃║+┼╬╋├┬┴")


def placed(rows: list[tuple[int, list[str]]], tops: dict[int, float], letter: float) -> list[Block]:
    """The cells of a table as blocks, each column as wide as its longest text; `tops` are those of the lines."""
    wide = [max(len(cells[at]) for _, cells in rows) + 2 for at in range(len(rows[0][1]))]
    starts = [sum(wide[:at]) * letter for at in range(len(wide) + 1)]
    blocks = []
    for number, cells in rows:
        top = tops[number]
        for at, text in enumerate(cells):
            cell = (starts[at], top, starts[at + 1], top + LINE)
            box = (starts[at], top, starts[at] + len(text) * letter, top + LINE)
            blocks += [Block(BlockKind.TEXT, text, 1, box, f"line {number}", cell=cell)] if text else []
    return blocks


def _cells(line: str) -> list[str]:
    """The texts between the upright lines, without those at both ends."""
    if not _EDGE.search(line):
        tabs = [part.strip() for part in line.rstrip().split("\t")]
        return tabs if len(tabs) >= _TABS else []
    parts = [part.strip() for part in _EDGE.split(line.strip())]
    closed = len(parts) > 2 and not parts[0] and not parts[-1]  # noqa: PLR2004 - both ends
    return parts[1:-1] if closed else parts
