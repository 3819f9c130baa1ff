"""Tables in which several governments stand, one in each row under a row of questions, or one in each column.

| Name | Country | Mayor |          | Name    | Alderwick | Birchford |
| Aa   | Spain   | Ana   |          | Country | Ireland   | Ireland   |
| Bb   | France  | Bea   |          | Mayor   | Ada Ash   | Ben Birch |
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.extraction.labels.answers import says_something
from pipeline.extraction.labels.heads import are_numbers_of_columns, groups
from pipeline.extraction.labels.label import LEAST
from pipeline.extraction.labels.upright import Moved, upright
from pipeline.extraction.page.layout import Layout, overlap, same_row
from pipeline.model import BlockKind
from pipeline.normalise.base import Context
from pipeline.normalise.empty import is_empty
from pipeline.normalise.values import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.extraction.labels.label import Label, Spotted
    from pipeline.extraction.wording.lexicon import Lexicon
    from pipeline.model import Block, Box

_ASKED: Final = 3  # questions at the edge of such a table, at least
_MANY: Final = 4  # so many tell a list of applicants, also where the name is asked for in words that nobody told us
_ANSWERED: Final = 2  # of them for each applicant, at least
_COVER: Final = 0.5
_TOUCHING: Final = 2.0  # points between cells that touch
_MOST_APPLICANTS: Final = 200
_SURE: Final = 0.9
_KNOWN: Final = 0.4  # of the rows of a column ask something that is known
_ADDRESS = re.compile(r"\S\s?@\s?\S")
_CHECKED: Final = {FieldType.COUNTRY, FieldType.DATE, FieldType.EMAIL, FieldType.NUMBER, FieldType.URL}
_Edges = tuple[int, float, float]
"""Page, left and right edge of a cell."""
Part = frozenset[int]
"""The pieces of one applicant's row or column."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of applicants: their rows (or columns), and the first piece of its questions."""

    parts: tuple[Part, ...] = ()
    head: int = 0
    down: bool = True


def applicants(layout: Layout, spotted: Spotted, lexicon: Lexicon, name: str) -> Table:
    """The first such table, with two applicants at least; one without any where a document has none.

    `name` is the field that says who an applicant is; the table has to ask for it, or for much else.
    """
    labels = (label for first, label in spotted.labels.items() if first not in spotted.headings)
    likely = [label for label in labels if _may_head(label, layout)]
    sure = [label for label in likely if label.score >= _SURE]
    for asking in (sure, likely):
        table = _first_table(asking, layout, spotted, lexicon, name, proven=asking is sure)
        if table.parts:
            return table
    return Table()


def _first_table(
    asking: Sequence[Label], layout: Layout, spotted: Spotted, lexicon: Lexicon, name: str, *, proven: bool
) -> Table:
    """The first table that the labels head; where those are not `proven` to be labels, the answers prove the table."""
    firsts, columns, grouped = {label.first: label for label in asking}, _columns(asking, layout), _grouped(layout)
    for label in asking:
        for line, down in ((_row_of(label, firsts, layout), True), (columns[_edges(label, layout)], False)):
            if len(line) < _ASKED or line[0] is not label:
                continue
            if not _asks_who(line, name, lexicon, layout, grouped, down=down):
                continue
            parts = _parts(line, layout, spotted, down=down)
            along = 0 if down else 1
            fits = _enough(parts, line, down=down) and all(_suits(part, line, layout, lexicon, along) for part in parts)
            own = [head for head in line if name in {match.field for match in head.matches}]
            fits = (
                fits and sum(_begins_with_a_question(part, own, layout, spotted, along) for part in parts) < _ANSWERED
            )
            if fits and (proven or _has_addresses(parts, line, layout, along)):
                return Table(tuple(parts), label.first, down)
    return Table()


def _enough(parts: Sequence[Part], line: Sequence[Label], *, down: bool) -> bool:
    """Whether there are several applicants, or one under a row of many questions."""
    return len(parts) > 1 or (len(parts) == 1 and down and len(line) >= _MANY)


def _suits(part: Part, line: Sequence[Label], layout: Layout, lexicon: Lexicon, along: int) -> bool:
    """Whether most answers at questions for countries, addresses, numbers and dates are such: questions are not."""
    right = wrong = 0
    for label in line:
        field, head = lexicon.fields[label.matches[0].field], layout.frame(label.first)
        given = layout.join([i for i in sorted(part) if _at(layout.frame(i), head, along)])
        if field.type in _CHECKED and not field.part and not is_empty(given):
            suits = normalise(given, field, Context()) is not None
            right, wrong = right + suits, wrong + (not suits)
    return right >= wrong


