"""Pages that are read from right to left, turned round: "right of" then means "read next" for every script."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.model import Block, Box


def pages_from_right(blocks: Iterable[Block]) -> frozenset[int]:
    """The pages most of whose letters run from right to left."""
    balance: dict[int, int] = defaultdict(int)
    for block in blocks:
        if block.kind is BlockKind.TEXT:
            ways = [unicodedata.bidirectional(letter) for letter in block.text]
            balance[block.page] += sum(way in {"R", "AL"} for way in ways) - ways.count("L")
    return frozenset(page for page, more in balance.items() if more > 0)


def turned(block: Block) -> Block:
    """A block with left and right exchanged."""
    return replace(block, box=turned_box(block.box), cell=block.cell and turned_box(block.cell))


def turned_box(box: Box) -> Box:
    """A box with left and right exchanged; twice, it is itself again."""
    return -box[2], box[1], -box[0], box[3]
