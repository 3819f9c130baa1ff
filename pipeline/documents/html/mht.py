"""MHTML (RFC 2557): a web page saved with its pictures in one file; the page is read, the pictures are not."""

from __future__ import annotations

from email import message_from_bytes
from typing import TYPE_CHECKING

from pipeline.documents.html.read import read_html
from pipeline.documents.xml import damaged
from pipeline.model import Document, PlacedDocument, Unreadable

if TYPE_CHECKING:
    from email.message import Message


def read_mht(document: Document) -> PlacedDocument | Unreadable:
    """Read a saved web page into blocks; never raises for what stands in it."""
    try:
        pages = [part for part in message_from_bytes(document.data).walk() if part.get_content_type() == "text/html"]
    except (RecursionError, ValueError, LookupError):
        pages = []
    if not pages:
        return damaged("it holds no page").unreadable
    return read_html(Document(document.name, document.media, _page(pages[0])))


def _page(part: Message) -> bytes:
    """The page in UTF-8, which its own words for its charset do not always say."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(str(part.get_content_charset("utf-8"))).encode()
    except (LookupError, ValueError):
        return data
