"""What is asked of the process that cuts: one document, and the values whose places are wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.model import Box, Document

if TYPE_CHECKING:
    from pipeline.model import Value

OCR: Final = "ocr"
"""The reader of scanned and photographed pages."""

_TURNED: Final = re.compile(r"\(turned by (90|180|270)°\)")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one value stands. `page` (from 1) and `box` (points) are None where the format has no true places.

    `scanned`: it was read from a picture of the page.
    """

    field: str
    raw: str
    at: str
    page: int | None = None
    box: Box | None = None
    scanned: bool = False

    @classmethod
    def of(cls, value: Value) -> Spot:
        """The spot of a value."""
        return cls(
            value.field, value.raw, value.source.at, value.source.page, value.source.box, value.source.reader == OCR
        )


@dataclass(frozen=True, slots=True)
class Job:
    """One document with its wanted spots. `pages` is the same document as PDF, for formats without true places."""

    document: Document
    spots: tuple[Spot, ...]
    pages: bytes | None = None


def turn_of(at: str) -> int:
    """By how many degrees the page was turned, as the place of a value says."""
    found = _TURNED.search(at)
    return int(found[1]) if found else 0
