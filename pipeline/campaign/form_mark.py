"""The mark by which a form of ours is known when it comes back: which campaign, language and wording it is of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

PROPERTY: Final = "AdhesionFormEdition"
"""Where the mark stands: the key in a PDF's information dictionary, the custom property of a Word or Excel file."""

CELL: Final = "adhesion."
"""What the name of an answer's cell in a workbook begins with; the question's or box's own name follows."""

LISTS: Final = "_lists"
"""The hidden sheet of a workbook with the entries of its lists."""

PLACE: Final = "adhesion_"
"""What a bookmark around an answer in a Word file begins with; programs that lose the names of answers keep those."""

LONGEST_PLACE: Final = 40
"""Letters of a bookmark; Word refuses longer ones."""

_MARK: Final = re.compile(r"adhesion-form:([a-z0-9-]{1,100}):([a-z]{2,3}):([0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class FormMark:
    """`campaign` is its id, `language` that of the form, `print` eight hex digits of what it asks."""

    campaign: str
    language: str
    print: str

    def __str__(self) -> str:
        """The mark as it stands in a file."""
        return f"adhesion-form:{self.campaign}:{self.language}:{self.print}"


def place_of(name: str) -> str:
    """The bookmark for an answer; "" where the name is too long for one. A bookmark takes no dots."""
    place = PLACE + name.replace(".", "__")
    return place if len(place) <= LONGEST_PLACE else ""


def placed_at(place: str) -> str:
    """The answer that a bookmark stands around; "" for a bookmark of somebody else."""
    return place[len(PLACE) :].replace("__", ".") if place.startswith(PLACE) else ""


def mark_of(text: str) -> FormMark | None:
    """The mark that a text is; None where it is none."""
    found = _MARK.fullmatch(text.strip())
    return FormMark(*found.groups()) if found else None


def mark_within(text: str) -> FormMark | None:
    """The mark that stands somewhere in a text, as in the line at the foot of a page; None where none does."""
    found = _MARK.search(text)
    return FormMark(*found.groups()) if found else None
