"""A message's bytes to its parts: our own tolerant walk over the parser's tree.

The parts of a message are never larger than the message: nothing is unpacked here, and every encoding shrinks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.intake.charsets import decode_text
from pipeline.intake.filenames import parameter, sent_name
from pipeline.intake.headers import Headers, first, raw_headers
from pipeline.intake.parsing import (
    children_of,
    octets_of,
    parse_by_guessed_boundary,
    parse_head,
    parse_message,
    text_outside_parts,
    whole_of,
)
from pipeline.intake.transfer import undo_transfer_encoding
from pipeline.model import Finding, Severity

if TYPE_CHECKING:
    from email.message import Message

MAX_PARTS: Final = 500
MAX_MESSAGE_DEPTH: Final = 5  # a message in a message in a message ...
MAX_MULTIPART_DEPTH: Final = 30
MAX_GUESSES: Final = 5  # of lost boundaries; each reads the rest of the message again

_MEDIA_TYPE: Final = re.compile(r"\s*([\w!#$&^.+-]{1,80}/[\w!#$&^.+-]{1,127})")
_UUENCODED: Final = re.compile(rb"^begin [0-7]{3,4} [^\r\n]{1,200}\r?\nM[\x20-\x60]{60}\r?$", re.MULTILINE)
_FORWARDED: Final = {"message/rfc822", "message/global", "message/news", "message/partial"}
_RFC822_HEADER: Final = {"subject", "from", "to", "date", "received", "message-id", "mime-version", "content-type"}


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of a message: decoded bytes, and what its headers say about them."""

    number: int  # from 1, in the order of the message
    declared: str  # media type in lower case, "" where none is given
    charset: str
    attached: bool  # Content-Disposition: attachment
    name: str  # "" where none was sent
    media: str  # told from the content
    data: bytes
    inside: str
    flow: str  # "", "flowed" or "delsp": how lines were wrapped (RFC 3676)
    alternative: int  # the same number for parts that say the same thing in different forms; 0: stands alone


