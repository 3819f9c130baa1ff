"""The hidden text of a skewed scan, laid straight as its picture was: both readings then stand in the same places."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Final

from pipeline.boxes import middle
from pipeline.model import Block, BlockKind
from pipeline.normalise.plain import key

if TYPE_CHECKING:
    from collections.abc import Sequence

_LETTERS: Final = 8  # a text of fewer may stand twice by chance
_ENOUGH: Final = 4  # lines that both readings have to the letter
_FARTHEST: Final = 60.0  # points that a line may be moved
_CLOSE: Final = 4.0  # points between where lines come to lie and where they should

Pair = tuple[float, float, float, float]
"""The middle of a line in the hidden text, and how far right and down the same line stands in the picture."""


def laid_straight(hidden: list[Block], seen: Sequence[Block]) -> list[Block]:
    """The hidden lines, moved to where the picture has the same lines; as they are where few are the same."""
    pairs = _pairs(hidden, seen)
    if len(pairs) < _ENOUGH:
        return hidden
    count = len(pairs)
    x, y, right, down = (sum(each) / count for each in zip(*pairs, strict=True))
    spread = sum((p[0] - x) ** 2 + (p[1] - y) ** 2 for p in pairs)
    turn = sum((p[2] - right) * (p[1] - y) - (p[3] - down) * (p[0] - x) for p in pairs) / max(spread, 1.0)

    def shift(at: tuple[float, float]) -> tuple[float, float]:
        return right + turn * (at[1] - y), down - turn * (at[0] - x)

    missed = [abs(shift(p[:2])[0] - p[2]) + abs(shift(p[:2])[1] - p[3]) for p in pairs]
    return [_moved(block, shift(middle(block.box))) for block in hidden] if median(missed) < _CLOSE else hidden


def _pairs(hidden: Sequence[Block], seen: Sequence[Block]) -> list[Pair]:
    here, there = _once(hidden), _once(seen)
    pairs = []
    for text in here.keys() & there.keys():
        (x, y), (to_x, to_y) = middle(here[text].box), middle(there[text].box)
        if max(abs(to_x - x), abs(to_y - y)) < _FARTHEST:
            pairs.append((x, y, to_x - x, to_y - y))
    return pairs


def _once(blocks: Sequence[Block]) -> dict[str, Block]:
    """The texts that stand once on a page, by their letters."""
    texts = [(key(block.text), block) for block in blocks if block.kind is BlockKind.TEXT]
    count = Counter(text for text, _ in texts)
    return {text: block for text, block in texts if len(text) >= _LETTERS and count[text] == 1}


def _moved(block: Block, by: tuple[float, float]) -> Block:
    x0, y0, x1, y1 = block.box
    return replace(block, box=(x0 + by[0], y0 + by[1], x1 + by[0], y1 + by[1]))
