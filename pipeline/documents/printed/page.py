"""A page that was read, by a PDF's own text or by OCR."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.documents.printed.grid import Grid
from pipeline.model import Block


@dataclass(frozen=True, slots=True)
class PageText:
    """One page read: its blocks without cells and its grid of lines.

    `letters` and `paths` count what is written and drawn on it, `pictured` is the part of it that its largest picture
    covers; `widgets`: form fields stand on it.
    """

    blocks: list[Block]
    grid: Grid
    letters: int
    paths: int
    pictured: float
    widgets: bool
