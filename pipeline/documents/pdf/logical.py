"""Right-to-left words in the order in which they are read, told by where their letters stand.

Most programs store words in this order and pdfium keeps it. Browsers store words as they look, from left to right, and
pdfium turns round only some of them; a ligature of lam and alef that it takes apart may come out the wrong way round.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.documents.printed.glyphs import any_right_to_left

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Box

_NEVER_FIRST = frozenset("\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0649")
"""Letters that do not join the one behind them (Unicode: right-joining; alef maksura only ends words)."""
_FIRST_RIGHT_TO_LEFT = "\u0590"
_SAME = 0.2  # points


def read_order(text: str, boxes: Sequence[Box], *, page: bool = True) -> str:
    """The letters of one word, as given with their boxes, in the order in which the word is read.

    `page`: letters that run from right to left stand on its page, where pdfium turns other words round as well; those
    without such letters come as they are shown, from the left.
    """
    if len(text) < 2 or not page:  # noqa: PLR2004 - an order
        return text
    middles = [(box[0] + box[2]) / 2 for box in boxes]
    if max(text) < _FIRST_RIGHT_TO_LEFT or not any_right_to_left(text):
        order = sorted(range(len(text)), key=middles.__getitem__)
        return "".join(text[at] for at in order)
    if not _all_right_to_left(text):
        return _ligatures_mended(text, boxes)
    if sum(b > a for a, b in pairwise(middles)) > (len(text) - 1) / 2:
        return text[::-1]
    return _ligatures_mended(text, boxes)


def _all_right_to_left(text: str) -> bool:
    """Whether no letter or digit of a word runs from left to right, and some run from right to left."""
    ways = {unicodedata.bidirectional(letter) for letter in text}
    return not ways & {"L", "EN", "AN"} and bool(ways & {"R", "AL"})


def _ligatures_mended(text: str, boxes: Sequence[Box]) -> str:
    """The text with each sign of two letters the right way round: its first letter is one that joins the next."""
    letters = list(text)
    for at in range(len(letters) - 1):
        together = abs(boxes[at][0] - boxes[at + 1][0]) < _SAME and abs(boxes[at][2] - boxes[at + 1][2]) < _SAME
        if together and letters[at] in _NEVER_FIRST and letters[at + 1] not in _NEVER_FIRST:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)
