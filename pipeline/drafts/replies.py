"""A reply as a draft message (RFC 5322) that a person opens, changes and sends; nothing here sends."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from typing import TYPE_CHECKING

from pipeline.drafts.addressing import addressed
from pipeline.drafts.attaching import fitting
from pipeline.drafts.message import POLICY, address_header, reply_subject, thread_of
from pipeline.drafts.text import reply_text
from pipeline.errors import CannotDoError
from pipeline.files import write_private
from pipeline.languages.folders import BUILT_IN, Templates, language_for
from pipeline.languages.language import read_language
from pipeline.model import Mailbox
from pipeline.records import DraftKind

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.drafts.request import Attachment, ReplyRequest
    from pipeline.drafts.text import ReplyText


def render_reply(request: ReplyRequest, templates: Templates = BUILT_IN) -> bytes:
    """The draft as bytes (CRLF), ready for a Drafts folder or an .eml file. The same request gives the same bytes.

    Raises:
        CannotDoError: there is no address that could be written to; `recipients.may_reply` says so before.
        DefinitionError: a template has a mistake.
    """
    language = read_language(language_for(request.draft.language, request.campaign, templates), templates)
    secretariat = language.signs(request.secretariat)
    who = addressed(request)
    if who.to is None:
        raise CannotDoError("there is no address that could surely be written to.")
    text = reply_text(request, templates)
    message = EmailMessage(POLICY)
    message["From"] = address_header(Mailbox(secretariat.address, secretariat.committee))
    message["To"] = address_header(who.to)
    if who.copies:
        message["Cc"] = [address_header(copy) for copy in who.copies]
    _thread(message, request, text)
    message["Date"] = request.draft.created
    message["Message-ID"] = request.draft.message_id
    message["X-Unsent"] = "1"  # mail programs then open the file as a draft
    message.set_content(text.body, charset="utf-8", cte="quoted-printable")
    message.add_alternative(text.html, subtype="html", charset="utf-8", cte="quoted-printable")
    for attachment in fitting(request.attachments)[0]:
        _attach(message, attachment)
    _set_boundaries(message, request)
    return message.as_bytes()


def reply_name(request: ReplyRequest, templates: Templates = BUILT_IN) -> str:
    """The file name of a draft in `outputs/drafts/`, with the language that it is written in."""
    language = language_for(request.draft.language, request.campaign, templates)
    return f"{request.draft.id:05d}-{request.draft.kind}-{language}.eml"


def write_reply(request: ReplyRequest, folder: Path, templates: Templates = BUILT_IN) -> Path:
    """Write the draft into a folder as .eml, readable by its owner only; see `render_reply` for the errors."""
    return write_private(folder / reply_name(request, templates), render_reply(request, templates))


def _thread(message: EmailMessage, request: ReplyRequest, text: ReplyText) -> None:
    """Subject and references: a confirmation begins a conversation, all else stays in the one that it answers.

    Some mail programs (Thunderbird) give a draft a new id when it is changed or sent, and keep what it answers: where
    it answers nothing that has an id, it is known again by its own former one.
    """
    mail = None if request.draft.kind is DraftKind.CONFIRMATION else request.mail
    message["Subject"] = reply_subject(mail.subject, text.subject) if mail else text.subject
    answered, references = thread_of(mail) if mail else (None, ())
    own = request.draft.message_id
    message["In-Reply-To"] = answered or own
    message["References"] = " ".join(references if answered else (*references, own))


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    main, sub = attachment.media.split("/", 1)
    message.add_attachment(attachment.data, maintype=main, subtype=sub, filename=attachment.name)


def _set_boundaries(message: EmailMessage, request: ReplyRequest) -> None:
    """A random boundary would make another message of the same draft with every run."""
    for number, part in enumerate(each for each in message.walk() if each.is_multipart()):
        digest = hashlib.sha256(f"{number} {request.draft.message_id}".encode()).hexdigest()
        part.set_boundary(f"=_{digest[:32]}")
