"""What of a value is drawn in its place: as much as a page shows, and nothing that only wears the typesetter out."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.handout.pdf.places import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.handout.pdf.places import Place

_MOST: Final = 9_000  # characters: more than stand on a page in small print
_TURNS: Final = 1_500  # from one script to another, in a whole form; each costs time
_FEW: Final = 20  # turns that any text may have
_RARELY: Final = 5  # letters to a turn in texts that somebody wrote, at the least
_UNBROKEN: Final = re.compile(r"(\S{40})(?=\S)")
_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_JOINERS: Final = "\u200c\u200d"  # which Persian and others need


def shown_words(places: Sequence[Place]) -> dict[int, str]:
    """The words of each place that shows some, by its number; of a list those of the entry.

    What is left out here is in the field all the same, and drawn by the viewer as well as it can.
    """
    found: dict[int, str] = {}
    left = _TURNS
    for index, place in enumerate(places):
        words = _entry(place) if place.kind is Kind.CHOOSE else _drawable(place) if place.kind is Kind.WRITE else ""
        letters, turns = _turns(words)
        if words and turns <= min(left, max(_FEW, letters // _RARELY)):
            found[index] = words
            left -= turns
    return found


def _entry(place: Place) -> str:
    return next((option.label for option in place.question.options if option.key == place.value), "")


def _drawable(place: Place) -> str:
    """Without letters that nobody sees; a word without end may break anywhere."""
    kept = (each for each in place.value[:_MOST] if each in _JOINERS or unicodedata.category(each) != "Cf")
    return _UNBROKEN.sub("\\1\u200b", _UNSEEN.sub("", "".join(kept)))


def _turns(words: str) -> tuple[int, int]:
    """How many letters there are, and how often the script changes from one to the next."""
    scripts = [unicodedata.name(each, "").partition(" ")[0] for each in words if each.isalpha()]
    return len(scripts), sum(one != other for one, other in pairwise(scripts))
