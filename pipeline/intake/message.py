"""A message's bytes to a `Mail`: headers for people and programs, the text, and every part that may be a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.intake.addresses import parse_addresses
from pipeline.intake.bodies import body_text, is_body, text_of
from pipeline.intake.charsets import known_charset, printable_line
from pipeline.intake.filenames import made_up_name
from pipeline.intake.headers import decode_header, first, message_ids, parse_date
from pipeline.intake.links import file_link_findings
from pipeline.intake.parts import take_apart
from pipeline.intake.quotes import cut_history, is_forward
from pipeline.model import Document, Finding, Mail, Mailbox, Severity

if TYPE_CHECKING:
    import datetime as dt

    from pipeline.intake.headers import Headers
    from pipeline.intake.leaves import Part, Parts

BODY_NAME: Final = "mail body"
_AS_SENT: Final = {"message-id", "references", "in-reply-to"}  # decoding could change an id


def unwrap(data: bytes) -> Mail:
    """Take a message apart. Never raises, whatever the bytes are: what is damaged becomes a finding.

    A text whose charset only its part's header tells is handed on as UTF-8: a document carries no charset.
    """
    try:
        return _mail(take_apart(data))
    except Exception:  # noqa: BLE001 - a promise: one message never stops a run
        return _closed(data)


def _mail(parts: Parts) -> Mail:
    headers = parts.headers
    subject = decode_header(first(headers, "subject"))
    sender = _sender(headers, parts)
    reply_to = parse_addresses(first(headers, "reply-to"))
    documents = tuple(_document(part, parts) for part in parts.leaves)
    forward = is_forward(subject)
    text = cut_history(body_text(parts.leaves), forward=forward)
    date = _date(headers, parts)
    return Mail(
        message_id=printable_line(first(headers, "message-id")),
        references=tuple(
            dict.fromkeys(message_ids(_all(headers, "references")) + message_ids(_all(headers, "in-reply-to")))
        ),
        sender=sender,
        reply_to=reply_to[0] if reply_to else None,
        recipients=parse_addresses(_all(headers, "to", ", ")) + parse_addresses(_all(headers, "cc", ", ")),
        subject=subject,
        date=date,
        text=text,
        documents=documents,
        headers=tuple(
            (name, printable_line(value) if name in _AS_SENT else decode_header(value)) for name, value in headers
        ),
        findings=(*parts.findings.values(), *file_link_findings(text, parts.leaves, forward=forward)),
    )


def _all(headers: Headers, name: str, between: str = " ") -> str:
    """All values of a header that should stand once."""
    return between.join(value for key, value in headers if key == name)


def _sender(headers: Headers, parts: Parts) -> Mailbox:
    """Who wrote: From, else Sender, else the envelope's sender; an address where any of them has one."""
    seen = [box for name in ("from", "sender", "return-path") for box in parse_addresses(first(headers, name))]
    with_address = [box for box in seen if box.address]
    if not parse_addresses(first(headers, "from")) or not with_address:
        parts.note("mail-sender-unclear", "The message does not say clearly who sent it.")
    return next(iter(with_address or seen), Mailbox(""))


def _date(headers: Headers, parts: Parts) -> dt.datetime | None:
    value = first(headers, "date")
    found = parse_date(value)
    if value and found is None:
        parts.note("mail-date-invalid", "The message's date cannot be read.", Severity.INFO)
    return found


def _document(part: Part, parts: Parts) -> Document:
    body = is_body(part)
    name = BODY_NAME if body else part.name or made_up_name(part.number, part.media)
    return Document(name, part.media, _handed_on(part, parts, body=body), part.inside, body, part.attached)


def _handed_on(part: Part, parts: Parts, *, body: bool) -> bytes:
    """A part's bytes; text in another charset as UTF-8, HTML then with a mark, for its own declaration is now wrong."""
    if not media.is_text(part.media) or not (body or known_charset(part.charset)):
        return part.data
    text, sure = text_of(part)
    if text.isascii() and part.data.isascii() and b"\x00" not in part.data:
        return text.encode()
    if not sure:
        parts.note(
            "mail-charset-guessed", "The characters of a text had to be guessed: its charset is wrong or missing."
        )
    mark = "\ufeff" if part.media == media.HTML else ""
    return (mark + text).encode()


def _closed(data: bytes) -> Mail:
    """A message that cannot be opened at all, as one document: nothing that arrived is lost."""
    finding = Finding("mail-damaged", Severity.ERROR, "The message cannot be opened; open it in a mail program.")
    document = Document("message.eml", media.MESSAGE, data)
    return Mail("", (), Mailbox(""), None, (), "", None, "", (document,), (), (finding,))
