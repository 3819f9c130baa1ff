"""A place for the signature that ends a page, with the signature on the next one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.campaign.definition import Field, FieldType
from pipeline.model import CERTAIN, Block, BlockKind
from tests.unit.extraction.placing import campaign, page, text, values

SIGNED = Field("signed", FieldType.YES_NO, {"en": ("Signature",)}, mark=True)
CARD = campaign(("reader", FieldType.TEXT, ("Reader",)), ("card", FieldType.TEXT, ("Card #",)))
ASKED = replace(CARD, fields=(*CARD.fields, SIGNED))
FORM = (text("Reader:", 20, 20), text("Nora Noack", 90, 20), text("Card #:", 20, 700), text("4711", 90, 700))
PLACE = text("Signature:", 20, 780)


def ink(y: float, number: int) -> Block:
    return Block(BlockKind.INK, "", number, (40, y, 160, y + 50), f"page {number}", reader="pdf-text")


def test_a_signature_that_begins_the_next_page_counts_and_is_looked_at() -> None:
    """It could be something else that stands there."""
    signed = values(ASKED, page(*FORM, PLACE, ink(40, 2)))["signed"]
    assert signed.value is True
    assert signed.confidence < CERTAIN


@pytest.mark.parametrize(
    "blocks",
    [
        (PLACE, ink(30, 1), ink(40, 2)),
        (PLACE, text("Please turn over", 20, 800), ink(40, 2)),
        (PLACE, text("Annex", 20, 10, page=2), ink(40, 2)),
    ],
    ids=["arms head each page", "more stands below", "text stands above"],
)
def test_other_pictures_on_the_next_page_do_not(blocks: tuple[Block, ...]) -> None:
    """A picture that heads each page, or does not follow the place for the signature, is no signature."""
    assert values(ASKED, page(*FORM, *blocks))["signed"].value is False
