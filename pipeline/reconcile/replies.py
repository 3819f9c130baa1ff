"""Which reply each message deserves now, from members as they are now; what changes for those that wait. Pure.

Written replies are of four kinds: untouched ones are ours, and are taken back or drawn anew when what they say is no
longer so. An edited one is a person's and stays; staff are told where it is out of date. Of sent and discarded ones
nothing is said any more, but for a member that never got its welcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.campaign.definition import Campaign
from pipeline.reconcile.current import missing_fields
from pipeline.reconcile.reply_facts import ByNumber, Reply, facts_of, fields_that_differ
from pipeline.reconcile.statuses import CLOSED, COUNTED
from pipeline.reconcile.threads import Thread, is_untouched, threads_of
from pipeline.reconcile.welcomes import carriers
from pipeline.records import DraftKind, DraftRow, DraftState, LedgerView, Member, MessageRow, Outcome, ReplyChange

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


@dataclass(frozen=True, slots=True)
class Desk:
    """All that is known when it is asked which reply fits."""

    campaign: Campaign
    known: ByNumber
    threads: tuple[Thread, ...]
    welcomes: Mapping[str, int]  # member -> the message whose reply welcomes it
    read_later: Mapping[str, int]  # address -> the newest message of it that brought a form

    @classmethod
    def of(cls, view: LedgerView, campaign: Campaign) -> Desk:
        """The desk as the ledger stands."""
        known = ByNumber.of(view)
        threads = tuple(threads_of(view, known))
        return cls(campaign, known, threads, carriers(threads, known), _read_later(view))

    def wanted(self, thread: Thread) -> DraftKind | None:
        """The kind of reply that fits now; None where none does any more."""
        members = [self.known.members[each] for each in thread.members]
        if any(each.status in CLOSED for each in members):
            return None
        match thread.message.outcome:
            case Outcome.SUBMISSION | Outcome.UPDATE:
                return self._to_forms(thread, members)
            case Outcome.PLEDGE:
                return self._to_pledge(thread, members)
            case Outcome.UNREADABLE:
                return None if self._came_since(thread.message, members) else DraftKind.UNREADABLE
            case _:  # a copy; or what was read anew as something that has no reply of its own
                return thread.replies[-1].kind

    def facts(self, thread: Thread, kind: DraftKind, language: str) -> dict[str, str]:
        """What a reply of that kind would be made from now."""
        return facts_of(Reply(kind, language, thread.message, thread.members), self.known, self.campaign)

    def _to_forms(self, thread: Thread, members: list[Member]) -> DraftKind | None:
        if not members:
            return None
        if any(is_held(each, self.campaign) for each in members):
            return DraftKind.HELD
        update = all(self._is_newer(thread.message, each) for each in members)
        if any(_lacks(each, self.campaign) for each in members):
            return DraftKind.UPDATE if update else DraftKind.MISSING
        if any(self.welcomes.get(each.id) == thread.message.id for each in members):
            return DraftKind.WELCOME
        return DraftKind.UPDATE if update else None

    def _to_pledge(self, thread: Thread, members: list[Member]) -> DraftKind | None:
        if any(each.status in COUNTED for each in members):
            mine = any(self.welcomes.get(each.id) == thread.message.id for each in members)
            return DraftKind.WELCOME if mine else None
        return None if any(each.submissions for each in members) else DraftKind.PLEDGE

    def _is_newer(self, message: MessageRow, member: Member) -> bool:
        """Whether the form of a message is not the first that the member gave, or that is known of it."""
        _, before = self.known.form_of(message, member)
        by_hand = member.entered is not None or member.status in COUNTED
        return bool(before) or (message.outcome is Outcome.UPDATE and by_hand)

    def _came_since(self, message: MessageRow, members: list[Member]) -> bool:
        """Whether the same sender, or the same member, gave a form after this message."""
        if message.sender.address and message.id < self.read_later.get(message.sender.address, 0):
            return True
        forms = (form for each in members for form in self.known.forms(each))
        return any(self.known.numbers[form.message] > message.id for form in forms)


def _read_later(view: LedgerView) -> dict[str, int]:
    return {
        message.sender.address: message.id
        for message in sorted(view.messages, key=lambda each: each.id)
        if message.outcome in {Outcome.SUBMISSION, Outcome.UPDATE}
    }


def is_held(member: Member, campaign: Campaign) -> bool:
    """Whether only staff may welcome it, and have not yet."""
    value = member.get(campaign.identity.kind) if campaign.identity.kind else None
    return value is not None and value.value in campaign.held_kinds and member.status not in COUNTED


def _lacks(member: Member, campaign: Campaign) -> bool:
    """What staff accept as it is lacks nothing."""
    return member.status not in COUNTED and bool(missing_fields(member.values, campaign))


def changed_replies(desk: Desk, gone: Collection[int]) -> tuple[ReplyChange, ...]:
    """What is to be drafted, taken back, or drawn anew now.

    Args:
        desk: all that is known.
        gone: messages whose bytes are gone: nobody can answer them any more.
    """
    return tuple(change for thread in desk.threads for change in _changes(thread, desk, gone))


def _changes(thread: Thread, desk: Desk, gone: Collection[int]) -> Iterator[ReplyChange]:
    latest = thread.latest
    for other in thread.standing:  # beside an edited one: a person works on that, and it stands for both
        if latest and other.id != latest.id and is_untouched(other):
            yield ReplyChange(thread.message.id, instead=other.id)
    if latest and latest.state is not None and (latest.facts is None or latest.state is DraftState.EDITED):
        return  # written by an older program, or a person's
    kind = desk.wanted(thread)
    drawn = None if kind is None or thread.message.id in gone else _drawn(thread, kind)
    if latest is None:
        if drawn:
            yield drawn
    elif not is_untouched(latest):
        if drawn and kind is DraftKind.WELCOME and latest.kind is not DraftKind.WELCOME:
            yield drawn
    elif kind is None:
        yield ReplyChange(thread.message.id, instead=latest.id)
    elif drawn and not _still_says(latest, thread, kind, desk):
        yield replace(drawn, instead=latest.id)


def _drawn(thread: Thread, kind: DraftKind) -> ReplyChange:
    last = thread.replies[-1]
    return ReplyChange(thread.message.id, kind, last.language, thread.members, about=f" after {last.id}")


def _still_says(reply: DraftRow, thread: Thread, kind: DraftKind, desk: Desk) -> bool:
    if reply.facts is None:  # not written yet: it will say what is so when it is
        return reply.kind is kind and set(reply.members) == set(thread.members)
    return reply.facts == facts_of(
        Reply(kind, reply.language, thread.message, thread.members), desk.known, desk.campaign
    )


@dataclass(frozen=True, slots=True)
class Outdated:
    """A reply that a person edited and that waits, though what it was made from is no longer so."""

    reply: DraftRow
    fields: tuple[str, ...]  # of which another value is known now
    wanted: DraftKind | None  # the reply that would fit now


def outdated_replies(view: LedgerView, campaign: Campaign) -> tuple[Outdated, ...]:
    """Edited replies that staff should look at once more."""
    if not any(each.state is DraftState.EDITED and each.facts is not None for each in view.drafts):
        return ()  # the usual case: no member need be looked at
    desk = Desk.of(view, campaign)
    return tuple(found for thread in desk.threads for found in _outdated(thread, desk))


def _outdated(thread: Thread, desk: Desk) -> Iterator[Outdated]:
    reply = thread.latest
    if reply is None or reply.state is not DraftState.EDITED or reply.facts is None:
        return
    kind = desk.wanted(thread)
    if kind is None:
        yield Outdated(reply, (), None)
        return
    now = desk.facts(thread, kind, reply.language)
    if now != reply.facts:
        yield Outdated(reply, fields_that_differ(reply.facts, now), kind)
