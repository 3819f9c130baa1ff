"""A message's bytes to its parts: our own tolerant walk over the parser's tree.

The parts of a message are never larger than the message: every encoding shrinks. What is packed in them is opened
in `contents`, within limits.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.intake.contents import MAX_MESSAGE_DEPTH, add_piece, below
from pipeline.intake.filenames import parameter, sent_name
from pipeline.intake.headers import first, raw_headers
from pipeline.intake.leaves import Parts, Place
from pipeline.intake.parsing import (
    children_of,
    octets_of,
    parse_by_guessed_boundary,
    parse_head,
    parse_message,
    text_outside_parts,
    whole_of,
)
from pipeline.intake.pieces import Piece
from pipeline.intake.transfer import undo_transfer_encoding
from pipeline.model import Severity

if TYPE_CHECKING:
    from email.message import Message

    from pipeline.intake.headers import Headers

MAX_MULTIPART_DEPTH: Final = 30
MAX_GUESSES: Final = 5  # of lost boundaries; each reads the rest of the message again

_MEDIA_TYPE: Final = re.compile(r"\s*([\w!#$&^.+-]{1,80}/[\w!#$&^.+-]{1,127})")
_FORWARDED: Final = {"message/rfc822", "message/global", "message/news", "message/partial"}


def take_apart(data: bytes) -> Parts:
    """All parts of a message in order, forwarded messages opened. Faults become findings."""
    parts = Parts(_visit)
    if media.identify(data) == media.MSG:
        saved = _saved_by_outlook(data, parts)
        if saved is None:
            return parts
        data = saved
    message = parse_message(data)
    if message is not None:
        parts.headers = raw_headers(message)
        _visit(message, Place(), parts)
        return parts
    parts.note("mail-damaged", "The message is built so that it cannot be taken apart.", Severity.ERROR)
    head, body = parse_head(data)
    parts.headers = raw_headers(head)
    children = _guessed(body, "multipart/mixed", parts)
    if children:
        _visit_multipart(children, "multipart/mixed", Place(), parts)
    else:
        _add_leaf(body, (), Place(), parts)
    return parts


def _saved_by_outlook(data: bytes, parts: Parts) -> bytes | None:
    """The message in a .msg file; None, with the file as a leaf, where it cannot be read."""
    from pipeline.intake.outlook import CLOSED, message_from_msg  # noqa: PLC0415 - rarely met

    saved = message_from_msg(data, parts.room)
    if saved is None:
        parts.add(CLOSED)
        parts.keep(Piece(data, "message.msg"), media.MSG, Place())
    return saved


def media_type(value: str) -> str:
    """The type of a Content-Type header in lower case; "" where it names none."""
    found = _MEDIA_TYPE.match(value)
    return found[1].lower() if found else ""


def _visit(part: Message, place: Place, parts: Parts) -> None:
    if not parts.step():
        return
    headers = raw_headers(part)
    declared = media_type(first(headers, "content-type"))
    if not part.is_multipart():
        _visit_leaf(part, headers, declared, place, parts)
    elif (declared or part.get_default_type()).startswith("message/"):  # the default in multipart/digest
        _visit_message(part, headers, declared or media.MESSAGE, place, parts)
    else:
        _visit_multipart(children_of(part), declared, place, parts)
        _visit_leftovers(part, headers, place, parts)


def _visit_multipart(children: list[Message], declared: str, place: Place, parts: Parts) -> None:
    if place.multiparts >= MAX_MULTIPART_DEPTH:
        problem = "The message's parts are nested too deeply; the innermost were not read."
        parts.note("mail-too-deep", problem, Severity.ERROR)
        return
    alternative = parts.steps if declared == "multipart/alternative" else place.alternative
    below = replace(place, multiparts=place.multiparts + 1, alternative=alternative)
    for child in children:
        _visit(child, below, parts)


def _visit_leftovers(part: Message, headers: Headers, place: Place, parts: Parts) -> None:
    """Parts that stand outside the boundaries: behind a wrong end, or because the head of the first was lost."""
    outside = text_outside_parts(part)
    misplaced = [value for name, value in headers if name == "content-type"][1:]
    children = _guessed(outside, "multipart/mixed", parts)
    if children:
        parts.note("mail-boundary-broken", "The boundary between the message's parts is missing or wrong.")
        _visit_multipart(children, "multipart/mixed", place, parts)
    elif misplaced and outside.strip():
        head = [(name, value) for name, value in headers if name != "content-type"]
        _add_leaf(outside, (*head, ("content-type", misplaced[0])), place, parts)


def _visit_leaf(part: Message, headers: Headers, declared: str, place: Place, parts: Parts) -> None:
    """A part that the parser did not divide. Where it should have (or its type is lost), boundaries are guessed."""
    content = octets_of(part)
    unbound = declared.startswith("multipart/")
    if unbound:
        parts.note("mail-boundary-broken", "The boundary between the message's parts is missing or wrong.")
    if unbound or not declared:
        children = _guessed(content, declared or "multipart/mixed", parts)
        if children:
            _visit_multipart(children, declared or "multipart/mixed", place, parts)
            return
    _add_leaf(content, headers, place, parts)


def _guessed(content: bytes, declared: str, parts: Parts) -> list[Message] | None:
    if parts.guesses >= MAX_GUESSES or not content.strip():
        return None
    parts.guesses += 1
    return parse_by_guessed_boundary(content, declared)


def _visit_message(part: Message, headers: Headers, declared: str, place: Place, parts: Parts) -> None:
    """message/*: forwarded messages are opened, reports and their like are leaves of text."""
    children = children_of(part)
    if declared not in _FORWARDED or not children:
        _add_leaf(b"".join(map(whole_of, children)), headers, place, parts, encoded=False)
        return
    if declared == "message/partial":
        parts.note("mail-partial", "The message is only one piece of a message that was split up.")
    nested = children[0]
    encoding = first(headers, "content-transfer-encoding").lower()
    if encoding in {"base64", "quoted-printable"} and not nested.keys():  # RFC 2046 forbids it, and it is done
        data = undo_transfer_encoding(octets_of(nested), encoding)[0]
        add_piece(replace(_piece(data, headers), declared=media.MESSAGE), place, parts)
    elif place.messages >= MAX_MESSAGE_DEPTH:
        add_piece(replace(_piece(whole_of(nested), headers), declared=media.MESSAGE), place, parts)
    else:
        _visit(nested, below(place, parts), parts)


def _add_leaf(content: bytes, headers: Headers, place: Place, parts: Parts, *, encoded: bool = True) -> None:
    if encoded:
        encoding = first(headers, "content-transfer-encoding")
        content, undamaged = undo_transfer_encoding(content, encoding)
        if not undamaged:
            parts.note("mail-encoding-damaged", "A part's encoding is damaged; it was decoded as far as it goes.")
    add_piece(_piece(content, headers), place, parts)


def _piece(content: bytes, headers: Headers) -> Piece:
    """A part's decoded bytes with what its headers say."""
    content_type = first(headers, "content-type")
    return Piece(
        data=content,
        name=sent_name(headers),
        declared=media_type(content_type),
        charset=parameter(content_type, "charset"),
        disposition=first(headers, "content-disposition").lower().lstrip(),
        flow=_flow(content_type),
    )


def _flow(content_type: str) -> str:
    if parameter(content_type, "format").lower() != "flowed":
        return ""
    return "delsp" if parameter(content_type, "delsp").lower() == "yes" else "flowed"
