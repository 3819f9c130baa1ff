"""Whole forms beside each other on one page, each of another applicant: the same questions in the same rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.extraction.forms.wholes import asked_in
from pipeline.extraction.labels.label import LEAST
from pipeline.extraction.page.layout import same_row
from pipeline.extraction.page.pieces import MOST_PIECES
from pipeline.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.extraction.wording.lexicon import Lexicon
    from pipeline.model import Block, Box

_TEXTS: Final = 5  # so many different questions stand in the same rows, at least
_MOST_FORMS: Final = 6
_MANY: Final = 6  # different questions prove it also where the name is asked for in words that nobody told us
_ROOM: Final = 1.0  # points


def beside(blocks: Sequence[Block], lexicon: Lexicon, name: str) -> list[tuple[Block, ...]]:
    """The blocks of each form, from the left; [] where there is one at most. What reaches over several is in each.

    `name` is the field that says who an applicant is: parts of one form repeat their questions, but never that one.
    """
    blocks = blocks[:MOST_PIECES]
    places: dict[str, list[Block]] = defaultdict(list)
    for block in _whole_cells(blocks):
        if words := asked_in(block.text):
            places[words].append(block)
    for count in range(_MOST_FORMS, 1, -1):
        rows = {words: sorted(where, key=_left) for words, where in places.items() if _in_one_row(where, count)}
        starts = [max(row[number].box[0] for row in rows.values()) for number in range(count)] if rows else []
        firsts = [min(row[number].box[0] for row in rows.values()) for number in range(count)] if rows else []
        apart = all(last < first for last, first in zip(starts, firsts[1:], strict=False))
        if len(rows) >= _TEXTS and apart and _asks_who(rows, lexicon, name):
            return _parts(blocks, firsts)
    return []


def _whole_cells(blocks: Sequence[Block]) -> Iterator[Block]:
    """The texts, those of one cell as one: a narrow column breaks its questions."""
    cells: dict[tuple[int, Box], list[Block]] = defaultdict(list)
    for block in blocks:
        if block.kind is not BlockKind.TEXT:
            continue
        if block.cell is None:
            yield block
        else:
            cells[block.page, block.cell].append(block)
    for lines in cells.values():
        yield replace(lines[0], text=" ".join(line.text for line in lines))


def _left(block: Block) -> float:
    return block.box[0]


def _in_one_row(where: Sequence[Block], count: int) -> bool:
    """Whether a text stands so often, each time in the same row."""
    if len(where) != count:
        return False
    first = where[0]
    return all(each.page == first.page and same_row(each.box, first.box) for each in where)


def _asks_who(rows: dict[str, list[Block]], lexicon: Lexicon, name: str) -> bool:
    """Whether the questions ask for the applicant in words that ask for nobody else, or for nearly everything."""
    found = [match for text in rows for match in lexicon.labels(text)[:1] if match.score >= LEAST]
    if any(match.field == name and not lexicon.shared(match) for match in found):
        return True
    return len({match.field for match in found}) >= _MANY


def _parts(blocks: Sequence[Block], starts: Sequence[float]) -> list[tuple[Block, ...]]:
    edges = [float("-inf"), *(start - _ROOM for start in starts[1:]), float("inf")]
    return [
        tuple(block for block in blocks if block.box[0] < edges[at + 1] and block.box[2] > edges[at])
        for at in range(len(starts))
    ]
