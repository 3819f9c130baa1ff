"""From a reader's blocks to pieces: tick glyphs stand alone, and a text holds at most one label.

A piece is a `Block` too; only its text, box and kind are narrower than what the reader gave.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.model import Block, BlockKind
from pipeline.normalise.empty import is_example

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_PIECES: Final = 4000
"""A form has some hundred blocks; what comes after so many is left out, and the reading says so."""

_TICKED = "☒☑✓✔✗✘⊠🗹🗷"
_UNTICKED = "☐□❏❑▢◻"
_TICK = re.compile(rf"[{_TICKED}{_UNTICKED}]|\[\s?[xX✓]\s?\]|\[\s{{0,3}}\]|\([xX✓]\)|\(\s{{1,3}}\)")
_TICK_READ = re.compile(rf"{_TICK.pattern}|\[\]|\(\)")  # OCR leaves out the space of an empty "( )"
_OCR: Final = "ocr"
_CROSS = re.compile(r"^\s*[xX×]\s*$")  # typed into a cell that is there to be crossed
_DISC = re.compile(r"[●◉⦿○◯■]")
_COLON = re.compile(r"[:：]")
_WORDS_BEFORE_COLON: Final = 6
_WORDS_OF_A_SENTENCE: Final = 6
_WORDS_OF_A_LABEL: Final = 12
_SEMICOLON = re.compile(r";\s+")


def cut(block: Block, start: int, end: int, kind: BlockKind | None = None) -> Block:
    """The part of a text block between two character offsets, its box in proportion."""
    x0, y0, x1, y1 = block.box
    unit = (x1 - x0) / max(len(block.text), 1)
    box = (x0 + unit * start, y0, x0 + unit * end, y1)
    return replace(block, text=block.text[start:end].strip(), box=box, kind=kind or block.kind)


def split_ticks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with each tick glyph inside a text as a TICK piece of its own."""
    blocks = list(blocks)
    text = "".join(block.text for block in blocks if block.kind is BlockKind.TEXT)
    discs = bool({"○", "◯"} & set(text))  # a filled disc is a bullet, unless there are hollow ones too
    squares = "□" in text
    for block in blocks:
        if block.kind is not BlockKind.TEXT:
            yield block
        elif block.cell and _CROSS.match(block.text):
            yield replace(block, kind=BlockKind.TICK, text="", checked=True)
        else:
            yield from _split_one(block, discs=discs, squares=squares)


def _split_one(block: Block, *, discs: bool, squares: bool) -> Iterator[Block]:
    marks = list((_TICK_READ if block.reader == _OCR else _TICK).finditer(block.text))
    if discs or squares:
        marks += [m for m in _DISC.finditer(block.text) if (m[0] == "■" and squares) or (m[0] != "■" and discs)]
        marks.sort(key=lambda mark: mark.start())
    at = 0
    for mark in marks:
        if block.text[at : mark.start()].strip():
            yield cut(block, at, mark.start())
        yield replace(cut(block, mark.start(), mark.end(), BlockKind.TICK), text="", checked=_is_ticked(mark[0]))
        at = mark.end()
    if not marks or block.text[at:].strip():
        yield cut(block, at, len(block.text)) if marks else block


def _is_ticked(glyph: str) -> bool:
    return glyph in _TICKED or glyph in "●◉⦿■" or any(letter in glyph for letter in "xX✓")


def split_labels(
    blocks: Iterable[Block], is_label: Callable[[str], bool], asks_for_prose: Callable[[str], bool]
) -> Iterator[Block]:
    """Texts such as "Tel.: 1234  E-mail: a@b.example" cut so that each begins with its label; sentences are not cut."""
    for block in blocks:
        one = block.kind is not BlockKind.TEXT or len(_COLON.findall(block.text)) < 2  # noqa: PLR2004 - two labels
        if one or is_example(block.text):
            yield block
            continue
        starts = _listed(block.text, is_label)
        listed = len(starts) > 1
        starts = starts if listed else [0, *_inner_labels(block.text, is_label)]
        if not listed and len(starts) > 1 and _is_prose(block.text[: starts[1]], is_label, asks_for_prose):
            starts = [0]
        for start, end in zip(starts, [*starts[1:], len(block.text)], strict=True):
            piece = cut(block, start, end)
            yield replace(piece, text=piece.text.removesuffix(";")) if listed else piece


def _listed(text: str, is_label: Callable[[str], bool]) -> list[int]:
    """Where the parts of "Name: Ada; Country: Spain; Telephone: 123" begin; [] where one has no question in front."""
    starts = [0, *(match.end() for match in _SEMICOLON.finditer(text))]
    parts = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    heads = [_COLON.split(part, maxsplit=1)[0] if _COLON.search(part) else "" for part in parts]
    asks = all(0 < len(head.split()) <= _WORDS_OF_A_LABEL for head in heads)
    return starts if asks and any(is_label(head) for head in heads) else []


def _is_prose(before: str, is_label: Callable[[str], bool], asks_for_prose: Callable[[str], bool]) -> bool:
    """Whether what stands before the first inner label is a sentence, not a label with its value."""
    colon = _COLON.search(before)
    head = before[: colon.start()] if colon else ""
    if head and is_label(head):
        return asks_for_prose(head) and len(before[len(head) :].split()) > _WORDS_OF_A_SENTENCE
    return len(before.split()) >= _WORDS_OF_A_SENTENCE


def _inner_labels(text: str, is_label: Callable[[str], bool]) -> Iterator[int]:
    """Offsets at which a label begins that ends at the second or a later colon."""
    colons = [match.start() for match in _COLON.finditer(text)]
    for previous, colon in pairwise(colons):
        words = [match.start() + previous + 1 for match in re.finditer(r"\S+", text[previous + 1 : colon])]
        for start in words[-_WORDS_BEFORE_COLON:]:
            if start > previous + 1 and is_label(text[start:colon]):
                yield start
                break
