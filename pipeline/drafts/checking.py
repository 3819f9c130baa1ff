"""Tries every template of letters and replies with invented values, so that a mistake shows before a run needs it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.config import SecretariatSettings
from pipeline.drafts.letters import LetterRequest, render_letter
from pipeline.drafts.replies import render_reply
from pipeline.drafts.request import Applicant, Attachment, ReplyRequest, UnreadFile
from pipeline.errors import DefinitionError
from pipeline.languages.folders import BUILT_IN, Templates
from pipeline.model import Mail, Mailbox
from pipeline.records import DraftKind, DraftRow, Member, MemberValue, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.model import FieldValue

_DAY: Final = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
_EXAMPLES: Final[dict[FieldType, FieldValue]] = {
    FieldType.COUNTRY: "ES",
    FieldType.NUMBER: 1234,
    FieldType.DATE: "2026-03",
    FieldType.PHONE: "+34930000000",
    FieldType.EMAIL: "someone@town.example",
    FieldType.URL: "https://town.example",
    FieldType.YES_NO: True,
}


def template_problems(campaign: Campaign, templates: Templates = BUILT_IN) -> list[str]:
    """The mistakes in the templates of the languages that the campaign writes; [] where all are good."""
    languages = [language for language in templates.languages() if language in campaign.languages]
    return [problem for language in languages or ["en"] for problem in _problems(campaign, language, templates)]


def example_member(campaign: Campaign, language: str, *, full: bool) -> Member:
    """An invented member, with a value for every field or (not full) for none."""
    fields = campaign.kept_fields if full else ()
    values = tuple(MemberValue(field.key, _example(field), "form") for field in fields)
    wave = campaign.waves[-1].id if full and campaign.waves else None
    return Member("M0001", Status.READY, wave, values, language=language)


def _problems(campaign: Campaign, language: str, templates: Templates) -> Iterator[str]:
    for full in (True, False):
        member = example_member(campaign, language, full=full)
        try:
            render_letter(LetterRequest(member, campaign, SecretariatSettings(), _DAY.date(), language), templates)
            for kind in (each for each in DraftKind if templates.has(language, f"{each}.txt")):
                render_reply(_example_reply(kind, member, campaign, language), templates)
        except DefinitionError as error:
            yield f"{error.file}: {'; '.join(error.problems)}"
            return


def _example_reply(kind: DraftKind, member: Member, campaign: Campaign, language: str) -> ReplyRequest:
    sender = Mailbox("sender@town.example", "Sender")
    mail = Mail("<1@town.example>", (), sender, None, (), "Form", _DAY, "Dear all", (), ())
    keys = tuple(field.key for field in campaign.kept_fields)
    draft = DraftRow(1, kind, 1, language, "<draft@example.org>", (member.id,), _DAY)
    applicant = Applicant(member, missing=keys, doubtful=keys, changed=keys)
    unread = (UnreadFile("form.pdf", "scan"), UnreadFile("form.doc"))
    letter = (Attachment("letter.docx", b""),)
    return ReplyRequest(draft, mail, campaign, SecretariatSettings(), (applicant,), unread, letter)


def _example(field: Field) -> FieldValue:
    if field.type == FieldType.CHOICE:
        return field.choices[0].key
    if field.type == FieldType.CHOICES:
        return tuple(choice.key for choice in field.choices)
    return _EXAMPLES.get(field.type, "Example")
