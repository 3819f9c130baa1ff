"""Labels that take up several lines: what belongs to them, and what is an answer already."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.in_text import NEARLY, is_closed, readings
from pipeline.extraction.labels.label import Label
from pipeline.extraction.page.layout import PAPER
from pipeline.model import BlockKind
from pipeline.normalise.people import is_office

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon

_SENTENCE: Final = 60  # letters of a line of a sentence, at least

_MOST_LINES: Final = 3  # a long question may go on in so many more lines
_MOST_LINES_IN_CELL: Final = 9  # and in a narrow column
_FILLS: Final = 0.02
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


def to_its_end(label: Label, layout: Layout) -> Label:
    """A label with the further lines of its sentence: after a full line, words that begin in the middle of one."""
    pieces = list(label.pieces)
    for _ in range(0 if label.inline or label.closed else _MOST_LINES):
        after = _next_line(pieces[-1], layout)
        if after is None or len(layout.pieces[pieces[-1]].text) < _SENTENCE:
            break
        text = layout.pieces[after].text
        amid = text[:1].islower() or (text[:1].isdigit() and text.rstrip().endswith((".", "?")))
        if not layout.was_full(pieces[-1], after) or not amid:
            break
        pieces.append(after)
    return replace(label, pieces=tuple(pieces))


def wrapped_cell(index: int, layout: Layout, lexicon: Lexicon) -> Label | None:
    """The question that a narrow cell has broken into lines, each of which may be a label by itself: only it asks."""
    lines = layout.in_cell(index)
    if lines[0] != index or not 1 < len(lines) <= _MOST_LINES_IN_CELL:
        return None
    if not all(_wraps(before, after, layout) for before, after in pairwise(lines)):
        return None
    if any(letter.isdigit() for line in lines[1:] for letter in layout.pieces[line].text):
        return None  # rather a question over its answer
    for text in _worded(lines, layout):
        for label in readings(index, text, lexicon):
            plainly = label.score >= NEARLY and not label.matches[0].narrowed
            if plainly and not label.inline and (label.score == 1.0 or not is_office(text)):
                return replace(label, pieces=tuple(lines))
    return None


def _wraps(before: int, after: int, layout: Layout) -> bool:
    """Whether a line goes on in the next, which is in the same type, only because it had no more room."""
    here, there = layout.pieces[before], layout.pieces[after]
    alike = here.kind is there.kind is BlockKind.TEXT and here.bold == there.bold
    return alike and here.reader in PAPER and there.box[1] > here.box[1] and layout.was_full(before, after)


def whole_cell(pieces: tuple[int, ...], layout: Layout) -> float:
    """What it is worth that a question of several lines fills its cell: more than that one line is one by itself."""
    if layout.pieces[pieces[0]].cell is None or len(pieces) == 1:
        return 0.0
    return _FILLS if set(pieces).issuperset(layout.in_cell(pieces[0])) else 0.0


def going_on(label: Label, layout: Layout, lexicon: Lexicon) -> Label:
    """A label with words behind it, or with the next line where those are no answer but its own words, wrapped.

    Then both lines are bold, the second is no label itself, and what stands under it is plain: the answer.
    """
    after = _next_line(label.last, layout) if label.inline and not label.closed else None
    if after is None or not layout.pieces[after].bold or any(readings(after, layout.pieces[after].text, lexicon)):
        return label
    answer = layout.right_below(after)
    if answer is None or layout.pieces[answer].bold or layout.pieces[answer].cell != layout.pieces[after].cell:
        return label
    return replace(label, pieces=(*label.pieces, after), inline="")


def wholly_over_lines(index: int, layout: Layout, lexicon: Lexicon) -> Iterator[Label]:
    """A longer label, known to the letter, whose first line is a label by itself."""
    pieces = [index]
    if _IN_BRACKETS.match(layout.pieces[index].text):
        return
    for _ in range(_MOST_LINES):
        after = _next_line(pieces[-1], layout)
        if after is None:
            return
        pieces.append(after)
        text = " ".join(layout.pieces[piece].text for piece in pieces)
        if not _IN_BRACKETS.match(layout.pieces[after].text) and lexicon.is_wholly_label(text):
            yield Label(tuple(pieces), lexicon.labels(text), closed=is_closed(text))


def over_lines(index: int, layout: Layout, lexicon: Lexicon) -> Iterator[Label]:
    """Labels that begin at a piece and go on in the lines below, also where a first line is one by itself."""
    pieces = [index]
    said = {(label.matches[0].wording, label.score) for label in readings(index, layout.pieces[index].text, lexicon)}
    alone = 0.0
    if _IN_BRACKETS.match(layout.pieces[index].text):
        return  # a caption, which is whole
    if not any(character.isalpha() for character in layout.pieces[index].text):
        return
    for _ in range(_MOST_LINES_IN_CELL if layout.pieces[index].cell else _MOST_LINES):
        after = _next_line(pieces[-1], layout)
        if after is None:
            return
        pieces.append(after)
        alone = max([alone, *(label.score for label in readings(after, layout.pieces[after].text, lexicon))])
        for label in (each for text in _worded(pieces, layout) for each in readings(index, text, lexicon)):
            whole = 0.0 if label.inline else whole_cell(tuple(pieces), layout)
            if (label.matches[0].wording, label.score) in said and not whole:
                continue  # a part of the first line says it already
            more = label.score + whole > alone or label.score == 1.0
            if more and len(label.inline) < len(layout.pieces[after].text):
                yield Label(tuple(pieces), label.matches, label.inline, label.closed)


def _worded(pieces: list[int], layout: Layout) -> Iterable[str]:
    """The lines as one text, and as one in which the words go on that a narrow cell broke without a hyphen."""
    texts = [layout.pieces[piece].text for piece in pieces]
    gaps = ["" if _breaks_word(first, second, layout) else " " for first, second in pairwise(pieces)]
    whole = texts[0] + "".join(gap + text for gap, text in zip(gaps, texts[1:], strict=True))
    return dict.fromkeys((" ".join(texts), whole))


def _breaks_word(first: int, second: int, layout: Layout) -> bool:
    """Whether a line fills its cell to the last letter and the next one goes on with a small letter."""
    here, there = layout.pieces[first], layout.pieces[second]
    if here.cell is None or not (here.text[-1:].isalpha() and there.text[:1].islower()):
        return False
    letter = (here.box[2] - here.box[0]) / len(here.text)
    return here.box[2] + letter > here.cell[2] - (here.box[0] - here.cell[0])


def _next_line(index: int, layout: Layout) -> int | None:
    """The line right below that may go on with the same sentence."""
    here = layout.pieces[index]
    if is_closed(here.text):
        return None
    after = layout.right_below(index)
    there = here if after is None else layout.pieces[after]
    if after is None or there.kind is not BlockKind.TEXT or there.cell != here.cell:
        return None
    near = there.box[1] - here.box[3] < (here.box[3] - here.box[1]) * 0.9
    return after if near and abs(there.box[0] - here.box[0]) < 60 and there.bold == here.bold else None  # noqa: PLR2004 - an indent
