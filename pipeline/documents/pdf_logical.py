"""Right-to-left words in the order in which they are read, told by where their letters stand.

Most programs store words in this order and pdfium keeps it. Browsers store words as they look, from left to right, and
pdfium turns round only some of them; a ligature of lam and alef that it takes apart may come out the wrong way round.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Box

_LAM = "\u0644"
_ALEFS = frozenset("\u0622\u0623\u0625\u0627")
_FIRST_RIGHT_TO_LEFT = "\u0590"
_SAME = 0.2  # points


def read_order(text: str, boxes: Sequence[Box]) -> str:
    """The letters of one word, as given with their boxes, in the order in which the word is read."""
    if len(text) < 2 or max(text) < _FIRST_RIGHT_TO_LEFT or not _all_right_to_left(text):  # noqa: PLR2004 - an order
        return text
    middles = [(box[0] + box[2]) / 2 for box in boxes]
    if sum(b > a for a, b in pairwise(middles)) > (len(text) - 1) / 2:
        return text[::-1]
    return _ligatures_mended(text, boxes)


def _all_right_to_left(text: str) -> bool:
    """Whether no letter or digit of a word runs from left to right, and some run from right to left."""
    ways = {unicodedata.bidirectional(letter) for letter in text}
    return not ways & {"L", "EN", "AN"} and bool(ways & {"R", "AL"})


def _ligatures_mended(text: str, boxes: Sequence[Box]) -> str:
    """The text with alef behind lam wherever both stand in the box of one sign: no ligature has alef first."""
    letters = list(text)
    for at in range(len(letters) - 1):
        together = abs(boxes[at][0] - boxes[at + 1][0]) < _SAME and abs(boxes[at][2] - boxes[at + 1][2]) < _SAME
        if together and letters[at] in _ALEFS and letters[at + 1] == _LAM:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)
