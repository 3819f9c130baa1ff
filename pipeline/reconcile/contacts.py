"""Whom a mailing goes to: the contacts of all members but those that left or were declined. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.campaign.definition import FieldType, Part
from pipeline.reconcile.statuses import CLOSED
from pipeline.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.records import LedgerView, Member


@dataclass(frozen=True, slots=True)
class ContactOf:
    """The member for which somebody is the contact."""

    id: str
    name: str
    country: str | None
    status: Status


@dataclass(frozen=True, slots=True)
class Contact:
    """One address that a mailing goes to, once however many members it stands for."""

    email: str
    name: str
    role: str
    language: str | None  # of the newest of their forms, ISO 639-1
    certain: bool  # False: compare the address with the form before you write to it
    members: tuple[ContactOf, ...]


def contacts_of(view: LedgerView, campaign: Campaign) -> tuple[Contact, ...]:
    """Each address once, in the order of the members. Members without an address have no contact."""
    asked = _asked(campaign)
    if asked is None:
        return ()
    merged = {merge.member for merge in view.merges}
    by_address: dict[str, list[Member]] = {}
    for member in view.members:
        address = _text(member, asked.email)
        if address and member.status not in CLOSED and member.id not in merged:
            by_address.setdefault(address.casefold(), []).append(member)
    return tuple(_joined(members, asked, campaign) for members in by_address.values())


@dataclass(frozen=True, slots=True)
class _Asked:
    """The fields that ask for the contact."""

    email: str
    name: str | None
    role: str | None


def _asked(campaign: Campaign) -> _Asked | None:
    """The first e-mail field, and person and office in its section; None where no address is asked."""
    email = next((field for field in campaign.kept_fields if field.type is FieldType.EMAIL), None)
    if email is None:
        return None
    beside = [field for field in campaign.kept_fields if field.section == email.section]
    person = _first(beside, FieldType.PERSON)
    titles = [each for each in beside if each.part is Part.TITLE]
    role = _first(titles, FieldType.TEXT) or (_first(beside, FieldType.TEXT) if email.section else None)
    return _Asked(email.key, person.key if person else None, role.key if role else None)


def _first(fields: Iterable[Field], kind: FieldType) -> Field | None:
    return next((field for field in fields if field.type is kind), None)


def _joined(members: list[Member], asked: _Asked, campaign: Campaign) -> Contact:
    newest_first = sorted(members, key=_newest_form, reverse=True)
    newest = newest_first[0]
    values = [each.get(asked.email) for each in members]
    return Contact(
        email=_text(newest, asked.email),
        name=_one_of(newest_first, asked.name),
        role=_one_of(newest_first, asked.role),
        language=next((each.language for each in newest_first if each.language), None),
        certain=any(v is not None and (v.origin == "staff" or v.confidence >= campaign.certain) for v in values),
        members=tuple(_of(each, campaign) for each in members),
    )


def _newest_form(member: Member) -> tuple[int, str]:
    newest = member.submissions[-1] if member.submissions else ""
    return len(newest), newest


def _one_of(members: Iterable[Member], field: str | None) -> str:
    return next((text for each in members if (text := _text(each, field))), "")


def _of(member: Member, campaign: Campaign) -> ContactOf:
    country = _text(member, campaign.identity.country)
    return ContactOf(member.id, _text(member, campaign.identity.name), country or None, member.status)


def _text(member: Member, field: str | None) -> str:
    value = member.get(field) if field else None
    return str(value.value) if value else ""
