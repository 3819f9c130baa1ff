"""A reply as a draft message (RFC 5322) that a person opens, changes and sends; nothing here sends."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from typing import TYPE_CHECKING

from pipeline.campaign.definition import FieldType
from pipeline.drafts.message import (
    POLICY,
    address_header,
    reply_subject,
    thread_of,
    usable,
)
from pipeline.drafts.recipients import reply_to, same_mailbox, takes_no_mail
from pipeline.drafts.text import reply_text
from pipeline.files import write_private
from pipeline.languages.folders import BUILT_IN, Templates, language_for
from pipeline.languages.language import read_language
from pipeline.model import Mailbox
from pipeline.records import DraftKind

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.drafts.request import Attachment, ReplyRequest


def render_reply(request: ReplyRequest, templates: Templates = BUILT_IN) -> bytes:
    """The draft as bytes (CRLF), ready for a Drafts folder or an .eml file. The same request gives the same bytes.

    Raises:
        ValueError: the mail has no address that could be answered; `recipients.may_reply` says so before.
        DefinitionError: a template has a mistake.
    """
    language = read_language(language_for(request.draft.language, request.campaign, templates), templates)
    secretariat = language.signs(request.secretariat)
    target = reply_to(request.mail, secretariat.address) if request.mail else _contact(request, None)
    if target is None:
        raise ValueError("there is no address that could be written to")
    text = reply_text(request, templates)
    message = EmailMessage(POLICY)
    message["From"] = address_header(Mailbox(secretariat.address, secretariat.committee))
    message["To"] = address_header(target)
    copy = _contact(request, target)
    if copy:
        message["Cc"] = address_header(copy)
    message["Subject"] = reply_subject(request.mail.subject if request.mail else "", text.subject)
    message["Date"] = request.draft.created
    message["Message-ID"] = request.draft.message_id
    _thread(message, request)
    message["X-Unsent"] = "1"  # mail programs then open the file as a draft
    message.set_content(text.body, charset="utf-8", cte="quoted-printable")
    for attachment in request.attachments:
        _attach(message, attachment)
    if message.is_multipart():
        message.set_boundary(_boundary(request))
    return message.as_bytes()


def reply_name(request: ReplyRequest, templates: Templates = BUILT_IN) -> str:
    """The file name of a draft in `outputs/drafts/`, with the language that it is written in."""
    language = language_for(request.draft.language, request.campaign, templates)
    return f"{request.draft.id:05d}-{request.draft.kind}-{language}.eml"


def write_reply(request: ReplyRequest, folder: Path, templates: Templates = BUILT_IN) -> Path:
    """Write the draft into a folder as .eml, readable by its owner only; see `render_reply` for the errors."""
    return write_private(folder / reply_name(request, templates), render_reply(request, templates))


def _contact(request: ReplyRequest, target: Mailbox | None) -> Mailbox | None:
    """The contact that the form names, where it is another than we write to.

    A mail for several governments has several contacts who need not know each other: none gets a copy.
    """
    if len(request.applicants) != 1 or request.draft.kind == DraftKind.UNREADABLE:
        return None
    fields = (field for field in request.campaign.kept_fields if field.type == FieldType.EMAIL)
    first = next(fields, None)
    value = request.applicants[0].member.get(first.key) if first else None
    address = str(value.value) if value else ""
    others = (*([target.address] if target else []), request.secretariat.address)
    if not usable(address) or takes_no_mail(address) or any(same_mailbox(address, other) for other in others):
        return None
    return Mailbox(address)


def _thread(message: EmailMessage, request: ReplyRequest) -> None:
    if request.mail is None:
        return
    answered, references = thread_of(request.mail)
    if answered:
        message["In-Reply-To"] = answered
    if references:
        message["References"] = " ".join(references)


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    main, sub = attachment.media.split("/", 1)
    message.add_attachment(attachment.data, maintype=main, subtype=sub, filename=attachment.name)


def _boundary(request: ReplyRequest) -> str:
    """A random boundary would make another message of the same draft with every run."""
    return "=_" + hashlib.sha256(request.draft.message_id.encode()).hexdigest()[:32]
