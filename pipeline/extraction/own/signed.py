"""Whether our form is signed: a typed name, a picture or a digital signature at the place for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.extraction.own.answers import Answer, is_filled
from pipeline.extraction.own.sure import SURE
from pipeline.model import BlockKind
from pipeline.normalise.base import Context, Normal
from pipeline.normalise.empty import is_elsewhere
from pipeline.normalise.yes_no import normalise_yes_no

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign.definition import Field
    from pipeline.extraction.own.handed import HandedOut
    from pipeline.model import Block, Box

_ELSEWHERE: Final = 0.7  # a picture somewhere on the form: perhaps a stamp or a coat of arms
_FEW: Final = 10  # places for one signature
_NO_NAME: Final = 0.6
_AROUND: Final = 40.0  # points


def signature(field: Field, places: Sequence[Block], blocks: Sequence[Block], handed: HandedOut) -> Answer:
    """What stands at the places for a signature, and in pictures at or far from them; an empty place means no."""
    typed = [block for block in places if block.kind is BlockKind.FIELD and is_filled(block, handed)]
    for block in typed:
        said, name = normalise_yes_no(block.text, field, Context()), may_be_a_name(block.text)
        signed = bool(said.value) if said else name
        sure = SURE if said or name else _NO_NAME
        return Answer(Normal(signed), block.text, min(sure, block.confidence), block)
    ink = [block for block in blocks if block.kind is BlockKind.INK and block.checked is not False]
    here = (block for block in ink if block in places or any(_at(block, place) for place in places[:_FEW]))
    for block in here:
        return Answer(Normal(value=True), block.at, SURE, block)
    for block in ink:
        return Answer(Normal(value=True), block.at, _ELSEWHERE, block)
    return Answer(Normal(value=False), places[0].at, SURE, places[0])


def may_be_a_name(text: str) -> bool:
    """Whether somebody may have signed with it: at least two letters, and no pointer to another place."""
    return sum(letter.isalpha() for letter in text) > 1 and not is_elsewhere(text)


def _at(ink: Block, place: Block) -> bool:
    """Whether a picture lies on a place or close to it, or in the same cell of a table."""
    if ink.page != place.page:
        return False
    return ink.cell == place.cell if ink.cell and place.cell else _meet(ink.box, place.box)


def _meet(one: Box, other: Box) -> bool:
    across = one[0] < other[2] + _AROUND and other[0] < one[2] + _AROUND
    return across and one[1] < other[3] + _AROUND and other[1] < one[3] + _AROUND
