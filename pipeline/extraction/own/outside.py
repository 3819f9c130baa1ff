"""What was written on our form beside its fields: it must not be lost, and need not be an answer."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.boxes import holds, middle
from pipeline.campaign.form_mark import mark_within
from pipeline.model import BlockKind
from pipeline.normalise.empty import is_empty
from pipeline.normalise.plain import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.extraction.own.handed import HandedOut
    from pipeline.extraction.wording.lexicon import Lexicon
    from pipeline.model import Block

_PAGE_NUMBER: Final = re.compile(r"\D{0,12}\d{1,3}(?:\D{1,6}\d{1,3})?\D{0,3}")
_NEAR: Final = 2.0  # points
_LONG: Final = 8  # letters; what is shorter stands in an answer by chance


def written_beside(blocks: Iterable[Block], handed: HandedOut, lexicon: Lexicon) -> list[Block]:
    """The texts that are neither printed on the form nor in a place that has a name."""
    blocks = list(blocks)
    answers = "\n".join(key(block.text) for block in blocks if block.name)
    return [
        block
        for block in blocks
        if _is_written(block) and not _is_print(block.text, handed, lexicon) and not _shows(block.text, answers)
    ]


def over(places: Iterable[Block], beside: Iterable[Block]) -> Block | None:
    """An empty place with what was written onto it, as a program does that adds text to a page; None for nothing."""
    beside = list(beside)
    for place in places:
        texts = [each for each in beside if _stands_on(each, place)]
        if place.kind is BlockKind.FIELD and texts:
            return replace(place, text="\n".join(each.text for each in texts))
    return None


def _stands_on(text: Block, place: Block) -> bool:
    if text.page != place.page:
        return False
    return text.cell == place.cell if text.cell and place.cell else holds(place.box, middle(text.box), _NEAR)


def _is_written(block: Block) -> bool:
    if block.name or block.kind not in {BlockKind.TEXT, BlockKind.FIELD} or is_empty(block.text):
        return False
    return _PAGE_NUMBER.fullmatch(block.text.strip()) is None


def _is_print(text: str, handed: HandedOut, lexicon: Lexicon) -> bool:
    """Whether a text was printed on this edition, or on an older one."""
    if handed.prints(text) or handed.prompt(text) or mark_within(text):
        return True
    return lexicon.is_label(text) or lexicon.heading(text) is not None or bool(lexicon.choices(text))


def _shows(text: str, answers: str) -> bool:
    """Whether a text only shows once more what stands in a field."""
    letters = key(text)
    return letters in answers.split("\n") or (len(letters) >= _LONG and letters in answers)
