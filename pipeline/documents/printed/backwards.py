"""Lines that run from right to left, from the order in which they are shown to that in which they are read.

Latin words and numbers in them run from left to right (Unicode Standard Annex 9). Numbers that stand beside each other
are shown in one order or the other, depending on signs that no page shows: what the numbers are decides, or a doubt.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pipeline.documents.printed.glyphs import any_right_to_left, left_to_right, right_to_left

if TYPE_CHECKING:
    from pipeline.documents.printed.word import Word

UNTOLD: Final = 0.7
"""How sure numbers side by side are whose order nothing tells."""
_PIECE: Final = re.compile(r"N*L(?:[LNco]*[LN])?|N+(?:cN+)*|.")
_CLASSES: Final = {"L": "L", "EN": "N", "AN": "N", "CS": "c"}
_TOUCHING: Final = 0.2  # sizes of the font between words that are one
_RANGE: Final = re.compile(r"(\d+)([-\u2010-\u2015])(\d+)")
_NUMBER: Final = re.compile(r"[+(]?\d[\d()./-]*\+?")
_ABROAD: Final = ("+", "00", "(+")
_DIALLED: Final = (*_ABROAD, "0", "(0")


def reading_order(run: list[Word]) -> list[Word]:
    """The words of a right-to-left run, given as shown from the left, in the order in which they are read."""
    ordered: list[Word] = []
    for numbers, words in groupby(_turned_round(run), key=lambda word: bool(_NUMBER.fullmatch(word.text))):
        some = list(words)
        ordered += _numbers(some) if numbers and len(some) > 1 else some
    return ordered


def addresses_whole(run: list[Word]) -> list[Word]:
    """The words of a run, those of an e-mail address as one: pdfium cuts it at its signs, and they touch."""
    whole: list[Word] = []
    for word in run:
        last = whole[-1] if whole else None
        if last is not None and _same_address(last, word):
            box = last.box[0], min(last.box[1], word.box[1]), word.box[2], max(last.box[3], word.box[3])
            sure = min(last.confidence, word.confidence)
            whole[-1] = replace(last, text=last.text + word.text, box=box, last=word.last, confidence=sure)
        else:
            whole.append(word)
    return whole if any("@" in word.text for word in whole) else run


def _same_address(last: Word, word: Word) -> bool:
    texts = last.text + word.text
    return texts.isascii() and not texts.isdigit() and word.box[0] - last.box[2] < _TOUCHING * word.size


def piece_read(shown: str) -> str:
    """A word without right-to-left letters as it is read in a right-to-left line: ".12" is "12.", "%50" is "50%"."""
    pieces = [shown[found.start() : found.end()] for found in _PIECE.finditer("".join(map(_class, shown)))]
    read = "".join(reversed(pieces))
    if shown.startswith("+") and read.endswith("+"):  # a phone number that was set from left to right
        return shown
    spans = _RANGE.fullmatch(read)
    return read if spans is None or int(spans[1]) <= int(spans[3]) else spans[3] + spans[2] + spans[1]


def _class(letter: str) -> str:
    return _CLASSES.get(unicodedata.bidirectional(letter), "o")


def _turned_round(run: list[Word]) -> list[Word]:
    """From the right, Latin words among them from the left."""
    ordered: list[Word] = []
    latin: list[Word] = []
    waiting: list[Word] = []
    for word in map(_read, reversed(run)):
        if left_to_right(word.text):
            latin, waiting = _before(word, waiting, latin), []
        elif latin and not right_to_left(word.text):
            waiting.append(word)
        else:
            ordered += [*latin, *waiting, word]
            latin, waiting = [], []
    return [*ordered, *latin, *waiting]


def _before(word: Word, between: list[Word], others: list[Word]) -> list[Word]:
    """A word left of others, with what stands between them, from the left."""
    return [word, *reversed(between), *others]


def _read(word: Word) -> Word:
    """A word of the page's text as read; OCR gives its words so."""
    if word.first < 0 or any_right_to_left(word.text):
        return word
    return replace(word, text=piece_read(word.text))


def _numbers(words: list[Word]) -> list[Word]:
    """Numbers side by side: a phone number starts with its plus or zero, thousands follow in threes.

    A zero in front tells less, as any group of a number may start with one: it never turns an order round.
    """
    back = words[::-1]
    for fits in (_from_abroad, _thousands):
        if fits(words) != fits(back):
            return words if fits(words) else back
    if words[0].text.startswith(_DIALLED) and not back[0].text.startswith(_DIALLED):
        return words
    return [replace(word, confidence=min(word.confidence, UNTOLD)) for word in words]


def _from_abroad(words: list[Word]) -> bool:
    return words[0].text.startswith(_ABROAD)


def _thousands(words: list[Word]) -> bool:
    first, *others = (word.text for word in words)
    return len(first) <= 3 and all(re.fullmatch(r"\d{3}", each) for each in others)  # noqa: PLR2004 - digits
