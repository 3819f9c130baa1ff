"""Labels and headings as they stand on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.extraction.labels.arrangement import Side
from pipeline.extraction.wording.match import Match

LEAST: Final = 0.8
"""Below this likeness a text is no label."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it stands: its pieces (in reading order), what it may be a label of, what follows in its text."""

    pieces: tuple[int, ...]
    matches: tuple[Match, ...]
    inline: str = ""  # the rest of the last piece's text behind the label
    closed: bool = False  # ends with a colon or question mark, or is followed by blanks to fill in

    @property
    def first(self) -> int:
        """The piece it begins with."""
        return self.pieces[0]

    @property
    def last(self) -> int:
        """The piece it ends with."""
        return self.pieces[-1]

    @property
    def score(self) -> float:
        """How surely it is a label at all."""
        return self.matches[0].score


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a section."""

    piece: int
    section: str
    language: str


@dataclass(frozen=True, slots=True)
class Spotted:
    """All labels and headings of a document, by the index of the piece they begin with."""

    labels: dict[int, Label]
    headings: dict[int, Heading]
    printed: frozenset[int]  # every piece that belongs to a label or a heading
    options: frozenset[int] = frozenset()  # the wordings of boxes
    told_by_bold: bool = False  # the form prints its labels bold and little else: what is bold is no answer
    inside_cells: bool = False  # the form has its answers in the cells of their questions
    side: Side | None = None  # on which its answers stand, where that can be told
