"""The words of a reply: the template of its kind and language, filled with plain text."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipeline.drafts.request import UnreadFile
from pipeline.drafts.templates import render_text
from pipeline.languages.folders import BUILT_IN, Templates, language_for
from pipeline.languages.language import Language, read_language
from pipeline.languages.wording import (
    campaign_name,
    date_text,
    listed,
    plain,
    plain_lines,
    value_text,
    wording,
)

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign
    from pipeline.drafts.request import Applicant, ReplyRequest
    from pipeline.model import Mail

_WIDTH: Final = 76
_QUOTED_LINES: Final = 40
_MANY: Final = 30  # lines of one list; a reply is no register


@dataclass(frozen=True, slots=True)
class ReplyText:
    """What a reply says. `subject` is for a message that had none; else "Re:" and the original's."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A field as a reader sees it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """What a reply says about one government."""

    name: str
    missing: tuple[str, ...]
    one_of: tuple[tuple[str, ...], ...]
    doubtful: tuple[Entry, ...]
    changes: tuple[Entry, ...]


def reply_text(request: ReplyRequest, templates: Templates = BUILT_IN) -> ReplyText:
    """The text of a reply in the draft's language (else the campaign's first).

    Raises:
        DefinitionError: the template has a mistake.
    """
    language = read_language(language_for(request.draft.language, request.campaign, templates), templates)
    values = reply_values(request, language)
    rendered = render_text(language.code, f"{request.draft.kind}.txt", values, templates)
    head, _, body = rendered.partition("\n")
    return ReplyText(plain(head.removeprefix("Subject:")), _laid_out(body))


def reply_values(request: ReplyRequest, language: Language) -> dict[str, Any]:
    """What the template of a reply can name; `names.py` says what each means. All texts are plain."""
    campaign, applicants, secretariat = request.campaign, request.applicants, language.signs(request.secretariat)
    sections = [_section(applicant, campaign, language) for applicant in applicants]
    return {
        "campaign_id": campaign.id,
        "campaign": campaign_name(campaign, language),
        "committee": plain(secretariat.committee),
        "signatory": plain(secretariat.signatory),
        "signatory_title": plain(secretariat.signatory_title),
        "address": plain(secretariat.address),
        "applicants": sections,
        "several": len(sections) > 1,
        "names": listed([section.name for section in sections if section.name], language),
        "references": listed([applicant.member.id for applicant in applicants], language),
        "between_waves": any(applicant.member.wave is None for applicant in applicants),
        "letters": len(request.attachments),
        "unread": [UnreadFile(plain(file.name) or "?", file.code) for file in request.unread[:_MANY]],
        "original": _original(request.mail, language),
    }


def _section(applicant: Applicant, campaign: Campaign, language: Language) -> Section:
    groups = dict.fromkeys(field.one_of for key in applicant.missing if (field := campaign.field(key)).one_of)
    return Section(
        name=member_name(applicant, campaign),
        missing=tuple(_label(key, campaign, language) for key in applicant.missing if not campaign.field(key).one_of),
        one_of=tuple(
            tuple(wording(field.labels, language, campaign) for field in campaign.kept_fields if field.one_of == group)
            for group in groups
        ),
        doubtful=_entries(applicant, applicant.doubtful, campaign, language),
        changes=_entries(applicant, applicant.changed, campaign, language),
    )


def member_name(applicant: Applicant, campaign: Campaign) -> str:
    """The name that the member has given itself, or "" where it has none yet."""
    value = applicant.member.get(campaign.identity.name)
    return plain(str(value.value)) if value else ""


def _entries(applicant: Applicant, keys: tuple[str, ...], campaign: Campaign, language: Language) -> tuple[Entry, ...]:
    found = ((campaign.field(key), applicant.member.get(key)) for key in keys)
    return tuple(
        Entry(wording(field.labels, language, campaign), value_text(field, value.value, language, campaign))
        for field, value in found
        if value is not None
    )[:_MANY]


def _label(key: str, campaign: Campaign, language: Language) -> str:
    return wording(campaign.field(key).labels, language, campaign)


def _original(mail: Mail | None, language: Language) -> dict[str, Any]:
    if mail is None:
        return {"date": "", "sender": "", "lines": []}
    return {
        "date": date_text(mail.date.date(), language) if mail.date else "",
        "sender": plain(mail.sender.name) or plain(mail.sender.address),
        "lines": _quoted(mail.text),
    }


def _quoted(text: str) -> list[str]:
    """The first lines of the original, wrapped as long lines of HTML mail need it; no quoted history is in it."""
    lines = [part for line in plain_lines(text) for part in (_wrapped(line, _WIDTH - 2) or [""])]
    while lines and not lines[0]:
        lines.pop(0)
    kept = lines[:_QUOTED_LINES]
    while kept and not kept[-1]:
        kept.pop()
    return [*kept, "[...]"] if len(lines) > _QUOTED_LINES else kept


def _laid_out(body: str) -> str:
    """Lines of a readable width, never more than one empty line together."""
    lines = [part for line in body.splitlines() for part in _line(line.rstrip())]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _line(line: str) -> list[str]:
    if line.startswith(">"):
        return [line.rstrip()]
    indent = re.match(r" *(?:- )?", line)
    line = re.sub(r"(?<=\S) (?=[:;!?»])|(?<=«) ", "\u00a0", line)  # French: a line must not break there
    return _wrapped(line, _WIDTH, " " * len(indent.group() if indent else "")) or [""]


def _wrapped(line: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
