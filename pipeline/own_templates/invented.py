"""A member to show letters and replies with, where no real one is wished: invented, and like those that write to us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType, Part
from pipeline.drafts.examples import example_member
from pipeline.records import Member, MemberValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Campaign

_PARTS: Final = {Part.TITLE: "Mayor"}


def invented_member(campaign: Campaign, language: str) -> Member:
    """A city with a mayor and a contact; another campaign's fields hold what suits their type."""
    plain = example_member(campaign, language)
    values = {value.field: value for value in plain.values} | {value.field: value for value in _told(campaign)}
    return Member(plain.id, plain.status, plain.wave, tuple(values.values()), language=language)


def _told(campaign: Campaign) -> Iterator[MemberValue]:
    people = iter(("Alex Example", "Kim Sample"))
    for field in campaign.kept_fields:
        if field.key == campaign.identity.name:
            yield MemberValue(field.key, "City of Exampleton", "form")
        elif field.type is FieldType.PERSON and (name := next(people, None)):
            yield MemberValue(field.key, name, "form")
        elif field.part in _PARTS:
            yield MemberValue(field.key, _PARTS[field.part], "form")
