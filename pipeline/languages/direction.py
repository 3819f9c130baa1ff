"""Text of one direction inside text of the other (Unicode Standard Annex 9)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipeline.languages.language import Language

FIRST_STRONG, POP = "\u2068", "\u2069"
"""Round a value that may run the other way: its brackets, dots and numbers then stay with it."""

RIGHT_TO_LEFT_MARK: Final = "\u200f"
_RIGHT: Final = frozenset({"R", "AL"})


def isolated(text: str, language: Language) -> str:
    """The text, set apart where something in it would run against the direction of the language.

    From right to left that is also what has no letters at all: the plus of a telephone number would go to its end.
    """
    directions = {unicodedata.bidirectional(char) for char in text}
    against = "L" in directions or not directions & _RIGHT if language.right_to_left else bool(directions & _RIGHT)
    return f"{FIRST_STRONG}{text}{POP}" if text and against else text


def runs_left(line: str) -> bool:
    """Whether a program that goes by the first letter would set a line from left to right."""
    directions = (unicodedata.bidirectional(char) for char in line)
    first = next((each for each in directions if each == "L" or each in _RIGHT), "L")
    return first == "L"
