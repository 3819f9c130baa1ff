"""What letters can name: a member, its campaign and the secretariat, as plain text in the language of the letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pipeline.campaign.definition import FieldType, Part
from pipeline.drafts.pictures import usable_picture
from pipeline.drafts.request import leader_of, part_of
from pipeline.drafts.templates import render_text
from pipeline.languages.direction import fenced
from pipeline.languages.folders import BUILT_IN, Templates
from pipeline.languages.offices import holder
from pipeline.languages.wording import campaign_name, country_text, date_text, plain, short
from pipeline.normalise.people import civility_length
from pipeline.reconcile.asked import doubtful_keys
from pipeline.reconcile.names import bare_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.drafts.letters import LetterRequest
    from pipeline.languages.language import Language
    from pipeline.records import Member

_CODES: Final = frozenset({"campaign_id", "gender", "same_language"})  # are never shown: conditions compare them
_DEGREES: Final = re.compile(r",\s*(?=\S*\.).*$")  # "Danang Contoh, S.Pi., M.Si."
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff' \u2019.-]+")


def letter_values(request: LetterRequest, language: Language, templates: Templates = BUILT_IN) -> dict[str, Any]:
    """What a template can name. All but the pictures are plain text of one line; what is not given is ""."""
    member, campaign, secretariat = request.member, request.campaign, language.signs(request.secretariat)
    leader = leader_of(campaign)
    name, title = _given(member, leader), part_of(campaign, leader, Part.TITLE)
    declared = part_of(campaign, leader, Part.GENDER)
    doubtful = doubtful_keys(member)
    held = holder(_sure(member, title, doubtful), _sure(member, declared, doubtful), language.code, templates)
    values = {
        "campaign_id": campaign.id,
        "campaign": campaign_name(campaign, language),
        "government": _given(member, campaign.field(campaign.identity.name)),
        "town": _town(member, campaign, doubtful),
        "country": country_text(code, language) if (code := _country(member, campaign)) else "",
        "leader": name,
        "leader_short": _short(name, member.language),
        "title": _given(member, title),
        "office": held.office,
        "gender": held.gender,
        "same_language": "yes" if member.language == language.code else "",
        "contact": _given(member, _contact(campaign)),
        "wave": plain(member.wave or ""),
        "reference": member.id,
        "letter_number": f"{request.day.year}/{member.id}",
        "date": date_text(request.day, language),
        "place": plain(request.look.place),
        "committee": plain(secretariat.committee),
        "signatory": plain(secretariat.signatory),
        "signatory_title": plain(secretariat.signatory_title),
        "address": plain(secretariat.address),
    }
    values = {name: text if name in _CODES else fenced(text, language) for name, text in values.items()}
    values["government_phrase"] = plain(render_text(language.code, "government.txt", values, templates))
    values["salutation"] = plain(render_text(language.code, "salutation.txt", values, templates))
    pictures = {"logo": usable_picture(request.look.logo), "signature": usable_picture(request.look.signature)}
    return values | {name: picture or "" for name, picture in pictures.items()}


def _short(name: str, language: str | None) -> str:
    """A name as it stands in a salutation: without degrees behind it, and what staff left in front of it."""
    words = _DEGREES.sub("", name).split()
    while len(words) > 1 and (front := civility_length(words, language)) and front < len(words):
        words = words[front:]
    return " ".join(words)


def _given(member: Member, field: Field | None) -> str:
    value = member.get(field.key) if field else None
    return short(str(value.value)) if value else ""


def _sure(member: Member, field: Field | None, doubtful: Sequence[str]) -> str:
    """The value where nothing about it is doubtful: by a doubtful title or gender nobody is addressed."""
    return _given(member, field) if field and field.key not in doubtful else ""


def _town(member: Member, campaign: Campaign, doubtful: Sequence[str]) -> str:
    """The name of the government where it is surely nothing but the name of a town, in Latin letters."""
    identity = campaign.identity
    name = _given(member, campaign.field(identity.name))
    kind = _sure(member, campaign.field(identity.kind), doubtful) if identity.kind else ""
    return name if kind in identity.towns and _LATIN.fullmatch(name) and bare_name(name) else ""


def _country(member: Member, campaign: Campaign) -> str:
    return _given(member, campaign.field(campaign.identity.country)) if campaign.identity.country else ""


def _contact(campaign: Campaign) -> Field | None:
    """The person whose e-mail address the form asks: the person field in the section of the first e-mail field."""
    email = next((field for field in campaign.kept_fields if field.type == FieldType.EMAIL), None)
    persons = [field for field in campaign.kept_fields if field.type == FieldType.PERSON]
    same = (field for field in persons if email and field.section == email.section and field != leader_of(campaign))
    return next(same, None)