def _begins_with_a_question(part: Part, own: Sequence[Label], layout: Layout, spotted: Spotted, along: int) -> bool:
    """Whether what stands first is printed on the form: then it is a row of another kind of table.

    `own` are the questions for the applicant's name: what reads like a label there is a name ("Comune di Modena").
    """
    first = min(part, key=lambda index: layout.frame(index)[along])
    named = any(_at(layout.frame(first), layout.frame(head.first), along) for head in own)
    return first in spotted.printed and not named


def _has_addresses(parts: Sequence[Part], line: Sequence[Label], layout: Layout, along: int) -> bool:
    """Whether every applicant gives an e-mail address at the same place, where none stands among the questions."""
    given = [[layout.frame(i) for i in part if _ADDRESS.search(layout.pieces[i].text)] for part in parts]
    asked = any(_ADDRESS.search(layout.pieces[i].text) for label in line for i in label.pieces)
    return not asked and any(all(any(_at(there, here, along) for there in each) for each in given) for here in given[0])


def alone(layout: Layout, part: Part, table: Table) -> tuple[Layout, Moved]:
    """A document with one applicant's answers alone, next to the questions: rows are set upright, columns moved."""
    if table.down:
        return upright(layout, part, table.parts, table.head)
    parts = table.parts
    dx = _left(layout, parts[0]) - _left(layout, part)
    others = frozenset[int]().union(*parts) - part
    kept = [index for index in range(len(layout.pieces)) if index not in others]
    pieces = [_shifted(layout.pieces[index], dx) if index in part else layout.pieces[index] for index in kept]
    places = {at: layout.pieces[index].box for at, index in enumerate(kept) if index in part}
    asking = frozenset(at for at, index in enumerate(kept) if _asks(index, part, table.head, layout))
    return Layout.of(pieces), Moved(places, frozenset(places), asking)


def _asks(index: int, part: Part, head: int, layout: Layout) -> bool:
    """Whether a piece stands in the column of the questions, beside the answers: what stands there is no answer."""
    here, frame, column = layout.pieces[index], layout.frame(index), layout.frame(head)
    if here.cell is None or here.page != layout.pieces[head].page or not _has_edges(frame, column[0], column[2]):
        return False
    top, bottom = min(layout.frame(i)[1] for i in part), max(layout.frame(i)[3] for i in part)
    return _within(frame, top, bottom)


def _left(layout: Layout, part: Part) -> float:
    return min(layout.frame(index)[0] for index in part)


def _shifted(piece: Block, dx: float) -> Block:
    return replace(piece, box=_at_place(piece.box, dx), cell=piece.cell and _at_place(piece.cell, dx))


def _at_place(box: Box, dx: float) -> Box:
    return box[0] + dx, box[1], box[2] + dx, box[3]


def _may_head(label: Label, layout: Layout) -> bool:
    return layout.pieces[label.first].cell is not None and not label.inline and label.score >= LEAST


def _row_of(label: Label, firsts: Mapping[int, Label], layout: Layout) -> list[Label]:
    here = layout.frame(label.first)
    near = sorted({label.first, *layout.left_of(label.first), *layout.right_of(label.first)} & firsts.keys())
    row = [index for index in near if same_row(here, layout.frame(index))]
    over = groups(layout.frame(index) for index in row)
    cells = {layout.frame(index): firsts[index] for index in reversed(row)}  # two lines of one cell are one question
    return [cells[frame] for frame in sorted(cells, key=lambda frame: frame[0]) if frame not in over]


def _columns(asking: Sequence[Label], layout: Layout) -> dict[_Edges, list[Label]]:
    """The labels in cells under each other, from the top, by the edges of their cells: nearly the same ones."""
    by_edges: dict[_Edges, list[Label]] = defaultdict(list)
    for label in asking:
        by_edges[_edges(label, layout)].append(label)
    columns = {}
    for page, left, right in by_edges:
        near = [each for each in by_edges if each[0] == page and abs(each[1] - left) + abs(each[2] - right) < _TOUCHING]
        cells = {layout.frame(other.first): other for edges in near for other in reversed(by_edges[edges])}
        columns[page, left, right] = sorted(cells.values(), key=lambda other: layout.frame(other.first)[1])
    return columns


def _edges(label: Label, layout: Layout) -> _Edges:
    frame = layout.frame(label.first)
    return layout.pieces[label.first].page, frame[0], frame[2]


def _grouped(layout: Layout) -> set[tuple[int, Box]]:
    """The cells under the heads of parts, with their pages."""
    found = set()
    for page, indexes in layout.pages.items():
        parts = groups(layout.frame(i) for i in indexes if layout.pieces[i].cell)
        found |= {(page, frame) for below in parts.values() for frame in below}
    return found


