"""Texts that read like labels and are answers ("Position | Mayor", "Type of government | City")."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.arrangement import Side
from pipeline.extraction.page.layout import same_row
from pipeline.model import BlockKind
from pipeline.normalise.empty import is_empty, is_instruction
from pipeline.normalise.people import is_office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extraction.labels.label import Heading, Label
    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon
    from pipeline.model import Block, Box

_LIKELY: Final = 0.95  # a label as good as to the letter
_FEW: Final = 3  # labels; fewer tell nothing about a form's style
_CAPTION = re.compile(r"\s*\([^()]*\)\s*$")
_TOUCHING: Final = 6.0  # points between cells that are neighbours


def says_something(piece: Block) -> bool:
    """Whether a piece is more than dots, a placeholder or nothing."""
    return piece.kind is not BlockKind.TEXT or not is_empty(piece.text)


def only_values(
    layout: Layout, lexicon: Lexicon, labels: dict[int, Label], headings: dict[int, Heading], side: Side | None = None
) -> Iterator[int]:
    """Texts that read like labels and are answers: first those that choose what the label before offers.

    `side`: where the form has its answers; below their labels, what stands on the right of one is another label.
    """
    told = told_by_bold(layout, labels)
    beside = {index for index in headings if headings.keys() & {*layout.left_of(index), *layout.right_of(index)}}
    plain = {index for index in labels.keys() - beside if not (told and layout.pieces[index].bold)}
    asking = {index: label for index, label in labels.items() if index not in headings}
    choosing = {
        index
        for index in plain
        if _chooses(index, layout, lexicon, {**asking, index: labels[index]}, beside=side is not Side.BELOW)
    }
    choosing |= {index for index in plain if told and bare(labels[index]) and _beside_bold(index, layout, labels)}
    asked = {piece for label in labels.values() for piece in label.pieces}
    choosing |= {index for index in plain if _goes_on_in_answer(index, layout, labels[index], asked)}
    yield from choosing
    if side is Side.BELOW:
        return
    others = {index: label for index, label in labels.items() if index not in choosing}
    for index in plain & others.keys():
        left = next(iter(layout.left_of(index)), None)
        if left not in others or left in headings or words_a_question(index, layout, lexicon, labels):
            continue
        if _CAPTION.match(layout.pieces[index].text):
            continue  # a caption in brackets, which stands under its answer
        if _only_a_value(left, index, layout, lexicon, others):
            yield index


def _goes_on_in_answer(index: int, layout: Layout, label: Label, asked: set[int]) -> bool:
    """Whether a text is a further line of an answer, in a cell on the right of its question."""
    in_cell = (each for each in layout.in_cell(index) if any(sign.isalnum() for sign in layout.pieces[each].text))
    first = next(in_cell, index)  # specks of a scan say nothing
    if label.inline or label.closed or first >= index or first in asked or layout.pieces[index].bold:
        return False
    left = next((each for each in layout.left_of(first) if says_something(layout.pieces[each])), None)
    return left in asked and layout.pieces[first].kind is BlockKind.TEXT


def words_a_question(index: int, layout: Layout, lexicon: Lexicon, labels: dict[int, Label]) -> bool:
    """Whether a text is a label to the letter, and no office, section or choice is called so."""
    text, label = layout.pieces[index].text, labels[index]
    if label.inline or label.score < 1.0:
        return False
    return not (lexicon.heading(text) or lexicon.choices(text) or is_office(text))


def told_by_bold(layout: Layout, labels: dict[int, Label]) -> bool:
    """Whether a form prints its labels bold and little else: then what is bold is no answer."""
    parts = {piece for label in labels.values() for piece in label.pieces}
    own = [layout.pieces[index].bold for index, label in labels.items() if label.score >= _LIKELY]
    texts = (i for i, piece in enumerate(layout.pieces) if piece.kind is BlockKind.TEXT and not is_empty(piece.text))
    others = [layout.pieces[index].bold for index in texts if index not in parts]
    return len(own) >= _FEW and sum(own) >= 0.6 * len(own) and sum(others) < 0.5 * len(others)


def inside_cells(layout: Layout, labels: dict[int, Label], printed: set[int]) -> bool:
    """Whether a form has its answers in the cells of their questions, below them: most labels share their cell."""
    in_cells = [label for label in labels.values() if layout.pieces[label.last].cell and not label.inline]
    sharing = [label for label in in_cells if any(_may_answer(each, layout, printed) for each in _after(label, layout))]
    return len(sharing) >= _FEW and len(sharing) * 2 > len(in_cells)


def _after(label: Label, layout: Layout) -> list[int]:
    return [each for each in layout.in_cell(label.last) if each > label.last]


def _may_answer(index: int, layout: Layout, printed: set[int]) -> bool:
    """Whether a text below a label, in its cell, is no part of the question."""
    piece = layout.pieces[index]
    if index in printed or not says_something(piece) or piece.kind is not BlockKind.TEXT:
        return False
    return not is_instruction(piece.text) and not piece.text.lstrip().startswith(("(", "["))


def _beside_bold(index: int, layout: Layout, labels: dict[int, Label]) -> bool:
    """Whether a text that is not bold stands right under, or else on the right of, what is bold as labels are."""
    here = layout.pieces[index]
    above = _above(index, layout)
    if above is not None and here.cell is None:
        asks = above in labels and not labels[above].inline and labels[above].score >= _LIKELY
        open_to_answer = asks and layout.pieces[above].cell is None and not layout.right_of(above)
        return open_to_answer and layout.pieces[above].bold and not here.bold
    nearest = above if above is not None and _same_column(above, index, layout) else None
    nearest = nearest if nearest is not None else next(iter(layout.left_of(index)), None)
    if nearest is None or here.cell is None or layout.pieces[nearest].cell is None:
        return False
    return layout.pieces[nearest].bold and not here.bold and not _stands_apart(nearest, index, layout)


def _same_column(above: int, index: int, layout: Layout) -> bool:
    head, here = layout.pieces[above].cell, layout.pieces[index].cell
    return bool(head and here and abs(head[0] - here[0]) < _TOUCHING and abs(head[2] - here[2]) < _TOUCHING)


def _stands_apart(left: int, index: int, layout: Layout) -> bool:
    """Whether an empty cell stands between two labels: the left one's, left blank."""
    before, here = layout.pieces[left].cell, layout.pieces[index].cell
    return before is not None and here is not None and here[0] - before[2] > _TOUCHING


