"""Text from outside made fit for a spreadsheet cell: it is shown as text and can do nothing else."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 32_767
"""Characters that one cell can hold (ECMA-376 and Excel's own limit)."""

CUT_TO: Final = 32_000
"""Characters that are kept of a longer text: the rest of the room is for what staff type into it."""

CUT_NOTE: Final = "\n[…]"
"""Stands where a text was cut; in a cell with a value it says more (`common.cut`)."""

# XML 1.0 forbids the control characters, lone surrogates and noncharacters; the marks that turn the direction of
# writing round can make a cell show something else than it holds.
_UNFIT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_BREAKS: Final = re.compile("\r\n|[\r\x85\u2028\u2029]")
_TOUCHED: Final = re.compile(_UNFIT.pattern[:-1] + "\r\x85\u2028\u2029]|_x[0-9A-Fa-f]{4}_")
_BLANKS: Final = re.compile(r"[^\S\u00a0]+")  # not those at which French wants no line to end
_ESCAPES: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")  # Excel reads `_x000D_` in a text as a character


def plain(text: str) -> str:
    """The text without anything that a cell cannot or should not hold; not cut."""
    if text.isascii() and text.isprintable() and "_x" not in text:
        return text  # the usual case, ten times as fast
    if not _TOUCHED.search(text):
        return text
    return _ESCAPES.sub(r"_x\1 _", _UNFIT.sub("", _BREAKS.sub("\n", text)))


def fitting(text: str, note: str = CUT_NOTE) -> str:
    """`plain` text, cut with a note where it is longer than a cell can be."""
    clean = plain(text)
    # Excel counts UTF-16 units: letters beyond the basic plane count twice
    if len(clean) * 2 <= LONGEST or _units(clean) <= LONGEST:
        return clean
    kept = clean.encode("utf-16-le")[: 2 * (CUT_TO - len(note))].decode("utf-16-le", errors="ignore")
    return kept + note


def one_line(text: str, longest: int = 200) -> str:
    """`plain` text as one line of at most so many characters."""
    line = _BLANKS.sub(" ", plain(text[: longest * 4])).strip()
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def alphabetical(text: str) -> str:
    """By what texts are put in the order of the alphabet: É stands where E does."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


def squeezed(text: str) -> str:
    """What must be equal for two texts to count as the same: not line endings, not spaces at the ends of lines."""
    if text.isascii() and text.isprintable() and "_x" not in text:
        return text.strip()  # the usual case, in a tenth of the time
    lines = unicodedata.normalize("NFC", plain(text)).replace("\u00a0", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