def _asks_who(
    line: Sequence[Label], name: str, lexicon: Lexicon, layout: Layout, grouped: set[tuple[int, Box]], *, down: bool
) -> bool:
    """Whether each label asks for something else, and one of them for the name.

    "Name" may stand in each part: of a row under the heads of parts, of a column anywhere.
    """
    asked: set[str] = set()
    page = layout.pieces[line[0].first].page
    for label in line:
        matches = [match.field for match in label.matches if match.score >= LEAST]
        fields = matches if not down or (page, layout.frame(label.first)) in grouped else matches[:1]
        field = next((field for field in fields if field not in asked), None)
        if field is None or not lexicon.fields[field].kept:
            return False
        asked.add(field)
    return name in asked or len(line) >= _MANY


def _parts(line: Sequence[Label], layout: Layout, spotted: Spotted, *, down: bool) -> list[Part]:
    """The applicants of a table, in its order, as long as each row or column follows the one before."""
    heads = [layout.frame(label.first) for label in line]
    side, along = (1, 0) if down else (0, 1)
    end = max(head[side + 2] for head in heads)
    page = layout.pieces[line[0].first].page
    rest = [i for i in layout.pages[page] if layout.pieces[i].cell and layout.frame(i)[side] >= end - 2]
    rest.sort(key=lambda index: (layout.frame(index)[side], layout.frame(index)[along]))
    parts: list[Part] = []
    while rest and len(parts) < _MOST_APPLICANTS:
        first = layout.frame(rest[0])
        here = [
            i
            for i in rest
            if overlap(first[side], first[side + 2], layout.frame(i)[side], layout.frame(i)[side + 2]) >= _COVER
        ]
        if down and not parts and are_numbers_of_columns(here, layout):
            end = max(layout.frame(i)[side + 2] for i in here)
            rest = [i for i in rest if i not in here]
            continue
        part = _of_heads(here, heads, layout, along)
        own = here if down else _between(here, heads, layout)
        if not down and len(heads) < _KNOWN * len({layout.frame(i)[1] for i in own}):
            break
        own = own if down else _whole_column(own, here, layout)
        if first[side] - end > 2 or not _is_applicant(part, heads, layout, spotted, along):  # noqa: PLR2004 - touching
            break
        parts.append(frozenset(own))
        end = max(layout.frame(i)[side + 2] for i in here)
        rest = [i for i in rest if i not in here]
    return parts


def _between(here: Sequence[int], heads: Sequence[tuple[float, ...]], layout: Layout) -> list[int]:
    """The pieces of a column as long as the questions go on, those at rows in between too, whatever asks there."""
    top, bottom = min(head[1] for head in heads), max(head[3] for head in heads)
    return [i for i in here if _within(layout.frame(i), top, bottom)]


def _whole_column(own: list[int], here: Sequence[int], layout: Layout) -> list[int]:
    """With the cells as far up and down as the table goes on, which answer questions in words that nobody told us."""
    frames = [layout.frame(i) for i in own]
    left, right = min((f[0] for f in frames), default=0.0), max((f[2] for f in frames), default=0.0)
    top, bottom = min((f[1] for f in frames), default=0.0), max((f[3] for f in frames), default=0.0)
    cells = {layout.frame(i) for i in layout.pages[layout.pieces[here[0]].page] if layout.pieces[i].cell}
    for cell in sorted(cells, reverse=True, key=lambda each: each[1]):
        top = cell[1] if abs(cell[3] - top) < _TOUCHING else top
    for cell in sorted(cells, key=lambda each: each[3]):
        bottom = cell[3] if abs(cell[1] - bottom) < _TOUCHING else bottom
    more = (i for i in here if i not in own and _has_edges(layout.frame(i), left, right))
    return own + [i for i in more if _within(layout.frame(i), top, bottom)]


def _has_edges(frame: Box, left: float, right: float) -> bool:
    return abs(frame[0] - left) + abs(frame[2] - right) < _TOUCHING


def _within(frame: Box, top: float, bottom: float) -> bool:
    return frame[1] >= top - _TOUCHING and frame[3] <= bottom + _TOUCHING


def _of_heads(here: Sequence[int], heads: Sequence[tuple[float, ...]], layout: Layout, along: int) -> list[int]:
    """The pieces that stand at one of the questions."""
    return [i for i in here if any(_at(layout.frame(i), head, along) for head in heads)]


def _at(frame: Sequence[float], head: Sequence[float], along: int) -> bool:
    return overlap(frame[along], frame[along + 2], head[along], head[along + 2]) >= _COVER


def _is_applicant(
    part: Sequence[int], heads: Sequence[tuple[float, ...]], layout: Layout, spotted: Spotted, along: int
) -> bool:
    """Whether a row or column answers several of the questions, and is none of them ("Mayor" may be an answer)."""
    if 2 * sum(index in spotted.printed for index in part) >= len(part):
        return False
    said = [i for i in part if layout.pieces[i].kind is not BlockKind.INK and says_something(layout.pieces[i])]
    answered = sum(any(_at(layout.frame(i), head, along) for i in said) for head in heads)
    return answered >= max(_ANSWERED, len(heads) / 2)
