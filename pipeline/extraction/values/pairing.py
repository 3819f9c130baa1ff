"""For a label, the texts that may be its value: in the field itself, behind it, right of it, below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.captions import CAPTION, IN_BRACKETS, lines_over, over_caption
from pipeline.extraction.labels.figures import column_under, is_number, several, total_of
from pipeline.extraction.labels.runs import (
    QUESTION_END,
    first_unit,
    going_on,
    indented_below,
    next_number,
    rest_of_paragraph,
    run_below,
    under_label,
    under_name,
    wrapped,
)
from pipeline.extraction.page.layout import LINES, PAPER, same_column
from pipeline.model import BlockKind
from pipeline.normalise.empty import is_elsewhere, is_empty, is_instruction
from pipeline.normalise.fold import fold
from pipeline.normalise.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extraction.labels.spotting import Label, Spotted
    from pipeline.extraction.page.layout import Layout

_ROOM: Final = 2.5  # heights of a line: a wider gap parts what stands in one row
_COLUMN: Final = 3  # texts make a column
_SAME_EDGE: Final = 3.0  # points
_READ: Final = 0.8  # what a program reads with less confidence may be handwriting
_NEARER: Final = 0.7  # of the way to the field below; fields that stand evenly have their labels above
_DRAWN_BLANKS = re.compile(r"_{2,}|[.…]{5,}|^\s*[.…]{3,}\s|\s[.…]{4,}\s*$")
_BULLET = re.compile(r"^[-–—•▪*·]\s+(?=\S)(?!.*\n)")  # of one line: further ones would be a list
_QUESTION_AND_ANSWER = re.compile(r"[^\W\d][^:：]{1,40}[:：]\s+\S")


class Way(Enum):
    """How a value stands to its label."""

    FIELD = "field"  # a form field that carries the label itself
    BESIDE_FIELD = "beside field"  # a form field next to the printed label
    INLINE = "inline"
    RIGHT = "right"
    CELL = "cell"  # further down in the label's own cell
    BELOW = "below"
    BOX = "box"  # a ticked box
    TOTAL = "total"  # the sum of a column
    ABOVE = "above"  # over a caption in brackets
    WRAPPED = "wrapped"  # with the lines below that seem to belong to it
    ONE_OF_SEVERAL = "one of several"  # the first of numbers that could all be meant


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text that may be a value. `pieces` are what it takes up; `text` is what they say."""

    way: Way
    pieces: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What kind of answer is looked for: `long` ones go on up to the next label, numbers may stand in tables."""

    long: bool = False
    number: bool = False
    money: bool = False
    wraps: bool = False


def propose(label: Label, layout: Layout, spotted: Spotted, wanted: Wanted) -> Iterator[Proposal]:
    """All texts that may be the value of a label, short ones as single lines, long ones up to the next label."""
    caption = over_caption(label, layout, spotted)
    if caption is not None:
        lines = lines_over(caption, layout, spotted)
        if lines:
            yield Proposal(Way.ABOVE, lines, layout.join(lines))
        yield Proposal(Way.ABOVE, (caption,), layout.pieces[caption].text)
        if layout.pieces[caption].confidence >= _READ:
            return  # else it may be a signature, with the name in print under the caption
    found, long = _found(label, layout, spotted, wanted), wanted.long
    for each in found:
        text = _DRAWN_BLANKS.sub(" ", each.text).strip()
        proposal = replace(each, text=text if long else _BULLET.sub("", text))
        if not proposal.text or is_empty(proposal.text) or IN_BRACKETS.match(proposal.text):
            continue
        if each.way not in {Way.INLINE, Way.WRAPPED} and each.pieces[0] in spotted.options:
            continue
        if long or not _asks(proposal, label, layout, spotted):
            yield proposal


def _is_the_answer(beside: Proposal) -> bool:
    """Whether what stands beside a label is its answer, though it gives no value: an empty field, "see annex"."""
    return beside.way is Way.BESIDE_FIELD or is_elsewhere(beside.text)


def _found(label: Label, layout: Layout, spotted: Spotted, wanted: Wanted) -> list[Proposal]:
    """What stands behind a label, else on its right and below it, with the lines that seem to go on."""
    found = [*_inline(label, layout, spotted, long=wanted.long)]
    if not found and wanted.number:
        found = [*_figures(label, layout, spotted, wanted)]
    if not found:
        found = [*_right(label, layout, spotted, long=wanted.long)]
        if not any(_is_the_answer(each) for each in found):
            found += _below(label, layout, spotted, long=wanted.long)
    if wanted.wraps:
        found = [_whole_paragraph(each, layout, spotted) for each in found]
    if not wanted.long:
        found += [more for each in found for more in _longer(each, label, layout, spotted, full=not wanted.wraps)]
    return found


def _longer(short: Proposal, label: Label, layout: Layout, spotted: Spotted, *, full: bool) -> Iterator[Proposal]:
    """A value of one printed line with the lines that seem to go on with it, as addresses do."""
    last = layout.pieces[short.pieces[-1]]
    beside = short.way is Way.RIGHT and len(short.pieces) == 1 and not full
    if not (beside or short.way in {Way.INLINE, Way.BELOW}) or last.kind is not BlockKind.TEXT:
        return
    if last.reader not in LINES:
        return
    end = short.pieces[-1]
    more = under_label(label.last, layout, spotted) if beside else wrapped(end, layout, spotted, full=full)
    if not more:
        return
    pieces = (*short.pieces, *more)
    if beside and not layout.reached_margin(end, more[0]):
        text = f"{short.text}\n{layout.join(more)}"
    else:
        text = layout.join(pieces, first=short.text) if len(short.pieces) == 1 else layout.join(pieces)
    yield Proposal(Way.WRAPPED, pieces, text)


def _whole_paragraph(short: Proposal, layout: Layout, spotted: Spotted) -> Proposal:
    """A value of one line with the others of its paragraph, where the reader knows its paragraphs."""
    more = rest_of_paragraph(short.pieces[-1], layout, spotted) if layout.pieces[short.pieces[-1]].cell is None else []
    if not more:
        return short
    pieces = (*short.pieces, *more)
    return replace(short, pieces=pieces, text="\n".join([short.text, *(layout.pieces[index].text for index in more)]))


def _asks(proposal: Proposal, label: Label, layout: Layout, spotted: Spotted) -> bool:
    """Whether a text is a question itself, in words that no label has: by its mark, or bold as only labels are."""
    if proposal.way in {Way.INLINE, Way.WRAPPED} or layout.pieces[proposal.pieces[0]].kind is not BlockKind.TEXT:
        return False
    if next_number(layout.pieces[label.first].text, proposal.text):
        return True
    if proposal.way is Way.BELOW and _QUESTION_AND_ANSWER.match(proposal.text):
        return True
    if QUESTION_END.search(proposal.text) or _has_own_answer(proposal, label, layout):
        return True
    alike = all(layout.pieces[index].bold for index in (*proposal.pieces, label.last))
    return spotted.told_by_bold and alike and not _stands_among_answers(proposal, layout)


def _stands_among_answers(proposal: Proposal, layout: Layout) -> bool:
    """Whether a text on the right of its label begins where plain ones over and under it begin: an answer in bold."""
    index = proposal.pieces[0]
    here = layout.pieces[index]
    if proposal.way is not Way.RIGHT or here.reader not in PAPER:
        return False
    column = (layout.pieces[each] for each in layout.pages[here.page])
    plain = [each for each in column if abs(each.box[0] - here.box[0]) < _SAME_EDGE and not each.bold]
    return len(plain) >= _COLUMN


def _has_own_answer(proposal: Proposal, label: Label, layout: Layout) -> bool:
    """Whether a text below looks as the label does and has something on its right, where the label has nothing."""
    first = proposal.pieces[0]
    here, there = layout.pieces[label.last], layout.pieces[first]
    if proposal.way is not Way.BELOW or there.reader not in PAPER or layout.right_of(label.last):
        return False
    edge = abs(here.box[0] - there.box[0]) < _SAME_EDGE and here.bold == there.bold
    return edge and any(layout.pieces[each].text.strip() for each in layout.right_of(first))


def _answer(run: list[int], label: Label, layout: Layout) -> list[int]:
    """A run without what tells how to answer in front: lines as bold as the label, and instructions."""
    rest = list(run)
    while rest and layout.pieces[label.last].bold and layout.pieces[rest[0]].bold:
        rest.pop(0)
    while rest and is_instruction(layout.pieces[rest[0]].text):
        rest = _after_paragraph(rest, layout)
    return rest or run


def _behind_prompt(label: Label, more: list[int], layout: Layout) -> list[int]:
    """The answer below a question whose own text goes on with how to answer it; [] where that is the answer."""
    if layout.pieces[label.last].bold and any(not layout.pieces[index].bold for index in more):
        return _answer(more, label, layout)
    if is_instruction(label.inline):
        return _answer(_after_paragraph([label.last, *more], layout), label, layout)
    return []


def _after_paragraph(run: list[int], layout: Layout) -> list[int]:
    """What follows the paragraph that a run begins with; a reader of printed lines gives it in several pieces."""
    end = 1
    while end < len(run):
        before, here = layout.pieces[run[end - 1]], layout.pieces[run[end]]
        height = max(before.box[3] - before.box[1], 1.0)
        wrapped = here.reader in PAPER and before.box[3] - height < here.box[1] < before.box[3] + height * 0.6
        if not wrapped or before.text.rstrip().endswith((".", ")", "。")):
            break
        end += 1
    return run[end:]


def _inline(label: Label, layout: Layout, spotted: Spotted, *, long: bool) -> Iterator[Proposal]:
    if not label.inline or is_empty(label.inline):
        return
    if long:
        more = run_below(label.last, layout, spotted)
        answer = _behind_prompt(label, more, layout)
        if answer:
            yield Proposal(Way.BELOW, tuple(answer), layout.join(answer))
            return
        taken = (label.last, *more)
        yield Proposal(Way.INLINE, taken, layout.join(taken, first=label.inline))
    else:
        yield Proposal(Way.INLINE, (label.last,), label.inline)


def _figures(label: Label, layout: Layout, spotted: Spotted, wanted: Wanted) -> Iterator[Proposal]:
    """The number that is meant where a label heads a column of numbers, or stands in front of a row of them."""
    row = list(takewhile(lambda each: each not in spotted.printed, layout.right_of(label.last)))
    if sum(is_number(each, layout) for each in row) > 1 and _in_columns(row, layout):
        numbers = several(row, layout, money=wanted.money)
        way = Way.RIGHT if len(numbers) == 1 else Way.ONE_OF_SEVERAL
        yield Proposal(way, (numbers[0],), layout.pieces[numbers[0]].text)
        return
    column = [] if row and is_number(row[0], layout) else column_under(label.last, layout, spotted)
    if column:
        total = total_of(column, layout)
        first = column[0] if total is None else total
        way = Way.ONE_OF_SEVERAL if total is None else Way.TOTAL
        yield Proposal(way, (first,), layout.pieces[first].text)


def _in_columns(row: list[int], layout: Layout) -> bool:
    """Whether the pieces of a row stand apart: in cells of their own, or with room between."""
    pairs = [
        (before, after) for before, after in pairwise(row) if is_number(before, layout) or is_number(after, layout)
    ]
    return any(
        layout.pieces[before].cell != layout.pieces[after].cell or _apart(before, after, layout)
        for before, after in pairs
    )


def _right(label: Label, layout: Layout, spotted: Spotted, *, long: bool) -> Iterator[Proposal]:
    """What stands in the row to the right, up to the next label; of a table, the next cell alone."""
    run: list[int] = []
    for other in _beside(label, layout):
        piece = layout.pieces[other]
        if other in spotted.printed or piece.kind in {BlockKind.TICK, BlockKind.INK}:
            break
        if piece.kind is BlockKind.FIELD:
            if not run:
                yield Proposal(Way.BESIDE_FIELD, (other,), piece.text)
            break
        if run and (layout.pieces[run[0]].cell != piece.cell or (not long and _apart(run[-1], other, layout))):
            break
        if spotted.inside_cells and piece.cell != layout.pieces[label.last].cell:
            break  # this form has its answers in the cells of their questions: the next cell is another question
        if not run and _names_it_again(label, other, layout):
            continue
        if run or not IN_BRACKETS.match(piece.text):
            run.append(other)
    run = [*_beside_first_lines(label, run, layout, spotted), *run]
    if run:
        alone = long and layout.pieces[run[0]].cell is None
        more = run_below(label.last, layout, spotted) if alone else []
        run = _answer(sorted({*_whole_cell(run, label.last, layout, spotted), *more}), label, layout)
        yield Proposal(Way.RIGHT, tuple(run), layout.join(run))


def _beside(label: Label, layout: Layout) -> list[int]:
    """What stands on the right of a label's last line; of a printed one of several lines, else of all together."""
    first = layout.pieces[label.first]
    beside = layout.right_of(label.last)
    if beside or len(label.pieces) == 1 or first.reader not in PAPER or first.cell is not None:
        return beside
    return [] if layout.right_of(label.first) else layout.beside_lines(label.pieces)


