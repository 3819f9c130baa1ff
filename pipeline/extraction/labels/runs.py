"""The texts that go on from a label or a value: down the column, over the page's end, up to what begins anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.captions import IN_BRACKETS
from pipeline.extraction.page.layout import PAPER, same_row
from pipeline.model import BlockKind
from pipeline.normalise.fold import fold
from pipeline.normalise.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extraction.labels.label import Label, Spotted
    from pipeline.extraction.page.layout import Layout
    from pipeline.model import Block

_MOST_LINES: Final = 400
_PAGE_NUMBER = re.compile(r"^\W*([^\W\d]{1,8}\W{0,2})?\d{1,3}(\s*(/|of|de|sur|dari|von|van|di)\s*\d{1,3})?\W*$")
_NUMBER = re.compile(r"^\s*(\d{1,2})\s*[.)]\s*[^\W\d]")
_MOST_WRAPPED: Final = 2
_ASKS = re.compile(r"[?？؟:：]|[#]\s*$")
QUESTION_END: Final = re.compile(r"[?？؟:：#]\s*$")
"""How a text ends that asks for something."""
LISTED: Final = re.compile(r"^\s*(?:[-–—•▪■●*·]|\d{1,2}[.)]|[a-z][.)])\s*")
"""How an entry of a list begins."""
_CLOSE: Final = 0.6  # of the height of a line
_NEAR: Final = 1.5  # heights of a line between a question and the head of its first column
_SIGNATURE: Final = 6.0  # heights of a line that a signature may have
_SAME_EDGE: Final = 3.0  # points


def going_on(run: list[int], label: int, layout: Layout, spotted: Spotted) -> list[int]:
    """Lines below a value that begin at its own edge, close by, with nothing at the label's place: it was wrapped."""
    more: list[int] = []
    edge = layout.pieces[label].box[0]
    last = layout.pieces[run[0]]
    for other in layout.downwards(run[0]):
        piece = layout.pieces[other]
        if other in run:  # beside another line of the label
            last = piece
            continue
        height = max(last.box[3] - last.box[1], 1.0)
        aligned = abs(piece.box[0] - last.box[0]) < height / 2
        if piece.kind is not BlockKind.TEXT or other in spotted.printed or not aligned:
            break
        if any(layout.pieces[each].box[2] > edge for each in layout.left_of(other)):
            break
        if piece.box[1] - last.box[3] > height * 0.6:
            break
        more.append(other)
        last = piece
    return more


def wrapped(first: int, layout: Layout, spotted: Spotted, *, full: bool = False) -> list[int]:
    """The lines close below a text that seem to belong to it: plain ones with nothing beside them, before a label.

    Nothing on the page proves it; [] where what follows looks like a question, or goes on for long. `full`: only after
    lines that were full. Then other columns may stand beside them.
    """
    more: list[int] = []
    last = layout.pieces[first]
    for other in layout.downwards(first):
        piece = layout.pieces[other]
        height = max(last.box[3] - last.box[1], 1.0)
        if other in spotted.printed or piece.box[1] - last.box[3] > height * 0.6:
            return more
        plain = piece.kind is BlockKind.TEXT and piece.cell == last.cell and piece.bold == last.bold
        goes_on = layout.was_full((more or [first])[-1], other) and not _beside_in_column(other, layout)
        alone = not layout.left_of(other) and not layout.right_of(other)
        if not plain or not (goes_on or (alone and not full)) or _ASKS.search(piece.text):
            return []
        if len(more) == _MOST_WRAPPED:
            return []
        more.append(other)
        last = piece
    return more


def under_label(label: int, layout: Layout, spotted: Spotted) -> list[int]:
    """The one line with which a value beside a bold label goes on right under that label: plain, alone, at its edge.

    [] where more follows: then it is a text of its own.
    """
    here, first = layout.pieces[label], layout.right_below(label)
    if first is None or not here.bold or layout.left_of(label):
        return []
    there, after = layout.pieces[first], layout.right_below(first)
    at_edge = abs(there.box[0] - here.box[0]) < _SAME_EDGE and there.cell is None is here.cell
    plain = there.kind is BlockKind.TEXT and not there.bold and first not in spotted.printed
    alone = not layout.left_of(first) and not layout.right_of(first)
    if not (at_edge and plain and alone and close_below(there, here)) or _ASKS.search(there.text):
        return []
    ends = after is None or after in spotted.printed or not close_below(layout.pieces[after], there)
    return [first] if ends and not LISTED.match(there.text) else []


def _beside_in_column(index: int, layout: Layout) -> bool:
    """Whether something stands beside a line that belongs to the same column."""
    end = layout.column_end(layout.pieces[index])
    return any(layout.pieces[other].box[0] < end for other in layout.right_of(index))


def rest_of_paragraph(first: int, layout: Layout, spotted: Spotted) -> list[int]:
    """The lines after a line break that the reader says stand in the same paragraph, up to what asks for something."""
    more: list[int] = []
    here = layout.pieces[first]
    if here.reader in PAPER:
        return []
    for other, piece in enumerate(layout.pieces[first + 1 : first + 1 + _MOST_WRAPPED], first + 1):
        same = (piece.kind, piece.page, piece.at, piece.cell, piece.bold) == (
            BlockKind.TEXT,
            here.page,
            here.at,
            here.cell,
            here.bold,
        )
        own_line = not layout.left_of(other) and not layout.right_of(other)
        if not same or not own_line or other in spotted.printed or _ASKS.search(piece.text):
            break
        more.append(other)
    return more


