"""A value that a field could have, and the page on which such values are looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extraction.labels.label import Spotted
from pipeline.extraction.labels.scopes import Scope
from pipeline.extraction.labels.upright import Moved
from pipeline.extraction.page.layout import Layout
from pipeline.extraction.values.proposal import Way
from pipeline.extraction.values.ticks import Box as TickBox
from pipeline.extraction.wording.lexicon import Lexicon
from pipeline.model import Source
from pipeline.normalise.base import Context, Normal

if TYPE_CHECKING:
    from pipeline.model import Finding

Slot = tuple[str, int]
"""What a candidate uses up: each slot serves one field."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a field could have; `pieces` is what it takes up on the page.

    `score` (0..1) decides between candidates, `confidence` (0..1) says how surely the value is right if it is chosen.
    """

    field: str
    normal: Normal
    raw: str
    score: float
    confidence: float
    slot: Slot
    pieces: tuple[int, ...]
    source: Source
    label: int  # first piece of its label
    wording: str = ""  # of its label, folded; "" where it has none
    most: float = 1.0  # the confidence it can have at most, however surely its place is its label's
    doubtful: bool = False  # something about it speaks against it: somebody has to look
    asked: bool = True  # False: its question is in unknown words
    way: Way | None = None  # how its text stands to its label; None where it is no text

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What its normaliser noticed."""
        return self.normal.findings


@dataclass(frozen=True, slots=True)
class Page:
    """All that is known of a document when values are proposed."""

    layout: Layout
    spotted: Spotted
    scopes: dict[int, Scope]
    lexicon: Lexicon
    context: Context
    boxes: tuple[TickBox, ...] = ()
    from_right: frozenset[int] = frozenset()  # pages that are turned round, since they are read from right to left
    moved: Moved | None = None  # the row or column of one of several applicants, moved to the questions