def _beside_first_lines(label: Label, run: list[int], layout: Layout, spotted: Spotted) -> list[int]:
    """The lines of an answer on the right of the lines of a question but its last, all at the same edge."""
    first = layout.pieces[label.first]
    if first.reader not in PAPER or first.cell is not None:
        return []
    nearest = [next(iter(layout.right_of(piece)), None) for piece in label.pieces[:-1]]
    lines = [each for each in nearest if each is not None and _is_text(layout, each)]
    lines = [each for each in lines if each not in spotted.printed or (first.bold and not layout.pieces[each].bold)]
    edge = layout.pieces[(run or lines)[0]].box[0] if run or lines else 0.0
    return [each for each in lines if abs(layout.pieces[each].box[0] - edge) < _SAME_EDGE]


def _apart(before: int, after: int, layout: Layout) -> bool:
    """Whether two pieces of a printed line are no one value: in different type, or with room between them."""
    here, there = layout.pieces[before], layout.pieces[after]
    if there.reader not in PAPER:
        return False
    gap = there.box[0] - here.box[2]
    return here.bold != there.bold or gap > _ROOM * (here.box[3] - here.box[1]) or bool(QUESTION_END.search(there.text))


def _names_it_again(label: Label, other: int, layout: Layout) -> bool:
    """Whether a label is over a part of the form, and what follows it asks for the name of what the part is about."""
    text = layout.pieces[other].text
    asks = not label.inline and bool(QUESTION_END.search(text)) and bool(layout.right_of(other))
    return asks and fold(text) in words("forms", "name")


