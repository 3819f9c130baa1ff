"""Which pieces are labels, which are headings, and which only look like labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extraction.labels.answers import inside_cells, only_values, told_by_bold
from pipeline.extraction.labels.arrangement import Side, side_of_answers
from pipeline.extraction.labels.headings import headings_of, stands_beside_rows
from pipeline.extraction.labels.in_text import readings
from pipeline.extraction.labels.label import LEAST, Label, Spotted
from pipeline.extraction.labels.label_like import label_like_answers
from pipeline.extraction.labels.name_and_office import names_with_offices
from pipeline.extraction.labels.named_below import named_below
from pipeline.extraction.labels.over_lines import (
    going_on,
    over_lines,
    to_its_end,
    whole_cell,
    wholly_over_lines,
    wrapped_cell,
)
from pipeline.extraction.labels.paragraphs import goes_on_from_above
from pipeline.extraction.labels.period_heads import period_heads
from pipeline.extraction.labels.upright import Moved
from pipeline.model import BlockKind
from pipeline.normalise.empty import is_example

if TYPE_CHECKING:
    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon


def spot(layout: Layout, lexicon: Lexicon, options: frozenset[int], moved: Moved | None = None) -> Spotted:
    """Find the labels and headings of a document. `options` are the wordings of boxes, which are neither.

    `moved`: which pieces are questions and answers, where the arrangement of the whole page told it.
    """
    known = moved or Moved()
    labels: dict[int, Label] = {}
    used: set[int] = set()
    for index, piece in enumerate(layout.pieces):
        if index in used or index in options or index in known.answers or piece.kind is not BlockKind.TEXT:
            continue
        label = _label_at(index, layout, lexicon)
        if label:
            labels[index] = label
            used.update(label.pieces)
    for index in [each for each, label in labels.items() if goes_on_from_above(label, labels, layout)]:
        del labels[index]
    labels |= {label.first: label for label in named_below(labels, layout, lexicon)}
    labels |= {label.first: label for label in names_with_offices(labels, layout, lexicon)}
    for index, matches in period_heads(known.questions - used, layout, lexicon).items():
        labels[index] = Label((index,), matches)
    headings = {key: value for key, value in headings_of(layout, lexicon, labels) if key not in options | known.answers}
    for index in [each for each in labels if each not in headings and stands_beside_rows(each, layout, labels)]:
        del labels[index]
    side = side_of_answers(layout, labels.values(), lexicon)
    values = set(label_like_answers(layout, lexicon, labels, side))
    if side not in {Side.LEFT, Side.OVER}:
        rest = {index: label for index, label in labels.items() if index not in values}
        values.update(only_values(layout, lexicon, rest, headings, side))
    for index in values - known.questions:
        labels.pop(index, None)
        headings.pop(index, None)
    printed = {piece for label in labels.values() for piece in label.pieces} | set(headings) | known.questions
    printed |= {index for index, piece in enumerate(layout.pieces) if piece.printed}
    bold, inside = told_by_bold(layout, labels), inside_cells(layout, labels, printed)
    return Spotted(labels, headings, frozenset(printed), options, bold, inside, side)


def _label_at(index: int, layout: Layout, lexicon: Lexicon) -> Label | None:
    """The best label that begins at this piece: in a part of its text, in the whole, or over several lines."""
    if is_example(layout.pieces[index].text):
        return None
    whole = wrapped_cell(index, layout, lexicon)
    if whole is not None:
        return whole
    candidates = [going_on(label, layout, lexicon) for label in readings(index, layout.pieces[index].text, lexicon)]
    if any(label.score == 1.0 for label in candidates):
        candidates += wholly_over_lines(index, layout, lexicon)
    else:
        candidates += over_lines(index, layout, lexicon)
    prose = lexicon.prose(layout.pieces[index].text)
    if prose:
        candidates.append(Label((index,), prose, layout.pieces[index].text, closed=True))
    good = [label for label in candidates if label.score >= LEAST]
    worth = {label.pieces: whole_cell(label.pieces, layout) for label in good}
    best = max(good, key=lambda label: (label.score + worth[label.pieces], len(label.pieces)), default=None)
    return best and to_its_end(best, layout)
