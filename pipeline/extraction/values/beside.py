"""Answers on the right of their question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.captions import IN_BRACKETS
from pipeline.extraction.labels.runs import (
    QUESTION_END,
    going_on,
    run_below,
)
from pipeline.extraction.page.layout import PAPER
from pipeline.extraction.values.prompts import without_prompt
from pipeline.extraction.values.proposal import Proposal, Way
from pipeline.model import BlockKind
from pipeline.normalise.fold import fold
from pipeline.normalise.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extraction.labels.label import Label, Spotted
    from pipeline.extraction.page.layout import Layout

_ROOM: Final = 2.5  # heights of a line: a wider gap parts what stands in one row
SAME_EDGE: Final = 3.0  # points


def on_the_right(label: Label, layout: Layout, spotted: Spotted, *, long: bool) -> Iterator[Proposal]:
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
        if run and (layout.pieces[run[0]].cell != piece.cell or (not long and apart(run[-1], other, layout))):
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
        run = without_prompt(sorted({*_whole_cell(run, label.last, layout, spotted), *more}), label, layout)
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
    return [each for each in lines if abs(layout.pieces[each].box[0] - edge) < SAME_EDGE]


def apart(before: int, after: int, layout: Layout) -> bool:
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
