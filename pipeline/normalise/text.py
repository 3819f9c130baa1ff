"""One line of text: names of governments, offices, addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.asked import asks_for_code
from pipeline.normalise.base import Context, Normal
from pipeline.normalise.plain import one_line, visible

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field

MAX_LENGTH = 400  # characters; what is longer answers another question
LONG_LINE = 200  # characters; possible, but seldom one line's worth
_DOUBTFUL, _FOREIGN, _NO_CODE = 0.6, 0.5, 0.6
_WORDS_OF_CODE = 4

_IN_FRONT = re.compile(r"^(?:[\s:;,>|*•●▪■–—]+|[-.·]\s+|\.{2,})+")
_BEHIND = re.compile(r"[\s:;,|*_–—=/-]+$|\s*(?:\.{2,}|…|_{2,})$")
_QUOTED = re.compile(r"^(?:«\s*([^«»]+?)\s*»|“([^“”]+)”|\"([^\"]+)\"|„([^„“]+)“|'([^']+)')$")
_ABBREVIATION = re.compile(r"(?:\b\w\.(?:\s?\w)?|\.\w{1,4}|\b(?:Inc|Ltd|Co|St|Jr|Sr|Gob|Gov|Prov|Mun|Dept|etc|S|A))\.$")
_ASIDE = re.compile(r"^\([^()]*\)$")
_NUMBER_IN_FRONT = re.compile(r"^(?:no|nr|n[°º]|num)\s?[.,:]\s*(?=\w*\d)|^#\s*(?=\d)", re.IGNORECASE)
"""What stands in front of a code and says only that it is one: "No. 2880"."""
_DIGIT = re.compile(r"\d")
_OPEN_END = re.compile(
    r"(?:\b(?:de|del|della|di|da|do|dos|das|du|des|la|le|les|el|los|las|l|d|of|the|and|y|e|i|et|und|der|die|van|von|dan|for|para|"
    r"pour|per)|[’'/&–-])$",
    re.IGNORECASE,
)
_OTHER_TYPE = re.compile(r"^(?:\S+@\S+\.\w+|(?:https?://|www\.)\S+|[\d\s.,/()+-]+)$", re.IGNORECASE)

_AMOUNT = re.compile(r"^[\d.,]+\s?[^\W\d]+[²2³]?$")  # "6 years", "87 km2"
_CODE = re.compile(r"[{}<>\\`^~$]|^[=@]|_x[0-9a-f]{4}", re.IGNORECASE)
"""What programs write and people do not: templates that were never filled in, tags, formulas, paths."""


def joined_lines(raw: str) -> str:
    """The lines of `raw` as one: with ", " where they are the parts of an address, else with a blank."""
    lines = [line for line in (one_line(line) for line in visible(raw).splitlines()) if line]
    parts = ", " if any(_DIGIT.search(line) for line in lines) else " "
    text = ""
    for line in lines:
        open_end = not text or text.endswith(",") or _OPEN_END.search(text)
        text += (" " if open_end else parts) + line
    return text.strip()


def is_open_ended(text: str) -> bool:
    """Whether a text ends with a word or sign that something follows ("the name of the", "Ana,")."""
    return bool(_OPEN_END.search(text.rstrip())) or text.rstrip().endswith(",")


def trimmed(text: str) -> str:
    """`text` without bullets in front, punctuation behind and quotes around it."""
    before = None
    while text != before:
        before = text
        text = _BEHIND.sub("", _IN_FRONT.sub("", text)).strip()
        if text.endswith(".") and not _ABBREVIATION.search(text):
            text = text[:-1].rstrip()
        quoted = _QUOTED.match(text)
        if quoted:
            text = next(part for part in quoted.groups() if part is not None).strip()
    return text


def _likely_code(text: str) -> float:
    """A code has digits and is one word, or a few."""
    if _CODE.search(text):
        return _FOREIGN
    return 1.0 if _DIGIT.search(text) and len(text.split()) <= _WORDS_OF_CODE else _NO_CODE


def normalise_text(raw: str, field: Field, context: Context) -> Normal | None:
    """`raw` as one line without punctuation around it; None without a word, wholly in brackets, or far too long.

    Digits alone are doubtful, unless the field asks for a number or code; then anything else is.
    """
    del context  # a text reads the same everywhere
    if len(raw) > 2 * MAX_LENGTH:
        return None
    text = trimmed(joined_lines(raw))
    if not any(char.isalnum() for char in text) or len(text) > MAX_LENGTH or _ASIDE.match(text):
        return None
    if asks_for_code(field):
        text = _NUMBER_IN_FRONT.sub("", text)
        return Normal(text, _likely_code(text))
    if _OTHER_TYPE.match(text) or _CODE.search(text):
        return Normal(text, _FOREIGN)
    return Normal(text, _DOUBTFUL if len(text) > LONG_LINE or _AMOUNT.match(text) else 1.0)