def run_below(index: int, layout: Layout, spotted: Spotted) -> list[int]:
    """The texts below, up to the next label, heading, line in the label's own style, or wide gap."""
    label = layout.pieces[index]
    run: list[int] = []
    page = label.page
    bottom, height = label.box[3], max(label.box[3] - label.box[1], 8.0)
    for other in _following(index, layout):
        piece = layout.pieces[other]
        if piece.page < max(layout.pages) and is_margin(other, layout):
            continue
        if piece.page != page:
            page, bottom = piece.page, piece.box[1]
        gap = piece.box[1] - bottom
        if piece.kind is BlockKind.INK and not run and gap < height * 2.5 and _is_signature(piece, height):
            bottom = max(bottom, piece.box[3])  # the name of who signed stands under it
            continue
        if other in spotted.printed or piece.kind is not BlockKind.TEXT or len(run) >= _MOST_LINES:
            break
        if gap > height * (2.5 if not run else 4.0) or _is_new_part(piece, label, run, layout):
            break
        if run and not _goes_on(layout.pieces[run[-1]], piece):
            break
        run.append(other)
        bottom = max(bottom, piece.box[3])
    return [other for other in run if layout.pieces[other].text.strip()]


def indented_below(index: int, layout: Layout, spotted: Spotted) -> list[int]:
    """What stands alone in the next line, further to the right than a short label: an answer that is set in.

    [] where anything stands beside the label, or nothing tells that the next line is no question.
    """
    after = index + 1
    if after >= len(layout.pieces) or after in spotted.printed or layout.right_of(index) or layout.left_of(index):
        return []
    here, there = layout.pieces[index], layout.pieces[after]
    if there.kind is not BlockKind.TEXT or there.page != here.page or layout.left_of(after) or layout.right_of(after):
        return []
    near = -_SAME_EDGE < there.box[1] - here.box[3] < (here.box[3] - here.box[1]) * _CLOSE * 2
    return [after] if near and there.box[0] > here.box[0] + _SAME_EDGE else []


def under_name(label: Label, layout: Layout, spotted: Spotted) -> list[int]:
    """What stands under the word "Name" right below a question that asks who somebody is."""
    here, head = layout.pieces[label.last], layout.right_below(label.last)
    if head is None or layout.pieces[head].reader not in PAPER or label.inline:
        return []
    there = layout.pieces[head]
    near = there.box[1] - here.box[3] < _NEAR * (here.box[3] - here.box[1])
    return run_below(head, layout, spotted) if near and fold(there.text) in words("forms", "name") else []


def _is_signature(piece: Block, height: float) -> bool:
    """Whether ink is no higher than somebody signs."""
    return piece.checked is not False and piece.box[3] - piece.box[1] < _SIGNATURE * height


def close_below(there: Block, here: Block) -> bool:
    """Whether no more stands between two lines than lines of one paragraph have between them."""
    return there.box[1] - here.box[3] <= (here.box[3] - here.box[1]) * _CLOSE


def _goes_on(before: Block, piece: Block) -> bool:
    """Whether a text may go on in another: in the same cell, or in the next row of a sheet, where rows are lines."""
    if before.cell == piece.cell:
        return True
    if piece.reader != "xlsx" or not (before.cell and piece.cell) or before.bold != piece.bold:
        return False
    return (before.cell[0], before.cell[3]) == (piece.cell[0], piece.cell[1]) and not QUESTION_END.search(piece.text)


def _following(index: int, layout: Layout) -> Iterator[int]:
    """What is below on this page and then, where pages are sheets of paper, on the next ones: answers run on."""
    yield from layout.downwards(index)
    page = layout.pieces[index].page
    if IN_BRACKETS.match(layout.pieces[index].text):
        return  # a caption stands by its answer
    while layout.pieces[index].reader in PAPER and page + 1 in layout.pages:
        page += 1
        yield from (other for other in layout.pages[page] if not is_margin(other, layout))


def is_margin(index: int, layout: Layout) -> bool:
    """Whether a line is a page number, or stands on other pages of paper too."""
    piece = layout.pieces[index]
    if piece.reader not in PAPER:
        return False
    edge = index in {layout.pages[piece.page][0], layout.pages[piece.page][-1]}
    return index in layout.running() or (edge and bool(_PAGE_NUMBER.match(piece.text)))


def _is_new_part(piece: Block, label: Block, run: list[int], layout: Layout) -> bool:
    """A bold line after plain ones begins something new, and so does the number that comes after the label's."""
    if run and label.bold and piece.bold and not layout.pieces[run[0]].bold:
        return True
    if not next_number(label.text, piece.text):
        return False
    return not any(_NUMBER.match(layout.pieces[index].text) for index in run)


def next_number(label: str, text: str) -> bool:
    """Whether a text begins with the number that comes after a label's own ("3. Name" and "4. Address")."""
    own, number = _NUMBER.match(label), _NUMBER.match(text)
    return bool(own and number and int(number[1]) == int(own[1]) + 1)


def first_unit(run: list[int], layout: Layout) -> list[int]:
    """The first line, or the whole first cell."""
    first = layout.pieces[run[0]]
    if first.cell is not None:
        return [other for other in run if layout.pieces[other].cell == first.cell]
    return [other for other in run if same_row(layout.pieces[other].box, first.box)]
