"""Address headers of RFC 5322, read tolerantly: groups, comments, quotes, routes, nonsense."""

from __future__ import annotations

import re
from typing import Final

from pipeline.intake.charsets import printable_line
from pipeline.intake.headers import decode_header, decode_words
from pipeline.model import Mailbox

MAX_ADDRESSES: Final = 500

_PLAUSIBLE: Final = re.compile(r"(?:[^\s@<>()\[\],;:\"\\]+|\"[^\"\r\n]+\")@(?:[^\s@<>()\[\],;:\"\\]+|\[[0-9a-f.:]+\])")
_ANGLE: Final = re.compile(r"<([^<>]*)>?")
_BARE: Final = re.compile(r"[^\s<>()\",;:\[\]\\]+@[^\s<>()\",;:\[\]\\]+")
_COMMENT: Final = re.compile(r"\(([^()]*)\)")
_LONGEST_NAME: Final = 1000  # characters, as they are encoded
_LONGEST_ADDRESS: Final = 400  # RFC 5321 allows 254, and there may be blanks and brackets round it
_NESTED_COMMENTS: Final = 3
_ROUTE: Final = re.compile(r"^(?:@[^:,]*[,:]\s*)+")
_CLOSERS: Final = {'"': '"', "(": ")", "<": ">"}


def parse_addresses(value: str) -> tuple[Mailbox, ...]:
    """The mailboxes of a header in order; of a group its members. An address that cannot be one stays ""."""
    if "@" not in value and "=?" in value:  # some senders encode name and address as one word
        value = decode_words(value)
    chunks = [chunk for chunk in _split(value) if chunk.strip()][:MAX_ADDRESSES]
    mailboxes = (_mailbox(_bounded(chunk)) for chunk in chunks)
    return tuple(each for each in mailboxes if each.address or each.name)


def _bounded(chunk: str) -> str:
    """A mailbox without the middle of a name without end: the address stands behind it."""
    if len(chunk) <= _LONGEST_NAME + _LONGEST_ADDRESS:
        return chunk
    return f"{chunk[:_LONGEST_NAME]} {chunk[-_LONGEST_ADDRESS:]}"


def _split(value: str) -> list[str]:
    """A list cut at its commas and semicolons, not inside quotes, comments or angles; names of groups dropped."""
    chunks, start, closer, escaped = [], 0, "", False
    for at, char in enumerate(value):
        if escaped or char == "\\":
            escaped = not escaped
        elif closer:
            closer = "" if char == closer else closer
        elif char in _CLOSERS and value.find(_CLOSERS[char], at + 1) >= 0:
            closer = _CLOSERS[char]
        elif char in ",;":
            chunks.append(value[start:at])
            start = at + 1
        elif char == ":" and not _is_mailto(value[start:at]):
            start = at + 1
    return [*chunks, value[start:]]


def _is_mailto(before: str) -> bool:
    return before.strip().lower().endswith("mailto")


def _mailbox(chunk: str) -> Mailbox:
    angles = list(_ANGLE.finditer(chunk))
    if angles:
        address = _address(angles[-1][1])
        name = chunk[: angles[-1].start()] or " ".join(_COMMENT.findall(chunk))
        return Mailbox(address, _name(name))
    comment = " ".join(_COMMENT.findall(chunk))
    rest = chunk
    for _ in range(_NESTED_COMMENTS):
        rest = _COMMENT.sub(" ", rest).strip()
    address = _address(rest)
    if address:
        return Mailbox(address, _name(comment))
    bare = [_address(each) for each in _BARE.findall(rest) if each.count("@") == 1]
    return Mailbox(bare[0] if len(bare) == 1 else "", _name(rest))


def _address(text: str) -> str:
    """An address in lower case, "" where the text cannot be one (two @, no domain, blanks)."""
    tidy = _ROUTE.sub("", printable_line(text).strip(" <>"))
    tidy = tidy[1:-1] if tidy[:1] in {'"', "'"} and tidy[:1] == tidy[-1:] else tidy
    tidy = re.sub(r"^mailto:", "", tidy, flags=re.IGNORECASE).rstrip(".").lower()
    return tidy if _PLAUSIBLE.fullmatch(tidy) else ""


def _name(text: str) -> str:
    """A display name: without its quotes, encoded words decoded."""
    text = text.strip()
    if text.startswith('"'):
        text = re.sub(r"\\(.)", r"\1", text.strip('"'))
    return decode_header(text).strip(" \"'")
