"""Builds a paragraph's lines from what stands in it, one run after the other (DOCX, HTML)."""

from __future__ import annotations

import re
from typing import Final

from pipeline.documents.flow.grid import CHAR, NOWHERE, WIDTH, Paragraph, Piece
from pipeline.model import Block, BlockKind

_COLON: Final = re.compile(r"\s*[:：]\s*")
_COLUMN: Final = re.compile(r"\S+(?:[^\S\n]{1,2}\S+)*")
_BLANK: Final = re.compile(r"\s+")

Run = tuple[str, bool]
"""Text and whether it is bold."""


class LineBuilder:
    """Collects runs, tabs, line breaks and ready blocks; `done` gives the paragraph.

    Text is split into several blocks at tabs, around ready blocks, and where a bold label at the line's start ends.
    """

    def __init__(self, at: str, page: int = 1) -> None:
        self.at = at
        self.page = page
        self._lines: list[tuple[Piece, ...]] = []
        self._line: list[Piece] = []
        self._runs: list[Run] = []
        self._tabs = 0

    def text(self, text: str, *, bold: bool = False) -> None:
        """More text on this line."""
        if text:
            self._runs.append((text, bold))

    def tab(self) -> None:
        """What follows stands further right."""
        self._end_text()
        self._tabs += 1

    def block(self, block: Block) -> None:
        """A ready block (field, box, picture) to the right of what stands on the line."""
        self._end_text()
        self._line.append(Piece(block, self._tabs))
        self._tabs = 0

    def line_break(self) -> None:
        """What follows stands on the next line."""
        self._end_text()
        if self._line:
            self._lines.append(tuple(self._line))
        self._line, self._tabs = [], 0

    @property
    def pieces(self) -> int:
        """How many blocks there are so far on finished lines."""
        return sum(len(line) for line in self._lines)

    def done(self) -> Paragraph:
        """The paragraph; empty lines inside it are left out."""
        self.line_break()
        return Paragraph(tuple(self._lines))

    def _end_text(self) -> None:
        for text, bold in split_bold(self._runs):
            for words, blanks in columns(text):
                block = Block(BlockKind.TEXT, words, self.page, NOWHERE, self.at, bold=bold)
                self._line.append(Piece(block, self._tabs, blanks if self._line else 0))
                self._tabs = 0
        self._runs = []


def columns(text: str) -> list[tuple[str, int]]:
    """A short text parted at gaps of three blanks and more, which people type to set something to the right.

    Each part comes with the number of blanks before it. In text that is longer than a line, gaps are slips.
    """
    if len(text.strip()) > WIDTH / CHAR:
        return [(text.strip(), 0)]
    parts: list[tuple[str, int]] = []
    end = 0
    for found in _COLUMN.finditer(text):
        parts.append((found.group(), found.start() - end))
        end = found.end()
    return parts


def split_bold(runs: list[Run]) -> list[Run]:
    """One text, or label and value where the text starts bold and goes on regular.

    A further bold stretch that ends with a colon is one more label. A change inside a word (a bold initial) is
    emphasis, no label.
    """
    stretches = _merged(runs)
    if not stretches or not stretches[0][1]:
        return [("".join(text for text, _ in stretches), False)]
    parts = stretches[:1]
    for text, bold in stretches[1:]:
        before, label = parts[-1]
        begins = text.rstrip().endswith((":", "：")) if bold else label
        if begins and _apart(before, text):
            parts.append((text, bold))
        else:
            parts[-1] = (before + text, label and bold)
    return parts


def _merged(runs: list[Run]) -> list[Run]:
    """Stretches of the same weight; blanks take the weight before them, a colon after a bold stretch is part of it."""
    merged: list[Run] = []
    for text, bold in runs:
        head, rest = "", text
        if merged and merged[-1][1] and not bold:
            found = _COLON.match(text) or _BLANK.match(text)
            head, rest = (found.group(), text[found.end() :]) if found else ("", text)
        if head:
            merged[-1] = (merged[-1][0] + head, True)
        if not rest:
            continue
        if merged and (merged[-1][1] == bold or not rest.strip()):
            merged[-1] = (merged[-1][0] + rest, merged[-1][1])
        elif merged and not merged[-1][0].strip():
            merged[-1] = (merged[-1][0] + rest, bold)
        else:
            merged.append((rest, bold))
    return merged


def _apart(before: str, after: str) -> bool:
    """Whether two stretches meet between words."""
    return not (before[-1:].isalnum() and after[:1].isalnum())
