"""The columns of the sheet of members: which there are, in which order, under which keys and headings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import Field, FieldType
from pipeline.review.cells import worded
from pipeline.review.plain import one_line
from pipeline.review.put import wide_enough
from pipeline.words import Words, words_in

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign

ID: Final = "member:id"
STATUS: Final = "member:status"
WAVE: Final = "member:wave"
REGION: Final = "member:world_region"
JOINED: Final = "member:joined"
ACCEPTED: Final = "member:accepted"
SAME: Final = "member:same"
LETTER: Final = "link:letter"
DRAFT: Final = "link:draft"
DOCUMENT: Final = "link:document"

SAID: Final = (WAVE, JOINED, ACCEPTED)
"""Worked out, unless staff say otherwise."""

_WIDTHS: Final[dict[FieldType, float]] = {
    FieldType.TEXT: 26,
    FieldType.NARRATIVE: 58,
    FieldType.PERSON: 26,
    FieldType.COUNTRY: 18,
    FieldType.NUMBER: 13,
    FieldType.DATE: 14,
    FieldType.PHONE: 18,
    FieldType.EMAIL: 32,
    FieldType.URL: 32,
    FieldType.YES_NO: 11,
    FieldType.CHOICE: 20,
    FieldType.CHOICES: 34,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` is hidden in the sheet and finds the column again; `width` is in characters."""

    key: str
    heading: str
    width: float
    field: Field | None = None


def field_key(field: Field) -> str:
    """The hidden key of a field's column."""
    return f"field:{field.key}"


def member_columns(campaign: Campaign, language: str) -> tuple[Column, ...]:
    """All columns: who it is, where it stands, every kept field in the campaign's order, its files."""
    words = words_in(language)
    headings = _headings(campaign, words)
    fields = [
        Column(field_key(field), headings[field.key], _WIDTHS[field.type], field) for field in campaign.kept_fields
    ]
    name = [each for each in fields if each.field and each.field.key == campaign.identity.name]
    others = [each for each in fields if each not in name]
    wide_name = [Column(each.key, each.heading, 36, each.field) for each in name]
    return _unique(
        (
            Column(ID, words("members.id"), 9),
            *wide_name,
            Column(STATUS, words("members.status"), 15),
            Column(WAVE, words("members.wave"), 16),
            Column(REGION, words("members.region"), 18),
            Column(JOINED, words("members.joined"), 14),
            Column(ACCEPTED, words("members.accepted"), 14),
            Column(SAME, words("members.same"), 12),
            *others,
            Column(LETTER, words("members.letter"), 9),
            Column(DRAFT, words("members.draft"), 13),
            Column(DOCUMENT, words("members.document"), 12),
        )
    )


def _headings(campaign: Campaign, words: Words) -> dict[str, str]:
    """Field key -> its first label; with its section's where two fields are asked in the same words."""
    language = words.language
    labels = {field.key: one_line(worded(field.labels, language, field.key), 90) for field in campaign.kept_fields}
    sections = {each.key: one_line(worded(each.labels, language, each.key), 60) for each in campaign.sections}
    often = Counter(labels.values())
    return {
        field.key: words("members.in_section", section=sections[field.section], label=labels[field.key])
        if often[labels[field.key]] > 1 and field.section in sections
        else labels[field.key]
        for field in campaign.kept_fields
    }


def _unique(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Headings made different without regard to case: a table refuses equal ones."""
    seen: Counter[str] = Counter()
    result = []
    for column in columns:
        seen[column.heading.casefold()] += 1
        number = seen[column.heading.casefold()]
        heading = column.heading if number == 1 else f"{column.heading} ({number})"
        result.append(Column(column.key, heading, wide_enough(heading, column.width), column.field))
    return tuple(result)