@dataclass(slots=True)
class Parts:
    """What a walk over a message has found."""

    headers: Headers = ()
    leaves: list[Part] = field(default_factory=list)
    findings: dict[str, Finding] = field(default_factory=dict)
    steps: int = 0
    guesses: int = 0
    numbered: int = 0
    forwarded: dict[str, int] = field(default_factory=dict)  # how many messages lie in each container

    def note(self, code: str, message: str, severity: Severity = Severity.WARNING) -> None:
        """Remember a finding; one of a code is enough."""
        self.findings.setdefault(code, Finding(code, severity, message))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a part stands in its message."""

    inside: str = ""
    messages: int = 0
    multiparts: int = 0
    alternative: int = 0


def take_apart(data: bytes) -> Parts:
    """All parts of a message in order, forwarded messages opened. Faults become findings."""
    parts = Parts()
    message = parse_message(data)
    if message is not None:
        parts.headers = raw_headers(message)
        _visit(message, _Place(), parts)
        return parts
    parts.note("mail-damaged", "The message is built so that it cannot be taken apart.", Severity.ERROR)
    head, body = parse_head(data)
    parts.headers = raw_headers(head)
    children = _guessed(body, "multipart/mixed", parts)
    if children:
        _visit_multipart(children, "multipart/mixed", _Place(), parts)
    else:
        _add_leaf(body, (), _Place(), parts)
    return parts


def media_type(value: str) -> str:
    """The type of a Content-Type header in lower case; "" where it names none."""
    found = _MEDIA_TYPE.match(value)
    return found[1].lower() if found else ""


def _visit(part: Message, place: _Place, parts: Parts) -> None:
    parts.steps += 1
    if parts.steps > MAX_PARTS:
        problem = f"The message has more than {MAX_PARTS} parts; the rest was not read."
        parts.note("mail-too-many-parts", problem, Severity.ERROR)
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


def _visit_multipart(children: list[Message], declared: str, place: _Place, parts: Parts) -> None:
    if place.multiparts >= MAX_MULTIPART_DEPTH:
        problem = "The message's parts are nested too deeply; the innermost were not read."
        parts.note("mail-too-deep", problem, Severity.ERROR)
        return
    alternative = parts.steps if declared == "multipart/alternative" else place.alternative
    below = replace(place, multiparts=place.multiparts + 1, alternative=alternative)
    for child in children:
        _visit(child, below, parts)


def _visit_leftovers(part: Message, headers: Headers, place: _Place, parts: Parts) -> None:
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


def _visit_leaf(part: Message, headers: Headers, declared: str, place: _Place, parts: Parts) -> None:
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


def _visit_message(part: Message, headers: Headers, declared: str, place: _Place, parts: Parts) -> None:
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
        _add_file(data, headers, media.MESSAGE, place, parts)
    elif place.messages >= MAX_MESSAGE_DEPTH:
        _add_file(whole_of(nested), headers, media.MESSAGE, place, parts)
    else:
        _visit(nested, _below(place, parts), parts)


def _below(place: _Place, parts: Parts) -> _Place:
    """The place of a forwarded message: it is named in the chain of containers."""
    number = parts.forwarded.get(place.inside, 0) + 1
    parts.forwarded[place.inside] = number
    chain = f"{place.inside} / " if place.inside else ""
    return _Place(f"{chain}forwarded message {number}", place.messages + 1)


def _add_leaf(content: bytes, headers: Headers, place: _Place, parts: Parts, *, encoded: bool = True) -> None:
    if encoded:
        encoding = first(headers, "content-transfer-encoding")
        content, undamaged = undo_transfer_encoding(content, encoding)
        if not undamaged:
            parts.note("mail-encoding-damaged", "A part's encoding is damaged; it was decoded as far as it goes.")
    declared = media_type(first(headers, "content-type"))
    if declared == "message/external-body":
        parts.note("mail-external-body", "An attachment is only a pointer to a file elsewhere; it was not fetched.")
    if _UUENCODED.search(content):
        parts.note("mail-uuencoded", "A file stands in the text in an old encoding (uuencode); it was not opened.")
    _add_file(content, headers, _kind(content, headers, declared), place, parts)


def _kind(content: bytes, headers: Headers, declared: str) -> str:
    """The type of a part by its content; of text in a wide charset by its characters."""
    name = sent_name(headers)
    kind = media.identify(content, name, declared)
    if kind != media.OCTETS or not declared.startswith("text/"):
        return kind
    charset = parameter(first(headers, "content-type"), "charset")
    return media.identify(decode_text(content, charset)[0].encode(), name, declared)


def _add_file(data: bytes, headers: Headers, kind: str, place: _Place, parts: Parts) -> None:
    """A part's decoded bytes: a message as a file is opened, anything else is a leaf."""
    if kind == media.MESSAGE:
        nested = parse_message(data) if place.messages < MAX_MESSAGE_DEPTH else None
        if nested is not None and {name.lower() for name in nested.keys()} & _RFC822_HEADER:  # noqa: SIM118 - a Message
            _visit(nested, _below(place, parts), parts)
            return
        parts.note("mail-closed-message", "A forwarded message is nested too deeply or damaged; it was not opened.")
    disposition = first(headers, "content-disposition").lower().lstrip()
    content_type = first(headers, "content-type")
    parts.numbered += 1
    if not (data.strip() or disposition or sent_name(headers)):
        return  # an empty line between two attachments
    leaf = Part(
        number=parts.numbered,
        declared=media_type(content_type),
        charset=parameter(content_type, "charset"),
        attached=disposition.startswith("attachment"),
        name=sent_name(headers),
        media=kind,
        data=data,
        inside=place.inside,
        flow=_flow(content_type),
        alternative=place.alternative,
    )
    parts.leaves.append(leaf)


def _flow(content_type: str) -> str:
    if parameter(content_type, "format").lower() != "flowed":
        return ""
    return "delsp" if parameter(content_type, "delsp").lower() == "yes" else "flowed"
