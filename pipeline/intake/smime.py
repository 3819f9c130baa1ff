"""S/MIME and signed files (RFC 5652, RFC 8551): what was signed is read, what is encrypted is named.

No signature is checked: that says who signed, not what the form says, and staff are told so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.intake.ber import (
    EXPLICIT_0,
    OBJECT,
    OCTET_STRING,
    SEQUENCE,
    DamagedError,
    children,
    element_at,
    octets,
)
from pipeline.intake.headers import lenient_base64
from pipeline.intake.pieces import Entity, Left, Piece
from pipeline.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.intake.ber import Element
    from pipeline.intake.pieces import Room

_SIGNED: Final = bytes.fromhex("2a864886f70d010702")  # RFC 5652 section 5.1
_SEALED: Final = frozenset(
    bytes.fromhex(each)
    for each in (
        "2a864886f70d010703",  # enveloped-data, RFC 5652 section 6.1
        "2a864886f70d010706",  # encrypted-data, section 8
        "2a864886f70d0109100117",  # authenticated-enveloped-data, RFC 5083
    )
)
_ARMOUR: Final = re.compile(rb"-----BEGIN (?:PKCS7|CMS|PKCS #7 SIGNED DATA)-----\s*(.*?)-----END", re.DOTALL)
_BASE64: Final = re.compile(rb"MI[A-Za-z0-9+/=\s]+")
_ENTITY: Final = re.compile(rb"\s*(?:content-|mime-version)[a-z-]*[ \t]*:", re.IGNORECASE)
_SUFFIX: Final = re.compile(r"\.(?:p7m|p7s|p7b|tsd)$", re.IGNORECASE)
_STRING_TAGS: Final = {OCTET_STRING, OCTET_STRING | 0x20}

ENCRYPTED: Final = Finding(
    "mail-encrypted",
    Severity.WARNING,
    "Encrypted with S/MIME: cannot be opened here; ask for it unencrypted.",
)
ENCRYPTED_PGP: Final = Finding(
    "mail-encrypted",
    Severity.WARNING,
    "Encrypted with PGP: cannot be opened here; ask for it unencrypted.",
)
_CONTENT: Final = Finding(
    "mail-signed-content",
    Severity.INFO,
    "A digitally signed file or mail was opened; its signature was not checked.",
)
_DAMAGED: Final = Finding(
    "signed-damaged",
    Severity.WARNING,
    "A digitally signed file (.p7m) is damaged: ask for the form itself.",
)


def open_signed(piece: Piece, room: Room) -> Iterator[Entity | Piece | Left | Finding]:
    """What was signed: a part of a mail, or a file such as form.pdf.p7m. A detached signature holds nothing."""
    del room  # what is inside is smaller than the whole
    try:
        data = _binary(piece.data)
        kind, content = _content(data)
        if kind != _SIGNED or content is None:
            yield Left(ENCRYPTED if kind in _SEALED else _DAMAGED)
            return
        signed = _signed_octets(data, content)
    except DamagedError:
        yield Left(_DAMAGED)
        return
    if signed:
        yield _CONTENT
        yield Entity(signed) if _ENTITY.match(signed) else Piece(signed, _SUFFIX.sub("", piece.name))


def leave_encrypted(piece: Piece, room: Room) -> Iterator[Left]:
    """A mail part that is encrypted with S/MIME."""
    del piece, room
    yield Left(ENCRYPTED)


def leave_pgp(piece: Piece, room: Room) -> Iterator[Left]:
    """A mail part that is encrypted with PGP (RFC 3156)."""
    del piece, room
    yield Left(ENCRYPTED_PGP)


def _binary(data: bytes) -> bytes:
    """The bytes of an envelope that may be sent as PEM or bare base64."""
    armoured = _ARMOUR.match(data.lstrip())
    if armoured:
        return lenient_base64(armoured[1])
    return lenient_base64(data) if _BASE64.fullmatch(data) else data


def _content(data: bytes) -> tuple[bytes, Element | None]:
    """ContentInfo: the type of its content, and the content."""
    return _typed(data, element_at(data, 0))


def _typed(data: bytes, sequence: Element) -> tuple[bytes, Element | None]:
    """A sequence of a type and, marked [0], a content of that type."""
    inner = children(data, sequence, 2) if sequence.tag == SEQUENCE else []
    if not inner or inner[0].tag != OBJECT:
        raise DamagedError
    kind = data[inner[0].start : inner[0].end]
    held = children(data, inner[1], 1) if inner[1:] and inner[1].tag == EXPLICIT_0 else []
    return kind, held[0] if held else None


def _signed_octets(data: bytes, signed: Element) -> bytes:
    """SignedData.encapContentInfo.eContent: version, algorithms, then the content (RFC 5652 section 5.1)."""
    inner = children(data, signed, 3)
    if len(inner) < 3:  # noqa: PLR2004 - the three of them
        raise DamagedError
    _, content = _typed(data, inner[2])
    if content is None:
        return b""
    if content.tag not in _STRING_TAGS:  # PKCS #7 1.5 allows any type here
        raise DamagedError
    return octets(data, content)
