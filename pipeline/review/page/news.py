"""The messages of one run, in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.review.labels import member_name
from pipeline.review.links import target
from pipeline.review.plain import one_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from pipeline.campaign.definition import Campaign
    from pipeline.records import LedgerView, MessageRow
    from pipeline.review.links import Links
    from pipeline.words import Words


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message of this run, in words."""

    number: int
    sender: str
    subject: str
    outcome: str
    reason: str
    members: str
    draft: str  # what the drafted reply does, "" without one
    draft_link: str


def news(
    view: LedgerView, campaign: Campaign, links: Links, since: dt.datetime, words: Words
) -> tuple[NewMessage, ...]:
    """The messages that were fetched since then, in the order of arrival."""
    names = {member.id: f"{member.id} {member_name(member, campaign, 70)}" for member in view.members}
    of = {each.id: each.member for each in view.submissions}
    return tuple(_new(message, names, of, links, words) for message in view.messages if message.fetched >= since)


def _new(message: MessageRow, names: dict[str, str], of: dict[str, str], links: Links, words: Words) -> NewMessage:
    members = [of[each] for each in message.submissions if each in of] or [message.member or ""]
    path = links.drafts.get(message.id)
    return NewMessage(
        number=message.id,
        sender=one_line(message.sender.name or message.sender.address or words("report.news.unknown"), 80),
        subject=one_line(message.subject, 140) or words("report.news.subject"),
        outcome=words.outcome(message.outcome),
        reason=one_line(words.said(message.reason), 400),
        members=_joined(names.get(each, "") for each in members),
        draft=words.draft(message.draft, message.draft_state),
        draft_link=target(path) if path else "",
    )


def _joined(names: Iterable[str]) -> str:
    return one_line(", ".join(dict.fromkeys(name for name in names if name)), 400)
