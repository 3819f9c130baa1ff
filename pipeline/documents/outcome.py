"""The last look at what a reader of an office format gives: is there anything in it to read?"""

from __future__ import annotations

from typing import Final

from pipeline.model import BlockKind, PlacedDocument, Unreadable

SCAN: Final = "scan"


def concluded(document: PlacedDocument) -> PlacedDocument | Unreadable:
    """The document, or `Unreadable` "blank" or "scan" where it holds nothing or nothing but pictures."""
    if any(block.text.strip() or block.checked for block in document.blocks):
        return document
    if any(block.kind is BlockKind.INK and block.checked is not False for block in document.blocks):
        reason = (
            "The file holds only pictures (a scan or photographs of a form), no text. Type the values in by hand, "
            "or ask for the form filled in on a computer."
        )
        return Unreadable(SCAN, reason)
    return Unreadable("blank", "The file is empty: it has no text and no filled field. Ask for the filled form.")
