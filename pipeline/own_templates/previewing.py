"""Letters and replies as they would be, for a look: nothing is drafted, and the ledger does not know of them."""

from __future__ import annotations

import datetime as dt
import email
from dataclasses import dataclass, replace
from email import policy
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.drafts.examples import CASES, example_reply
from pipeline.drafts.letters import LetterKind, LetterRequest, letter_name, render_letter
from pipeline.drafts.pdf import write_pdfs
from pipeline.drafts.replies import render_reply
from pipeline.drafts.request import Applicant, Attachment, Role, applicant_of
from pipeline.errors import CannotDoError
from pipeline.files import write_private
from pipeline.handout.build import build_form, file_name, form_languages
from pipeline.handout.shape import Format
from pipeline.own_templates.letter_text import letter_text
from pipeline.records import DraftKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from pipeline.drafts.request import ReplyRequest
    from pipeline.own_templates.whom import About

FOLDER: Final = "previews"
"""Where previews lie below the outputs folder, unless another place is wished."""

KINDS: Final = tuple(dict.fromkeys((*LetterKind, *CASES)))
ALL: Final = "all"
_A_FEW: Final = 3
_FORMS: Final = {Format.PDF: media.PDF, Format.DOCX: media.DOCX}


@dataclass(frozen=True, slots=True)
class Shown:
    """One letter or reply: its files, and what it says."""

    kind: str
    files: tuple[Path, ...]
    text: str


def preview(kind: str, about: About, folder: Path) -> Iterator[Shown]:
    """Write the letter or reply of that kind (or of all) into a folder, readable by its owner only.

    Raises:
        DefinitionError: a template has a mistake, or the language has none of that kind.
    """
    kinds = tuple(each for each in KINDS if _is_there(each, about)) if kind == ALL else (kind,)
    letters = dict(_letters(kinds, about, folder))
    pdfs = write_pdfs(list(letters.values())) if about.settings.outputs.letters_as_pdf else ()
    for letter, file in letters.items():
        pdf = file.with_suffix(".pdf")
        yield Shown(f"letter {letter}", (file, *([pdf] if pdf in pdfs else ())), letter_text(file))
    for case in (each for each in kinds if each in CASES):
        yield _reply(case, about, folder, [_attached(file) for file in letters.values()])


def _is_there(kind: str, about: About) -> bool:
    """Whether the language has a template of that kind."""
    return any(about.templates.has(about.language, f"{kind}.{ending}") for ending in ("txt", "docx"))


def _letters(kinds: tuple[str, ...], about: About, folder: Path) -> Iterator[tuple[LetterKind, Path]]:
    settings, today = about.settings, dt.datetime.now(dt.UTC).date()
    with_welcome = settings.letters.certificate and LetterKind.WELCOME in kinds
    for kind in LetterKind:
        wanted = kind in kinds or (kind is LetterKind.CERTIFICATE and with_welcome)
        if wanted and (kind in kinds or about.templates.has(about.language, f"{kind}.docx")):
            request = LetterRequest(
                about.member, about.campaign, settings.secretariat, today, about.language, kind, settings.letters
            )
            name = letter_name(request, about.templates)
            yield kind, write_private(folder / name, render_letter(request, about.templates))


def _reply(case: str, about: About, folder: Path, letters: list[Attachment]) -> Shown:
    request = _request(case, about)
    files = letters if case == DraftKind.WELCOME else list(_form(request, about))
    request = replace(request, attachments=tuple(files))
    try:
        data = render_reply(request, about.templates)
    except (CannotDoError, ValueError) as error:  # a confirmation goes to the contact alone
        return Shown(f"reply {case}", (), f"It cannot be written to this member: {error}.")
    stem = folder / f"{about.member.id}-{case}-{about.language}"
    message = email.message_from_bytes(data, policy=policy.default)
    written = [write_private(stem.with_suffix(".eml"), data)]
    if page := message.get_body(("html",)):
        written.append(write_private(stem.with_suffix(".html"), str(page.get_content()).encode("utf-8", "replace")))
    return Shown(f"reply {case}", tuple(written), _said(message))


def _request(case: str, about: About) -> ReplyRequest:
    """As if a mail of the member had just been read; what it lacks is made up where it lacks nothing."""
    real = applicant_of(about.member, about.campaign)
    keys = tuple(value.field for value in about.member.values)
    lacking = real.missing or tuple(field.key for field in about.campaign.kept_fields[-_A_FEW:])
    applicant = Applicant(about.member, lacking, real.doubtful, keys[:_A_FEW])
    kept = applicant if case in {DraftKind.MISSING, DraftKind.REMINDER, DraftKind.UPDATE} else real
    return example_reply(case, about.campaign, about.language, [kept], about.settings.secretariat)


def _form(request: ReplyRequest, about: About) -> Iterator[Attachment]:
    """The form that the reply brings; filled in where it would be."""
    roles = {each.role for each in request.attachments} & {Role.BLANK_FORM, Role.FILLED_FORM}
    language = next((each for each in form_languages(about.campaign, about.templates) if each == about.language), None)
    if not roles or not language or not about.settings.replies.attach_form:
        return
    filled = Role.FILLED_FORM in roles
    values = {value.field: value.value for value in about.member.values} if filled else None
    address = about.settings.secretariat.address
    for kind in _FORMS:
        try:
            data = build_form(about.campaign, language, kind, values, address=address, templates=about.templates)
        except CannotDoError:
            continue
        name = file_name(language, kind, about.templates)
        yield Attachment(name, data, _FORMS[kind], Role.FILLED_FORM if filled else Role.BLANK_FORM)
        return


def _attached(file: Path) -> Attachment:
    pdf = file.with_suffix(".pdf")
    role = Role.CERTIFICATE if f"-{LetterKind.CERTIFICATE}-" in file.name else Role.LETTER
    if pdf.exists():
        return Attachment(pdf.name, pdf.read_bytes(), media.PDF, role)
    return Attachment(file.name, file.read_bytes(), media.DOCX, role)


def _said(message: EmailMessage) -> str:
    heads = [f"{name}: {message[name]}" for name in ("To", "Cc", "Subject") if message[name]]
    names = [part.get_filename() or "?" for part in message.iter_attachments()]
    heads += [f"Attached: {', '.join(names)}"] if names else []
    body = message.get_body(("plain",))
    return "\n".join([*heads, "", str(body.get_content()).strip() if body else ""])
