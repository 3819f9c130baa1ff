"""The layouts: where labels and answers stand to each other. Each takes forms and gives the blocks of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.reading.nodes import Cell, Comb, Fill, Frame, Para, Table, Text, text
from benchmarks.reading.pieces import (
    above,
    answer_atom,
    answer_cell,
    answer_paras,
    beside,
    box_atoms,
    headed,
    is_lone_box,
    is_story,
    label_cell,
    label_of,
    lone_box,
    opening,
)

if TYPE_CHECKING:
    from benchmarks.reading.form import Form, Question
    from benchmarks.reading.nodes import Block

COMBED = 26  # boxes in a row


def colon_left(form: Form) -> list[Block]:
    """`Label: answer`, a line each."""
    return [*opening(form), *_each_part(form, beside)]


def label_above(form: Form) -> list[Block]:
    """The label on its own line, the answer on the next."""
    return [*opening(form), *_each_part(form, above)]


def label_below(form: Form) -> list[Block]:
    """The answer on a line, its label in small print under it, in brackets."""

    def draw(each: Question) -> list[Block]:
        if is_story(each) or each.answer.options:
            return [*above(each)]
        return [*answer_paras(each), text(f"({each.label})", "note")]

    return [*opening(form), *_each_part(form, draw)]


def label_after(form: Form) -> list[Block]:
    """The answer, then its label in brackets on the same line."""

    def draw(each: Question) -> list[Block]:
        if is_story(each) or each.answer.options or "\n" in each.answer.printed or each.answer.ink:
            return [*beside(each)]
        return [Para((answer_atom(each), Text(f"  ({each.label})")))]

    return [*opening(form), *_each_part(form, draw)]


def two_columns(form: Form) -> list[Block]:
    """Pairs of label over answer, two beside each other."""
    return _columns(form, 2)


def three_columns(form: Form) -> list[Block]:
    """The same with three."""
    return _columns(form, 3)


def table(form: Form) -> list[Block]:
    """A ruled table: labels in the first column, answers in the second."""
    rows: list[tuple[Cell, ...]] = []
    for part in form.parts:
        if part.heading:
            rows.append((Cell((text(part.heading, bold=True),), 2, shade=True),))
        rows += [(label_cell(each), answer_cell(each)) for each in part.questions]
    return [*opening(form), Table(tuple(rows), (2, 3))]


def two_pair_table(form: Form) -> list[Block]:
    """A table with two pairs of label and answer in each row."""
    made: list[Block] = [*opening(form)]
    for part in form.parts:
        made += headed(part)
        short = [each for each in part.questions if not is_story(each)]
        rows = [_pair_row(short[at : at + 2]) for at in range(0, len(short), 2)]
        if rows:
            made.append(Table(tuple(rows), (2, 3, 2, 3)))
        made += [para for each in part.questions if is_story(each) for para in above(each)]
    return made


def _pair_row(pair: list[Question]) -> tuple[Cell, ...]:
    cells = tuple(cell for each in pair for cell in (label_cell(each, shade=True), answer_cell(each)))
    return cells if len(pair) == 2 else (*cells, Cell((text(""),)), Cell((text(""),)))  # noqa: PLR2004 - a pair


def in_cell(form: Form) -> list[Block]:
    """Boxes that hold the small label and, under it, the answer."""
    made: list[Block] = [*opening(form)]
    for part in form.parts:
        made += headed(part)
        rows: list[tuple[Cell, ...]] = []
        short = [each for each in part.questions if not is_story(each)]
        for at in range(0, len(short), 2):
            pair = [Cell(tuple(above(each))) for each in short[at : at + 2]]
            rows.append(tuple(pair) if len(pair) == 2 else (Cell(pair[0].paras, 2),))  # noqa: PLR2004 - a pair
        rows += [(Cell(tuple(above(each)), 2),) for each in part.questions if is_story(each)]
        made.append(Table(tuple(rows), (1, 1)))
    return made


def comb(form: Form) -> list[Block]:
    """Short answers in a row of boxes, a letter each."""

    def draw(each: Question) -> list[Block]:
        plain = not (is_story(each) or each.answer.options or each.answer.ink)
        if plain and "\n" not in each.answer.printed and len(each.answer.printed) <= COMBED:
            return [text(label_of(each, colon=False), "note"), Para((Comb(each.answer.printed, COMBED),))]
        return [*above(each)]

    return [*opening(form), *_each_part(form, draw)]


def numbered(form: Form) -> list[Block]:
    """Numbered questions, the answer beside or below."""
    made: list[Block] = [*opening(form)]
    at = 0
    for part in form.parts:
        made += headed(part)
        for each in part.questions:
            at += 1
            made += [lone_box(each)] if is_lone_box(each) else beside(each, f"{at}.")
    return made


def numbered_table(form: Form) -> list[Block]:
    """A table with the number in a column of its own."""
    rows = [
        (Cell((text(f"{at}"),)), label_cell(each, star=True), answer_cell(each))
        for at, each in enumerate(form.questions, 1)
    ]
    return [*opening(form), Table(tuple(rows), (1, 7, 10))]


def instructed(form: Form) -> list[Block]:
    """Instructions under the labels, and placeholders left behind where nothing was filled in."""
    each = form.who.words

    def draw(question: Question) -> list[Block]:
        if is_lone_box(question) or question.answer.options or question.answer.ink:
            return [*above(question)]
        empty = not question.answer.printed and question.key != "signed"
        shown = (Para((Fill(each.placeholder, question.name),)),) if empty else answer_paras(question)
        return [text(label_of(question, colon=False, star=True), bold=True), text(each.hint, "note"), *shown]

    return [*opening(form), *_each_part(form, draw)]


def frames(form: Form) -> list[Block]:
    """Each section in a text box of its own."""
    made: list[Block] = [*opening(form)]
    for part in form.parts:
        heads = (text(part.heading, bold=True),) if part.heading else ()
        stories = [each for each in part.questions if is_story(each)]
        made.append(Frame((*heads, *(para for each in part.questions if each not in stories for para in beside(each)))))
        made += [para for each in stories for para in above(each)]
    return made


def side_by_side(form: Form) -> list[Block]:
    """Leader and contact as two columns with the same words in each."""
    twins = [part for part in form.parts if part.key in {"leader", "contact"}]
    cells = tuple(
        Cell((text(part.heading, bold=True), *(para for each in part.questions for para in beside(each))))
        for part in twins
    )
    made: list[Block] = [*opening(form)]
    for part in form.parts:
        if part.key == "leader":
            made.append(Table((cells,), (1,) * len(cells)))
        elif part.key != "contact":
            made += [*headed(part), *(para for each in part.questions for para in above(each))]
    return made


def ticks_after(form: Form) -> list[Block]:
    """As a table, the boxes behind their wordings."""
    rows = [
        (label_cell(each), Cell(answer_paras(each, after=True))) for each in form.questions if not is_lone_box(each)
    ]
    lone = [lone_box(each) for each in form.questions if is_lone_box(each)]
    return [*opening(form), Table(tuple(rows), (2, 3), lines=False), *lone]


def matrix(form: Form) -> list[Block]:
    """Lists of choices as tables: a column of wordings, a column of boxes."""

    def draw(each: Question) -> list[Block]:
        if len(each.answer.options) < 2:  # noqa: PLR2004 - one box is no list
            return [*beside(each)]
        rows = tuple(
            (Cell((text(option.label),)), Cell((Para(box[:1]),)))
            for option, box in zip(each.answer.options, box_atoms(each), strict=True)
        )
        return [text(label_of(each), bold=True), Table(rows, (5, 1))]

    return [*opening(form), *_each_part(form, draw)]


def prose(form: Form) -> list[Block]:
    """A declaration whose brackets were filled in, then the rest of the questions."""
    template = form.who.words.prose
    atoms = []
    for at, piece in enumerate(_pieces(template)):
        question = form.get(piece) if at % 2 else None
        left_open = form.who.words.placeholder if at % 2 else piece
        atoms.append(answer_atom(question) if question else Text(left_open))
    used = set(_pieces(template)[1::2])
    rest = [each for each in form.questions if each.key not in used]
    return [*opening(form), Para(tuple(atoms)), *(para for each in rest for para in beside(each))]


def _pieces(template: str) -> list[str]:
    return [half for piece in template.split("{") for half in piece.split("}")]


def dashed(form: Form) -> list[Block]:
    """As people answer in a mail: a dash between label and answer, no form around."""
    made: list[Block] = []
    for each in form.questions:
        if is_story(each) or each.answer.options:
            made += beside(each)
        else:
            made.append(Para((Text(f"{each.label} - "), answer_atom(each))))
    return made


def header_row(forms: list[Form]) -> list[Block]:
    """Several governments, a row each, under a row of labels."""
    first = forms[0].questions
    head = tuple(Cell((text(each.label, bold=True),), shade=True) for each in first)
    rows = [tuple(answer_cell(each) for each in form.questions) for form in forms]
    return [*opening(forms[0]), Table((head, *rows), _widths((head, *rows)))]


def in_sequence(forms: list[Form]) -> list[Block]:
    """Whole forms of several governments, one after the other."""
    return [block for form in forms for block in colon_left(form)]


def header_column(forms: list[Form]) -> list[Block]:
    """Several governments, a column each, beside a column of labels."""
    rows = tuple(
        (label_cell(row[0], shade=True), *(answer_cell(each) for each in row))
        for row in zip(*(form.questions for form in forms), strict=True)
    )
    return [*opening(forms[0]), Table(rows, _widths(rows))]


def _widths(rows: Sequence[Sequence[Cell]]) -> tuple[int, ...]:
    """Columns as wide as their longest word asks, so that hardly any breaks."""
    words = [[_longest_word(cell) for cell in column] for column in zip(*rows, strict=True)]
    return tuple(max(8, *lengths) + 4 for lengths in words)


def _longest_word(cell: Cell) -> int:
    printed = [atom.text for para in cell.paras for atom in para.atoms if isinstance(atom, (Text, Fill))]
    return max((len(word) for each in printed for word in each.split()), default=0)


def _columns(form: Form, count: int) -> list[Block]:
    made: list[Block] = [*opening(form)]
    for part in form.parts:
        made += headed(part)
        short = [each for each in part.questions if not (is_story(each) or len(each.answer.options) > count)]
        cells = [Cell(tuple(above(each))) for each in short]
        cells += [Cell((text(""),))] * (-len(cells) % count)
        rows = tuple(tuple(cells[at : at + count]) for at in range(0, len(cells), count))
        if rows:
            made.append(Table(rows, (1,) * count, lines=False))
        made += [para for each in part.questions if each not in short for para in above(each)]
    return made


def _each_part(form: Form, draw: Draw) -> list[Block]:
    made: list[Block] = []
    for part in form.parts:
        made += headed(part)
        made += [block for each in part.questions for block in draw(each)]
    return made


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Draw = Callable[[Question], Sequence[Block]]
