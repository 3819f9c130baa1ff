"""One document, whole: from its bytes to what it says. This is what a limited worker runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.documents.read import read_document
from pipeline.extraction.engine import Engine
from pipeline.model import Document, DocumentKind, DocumentReading, Unreadable

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign

_ENGINES: dict[int, tuple[Campaign, Engine]] = {}


def read_form(document: Document, campaign: Campaign) -> DocumentReading:
    """Read a document and extract what it says; an unreadable one is a reading too, with its reason."""
    placed = read_document(document)
    if isinstance(placed, Unreadable):
        return DocumentReading(DocumentKind.UNREADABLE, code=placed.code, reason=placed.reason)
    return _engine(campaign).extract(placed)


def _engine(campaign: Campaign) -> Engine:
    """The engine of a campaign, made once for a process; the campaign is kept so that its id stays its own."""
    known = _ENGINES.get(id(campaign))
    if known is None:
        known = _ENGINES[id(campaign)] = (campaign, Engine(campaign))
    return known[1]
