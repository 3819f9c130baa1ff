"""MIME parameters and file names: RFC 2045, 2183, 2231, and the many ways of getting them wrong.

The names are for people to read. They are never used as paths.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_to_bytes

from pipeline import media
from pipeline.intake.charsets import decode_text, printable_line
from pipeline.intake.headers import decode_words, first

if TYPE_CHECKING:
    from pipeline.intake.headers import Headers

MAX_NAME: Final = 120

_PARAMETER: Final = re.compile(r'(?<=[;\s])([^\s=;"]{1,80})\s*=\s*("(?:\\.|[^"\\])*"?|[^;]*)')
_SECTION: Final = re.compile(r"([^*]+)\*(\d{1,4})?(\*)?")
_EXTENDED: Final = re.compile(r"([\w.:-]{1,40})'([\w-]{0,20})'(.*)", re.DOTALL)
_LIKE_FILE: Final = re.compile(r".{1,100}\.[A-Za-z0-9]{2,5}")


def parameter(value: str, name: str) -> str:
    """A parameter of a Content-Type or Content-Disposition header, decoded; "" where it is not there.

    Reads RFC 2231 values and continuations, and encoded words inside values, which no standard allows and many send.
    """
    plain, sections = _parameters(value, name)
    if sections:
        return _joined(sections)
    extended = _EXTENDED.fullmatch(plain)
    if extended and "%" in extended[3]:
        return decode_text(unquote_to_bytes(extended[3]), extended[1])[0]
    return decode_words(plain)


def _parameters(value: str, name: str) -> tuple[str, dict[int, tuple[str, bool]]]:
    """The plain value of a parameter, and its RFC 2231 sections: number to (text, whether percent-encoded)."""
    plain = ""
    sections: dict[int, tuple[str, bool]] = {}
    for key, text in _PARAMETER.findall(value):
        if key.lower() == name:
            plain = plain or _unquoted(text)
            continue
        section = _SECTION.fullmatch(key)
        if section and section[1].lower() == name:
            encoded = bool(section[3]) or section[2] is None
            sections.setdefault(int(section[2] or 0), (_unquoted(text), encoded))
    return plain, sections if 0 in sections else {}


def _joined(sections: dict[int, tuple[str, bool]]) -> str:
    """RFC 2231 sections put together; the first one names the charset, the run ends where a number is missing."""
    charset, octets = "", b""
    for number in range(len(sections)):
        if number not in sections:
            break
        text, encoded = sections[number]
        if number == 0 and encoded and (extended := _EXTENDED.fullmatch(text)):
            charset, text = extended[1], extended[3]
        octets += unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace")
    return decode_words(decode_text(octets, charset)[0])


def _unquoted(text: str) -> str:
    """Without quotes. Only quotes and backslashes are unescaped: Windows paths are sent with bare backslashes."""
    text = text.strip()
    if text.startswith('"'):
        text = text[1:].removesuffix('"')
        return re.sub(r'\\(["\\])', r"\1", text)
    return text.strip("'")


def sent_name(headers: Headers) -> str:
    """The clean file name that a part's headers give, "" where they give none."""
    disposition, kind = (" " + first(headers, name) for name in ("content-disposition", "content-type"))
    name = clean_name(parameter(disposition, "filename")) or clean_name(parameter(kind, "name"))
    if name:
        return name
    description = clean_name(decode_words(first(headers, "content-description")))
    return description if _LIKE_FILE.fullmatch(description) else ""


def clean_name(name: str) -> str:
    """The last component of a name as one printable line of at most `MAX_NAME` characters, extension kept."""
    name = printable_line(name).replace("\\", "/").rpartition("/")[2].strip(" .\"'")
    if len(name) <= MAX_NAME:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:  # noqa: PLR2004 - longer than any extension
        return name[:MAX_NAME].strip()
    return f"{stem[: MAX_NAME - len(extension) - 1].strip()}.{extension}"


def made_up_name(number: int, kind: str) -> str:
    """The name of a part that came without one: its number in the message and the extension of its type."""
    return f"part {number}{media.EXTENSIONS.get(kind, '')}"