def _chooses(index: int, layout: Layout, lexicon: Lexicon, labels: dict[int, Label], *, beside: bool) -> bool:
    """Whether a text is one of the choices of the label left of it or above it ("Type of government | Region")."""
    if not bare(labels[index]):
        return False
    offered = {field for field, _ in lexicon.choices(layout.pieces[index].text)}
    left = next(iter(layout.left_of(index)), None)
    if beside and left in labels and not labels[left].inline and offered & _fields(labels[left]):
        return True
    return _chooses_above(_above(index, layout), index, layout, lexicon, labels)


def _chooses_above(above: int | None, index: int, layout: Layout, lexicon: Lexicon, labels: dict[int, Label]) -> bool:
    """Whether a text is one of the choices of the label above it."""
    offered = {field for field, _ in lexicon.choices(layout.pieces[index].text)}
    if above is not None and above in labels and _in_its_column(above, index, layout, labels):
        return True
    if above is None or above not in labels or labels[above].inline:
        return False
    if labels[index].inline and _fields(labels[index]) & _fields(labels[above]):
        return True  # asked for above, named here
    if _same_column(above, index, layout) and _all_ask(_heads(above, layout), layout, lexicon, labels):
        return True
    return bool(offered & _fields(labels[above])) and _looks_otherwise(layout.pieces[above], layout.pieces[index])


