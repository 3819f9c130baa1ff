"""Characters made comparable: width, case, accents, digits and letter variants no longer matter.

`flat` keeps the punctuation (for patterns), `plain` turns it into single spaces (for look-ups). Labels need more:
see `fold`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowel signs and hamza marks. Marks of the Indic and
# South-East Asian scripts are letters in their own right and stay.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "\u0640": "",  # tatweel only stretches a word
        "\u0671": "\u0627",  # alef wasla
        "\u0649": "\u064a",  # alef maksura is typed for ya and the other way round
        "\u06cc": "\u064a",  # Persian ya
        "\u06a9": "\u0643",  # Persian kaf
        "\u0629": "\u0647",  # ta marbuta is typed as ha
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u00b4": "'",
        "`": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
    }
    | {chr(0x660 + digit): str(digit) for digit in range(10)}
    | {chr(0x6F0 + digit): str(digit) for digit in range(10)}
    | {chr(0x966 + digit): str(digit) for digit in range(10)}
    | {chr(0x9E6 + digit): str(digit) for digit in range(10)}
)

# Control, zero-width and direction characters, lone surrogates and private use: never part of what somebody typed.
# The joiners U+200C and U+200D stay: Persian and the Indic scripts spell with them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ue000-\uf8ff]"
)
_JOINERS = str.maketrans("", "", "\u200c\u200d")

_NOT_WORD = re.compile(r"(?:[^\w\u0900-\u109f\u1780-\u17ff]|_)+")
_SPACE = re.compile(r"\s+")
LONG = 400  # characters; longer texts are not worth a place in the caches


def visible(text: str) -> str:
    """`text` in NFC without control, zero-width, direction and private-use characters; line breaks stay."""
    if text.isascii() and text.isprintable():
        return text
    seen = text if text.isprintable() else _UNSEEN.sub("", text)  # all of those are unprintable; most texts have none
    return unicodedata.normalize("NFC", seen)


def one_line(text: str) -> str:
    """`text`, visible characters only, each run of white space a single blank."""
    return _SPACE.sub(" ", visible(text)).strip()


def _flat(text: str) -> str:
    if text.isascii():
        return text.lower().replace("`", "'")
    seen = text if text.isprintable() else _UNSEEN.sub("", text)
    composed = unicodedata.normalize("NFKC", seen).casefold().translate(_JOINERS)
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", composed))
    return unicodedata.normalize("NFC", bare.translate(_LETTERS))


_cached_flat = lru_cache(maxsize=16384)(_flat)


def flat(text: str) -> str:
    """`text` in NFKC, caseless, without accents, digits and look-alike letters unified; punctuation and spaces stay."""
    return _cached_flat(text) if len(text) <= LONG else _flat(text)


@lru_cache(maxsize=16384)
def _cached_plain(text: str) -> str:
    return words_only(_flat(text))


def words_only(flat_text: str) -> str:
    """A flat text with everything between its words turned into single blanks."""
    return _NOT_WORD.sub(" ", flat_text).strip()


def plain(text: str) -> str:
    """`text` flat, and with nothing but its words and single blanks; "" where it has no word."""
    return _cached_plain(text) if len(text) <= LONG else words_only(_flat(text))


def key(text: str) -> str:
    """`text` plain and without blanks: "S.ra" and "Sra" are the same key."""
    return plain(text).replace(" ", "")
