"""Two readings of one page, its own text and that of OCR, made one: what both say is surer, what differs is doubted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from pipeline.boxes import holds, middle
from pipeline.documents.ocr.straight import laid_straight
from pipeline.model import Block, BlockKind
from pipeline.normalise.plain import key

if TYPE_CHECKING:
    from pipeline.documents.printed.page import PageText

_TWO_LAYERS_AGREE: Final = 0.5  # of the doubt goes when both say the same
_ALIKE: Final = 97.0  # percent: the same but for a sign
_DOUBTED: Final = 0.6  # of the confidence stays
_CLEAR: Final = 0.6  # OCR surer than this is believed rather than a hidden text
_OVERLAP: Final = 0.3
_LEAST: Final = 3  # letters: less may be dirt
_TRUSTED: Final = 0.9  # text that is seen on the page stands as it is


def merged(own: PageText, seen: PageText) -> tuple[PageText, int]:
    """One page from both readings, and how many lines differ. `own`: the text layer, `seen`: the picture."""
    texts = [block for block in own.blocks if block.kind is BlockKind.TEXT]
    shown = [block for block in texts if block.confidence >= _TRUSTED]
    hidden = laid_straight([block for block in texts if block.confidence < _TRUSTED], seen.blocks)
    kept: list[Block] = list(shown)
    differing = 0
    for block in seen.blocks:
        if block.kind is not BlockKind.TEXT:
            kept.append(block)
        elif not _beside(block, shown):
            judged, differs = _judged(block, _beside(block, hidden))
            kept.append(judged)
            differing += differs
    kept += [block for block in hidden if not _beside(block, seen.blocks)]
    kept += [block for block in own.blocks if block.kind is BlockKind.TICK]
    kept = _with_own_ink(kept, own) if shown else kept
    letters = sum(len(block.text) for block in kept)
    return replace(seen, blocks=kept, letters=letters, widgets=own.widgets), differing


def _with_own_ink(blocks: list[Block], own: PageText) -> list[Block]:
    """The blocks with the pictures that the page itself names, in place of ink that was seen in their places."""
    inks = [block for block in own.blocks if block.kind is BlockKind.INK]
    seen = [
        block
        for block in blocks
        if block.kind is BlockKind.INK and any(holds(ink.box, middle(block.box)) for ink in inks)
    ]
    return [block for block in blocks if block not in seen] + inks


def _beside(block: Block, others: list[Block]) -> list[Block]:
    """The texts that stand where a block stands."""
    return [other for other in others if other.kind is BlockKind.TEXT and _same_place(block, other)]


def _same_place(one: Block, other: Block) -> bool:
    shared = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    narrower = min(one.box[2] - one.box[0], other.box[2] - other.box[0])
    level = min(one.box[3] - one.box[1], other.box[3] - other.box[1]) / 2
    return shared > _OVERLAP * narrower and abs(middle(one.box)[1] - middle(other.box)[1]) < level


def _judged(block: Block, hidden: list[Block]) -> tuple[Block, bool]:
    """A line of OCR in the light of what the hidden text has at its place, and whether they differ."""
    said, other = key(block.text), key(" ".join(each.text for each in hidden))
    if not hidden or len(said) < _LEAST:
        return block, False
    alike = fuzz.partial_ratio(said, other) if len(other) >= len(said) else fuzz.ratio(said, other)
    if alike >= _ALIKE:
        return replace(block, confidence=1 - (1 - block.confidence) * _TWO_LAYERS_AGREE), False
    if block.confidence < _CLEAR and len(hidden) == 1:
        return replace(hidden[0], confidence=hidden[0].confidence * _DOUBTED), True
    return replace(block, confidence=block.confidence * _DOUBTED), True
