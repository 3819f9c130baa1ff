"""What is asked of the process that cuts: one document, and the values whose places are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import Box, Document

if TYPE_CHECKING:
    from pipeline.model import Value


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one value stands. `page` (from 1) and `box` (points) are None where the format has no true places."""

    field: str
    raw: str
    at: str
    page: int | None = None
    box: Box | None = None

    @classmethod
    def of(cls, value: Value) -> Spot:
        """The spot of a value."""
        return cls(value.field, value.raw, value.source.at, value.source.page, value.source.box)


@dataclass(frozen=True, slots=True)
class Job:
    """One document with its wanted spots. `pages` is the same document as PDF, for formats without true places."""

    document: Document
    spots: tuple[Spot, ...]
    pages: bytes | None = None
