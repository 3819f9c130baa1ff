"""Answers on a line to write on, with what is asked for in small print under it, as people read them.

    Ada Ash             Ireland                    Name of the mayor: Ada Ash | Country: Ireland
    ----------------    ----------------     ->
    (name of the mayor)  (country)

Only the line tells which answer a caption is of, where several stand beside or close over each other.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.behind import Said, may_be, tells
from pipeline.extraction.labels.ruled_rows import Line, rows_that_tell
from pipeline.extraction.page.layout import same_row
from pipeline.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.extraction.wording.lexicon import Lexicon
    from pipeline.model import Block

_TYPED: Final = re.compile(r"\s*(?:_{6,}|-{6,}|={6,}|[.…·]{6,}|[–—─━]{4,})\s*")
_WIDE: Final = 40.0  # points: shorter lines are no lines to write on
_THIN: Final = 3.0  # points
_CLOSE: Final = 1.3  # heights of a text between it and the line
_FAR: Final = 2.2  # where all of the form proves what its captions are of
_SINKS: Final = 4.0  # points by which letters may reach under the line
_MOST_RULES: Final = 120
_MOST_LINES: Final = 4  # of an answer
_SPACING: Final = 0.5  # heights of a line between two of one paragraph
_ALIKE: Final = 0.2  # of its height: small print is lower
_BRACKETS: Final = re.compile(r"\(([^()]+(?:\([^()]*\)[^()]*)*)\)")


def over_rules(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[Block]:
    """The blocks, captions under lines put in front of their answers where a document has its questions so."""
    rules = [index for index, block in enumerate(blocks) if _is_rule(block)][:_MOST_RULES]
    found = [line for index in rules if (line := _line_at(index, blocks))]
    captions = {line.caption for line in found}
    found = [_with_lines_above(line, captions, blocks) for line in found]
    likely = [line for line in found if captions.isdisjoint(line.answer) and may_be(line.said, lexicon)]
    everywhere = tells([(line.said,) for line in likely], lexicon)
    found = likely if everywhere else list(rows_that_tell(_close(found, blocks), blocks, lexicon))
    if not found:
        yield from blocks
        return
    turned = {line.answer[0]: line for line in found}
    gone = {index for line in found for index in (*line.answer[1:], line.caption, line.rule)}
    for index, block in enumerate(blocks):
        if index in turned:
            yield replace(block, text=turned[index].said.turned, bold=False)
        elif index not in gone:
            yield block


def _close(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Line]:
    """The lines to which the text over them and the caption under them stand close."""
    return [line for line in lines if all(_gap(blocks[i], blocks[line.rule]) <= _CLOSE for i in _ends(line))]


def _ends(line: Line) -> tuple[int, int]:
    return line.answer[-1], line.caption


def _gap(block: Block, rule: Block) -> float:
    """The heights of a text between it and a line over or under it."""
    apart = max(rule.box[1] - block.box[3], block.box[1] - rule.box[3])
    return apart / max(block.box[3] - block.box[1], 1.0)


def _is_rule(block: Block) -> bool:
    if block.kind is BlockKind.TEXT:
        return _TYPED.fullmatch(block.text) is not None
    wide, high = block.box[2] - block.box[0], block.box[3] - block.box[1]
    return block.kind is BlockKind.RULE and wide >= _WIDE and high <= _THIN


def _line_at(rule: int, blocks: Sequence[Block]) -> Line | None:
    """The texts right over and right under a line, within its ends."""
    here = blocks[rule]
    texts = [i for i, block in enumerate(blocks) if _may_stand_at(block, here)]
    over = [i for i in texts if -_SINKS <= here.box[1] - blocks[i].box[3] <= _room(blocks[i])]
    under = [i for i in texts if i not in over and -_SINKS <= blocks[i].box[1] - here.box[3] <= _room(blocks[i])]
    if not over or not under:
        return None
    last = max(over, key=lambda i: blocks[i].box[3])
    row = sorted((i for i in over if same_row(blocks[i].box, blocks[last].box)), key=lambda i: blocks[i].box[0])
    caption = min(under, key=lambda i: blocks[i].box[1])
    inner = _BRACKETS.fullmatch(blocks[caption].text.strip())
    asked = inner[1] if inner else blocks[caption].text
    return Line(tuple(row), caption, rule, Said(" ".join(blocks[i].text for i in row), asked.strip()))


def _with_lines_above(line: Line, captions: set[int], blocks: Sequence[Block]) -> Line:
    """With the lines of an answer that had no room on one: close over it, at its edge, as high, under no line."""
    pieces, text, end = list(line.answer), line.said.answer, blocks[line.rule].box[2]
    while len(pieces) < _MOST_LINES:
        here = blocks[pieces[0]]
        above = next((i for i, block in enumerate(blocks) if i not in captions and _goes_on(block, here)), None)
        if above is None:
            break
        first = text.split(maxsplit=1)[0]
        room = (here.box[2] - here.box[0]) * (len(first) + 1) / max(len(here.text), 1)
        text = f"{blocks[above].text}{' ' if blocks[above].box[2] + room > end else chr(10)}{text}"
        pieces.insert(0, above)
    return line._replace(answer=tuple(pieces), said=Said(text, line.said.asked))


def _goes_on(block: Block, here: Block) -> bool:
    """Whether a text is the line right over another in one paragraph."""
    if block.kind is not BlockKind.TEXT or (block.page, block.cell, block.bold) != (here.page, here.cell, here.bold):
        return False
    high, own = here.box[3] - here.box[1], block.box[3] - block.box[1]
    near = -_THIN < here.box[1] - block.box[3] < _SPACING * high
    return near and abs(block.box[0] - here.box[0]) < _THIN and abs(own - high) < _ALIKE * high


def _may_stand_at(block: Block, rule: Block) -> bool:
    """Whether a text stands between the ends of a line; of a typed one, in the same cell."""
    if block.kind is not BlockKind.TEXT or block.page != rule.page or _TYPED.fullmatch(block.text):
        return False
    if rule.kind is BlockKind.TEXT:
        return block.cell == rule.cell and block.box[0] < rule.box[2] and rule.box[0] < block.box[2]
    return block.cell is None and rule.box[0] - _SINKS <= sum(block.box[::2]) / 2 <= rule.box[2] + _SINKS


def _room(block: Block) -> float:
    return _FAR * (block.box[3] - block.box[1])
