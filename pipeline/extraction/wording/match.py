"""A text that was found to be a label, and what several findings say together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipeline.extraction.wording.understanding import Understood

_NARROWED: Final = 0.85
KNOWN: Final = 0.95  # from here on a text is a wording of the campaign, with a slip of the pen at most
CLEAR: Final = 0.87  # from here on a text plainly asks for a field, in words of its own


@dataclass(frozen=True, slots=True)
class Match:
    """A text that is a label of `field` (or the heading of a section) in `language`; `score` 0..1."""

    field: str
    language: str
    score: float
    wording: str
    narrowed: bool = False  # the text says more than the wording, and that may make it another question
    names_section: bool | None = None  # whether the text itself says whose it is; None: as the wording does
    ambiguous: bool | None = None  # whether other sections ask for the same; None: as far as they share the wording

    @property
    def trust(self) -> float:
        """How surely a value behind this label answers the field, as far as the label goes."""
        return self.score * (_NARROWED if self.narrowed else 1.0)


def in_full(found: list[Understood]) -> bool:
    """Whether a text as a whole asks for something and leaves nothing open."""
    return any(each.score >= CLEAR and not each.narrowed for each in found)


def at_odds(found: list[list[Match]]) -> bool:
    """Whether parts of a text are known as labels of different fields, and the whole is not ("City / province")."""
    whole, *parts = found
    known = [{match.field for match in part if match.score >= KNOWN} for part in parts]
    known = [fields for fields in known if fields]
    return len(known) > 1 and all(match.score < 1.0 for match in whole) and not set.intersection(*known)


def plainly_known(found: list[list[Match]]) -> bool:
    """Whether a text is a wording of the campaign to the letter, or all its parts are of one and the same field.

    One part alone says too little: "District" of "Web page of the city/district" is the end of another question.
    """
    whole, *parts = found
    if any(match.score == 1.0 for match in whole):
        return True
    return bool(parts) and bool(set.intersection(*({m.field for m in part if m.score >= KNOWN} for part in parts)))
