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
    """The text, set apart where letters in it run against the direction of the language."""
    against = frozenset({"L"}) if language.right_to_left else _RIGHT
    strong = any(unicodedata.bidirectional(char) in against for char in text)
    return f"{FIRST_STRONG}{text}{POP}" if strong else text


def runs_left(line: str) -> bool:
    """Whether a program that goes by the first letter would set a line from left to right."""
    directions = (unicodedata.bidirectional(char) for char in line)
    first = next((each for each in directions if each == "L" or each in _RIGHT), "L")
    return first == "L"
