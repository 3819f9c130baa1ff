"""For a label, the texts that may be its value: in the field itself, behind it, right of it, below it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.captions import IN_BRACKETS, lines_over, over_caption
from pipeline.extraction.labels.figures import column_under, is_number, several, total_of
from pipeline.extraction.labels.runs import (
    QUESTION_END,
    next_number,
    rest_of_paragraph,
    run_below,
    under_label,
    wrapped,
)
from pipeline.extraction.page.layout import LINES, PAPER
from pipeline.extraction.values.below import under
from pipeline.extraction.values.beside import SAME_EDGE, apart, on_the_right
from pipeline.extraction.values.prompts import behind_prompt
from pipeline.extraction.values.proposal import Proposal, Wanted, Way
from pipeline.model import BlockKind
from pipeline.normalise.empty import is_elsewhere, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extraction.labels.label import Label, Spotted
    from pipeline.extraction.page.layout import Layout

_COLUMN: Final = 3  # texts make a column
_READ: Final = 0.8  # what a program reads with less confidence may be handwriting
_DRAWN_BLANKS = re.compile(r"_{2,}|[.…]{5,}|^\s*[.…]{3,}\s|\s[.…]{4,}\s*$")
_BULLET = re.compile(r"^[-–—•▪*·]\s+(?=\S)(?!.*\n)")  # of one line: further ones would be a list
_QUESTION_AND_ANSWER = re.compile(r"[^\W\d][^:：]{1,40}[:：]\s+\S")


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
        found = [*on_the_right(label, layout, spotted, long=wanted.long)]
        if not any(_is_the_answer(each) for each in found):
            found += under(label, layout, spotted, long=wanted.long)
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
    plain = [each for each in column if abs(each.box[0] - here.box[0]) < SAME_EDGE and not each.bold]
    return len(plain) >= _COLUMN


def _has_own_answer(proposal: Proposal, label: Label, layout: Layout) -> bool:
    """Whether a text below looks as the label does and has something on its right, where the label has nothing."""
    first = proposal.pieces[0]
    here, there = layout.pieces[label.last], layout.pieces[first]
    if proposal.way is not Way.BELOW or there.reader not in PAPER or layout.right_of(label.last):
        return False
    edge = abs(here.box[0] - there.box[0]) < SAME_EDGE and here.bold == there.bold
    return edge and any(layout.pieces[each].text.strip() for each in layout.right_of(first))


def _inline(label: Label, layout: Layout, spotted: Spotted, *, long: bool) -> Iterator[Proposal]:
    if not label.inline or is_empty(label.inline):
        return
    if long:
        more = run_below(label.last, layout, spotted)
        answer = behind_prompt(label, more, layout)
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
        layout.pieces[before].cell != layout.pieces[after].cell or apart(before, after, layout)
        for before, after in pairs
    )
