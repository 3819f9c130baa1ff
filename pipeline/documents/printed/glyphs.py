"""Letters as a person sees them: ligatures taken apart, soft hyphens out, pictographs of symbol fonts as box signs.

The places of the signs follow Microsoft's Wingdings tables and Adobe's ZapfDingbats encoding (ISO 32000-1, annex D.6).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

EMPTY, TICKED, CROSSED, TICK, CROSS = "☐", "☑", "☒", "✓", "✗"
MARKED = frozenset("☑☒✓✔✗✘🗹🗷🗸🗴✅❎●◉⚫■")
"""Signs that mark a box, standing alone or drawn into it."""
HYPHEN = "\x02"  # pdfium's sign for a hyphen at which a word is broken

_WINGDINGS = {
    0x6E: "■", 0x6F: EMPTY, 0x70: EMPTY, 0x71: EMPTY, 0x72: EMPTY, 0xA8: EMPTY, 0x78: CROSSED, 0xFB: CROSS, 0xFC: TICK,
    0xFD: CROSSED, 0xFE: TICKED, 0x6C: "●", 0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xB7: "•", 0xD8: "➢", 0xE0: "→",
}  # fmt: skip
_WINGDINGS_2 = {
    0x2A: EMPTY, 0xA3: EMPTY, 0x30: EMPTY, 0x4F: CROSS, 0x50: TICK, 0x51: CROSSED, 0x52: TICKED, 0x53: CROSSED,
    0x54: CROSSED, 0x97: "●", 0x98: "●",
}  # fmt: skip
_WEBDINGS = {0x61: TICK, 0x63: EMPTY, 0x72: CROSS, 0x3D: "●"}
_DINGBATS = {
    0x33: TICK, 0x34: TICK, 0x35: CROSS, 0x36: CROSS, 0x37: CROSS, 0x38: CROSS, 0x6C: "●", 0x6D: "○", 0x6E: "■",
    0x6F: EMPTY, 0x70: EMPTY, 0x71: EMPTY, 0x72: EMPTY,
}  # fmt: skip
_LOOK_ALIKE = str.maketrans(
    {"❏": EMPTY, "❐": EMPTY, "❑": EMPTY, "❒": EMPTY, "□": EMPTY, "▢": EMPTY, "◻": EMPTY, "◽": EMPTY}
)
_TURNED = str.maketrans("()[]{}", ")(][}{")
_LIGATURES = re.compile("[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\ufeff\ufffe\uffff]")
_PRIVATE = range(0xF000, 0xF100)


def symbol_font(font: str) -> bool:
    """Whether a font's name says that its letters are pictographs."""
    return _table(font) is not None


def glyph(code: int, font: str) -> str:
    """The letter of a code point (pdfium's) in a font; "" for what is not seen.

    Symbol fonts keep their signs in U+F000..F0FF, or under the codes of plain letters where the file has no table
    for text. Without a telling name a private code is taken for Wingdings, by far the most usual.
    """
    table = _table(font)
    if code in _PRIVATE:
        return (_WINGDINGS if table is None else table).get(code - 0xF000, "•")
    if table is not None and code in table:
        return table[code]
    return chr(code).translate(_LOOK_ALIKE) if table is not None else chr(code)


@lru_cache(maxsize=256)
def _table(font: str) -> dict[int, str] | None:
    name = font.lower().replace(" ", "").replace("-", "")
    if "wingdings2" in name:
        return _WINGDINGS_2
    if "webdings" in name:
        return _WEBDINGS
    if "wingding" in name:
        return _WINGDINGS
    return _DINGBATS if "dingbat" in name or "zadb" in name else None


def mended(text: str) -> str:
    """Text with ligatures and presentation forms taken apart and unseen signs left out.

    A hyphen that breaks a word at the end of a line stays a hyphen, as it is seen.
    """
    if text.isascii() and text.isprintable():  # nearly every word
        return text
    text = text.replace(HYPHEN, "-")
    text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    return _UNSEEN.sub("", text)


def right_to_left(text: str) -> bool:
    """Whether most of the letters run from right to left."""
    if text.isascii():
        return False
    ways = [unicodedata.bidirectional(letter) for letter in text]
    return sum(way in {"R", "AL"} for way in ways) > sum(way == "L" for way in ways)


def any_right_to_left(text: str) -> bool:
    """Whether it has letters that run from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


def left_to_right(text: str) -> bool:
    """Whether it has letters that run from left to right."""
    return any(unicodedata.bidirectional(letter) == "L" for letter in text)


def brackets_mended(text: str) -> str:
    """Right-to-left text whose brackets all close before they open, with each turned round.

    Brackets are stored as they look or as they are meant, depending on the program that wrote the file.
    """
    if not _nested(text) and _nested(turned := text.translate(_TURNED)):
        return turned
    return text


def _nested(text: str) -> bool:
    depth = 0
    for letter in text:
        depth += (letter in "([{") - (letter in ")]}")
        if depth < 0:
            return False
    return depth == 0
