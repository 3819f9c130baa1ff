"""Who is meant: members by their numbers, everybody else by the words that were typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.erasure.words import Words, is_long_enough
from pipeline.errors import AdhesionError, ExitCode
from pipeline.ledger.names import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.records import LedgerView, Member

NOTHING: Final = Words()
_MEMBER: Final = re.compile(r"M\d{4,9}")
_WEBSITE: Final = re.compile(r"https?://(?:www\.)?([^/\s]+)/?", re.IGNORECASE)
_TELLING: Final = {FieldType.PERSON, FieldType.EMAIL, FieldType.PHONE, FieldType.URL}
"""Kinds of value by which somebody is known."""


class NobodyMeantError(AdhesionError):
    """What was typed is too short, or the number of no member."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class Target:
    """Whom an erasure is about."""

    members: tuple[str, ...] = ()  # ids
    words: Words = NOTHING
    shared: tuple[str, ...] = ()  # what other members say of themselves as well: it is looked for nowhere else

    @property
    def numbers(self) -> frozenset[int]:
        """Of the members."""
        return frozenset(map(number_of, self.members))


def target_of(typed: Sequence[str], view: LedgerView, campaign: Campaign, ours: Sequence[str]) -> Target:
    """Who is meant by what was typed.

    Args:
        typed: ids of members, names, addresses, telephone numbers.
        view: the ledger's current state.
        campaign: which fields tell who somebody is.
        ours: ends of the secretariat's own addresses: colleagues who pass mail on are not whom it is about.

    Raises:
        NobodyMeantError: an id of no member, or a text that is too short to look for.
    """
    ids = {each.strip().upper() for each in typed if _MEMBER.fullmatch(each.strip().upper())}
    members = [each for each in view.members if ids & {each.id, *each.merged}]
    missing = sorted(ids - {one for each in members for one in (each.id, *each.merged)})
    if missing:
        raise NobodyMeantError(f"No member has the number {', '.join(missing)}; `adhesion export members` lists them.")
    texts = [each.strip() for each in typed if each.strip().upper() not in ids]
    short = [each for each in texts if not is_long_enough(each)]
    if short or not (texts or ids):
        raise NobodyMeantError(f"Too short to look for: {', '.join(map(repr, short))}. Give the whole name or address.")
    own, shared = _own_texts(members, view, campaign, ours)
    numbers = {one for each in members for one in (each.id, *each.merged)}
    return Target(tuple(sorted(numbers)), Words(tuple(dict.fromkeys([*texts, *own]))), tuple(shared))


def _own_texts(
    members: Sequence[Member], view: LedgerView, campaign: Campaign, ours: Sequence[str]
) -> tuple[list[str], list[str]]:
    """What only these members say of themselves, and what others say as well."""
    chosen = {each.id for each in members}
    own, others = _said(view, campaign, chosen), set(_texts_of_others(view, campaign, chosen))
    own_texts: list[str] = []
    shared: list[str] = []
    for text in dict.fromkeys(own):
        words = Words((text,))
        if is_long_enough(text) and not any(text.casefold().endswith(each.casefold()) for each in ours):
            (shared if any(map(words.names, others)) else own_texts).append(text)
    return own_texts, shared


def _said(view: LedgerView, campaign: Campaign, members: set[str]) -> Iterator[str]:
    """Everything by which members were ever known: in forms, in pledges, by staff, and who wrote for them."""
    keys = {field.key for field in campaign.fields if field.type in _TELLING} | {campaign.identity.name}
    given = [(each.member, each.values) for each in view.submissions]
    given += [(each.member, each.values) for each in view.pledges]
    for member, values in given:
        if member in members:
            yield from (_host(each.value) for each in values if each.field in keys and isinstance(each.value, str))
    for decision in view.decisions:
        if decision.member in members and decision.field in keys:
            yield from (each for each in (decision.value, decision.was) if isinstance(each, str))
    yield from (sender for each in view.members if each.id in members for sender in each.senders)


def _host(text: str) -> str:
    """Of the address of a whole website its host, which is also written alone; of one page in it all."""
    found = _WEBSITE.fullmatch(text.strip())
    return found[1] if found else text


def _texts_of_others(view: LedgerView, campaign: Campaign, chosen: set[str]) -> Iterator[str]:
    """The whole of what others say of themselves, longer texts too: a town's name may be a part of a region's."""
    yield from _said(view, campaign, {each.id for each in view.members} - chosen)
    theirs = {row.message for row in view.submissions if row.member in chosen}
    theirs |= {row.message for row in view.pledges if row.member in chosen}
    for message in view.messages:  # an agency, a colleague: who writes about others as well is not only theirs
        if message.sha256 not in theirs and message.member not in chosen:
            yield message.sender.address
    for member in view.members:
        if member.id not in chosen:
            yield from (str(value.value) for value in member.values if value.field == campaign.identity.within)
