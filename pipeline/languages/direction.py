"""Text of one direction inside text of the other (Unicode Standard Annex 9)."""

from __future__ import annotations

import unicodedata
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.languages.language import Language

FIRST_STRONG, POP = "\u2068", "\u2069"
"""Round a value that may run the other way: its brackets, dots and numbers then stay with it."""

RIGHT_TO_LEFT_MARK: Final = "\u200f"
_LEFT_TO_RIGHT_MARK: Final = "\u200e"
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
    return _strong(line) != "R"


def _strong(text: str) -> str:
    """The direction of the first letter: "L", "R", or "" where there is none."""
    directions = (unicodedata.bidirectional(char) for char in text)
    first = next((each for each in directions if each == "L" or each in _RIGHT), "")
    return "R" if first in _RIGHT else first


def fenced(text: str, language: Language) -> str:
    """The same as `isolated` for Word, which knows marks alone.

    The dot of "M.Si." and the 3 of "3ème" stay with the name, and a number behind it does not.
    """
    against = language.right_to_left and _strong(text) == "L"
    return f"{_LEFT_TO_RIGHT_MARK}{text}{_LEFT_TO_RIGHT_MARK}{RIGHT_TO_LEFT_MARK}" if against else text


def pieces(text: str, *, right: bool) -> list[tuple[str, bool]]:
    """The text in pieces of one direction each, with whether that is from right to left. `right`: the paragraph is.

    Numbers go with the letters before them; blanks and signs with the letters around them where these agree.
    """
    turns = [_turns(char) for char in text]
    before = _carried(turns, first=right)
    numbers = [unicodedata.bidirectional(char) in {"EN", "AN"} for char in text]
    turns = [there if number else own for own, there, number in zip(turns, before, numbers, strict=True)]
    behind = _carried(turns[::-1], first=right)[::-1]
    turned = [one if one == other else right for one, other in zip(before, behind, strict=True)]
    groups = groupby(zip(text, turned, strict=True), key=lambda pair: pair[1])
    return [("".join(char for char, _ in group), turn) for turn, group in groups]


def _carried(turns: Sequence[bool | None], *, first: bool) -> list[bool]:
    """Each direction, or the one before it."""
    return list(accumulate(turns, lambda last, own: last if own is None else own, initial=first))[1:]


def _turns(char: str) -> bool | None:
    """Whether a letter is written from right to left; None for what is no letter."""
    direction = unicodedata.bidirectional(char)
    return None if direction != "L" and direction not in _RIGHT else direction in _RIGHT
