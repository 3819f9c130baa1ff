"""A piece of a message by what it is: messages and other containers are opened, the rest are leaves.

Whatever is nested in whatever, all of it shares one budget of parts, depth and bytes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.intake.charsets import decode_text
from pipeline.intake.filenames import made_up_name
from pipeline.intake.leaves import Parts, Place, chain
from pipeline.intake.opening import ARCHIVES, MAX_ARCHIVE_DEPTH, MAX_CONTAINER_DEPTH, opener_of
from pipeline.intake.parsing import parse_message
from pipeline.intake.pieces import Entity, Left, Piece
from pipeline.intake.uuencode import has_yenc, take_out_files
from pipeline.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.intake.pieces import Found, Opener

MAX_MESSAGE_DEPTH: Final = 5  # a message in a message in a message ...

_RFC822_HEADER: Final = {"subject", "from", "to", "date", "received", "message-id", "mime-version", "content-type"}
_PGP: Final = b"-----BEGIN PGP MESSAGE-----"


def add_piece(piece: Piece, place: Place, parts: Parts) -> None:
    """Look into a piece and add what is in it (or the piece itself) to the leaves."""
    if piece.declared == "message/external-body":
        parts.note("mail-external-body", "An attachment is only a pointer to a file elsewhere; it was not fetched.")
    kind = _kind(piece)
    if kind in {media.TEXT, media.OCTETS} and has_yenc(piece.data):
        problem = "A file stands in the text in an encoding that is not read here (yEnc): ask for it as an attachment."
        parts.note("mail-yenc", problem)
    if kind == media.MESSAGE:
        _add_message(piece, place, parts)
    elif kind == media.TEXT:
        _add_text(piece, place, parts)
    elif opener := opener_of(kind):
        _open(piece, kind, opener, place, parts)
    else:
        parts.keep(piece, kind, place)


def below(place: Place, parts: Parts) -> Place:
    """The place of a forwarded message: it is named in the chain of containers."""
    number = parts.forwarded.get(place.inside, 0) + 1
    parts.forwarded[place.inside] = number
    inside = chain(place.inside, f"forwarded message {number}")
    return Place(inside, place.messages + 1, containers=place.containers, archives=place.archives)


def _kind(piece: Piece) -> str:
    """The type of a part by its content; of text in a wide charset by its characters."""
    kind = media.identify(piece.data, piece.name, piece.declared)
    if kind != media.OCTETS or not piece.declared.startswith("text/"):
        return kind
    return media.identify(decode_text(piece.data, piece.charset)[0].encode(), piece.name, piece.declared)


def _add_message(piece: Piece, place: Place, parts: Parts) -> None:
    nested = parse_message(piece.data) if place.messages < MAX_MESSAGE_DEPTH else None
    if nested is not None and {name.lower() for name in nested.keys()} & _RFC822_HEADER:  # noqa: SIM118 - a Message
        parts.enter(nested, below(place, parts), parts)
        return
    parts.note("mail-closed-message", "A forwarded message is nested too deeply or damaged; it was not opened.")
    parts.keep(piece, media.MESSAGE, place)


def _add_text(piece: Piece, place: Place, parts: Parts) -> None:
    """A text, and the files that stand in it in an old encoding."""
    if _PGP in piece.data:
        from pipeline.intake.smime import ENCRYPTED_PGP  # noqa: PLC0415 - rarely met

        parts.add(ENCRYPTED_PGP)
    text, files, sound = take_out_files(piece.data)
    if not sound:
        parts.note("mail-encoding-damaged", "A part's encoding is damaged; it was decoded as far as it goes.")
    parts.keep(replace(piece, data=text) if files else piece, media.TEXT, place)
    for file in files:
        _take(file, place, parts)


def _open(piece: Piece, kind: str, opener: Opener, place: Place, parts: Parts) -> None:
    """A container's content; the container itself is a leaf only where something in it was not opened."""
    within = _within(piece, kind, place, parts)
    if within is None:
        parts.note("archive-too-deep", "Archives in archives are nested too deeply; the innermost was not opened.")
        parts.keep(piece, kind, place)
        return
    taken: list[bool] = []
    for found in _found(opener, piece, parts):
        if isinstance(found, Finding):
            parts.add(found)
        elif isinstance(found, Left):
            parts.add(found.finding)
            taken.append(False)
        else:
            taken.append(_take(found, within, parts))
    if not taken and kind == media.PKCS7_MIME:  # a signature, or certificates, without what was signed
        parts.keep(piece, media.PKCS7_SIGNATURE, place)
    elif not taken or not all(taken):
        parts.keep(piece, kind, place)


def _within(piece: Piece, kind: str, place: Place, parts: Parts) -> Place | None:
    """The place of what lies in a container, None where that is too deep."""
    deeper = replace(place, containers=place.containers + 1, archives=place.archives + (kind in ARCHIVES))
    if deeper.containers > MAX_CONTAINER_DEPTH or deeper.archives > MAX_ARCHIVE_DEPTH:
        return None
    if kind not in ARCHIVES:
        return deeper
    name = piece.name or made_up_name(parts.numbered + 1, kind)
    return replace(deeper, inside=chain(place.inside, name), alternative=0)


def _found(opener: Opener, piece: Piece, parts: Parts) -> Iterator[Found | Finding]:
    """What an opener finds, until it is done or stumbles over bytes that no one thought of."""
    try:
        yield from opener(piece, parts.room)
    except Exception:  # noqa: BLE001 - a promise: a hostile container is a finding
        problem = "A file that holds others is damaged and was not opened wholly: ask for the form itself."
        yield Left(Finding("archive-damaged", Severity.WARNING, problem))


def _take(found: Piece | Entity, place: Place, parts: Parts) -> bool:
    """Something out of a container, if there is room for it."""
    if isinstance(found, Piece) and found.spare and (not found.data or _has_text(place, parts)):
        return True
    if not parts.step():
        return False
    if not parts.room.take(len(found.data)):
        problem = "What came packed in this message is too large to be unpacked: ask for the form alone."
        parts.note("archive-too-large", problem)
        return False
    entity = parse_message(found.data) if isinstance(found, Entity) else None
    if entity is not None:
        parts.enter(entity, place, parts)
    else:
        add_piece(found if isinstance(found, Piece) else Piece(found.data), place, parts)
    return True


def _has_text(place: Place, parts: Parts) -> bool:
    """Whether the mail says something already where a container's own text would stand."""
    return any(
        leaf.inside == place.inside and leaf.media in {media.TEXT, media.HTML} and not (leaf.name or leaf.attached)
        for leaf in parts.leaves
    )