def _whole_cell(run: list[int], label: int, layout: Layout, spotted: Spotted) -> list[int]:
    """With its cell's other lines where it stands in one, else with the lines that go on below it."""
    first = layout.pieces[run[0]]
    if first.cell is not None:
        return [other for other in layout.in_cell(run[0]) if other not in spotted.printed and _is_text(layout, other)]
    return run + going_on(run, label, layout, spotted)


def _is_text(layout: Layout, index: int) -> bool:
    return layout.pieces[index].kind is BlockKind.TEXT


def _below(label: Label, layout: Layout, spotted: Spotted, *, long: bool) -> Iterator[Proposal]:
    """The rest of the label's cell, else what follows below: one line, or all up to the next label."""
    rest = _answer(_rest_of_cell(label, layout, spotted), label, layout)
    if rest:
        yield Proposal(Way.CELL, tuple(rest), layout.join(rest))
        return
    field = _field_below(label, layout, spotted)
    captioned = _field_above(label, layout, below=field)
    if captioned is not None:
        yield Proposal(Way.BELOW, (captioned,), layout.pieces[captioned].text)
        return
    if field is not None:
        yield Proposal(Way.BELOW, (field,), layout.pieces[field].text)
        return
    run = run_below(label.last, layout, spotted) or under_name(label, layout, spotted)
    run = run or indented_below(label.last, layout, spotted)
    if not run:
        return
    if long:
        run = _answer(run, label, layout)
        yield Proposal(Way.BELOW, tuple(run), layout.join(run))
        return
    short = first_unit(run, layout)
    yield Proposal(Way.BELOW, tuple(short), layout.join(short))


