"""The words of a reply: the template of its case and language, filled with plain text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from pipeline.drafts.attaching import fitting
from pipeline.drafts.calls import between_calls
from pipeline.drafts.html import html_of
from pipeline.drafts.layout import laid_out, tidy
from pipeline.drafts.request import Role, UnreadFile
from pipeline.drafts.sections import section_of
from pipeline.drafts.templates import render_text
from pipeline.errors import DefinitionError
from pipeline.languages.direction import isolated
from pipeline.languages.folders import BUILT_IN, Templates, language_for
from pipeline.languages.language import Language, read_language
from pipeline.languages.wording import campaign_name, date_text, listed, plain, plain_lines, short
from pipeline.records import DraftKind

if TYPE_CHECKING:
    import datetime as dt

    from pipeline.drafts.request import ReplyRequest
    from pipeline.model import Mail

BLANK: Final = "blank"
LINK: Final = "link"
_EMPTY: Final = frozenset({"blank", "blank-form", "xfa-empty"})  # codes of documents with nothing filled in
_QUOTED_LINES: Final = 40
_QUOTED: Final = 4000  # characters
_MANY: Final = 30  # lines of one list; a reply is no register


@dataclass(frozen=True, slots=True)
class ReplyText:
    """What a reply says. `subject` is for a mail that answers none with a subject; else "Re:" and the original's."""

    subject: str
    body: str
    html: str


def text_of(request: ReplyRequest) -> str:
    """The name of the text for a request: its kind, but an empty form and a link have texts of their own."""
    if request.draft.kind is not DraftKind.UNREADABLE:
        return str(request.draft.kind)
    codes = {file.code for file in request.unread}
    if codes and codes <= _EMPTY:
        return BLANK
    return LINK if codes == {"link"} else str(DraftKind.UNREADABLE)


def reply_text(request: ReplyRequest, templates: Templates = BUILT_IN) -> ReplyText:
    """The text of a reply in the draft's language (else the campaign's first).

    Raises:
        DefinitionError: the template has a mistake.
    """
    language = read_language(language_for(request.draft.language, request.campaign, templates), templates)
    values = reply_values(request, language)
    name = f"{text_of(request)}.txt"
    head, _, body = render_text(language.code, name, values, templates).partition("\n")
    if not head.startswith("Subject:"):
        why = 'its first line is no subject; begin it with {% extends "layout.txt" %}, or with Subject: and its words'
        raise DefinitionError(str(templates.find(language.code, name)), [why])
    return ReplyText(plain(head.removeprefix("Subject:")), laid_out(body, language), html_of(tidy(body), language))


def reply_values(request: ReplyRequest, language: Language) -> dict[str, Any]:
    """What the template of a reply can name; `names.py` says what each means. All texts are plain."""
    campaign, applicants, secretariat = request.campaign, request.applicants, language.signs(request.secretariat)
    sections = [section_of(applicant, campaign, language) for applicant in applicants]
    unread = [UnreadFile(isolated(short(file.name), language) or "?", file.code) for file in request.unread[:_MANY]]
    return {
        "campaign_id": campaign.id,
        "campaign": isolated(campaign_name(campaign, language), language),
        "committee": plain(secretariat.committee),
        "signatory": plain(secretariat.signatory),
        "signatory_title": plain(secretariat.signatory_title),
        "address": plain(secretariat.address),
        "applicants": sections,
        "several": len(sections) > 1,
        "names": listed([section.name for section in sections if section.name], language),
        "references": listed([section.reference for section in sections], language),
        "lacking": any(section.missing or section.one_of for section in sections),
        "unread": unread,
        "files": listed([file.name for file in unread], language),
        "since": _day(request.since, language),
        "reminds": str(request.reminds or ""),
        "original": _original(request.mail, language),
    } | (_calls(request, language) | _attached(request))


def _calls(request: ReplyRequest, language: Language) -> dict[str, Any]:
    between = between_calls(request)
    return {
        "between_waves": between is not None,
        "closed": _day(between.closed, language) if between else "",
        "opens": _day(between.opens, language) if between else "",
    }


def _attached(request: ReplyRequest) -> dict[str, Any]:
    """How many things of each kind are attached: files that differ in their ending alone are one."""
    kept, _ = fitting(request.attachments)
    found = {(each.role, PurePath(each.name).stem) for each in kept}
    count = {role: sum(1 for each, _ in found if each is role) for role in Role}
    return {
        "letters": count[Role.LETTER],
        "certificates": count[Role.CERTIFICATE],
        "forms": count[Role.BLANK_FORM] + count[Role.FILLED_FORM],
        "filled": count[Role.FILLED_FORM] > 0,
    }


def _day(day: dt.date | None, language: Language) -> str:
    """The day in the sentence of a template; no line is broken behind its first word: "1 January", not "1"."""
    return date_text(day, language).replace(" ", "\u00a0", 1) if day else ""


def _original(mail: Mail | None, language: Language) -> dict[str, Any]:
    if mail is None:
        return {"date": "", "sender": "", "lines": []}
    return {
        "date": date_text(mail.date.date(), language) if mail.date else "",
        "sender": isolated(short(mail.sender.name) or short(mail.sender.address), language),
        "lines": _quoted(mail.text),
    }


def _quoted(text: str) -> list[str]:
    """The original without empty lines round it, or its beginning; no quoted history is in it."""
    lines = "\n".join(plain_lines(text[: 2 * _QUOTED])).strip().splitlines()
    if len(text) <= 2 * _QUOTED and len(lines) <= _QUOTED_LINES and sum(map(len, lines)) <= _QUOTED:
        return lines
    return [*"\n".join(lines[:_QUOTED_LINES])[:_QUOTED].rstrip().splitlines(), "[...]"]
