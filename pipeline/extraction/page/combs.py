"""Letters in boxes of their own ("| A | d | a |   | A | s | h |"), put together again as one text.

The boxes stand at even steps: a step left out is a blank. What is joined is one letter each; rows of numbers or
crosses under the heads of a table are no such text.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median_low
from typing import TYPE_CHECKING, Final

from pipeline.boxes import around
from pipeline.extraction.page.layout import same_row
from pipeline.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.model import Block, Box

_LEAST: Final = 3  # letters
_LEAST_IN_SHEET: Final = 4  # letters, where places are those of a table's cells
_WIDEST: Final = 4.0  # heights of a letter from one box to the next
_OFF: Final = 0.3  # of a step: letters stand in the middle of their boxes, more or less
_EVEN: Final = 0.75  # of the letters stand at even steps
_BLANKS: Final = 3  # boxes left empty between two words; more part two texts
_MOST_ROWS: Final = 8  # among which a letter may find its own
_ROW: Final = 1.6  # heights of a letter between two rows of boxes
_CUT: Final = 0.85
_CROSSES: Final = frozenset("xX×✓✗✘")


def joined(blocks: Iterable[Block], *, drawn: bool) -> Iterable[Block]:
    """The blocks, those of texts that are spelt box by box as one. `drawn`: places are true ones on a page."""
    streaks = [list(_rows(some)) if letters else [[each] for each in some] for letters, some in _streaks(blocks)]
    texts = {id(run): _words(run) for runs in streaks for run in _spelt(runs, drawn=drawn)}
    spelt = any(len(word) > 1 and word[0].text.isalpha() for words in texts.values() for word in words)
    if not spelt and not drawn:
        texts = {}
    made = [
        [one for run in runs for one in ([_one(word, drawn=drawn) for word in texts.get(id(run), ())] or run)]
        for runs in streaks
    ]
    if not (drawn and spelt):
        return (block for some in made for block in some)
    edge = max(_one(word, drawn=drawn).box[2] for words in texts.values() for word in words)
    others = [run[0] for runs in streaks for run in runs if not _is_letter(run[0])]
    return (block for some in made for block in _in_rows(some, edge, others))


def _streaks(blocks: Iterable[Block]) -> Iterator[tuple[bool, Iterable[Block]]]:
    """The blocks, single letters that follow each other apart from what is none."""
    return groupby((each for each in blocks if each.kind is not BlockKind.RULE), key=_is_letter)


def _rows(letters: Iterable[Block]) -> Iterator[list[Block]]:
    """Letters row by row, each from the left: high and low letters of a row come in any order."""
    rows: list[list[Block]] = []
    for block in letters:
        row = next((row for row in rows[-_MOST_ROWS:] if _in_one_row(row[0], block)), None)
        if row is None:
            rows.append([block])
        else:
            row.append(block)
    for row in rows:
        yield sorted(row, key=_middle)


def _is_letter(block: Block) -> bool:
    return block.kind is BlockKind.TEXT and len(block.text.strip()) == 1


def _in_one_row(before: Block, here: Block) -> bool:
    return before.page == here.page and same_row(_frame(before), _frame(here))


def _frame(block: Block) -> Box:
    return block.cell or block.box


def _middle(block: Block) -> float:
    x0, _, x1, _ = _frame(block)
    return (x0 + x1) / 2


def _spelt(rows: Sequence[Sequence[Block]], *, drawn: bool) -> Iterator[Sequence[Block]]:
    """The rows of a streak that are texts; below one of them, of however few letters."""
    spelt = False
    for row in rows:
        spelt = _is_spelt(row, drawn=drawn) or (drawn and spelt and _is_letter(row[0]))
        if spelt:
            yield row


def _is_spelt(run: Sequence[Block], *, drawn: bool) -> bool:
    """Whether letters stand at even steps, and are neither crosses nor the numbers of columns."""
    if len(run) < (_LEAST if drawn else _LEAST_IN_SHEET) or {block.text for block in run} <= _CROSSES:
        return False
    if all(block.text.isdigit() for block in run):
        numbers = [int(block.text) for block in run]
        if all(after - before == 1 for before, after in pairwise(numbers)):
            return False
    step = _step(run)
    high = max(block.box[3] - block.box[1] for block in run)
    steps = [(_middle(after) - _middle(before)) / step for before, after in pairwise(run)]
    even = sum(round(each) >= 1 and abs(each - round(each)) < _OFF for each in steps)
    return even >= _EVEN * len(steps) and (not drawn or step <= _WIDEST * high)


def _step(run: Sequence[Block]) -> float:
    """The distance from one box to the next."""
    ways = sorted(_middle(after) - _middle(before) for before, after in pairwise(run))
    return max(median_low(ways[: len(ways) // 2 + 1]), 1.0)


def _words(run: Sequence[Block]) -> list[list[Block]]:
    """The letters of each text, with blanks where boxes were left empty."""
    step = _step(run) if len(run) > 1 else 1.0
    texts = [[run[0]]]
    for before, after in pairwise(run):
        empty = round((_middle(after) - _middle(before)) / step) - 1
        if empty > _BLANKS:
            texts.append([])
        elif empty > 0:
            texts[-1].append(replace(after, text=" "))
        texts[-1].append(after)
    return texts


def _one(letters: Sequence[Block], *, drawn: bool) -> Block:
    """Letters as one text; of a page without the cell, since each letter has another."""
    frames = [block.cell for block in letters if block.cell]
    cell = around(frames) if frames and not drawn else None
    text = "".join(block.text if block.text == " " else block.text.strip() for block in letters)
    sure = min(block.confidence for block in letters)
    return replace(letters[0], text=text, box=around([block.box for block in letters]), cell=cell, confidence=sure)


def _in_rows(texts: Sequence[Block], edge: float, others: Sequence[Block]) -> list[Block]:
    """Texts of one streak, those that go on in the row of boxes right below, with nothing beside it, as one."""
    whole: list[Block] = []
    for text in texts:
        if whole and _goes_on_below(whole[-1], text) and not any(_in_one_row(text, other) for other in others):
            whole[-1] = _with_next_row(whole[-1], text, edge)
        else:
            whole.append(text)
    return whole


def _goes_on_below(above: Block, below: Block) -> bool:
    high = below.box[3] - below.box[1]
    near = 0 <= below.box[1] - above.box[3] < _ROW * high
    return near and len(above.text) > 1 and abs(above.box[0] - below.box[0]) < high


def _with_next_row(above: Block, below: Block, edge: float) -> Block:
    """Two rows as one text. Where the upper one is full, nothing tells whether its last word goes on."""
    full = edge - above.box[2] < above.box[3] - above.box[1]
    text = f"{above.text}{below.text}" if full else f"{above.text} {below.text}"
    sure = min(above.confidence, below.confidence) * (_CUT if full else 1.0)
    return replace(above, text=text, box=around([above.box, below.box]), confidence=sure)