def _rest_of_cell(label: Label, layout: Layout, spotted: Spotted) -> list[int]:
    cell = [other for other in layout.in_cell(label.last) if other > label.last]
    rest: list[int] = []
    for other in cell:
        if other in spotted.printed or layout.pieces[other].kind in {BlockKind.TICK, BlockKind.INK}:
            break
        rest.append(other)
    return [other for other in rest if layout.pieces[other].text.strip()]


def _field_below(label: Label, layout: Layout, spotted: Spotted) -> int | None:
    here = layout.pieces[label.last]
    for other in layout.downwards(label.last):
        piece = layout.pieces[other]
        if other in spotted.printed or piece.kind is BlockKind.TEXT:
            return None
        if piece.kind is BlockKind.FIELD:
            near = piece.box[1] - here.box[3] < 3 * max(here.box[3] - here.box[1], 10.0)
            return other if near else None
    return None


def _field_above(label: Label, layout: Layout, *, below: int | None) -> int | None:
    """The form field that a label stands under as its caption: much nearer to it than the one below."""
    here = layout.pieces[label.first].box
    best, gap = None, CAPTION
    if below is not None:
        gap = min(gap, _NEARER * (layout.pieces[below].box[1] - layout.pieces[label.last].box[3]))
    for other in layout.pages[layout.pieces[label.first].page]:
        there = layout.pieces[other]
        if there.kind is BlockKind.FIELD and same_column(here, there.box) and -2 < here[1] - there.box[3] < gap:  # noqa: PLR2004 - touching
            best, gap = other, here[1] - there.box[3]
    return best
