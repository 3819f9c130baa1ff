"""What fields and members are called on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.review.cells import worded
from pipeline.review.plain import one_line

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign, Field
    from pipeline.model import Finding
    from pipeline.records import Member, MemberValue
    from pipeline.words import Words


def member_name(member: Member, campaign: Campaign, longest: int = 120) -> str:
    """The name of a member on one line; its id where it has no name yet."""
    name = member.get(campaign.identity.name) if campaign.identity.name else None
    return one_line(str(name.value), longest) if name else member.id


def label(field: Field, language: str) -> str:
    """The first label of a field."""
    return one_line(worded(field.labels, language, field.key), 90)


def raw_text(value: MemberValue, words: Words) -> str:
    """What the document says; of a signature that is only its place, in words."""
    at = value.source.at if value.source else ""
    return words.place(at) if at and value.raw == at else value.raw


def told(finding: Finding, campaign: Campaign, words: Words) -> str:
    """What a finding says, in the language; its field too, which it names by the campaign's first label."""
    field = next((each for each in campaign.fields if each.key == finding.field), None)
    first = next((labels[0] for labels in field.labels.values() if labels), "") if field else ""
    if field is None or f'"{first}"' not in finding.message:
        return words.said(finding.message)
    return words.said(finding.message.replace(f'"{first}"', f'"{label(field, words.language)}"'))
