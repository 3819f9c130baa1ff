"""Blank editions of a form: what is printed on them, so that it is never taken for an answer on a filled copy.

A blank form helps and is never needed. `learn` takes one apart once; `edition_likeness` tells whether a document is a
filled copy of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from pipeline.extraction.editions.teaching import Sheet, Taught, teach
from pipeline.extraction.forms.kinds import mentions
from pipeline.extraction.labels.label import LEAST
from pipeline.extraction.page.layout import same_row
from pipeline.model import Block, BlockKind
from pipeline.normalise.empty import is_instruction
from pipeline.normalise.plain import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.campaign.definition import Blank, Campaign
    from pipeline.extraction.wording.lexicon import Lexicon

MOST_BLOCKS: Final = 1500
"""Of a blank or a filled form that are compared."""
_BRACKETED = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]\s*$")


class Role(Enum):
    """What a printed text is there for."""

    KNOWN = auto()  # a label, heading, wording of a box, or the campaign's name: the engine reads by it
    QUESTION = auto()  # asks something that the campaign does not know
    HELP = auto()  # an instruction, an example, a hint, a line of explanation


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed text; `letters` are its letters and digits alone."""

    letters: str
    role: Role
    block: Block


@dataclass(frozen=True, slots=True)
class Edition:
    """A blank form taken apart. `prefilled`: the letters that stand in form fields before anybody fills them."""

    name: str
    printed: tuple[Printed, ...]
    taught: tuple[Taught, ...]
    names: frozenset[str]
    prefilled: frozenset[tuple[str, str]]  # name of the field, letters
    ticked: frozenset[tuple[str, str]]  # name and worth of boxes that are on before anybody ticks them
    ink: tuple[Block, ...]
    drawn: bool
    reader: str


def learn(blank: Blank, lexicon: Lexicon, campaign: Campaign) -> Edition:
    """Take a blank form apart."""
    placed = blank.placed
    blocks = placed.blocks[:MOST_BLOCKS]
    sheet = Sheet.of(placed, lexicon)
    return Edition(
        name=blank.name,
        printed=tuple(_printed(each, sheet, campaign) for each in blocks if _says(each)),
        taught=teach(sheet),
        names=names_of(blocks),
        prefilled=frozenset((each.name, key(each.text)) for each in blocks if _is_prefilled(each)),
        ticked=frozenset((each.name, each.text) for each in blocks if each.name and each.checked),
        ink=tuple(
            each for each in blocks if each.kind is BlockKind.INK and not each.name and each.checked is not False
        ),
        drawn=placed.drawn,
        reader=placed.reader,
    )


def names_of(blocks: Iterable[Block]) -> frozenset[str]:
    """The names of a document's form fields and content controls."""
    return frozenset(each.name for each in blocks if each.name)


def _says(block: Block) -> bool:
    return block.kind is BlockKind.TEXT and bool(key(block.text))


def _is_prefilled(block: Block) -> bool:
    return block.kind is BlockKind.FIELD and bool(key(block.text))


def _printed(block: Block, sheet: Sheet, campaign: Campaign) -> Printed:
    return Printed(key(block.text), _role(block, sheet, campaign), block)


def _role(block: Block, sheet: Sheet, campaign: Campaign) -> Role:
    inside = [index for index, piece in enumerate(sheet.layout.pieces) if _holds(block, piece)]
    used = sheet.spotted.printed | sheet.spotted.options
    if used.intersection(inside) or mentions(block.text, campaign) or _beside_box(block, inside, sheet):
        return Role.KNOWN
    lexicon = sheet.lexicon
    if lexicon.heading(block.text) or lexicon.choices(block.text) or _likes(block.text, lexicon):
        return Role.KNOWN
    if is_instruction(block.text) or _in_cell_of_label(block, sheet):
        return Role.HELP
    return Role.QUESTION if _asks(block, inside, sheet) else Role.HELP


def _in_cell_of_label(block: Block, sheet: Sheet) -> bool:
    """Whether a known question stands in the same cell: then this says how to answer it."""
    labels = (sheet.layout.pieces[first] for first in sheet.spotted.labels)
    return block.cell is not None and any((each.page, each.cell) == (block.page, block.cell) for each in labels)


def _likes(text: str, lexicon: Lexicon) -> bool:
    return any(match.score >= LEAST for match in lexicon.labels(text))


def _holds(block: Block, piece: Block) -> bool:
    if block.page != piece.page or piece.kind is BlockKind.FIELD or piece.text not in block.text:
        return False
    (x0, y0, x1, y1), inner = block.box, piece.box
    return x0 - 1 <= inner[0] and inner[2] <= x1 + 1 and y0 - 1 <= inner[1] and inner[3] <= y1 + 1


def _beside_box(block: Block, inside: list[int], sheet: Sheet) -> bool:
    """Whether a box to tick stands in its text or its row: then it words that box, or asks about it."""
    pieces = sheet.layout.pieces
    if any(pieces[index].kind is BlockKind.TICK for index in inside):
        return True
    return any(
        piece.kind is BlockKind.TICK and piece.page == block.page and same_row(piece.box, block.box) for piece in pieces
    )


def _asks(block: Block, inside: list[int], sheet: Sheet) -> bool:
    """Whether a text asks for an answer of its own: by its mark, its type, or the room that is left beside it."""
    if _BRACKETED.sub("", block.text).rstrip().endswith((":", "：", "?", "？")):
        return True
    labels = [sheet.layout.pieces[first] for first in sheet.spotted.labels]
    if block.bold and labels and sum(each.bold for each in labels) > len(labels) / 2:
        return True
    beside = [sheet.layout.pieces[other] for index in inside for other in sheet.layout.right_of(index)]
    return any(each.kind is BlockKind.FIELD for each in beside) or (
        bool(block.cell) and not beside and any(each.cell and each.cell[0] == block.cell[0] for each in labels)  # type: ignore[index]
    )
