"""Small pages with every text at its place, and campaigns of other organisations, for the tests of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.campaign.definition import Campaign, Field, FieldType
from pipeline.extraction.engine import Engine
from pipeline.model import Block, BlockKind, PlacedDocument

if TYPE_CHECKING:
    from pipeline.model import Box, Value

HEIGHT, LETTER = 8.0, 4.5  # points
Asked = tuple[str, FieldType, tuple[str, ...]]


def text(words: str, x: float, y: float, *, page: int = 1, bold: bool = False, cell: Box | None = None) -> Block:
    """A printed text whose top left corner stands at x, y."""
    box = (x, y, x + LETTER * len(words), y + HEIGHT)
    return Block(BlockKind.TEXT, words, page, box, f"page {page}", cell=cell, bold=bold, reader="pdf-text")


def page(*blocks: Block) -> PlacedDocument:
    """A drawn document in reading order."""
    ordered = sorted(blocks, key=lambda block: (block.page, block.box[1], block.box[0]))
    return PlacedDocument("pdf-text", tuple(ordered), max(block.page for block in blocks), drawn=True)


def campaign(*asked: Asked, order: str = "DMY") -> Campaign:
    """A campaign that asks for these fields, in English."""
    fields = tuple(Field(key, kind, {"en": wordings}) for key, kind, wordings in asked)
    return Campaign("other", {"en": "Another form"}, ("en",), fields, date_order=order)


def values(asked: Campaign, document: PlacedDocument) -> dict[str, Value]:
    """What the one form of a document says, by field."""
    (form,) = Engine(asked).extract(document).forms
    return {value.field: value for value in form.values}
