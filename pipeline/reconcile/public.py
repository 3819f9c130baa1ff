"""What a website may show of the members. Pure.

Only what staff set to published, only what consent allows, never anything doubtful. The campaign file says which
fields may be shown at all (`public`) and which question asks for consent; what staff decided counts as everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.model import Severity
from pipeline.records import MemberValue, Place, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Campaign
    from pipeline.records import LedgerView, Member

_WORDS: Final = (FieldType.TEXT, FieldType.NARRATIVE, FieldType.URL, FieldType.PERSON)
_REACHING: Final = re.compile(r"[^\s@]@[^\s@]+\.\w|\+\d[\d\s().-]{6,}\d")  # an e-mail address, an international number
_BETWEEN_DIGITS: Final = re.compile(r"[\s().\-/+]")
_ENOUGH_DIGITS: Final = 8  # the end of a telephone number that is hardly ever another number


@dataclass(frozen=True, slots=True)
class PublicMember:
    """What may be shown of one member. `profile` is empty without consent."""

    id: str
    name: str
    country: str | None
    world_region: str | None
    wave: str | None
    place: Place | None
    profile: tuple[MemberValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """A value of a published member that stays out although the campaign would show it; `why` is a code.

    `doubtful`: staff have not confirmed it. `personal`: it holds how to reach a person, or somebody's name.
    """

    member: str
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class Publication:
    """The members in the order of their ids, and what waits for staff."""

    members: tuple[PublicMember, ...]
    withheld: tuple[Withheld, ...] = ()


def publish(view: LedgerView, campaign: Campaign) -> Publication:
    """All that may be public now."""
    merged = {merge.member for merge in view.merges}
    published = [each for each in view.members if each.status is Status.PUBLISHED and each.id not in merged]
    shown = (_shown(member, campaign) for member in published)
    withheld = (each for member in published for each in _withheld(member, campaign))
    return Publication(tuple(each for each in shown if each), tuple(withheld))


def _shown(member: Member, campaign: Campaign) -> PublicMember | None:
    """None: there is no name that may be shown."""
    identity = campaign.identity
    name = member.get(identity.name)
    consents = _consents(member, campaign)
    personal = campaign.field(identity.name).type is FieldType.PERSON
    if name is None or _why_not(name, member, campaign) or (personal and not consents):
        return None
    country = member.get(identity.country) if identity.country else None
    located = country is not None and _sure(country, member, campaign)
    within = member.get(identity.within) if identity.within else None
    placed = located and (within is None or _sure(within, member, campaign))  # the place was found by all three
    return PublicMember(
        id=member.id,
        name=str(name.value),
        country=str(country.value) if country and located else None,
        world_region=member.world_region if located else None,
        wave=member.wave,
        place=member.place if placed else None,
        profile=tuple(_profile(member, campaign)) if consents else (),
    )


def _consents(member: Member, campaign: Campaign) -> bool:
    value = member.get(campaign.consent) if campaign.consent else None
    return value is not None and value.value is True and _sure(value, member, campaign)


def _profile(member: Member, campaign: Campaign) -> Iterator[MemberValue]:
    for value in _offered(member, campaign):
        if _why_not(value, member, campaign) is None:
            yield value


def _withheld(member: Member, campaign: Campaign) -> Iterator[Withheld]:
    """What staff could put right: of a member that consents all of it, else what names it and says where it is."""
    always = {campaign.identity.name, campaign.identity.country, campaign.consent}
    consents = _consents(member, campaign)
    offered = {value.field for value in _offered(member, campaign)} if consents else set()
    for value in member.values:
        if value.field in offered or value.field in always:
            why = _why_not(value, member, campaign)
            if why is not None:
                yield Withheld(member.id, value.field, why)


def _offered(member: Member, campaign: Campaign) -> Iterator[MemberValue]:
    """The values of the public fields in the order of the campaign, but for name and country, which go out anyway."""
    values = {value.field: value for value in member.values}
    apart = {campaign.identity.name, campaign.identity.country}
    for field in campaign.kept_fields:
        if field.public and field.key in values and field.key not in apart:
            yield values[field.key]


def _why_not(value: MemberValue, member: Member, campaign: Campaign) -> str | None:
    if not _sure(value, member, campaign):
        return "doubtful"
    if campaign.field(value.field).type in _WORDS and _tells_of_a_person(str(value.value), member, campaign):
        return "personal"
    return None


def _sure(value: MemberValue, member: Member, campaign: Campaign) -> bool:
    """Staff said so, or it was read without doubt and nothing that was found speaks against it."""
    if value.origin == "staff":
        return True
    doubted = {each.field for each in member.findings if each.severity is not Severity.INFO}
    return value.confidence >= campaign.certain and value.field not in doubted


def _tells_of_a_person(text: str, member: Member, campaign: Campaign) -> bool:
    """Whether a text holds how to reach somebody, or the name of somebody who is not public."""
    if _REACHING.search(text):
        return True
    kinds = {field.key: field.type for field in campaign.kept_fields if not field.public}
    shown = {str(value.value).casefold() for value in member.values if value.field not in kinds}
    hidden = ((kinds.get(value.field), str(value.value)) for value in member.values)
    return any(_holds(text, kind, name) for kind, name in hidden if name.casefold() not in shown)


def _holds(text: str, kind: FieldType | None, hidden: str) -> bool:
    if kind is FieldType.PHONE:  # however it is written, with or without the country's number
        return _BETWEEN_DIGITS.sub("", hidden)[-_ENOUGH_DIGITS:] in _BETWEEN_DIGITS.sub("", text)
    if kind is FieldType.PERSON and " " in hidden:  # a single word may be a town's name too
        return re.search(rf"\b{re.escape(hidden.casefold())}\b", text.casefold()) is not None
    return False
