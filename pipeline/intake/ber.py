"""BER (ITU-T X.690) as far as CMS needs it: which content an envelope names, and the octets in it.

Our own short walk: general ASN.1 libraries need minutes for a file that a sender has cut into millions of pieces, and
mail programs do cut it (indefinite lengths, RFC 5652 section 5.2). This one reads every byte once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

OCTET_STRING: Final = 0x04
OBJECT: Final = 0x06
SEQUENCE: Final = 0x30
EXPLICIT_0: Final = 0xA0
_CONSTRUCTED: Final = 0x20
_INDEFINITE: Final = 0x80
_LONG_TAG: Final = 0x1F
_MAX_LENGTH_OCTETS: Final = 8
_MAX_DEPTH: Final = 50
_MAX_ELEMENTS: Final = 1_000_000  # one after another; programs write pieces of some thousand bytes


class DamagedError(ValueError):
    """The bytes are no BER, or end too early."""


@dataclass(frozen=True, slots=True)
class Element:
    """A tag and where its content lies; `end` is None where only a mark ends it."""

    tag: int
    start: int
    end: int | None


def element_at(data: bytes, at: int) -> Element:
    """The element that begins at a place.

    Raises:
        DamagedError: none does.
    """
    head = data[at : at + 2]
    if len(head) < 2 or head[0] & _LONG_TAG == _LONG_TAG:  # noqa: PLR2004 - CMS has no tags beyond 30
        raise DamagedError
    if head[1] == _INDEFINITE:
        return Element(head[0], at + 2, None)
    if head[1] < _INDEFINITE:
        return Element(head[0], at + 2, at + 2 + head[1])
    count = head[1] & 0x7F
    if count > _MAX_LENGTH_OCTETS:
        raise DamagedError
    start = at + 2 + count
    return Element(head[0], start, start + int.from_bytes(data[at + 2 : start], "big"))


def after(data: bytes, element: Element) -> int:
    """Where the next element begins."""
    if element.end is not None:
        return element.end
    at, depth, count = element.start, 1, 0
    while depth:
        count += 1
        if data[at : at + 2] == b"\x00\x00":
            at, depth = at + 2, depth - 1
            continue
        inner = element_at(data, at)
        depth += inner.end is None
        at = inner.start if inner.end is None else inner.end
        if depth > _MAX_DEPTH or count > _MAX_ELEMENTS:
            raise DamagedError
    return at


def children(data: bytes, element: Element, most: int) -> list[Element]:
    """The first elements in a constructed one, at most so many."""
    found: list[Element] = []
    at = element.start
    while len(found) < most and at < len(data) and (element.end is None or at < element.end):
        if element.end is None and data[at : at + 2] == b"\x00\x00":
            break
        found.append(element_at(data, at))
        at = after(data, found[-1]) if len(found) < most else at
    return found


def octets(data: bytes, element: Element) -> bytes:
    """The octets of a string, put together where it was sent in pieces; of a cut one what there is."""
    if not element.tag & _CONSTRUCTED:
        return data[element.start : element.end]
    whole, count = bytearray(), 0
    ends: list[int | None] = [element.end]
    at = element.start
    while ends and at < len(data):
        if ends[-1] == at or (ends[-1] is None and data[at : at + 2] == b"\x00\x00"):
            at += 0 if ends.pop() is not None else 2
            continue
        inner = element_at(data, at)
        count += 1
        if inner.tag & _CONSTRUCTED:
            ends.append(inner.end)
            at = inner.start
        elif inner.end is not None:
            whole += data[inner.start : inner.end]
            at = inner.end
        if max(len(ends) - _MAX_DEPTH, count - _MAX_ELEMENTS) > 0 or (
            inner.end is None and not inner.tag & _CONSTRUCTED
        ):
            raise DamagedError
    return bytes(whole)
