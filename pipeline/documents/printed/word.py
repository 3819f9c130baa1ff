"""A word on a page, whoever read it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Box


@dataclass(frozen=True, slots=True)
class Word:
    """A word as shown: box, base line and font size in points from the top left; `first` and `last` count letters.

    `level`: it stands upright; `unseen`: it is drawn invisibly; `typed`: it is a note put onto the page;
    `confidence`: how sure its reader is of its letters (OCR).
    """

    text: str
    box: Box
    base: float
    size: float
    bold: bool = False
    level: bool = True
    unseen: bool = False
    typed: bool = False
    first: int = -1
    last: int = -1
    confidence: float = 1.0
