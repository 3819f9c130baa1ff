"""The words of a document by the program's own readers; runs in a process with limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.documents.read import read_document
from pipeline.model import PlacedDocument

if TYPE_CHECKING:
    from pipeline.model import Document


def document_texts(document: Document) -> list[bytes | None]:
    """Its words in reading order, as one text; nothing where it cannot be read."""
    placed = read_document(document)
    if not isinstance(placed, PlacedDocument):
        return []
    return [" ".join(block.text for block in placed.blocks).encode("utf-8", "replace")]