def _in_its_column(above: int, index: int, layout: Layout, labels: dict[int, Label]) -> bool:
    """Whether a text stands in the cell right under a label's, as wide, in another style, with nothing of its own."""
    head, here = layout.pieces[above], layout.pieces[index]
    if not (head.cell and here.cell) or (head.cell[0], head.cell[2]) != (here.cell[0], here.cell[2]):
        return False
    beside = {*layout.right_of(index), *layout.right_of(above)} - labels.keys()
    if any(says_something(layout.pieces[each]) for each in beside):
        return False
    own = next((each for each in layout.downwards(index) if says_something(layout.pieces[each])), None)
    return _looks_otherwise(head, here) and not labels[above].inline and (own is None or own in labels)


def bare(label: Label) -> bool:
    """Whether nothing but its words makes it a label; "Comune di Modena" may be the label "Comune di", or a name."""
    return not label.closed and len(label.pieces) == 1


def _fields(label: Label) -> set[str]:
    return {match.field for match in label.matches}


def _above(index: int, layout: Layout) -> int | None:
    """The piece right above."""
    here = layout.pieces[index]
    for other in range(index - 1, -1, -1):
        there = layout.pieces[other]
        if there.page == here.page and there.box[3] <= here.box[1] + 2 and index in islice(layout.downwards(other), 2):
            return other
    return None


def _looks_otherwise(label: Block, value: Block) -> bool:
    """Whether a form's own print and what was filled in differ in style: bold, or capitals."""
    return label.bold != value.bold or label.text.isupper() != value.text.isupper()


def _only_a_value(left: int, index: int, layout: Layout, lexicon: Lexicon, labels: dict[int, Label]) -> bool:
    """Whether a text that reads like a label is the answer to the label on its left ("Position | Mayor")."""
    if not bare(labels[index]) or labels[left].inline or _stands_apart(left, index, layout):
        return False
    if labels[index].inline:
        return True
    right = next((other for other in layout.right_of(index) if says_something(layout.pieces[other])), None)
    if right is not None and right not in labels:
        return False  # it has a value of its own
    return not _is_header_row(left, index, layout, lexicon, labels)


def _is_header_row(left: int, index: int, layout: Layout, lexicon: Lexicon, labels: dict[int, Label]) -> bool:
    """Whether two labels beside each other both have their values below them, or stand in a row of such labels."""
    first, second = _under(labels[left].last, layout), _under(index, layout)
    if first is not None and second is not None and first != second and not {first, second} & labels.keys():
        return same_row(layout.frame(first), layout.frame(second))
    return _all_ask(_heads(index, layout), layout, lexicon, labels)


def _under(index: int, layout: Layout) -> int | None:
    """What stands right below: of a table, in a cell that touches."""
    below = layout.right_below(index)
    cell = layout.pieces[index].cell
    if below is None or cell is None or layout.pieces[below].cell == cell:
        return below
    return below if layout.frame(below)[1] - cell[3] < _TOUCHING else None


def _all_ask(row: list[int], layout: Layout, lexicon: Lexicon, labels: dict[int, Label]) -> bool:
    """Whether a row has nothing but labels, over a row of something that is mostly none."""
    if not all(each in labels and not labels[each].inline for each in row):
        return False
    under = [each for each in (_under(labels[head].last, layout) for head in row) if each is not None]
    if len(under) < len(row) or len(set(under)) < len(row):
        return False
    if len(row) < _FEW:  # two may be a label and its value: then only what is never a value counts
        return len(row) > 1 and _questions(row, layout, lexicon, labels) == len(row) > 2 * _questions(
            under, layout, lexicon, labels
        )
    return sum(each in labels for each in under) < len(row) / 2


def _questions(row: list[int], layout: Layout, lexicon: Lexicon, labels: dict[int, Label]) -> int:
    return sum(each in labels and words_a_question(each, layout, lexicon, labels) for each in row)


def _heads(index: int, layout: Layout) -> list[int]:
    """The first pieces of the cells of a row."""
    heads: dict[Box, int] = {}
    for each in sorted((*layout.left_of(index), index, *layout.right_of(index))):
        if says_something(layout.pieces[each]):
            heads.setdefault(layout.frame(each), each)
    return [heads[frame] for frame in sorted(heads)]
