"""A sample message: what a mailbox would hold, with what must become of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from tests.samples.form import Form

SECRETARIAT = "adhesion@example.org"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class File:
    """An attachment."""

    name: str
    data: Callable[[], bytes]  # made when it is needed: most need another program
    media: str
    disposition: str = "attachment"


@dataclass(frozen=True)
class Sample:
    """One message with its golden. `what`, `producer` and `trouble` go into the table of the README."""

    stem: str
    outcome: str
    draft: str | None
    sender: str
    subject: str
    sent: str  # "2022-03-14 10:05", taken as UTC
    body: str
    what: str
    producer: str = ""
    trouble: str = ""
    files: tuple[File, ...] = ()
    forms: tuple[Form, ...] = ()
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    mend: Callable[[bytes], bytes] | None = None  # what breaks the finished message on purpose
    raw: bytes | None = None  # the message itself, where no library would write it so

    def golden(self) -> dict[str, object]:
        """What must come out."""
        forms = [{"language": form.language, "fields": form.expected} for form in self.forms]
        return {"outcome": self.outcome, "draft": self.draft, "submissions": forms}


def when(sent: str) -> dt.datetime:
    """A time as an aware value."""
    return dt.datetime.strptime(sent, "%Y-%m-%d %H:%M").replace(tzinfo=dt.UTC)


def domain_of(sender: str) -> str:
    """The domain of an address with or without display name."""
    return sender.rsplit("@", 1)[-1].rstrip(">") or "mail.example"


def received(sender: str, sent: str) -> str:
    """The header that the receiving server puts on top (RFC 5321, 4.4), one minute after sending."""
    arrived = format_datetime(when(sent) + dt.timedelta(minutes=1))
    return f"from mail.{domain_of(sender)} by mx.example.org with ESMTPS id {when(sent):%y%m%d%H%M}; {arrived}"


def compose(sample: Sample) -> bytes:
    """The message as bytes with CRLF lines, the same each time."""
    if sample.raw is not None:
        return sample.raw
    message = EmailMessage(policy=SMTP)
    message["Received"] = received(sample.sender, sample.sent)
    message["From"] = sample.sender
    message["To"] = f"Human Rights Cities <{SECRETARIAT}>"
    message["Subject"] = sample.subject
    message["Date"] = when(sample.sent)
    message["Message-ID"] = f"<{when(sample.sent):%Y%m%d%H%M}.{len(sample.body)}@{domain_of(sample.sender)}>"
    for name, value in sample.headers.items():
        del message[name]
        message[name] = value
    message.set_content(sample.body)
    if sample.html and not sample.body:
        message.set_content(sample.html, subtype="html")
    elif sample.html:
        message.add_alternative(sample.html, subtype="html")
    for file in sample.files:
        _attach(message, file)
    for number, part in enumerate(message.walk()):
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            part.set_boundary(f"=_{when(sample.sent):%Y%m%d%H%M}_{number}")
    data = message.as_bytes()
    return sample.mend(data) if sample.mend else data


def _attach(message: EmailMessage, file: File) -> None:
    if file.media == "message/rfc822":
        message.add_attachment(message_from_bytes(file.data(), policy=SMTP))
        return
    main, _, sub = file.media.partition("/")
    message.add_attachment(
        file.data(), maintype=main, subtype=sub, filename=file.name or None, disposition=file.disposition
    )
