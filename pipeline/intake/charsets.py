"""Bytes of any declared, wrong, unknown or missing charset to text that is always storable."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

_CHARSET_NAME: Final = re.compile(r"[A-Za-z0-9._:-]{1,40}")
_ALIASES: Final = {
    # what the name means in practice (WHATWG Encoding Standard), where Python takes it at its word
    "us-ascii": "cp1252", "ascii": "cp1252", "ansi_x3.4-1968": "cp1252", "ansi_x3.110-1983": "cp1252",
    "iso-8859-1": "cp1252", "iso_8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "l1": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
    "iso-8859-6-i": "iso-8859-6", "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8",
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "euc-kr": "cp949", "windows-949": "cp949",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext", "big5": "big5hkscs", "big-5": "big5hkscs", "x-mac-roman": "mac_roman",
    "utf8mb4": "utf-8", "unicode-1-1-utf-8": "utf-8", "unicode-1-1-utf-7": "utf-7",
}  # fmt: skip
_NO_TEXT: Final = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "unicode_escape"}
_GUESSED: Final = {"", "unknown-8bit", "x-unknown", "unknown", "default", "x-user-defined", "binary", "8bit"}
_WESTERN: Final = "cp1252"


def decode_text(data: bytes, charset: str = "") -> tuple[str, bool]:
    """Bytes as text, and whether that is sure: False where the charset had to be guessed or characters are lost.

    A declared charset is believed unless the bytes cannot be in it, or it is a western one and the bytes are
    flawless UTF-8 (which western text never is by chance). Undeclared: UTF-8, else Windows-1252.
    """
    codec = _codec(charset)
    if codec in {None, _WESTERN} and (text := _strictly(data, "utf-8")) is not None:
        return text.removeprefix("\ufeff"), codec is None or data.isascii()
    if codec is not None and (text := _strictly(data, codec)) is not None:
        return _storable(text), True
    return _guess(data, codec), False


def known_charset(charset: str) -> bool:
    """Whether a declared charset names one that can be decoded."""
    return _codec(charset) is not None


def _codec(charset: str) -> str | None:
    """The Python codec for a declared charset; None where it declares nothing usable."""
    name = charset.strip(" \t\"'").partition("*")[0].lower()  # RFC 2231 allows a language after an asterisk
    name = _ALIASES.get(name, name)
    if name in _GUESSED or not _CHARSET_NAME.fullmatch(name):
        return None
    try:
        found = codecs.lookup(name).name
        b" ".decode(found)
    except UnicodeError:  # one byte is not enough for some charsets
        pass
    except (LookupError, ValueError):  # unknown, or no charset at all, such as zlib
        return None
    return None if found in _NO_TEXT else found


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return None


def _guess(data: bytes, codec: str | None) -> str:
    """The likeliest reading of bytes that break their charset: the one that loses least."""
    if codec not in {None, "utf-8", _WESTERN}:
        return _storable(data.decode(codec or "utf-8", "replace"))
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    sequences = sum(char > "\x7f" for char in text) - lost
    return _storable(text if sequences >= lost else data.decode(_WESTERN, "replace"))


def _storable(text: str) -> str:
    """Text that UTF-8 can write: some codecs let halves of surrogate pairs through."""
    return text.removeprefix("\ufeff").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def printable_line(text: str) -> str:
    """One clean line: NFC, no control, bidi-override or invisible formatting characters, no blanks at the ends.

    Line ends and tabs become blanks. Joiners and direction marks stay: several scripts need them.
    """
    kept = "".join(" " if char in "\t\r\n\v\f\x85\u2028\u2029" else char for char in text if not _hidden(char))
    return unicodedata.normalize("NFC", kept).strip()


_NEEDED_FORMATS: Final = "\u200c\u200d\u200e\u200f"  # joiners, and the marks of right-to-left text
_BLANK_CONTROLS: Final = "\t\r\n\v\f\x85"


def _hidden(char: str) -> bool:
    category = unicodedata.category(char)
    return (
        (category == "Cc" and char not in _BLANK_CONTROLS)
        or (category == "Cf" and char not in _NEEDED_FORMATS)
        or category == "Cs"
    )
