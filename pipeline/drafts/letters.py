"""The welcome letter as a Word file, from a Word template that staff can change (docxtpl, Jinja2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.campaign.definition import Campaign, FieldType, Part
from pipeline.config import SecretariatSettings
from pipeline.drafts.request import leader_of, part_of
from pipeline.drafts.templates import LETTER, render_text
from pipeline.drafts.word import render_word
from pipeline.files import write_private
from pipeline.languages.folders import BUILT_IN, Templates, language_for
from pipeline.languages.language import Language, read_language
from pipeline.languages.wording import campaign_name, country_text, date_text, plain
from pipeline.records import Member

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.campaign.definition import Field


@dataclass(frozen=True, slots=True)
class LetterRequest:
    """Everything that a letter is made of; the same request always gives the same bytes."""

    member: Member
    campaign: Campaign
    secretariat: SecretariatSettings
    day: dt.date  # that the letter bears
    language: str | None = None  # None: of the member's form


def letter_name(request: LetterRequest, templates: Templates = BUILT_IN) -> str:
    """The file name of a letter in `outputs/letters/`."""
    return f"{request.member.id}-welcome-{_language(request, templates).code}.docx"


def write_letter(request: LetterRequest, folder: Path, templates: Templates = BUILT_IN) -> Path:
    """Write a letter into a folder, readable by its owner only; see `render_letter` for the errors."""
    return write_private(folder / letter_name(request, templates), render_letter(request, templates))


def render_letter(request: LetterRequest, templates: Templates = BUILT_IN) -> bytes:
    """A letter as the bytes of a .docx file.

    Raises:
        DefinitionError: the template has a mistake; it names the file and what is wrong in it.
    """
    language = _language(request, templates)
    return render_word(language.code, LETTER, letter_values(request, language, templates), templates)


def letter_values(request: LetterRequest, language: Language, templates: Templates = BUILT_IN) -> dict[str, Any]:
    """What a template can name. All are plain text of one line; what a member has not given is ""."""
    member, campaign, secretariat = request.member, request.campaign, language.signs(request.secretariat)
    leader = leader_of(campaign)
    title = _given(member, part_of(campaign, leader, Part.TITLE))
    values = {
        "campaign_id": campaign.id,
        "campaign": campaign_name(campaign, language),
        "government": _given(member, campaign.field(campaign.identity.name)),
        "country": country_text(code, language) if (code := _country(member, campaign)) else "",
        "leader": _given(member, leader),
        "title": title,
        "gender": _given(member, part_of(campaign, leader, Part.GENDER)),
        "contact": _given(member, _contact(campaign)),
        "wave": plain(member.wave or ""),
        "reference": member.id,
        "date": date_text(request.day, language),
        "committee": plain(secretariat.committee),
        "signatory": plain(secretariat.signatory),
        "signatory_title": plain(secretariat.signatory_title),
        "address": plain(secretariat.address),
    }
    own_title = title if member.language == language.code else ""  # a foreign title makes a mixed salutation
    values["government_phrase"] = plain(render_text(language.code, "government.txt", values, templates))
    values["salutation"] = plain(render_text(language.code, "salutation.txt", values | {"title": own_title}, templates))
    return values


def _language(request: LetterRequest, templates: Templates) -> Language:
    code = language_for(request.language or request.member.language, request.campaign, templates)
    return read_language(code, templates)


def _given(member: Member, field: Field | None) -> str:
    value = member.get(field.key) if field else None
    return plain(str(value.value)) if value else ""


def _country(member: Member, campaign: Campaign) -> str:
    return _given(member, campaign.field(campaign.identity.country)) if campaign.identity.country else ""


def _contact(campaign: Campaign) -> Field | None:
    """The person whose e-mail address the form asks: the person field in the section of the first e-mail field."""
    email = next((field for field in campaign.kept_fields if field.type == FieldType.EMAIL), None)
    persons = [field for field in campaign.kept_fields if field.type == FieldType.PERSON]
    same = (field for field in persons if email and field.section == email.section and field != leader_of(campaign))
    return next(same, None)
