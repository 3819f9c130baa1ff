"""Captions under single rows of lines to write on: the place for signatures of a form that asks otherwise elsewhere.

    Reported to the club:  yes
    ...
    Ada Ash, Coach         3 May 2024
    ----------------       -----------
    Name and position      Date

A caption under a line may as well be the question of what stands below it. So a row is told by all its lines: what
stands on them suits what is asked under them, and nothing else is there that would answer it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.campaign.definition import FieldType
from pipeline.extraction.labels.behind import CHECKED, Said, may_be, reads_as_label
from pipeline.extraction.page.layout import same_column, same_row
from pipeline.model import BlockKind
from pipeline.normalise.base import Context
from pipeline.normalise.values import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.extraction.wording.lexicon import Lexicon
    from pipeline.model import Block

_SMALL: Final = 0.88  # of the height of what stands on the line: small print
_ALONE: Final = 1.2  # heights of a caption with nothing under it
_BEYOND: Final = 12.0  # points by which an answer may reach over the end of its line
_LONGEST: Final = 80  # characters of what is written on such a line
_ROW: Final = 8.0  # points between lines of one row


class Line(NamedTuple):
    """What stands on a line and under it: indexes of the answer's pieces and of the caption, and of a typed line."""

    answer: tuple[int, ...]
    caption: int
    rule: int
    said: Said


def rows_that_tell(lines: Iterable[Line], blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[Line]:
    """The lines of those rows of which the captions surely belong to what stands over them."""
    lines = list(lines)
    rules = {line.caption: line for line in lines}
    for row in _rows(lines, blocks):
        if all(_stands_free(line, rules, blocks) for line in row) and _tells(row, blocks, lexicon):
            yield from row


def _rows(lines: Sequence[Line], blocks: Sequence[Block]) -> Iterator[list[Line]]:
    """Lines level with each other."""
    ordered = sorted(lines, key=lambda line: (blocks[line.rule].page, blocks[line.rule].box[1]))
    numbers, number, before = {}, 0, None
    for line in ordered:
        rule = blocks[line.rule]
        if before is None or before.page != rule.page or rule.box[1] - before.box[1] > _ROW:
            number += 1
        numbers[line.rule], before = number, rule
    for _, row in groupby(ordered, key=lambda line: numbers[line.rule]):
        yield list(row)


def _stands_free(line: Line, captions: dict[int, Line], blocks: Sequence[Block]) -> bool:
    """Whether what stands on a line is within it, and its caption has nothing beside or under it as an answer."""
    rule, caption, first = blocks[line.rule].box, blocks[line.caption], blocks[line.answer[0]].box
    if first[0] < rule[0] - _BEYOND or blocks[line.answer[-1]].box[2] > rule[2] + _BEYOND:
        return False
    high = caption.box[3] - caption.box[1]
    for index, block in enumerate(blocks):
        if index in captions or index in line.answer or block.kind is not BlockKind.TEXT or block.page != caption.page:
            continue
        beside = same_row(block.box, caption.box) and caption.box[2] - 1 < block.box[0] < rule[2]
        under = same_column(block.box, caption.box) and -1 < block.box[1] - caption.box[3] < _ALONE * high
        if beside or under:
            return False
    return True


def _tells(row: Sequence[Line], blocks: Sequence[Block], lexicon: Lexicon) -> bool:
    """Whether an answer that checks itself suits its caption and none fails, or all captions are in small print."""
    known = [line for line in row if reads_as_label(line.said.asked, lexicon)]
    if not known or any(reads_as_label(line.said.answer, lexicon) for line in row):
        return False
    if not all(may_be(line.said, lexicon) and len(line.said.answer) <= _LONGEST for line in row):
        return False
    suits = [fit for line in known if (fit := _suits(line.said, lexicon)) is not None]
    return all(suits) and (bool(suits) or all(_is_small(line, blocks) for line in row))


def _suits(said: Said, lexicon: Lexicon) -> bool | None:
    """Whether an answer is of the kind that is asked for; None where anything would be."""
    field = lexicon.fields[lexicon.labels(said.asked)[0].field]
    if field.type not in CHECKED or field.type is FieldType.PHONE or field.part:
        return None
    return normalise(said.answer, field, Context()) is not None


def _is_small(line: Line, blocks: Sequence[Block]) -> bool:
    heights = [blocks[index].box[3] - blocks[index].box[1] for index in (line.caption, line.answer[-1])]
    return heights[0] < _SMALL * heights[1]
