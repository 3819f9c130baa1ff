"""Who is asked once more: those who pledged, or were asked, and did not answer. Pure.

Counted from when our reply was sent, or became a file; from their last mail, if that came later; or from the reminder
before. What waits unsent in Drafts was not asked yet.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.reconcile.reply_facts import Reply, facts_of
from pipeline.reconcile.threads import Thread, is_untouched, stands
from pipeline.records import DraftKind, DraftRow, DraftState, Outcome, ReplyChange

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pipeline.reconcile.replies import Desk
    from pipeline.records import LedgerView

ASKS: Final = frozenset({DraftKind.PLEDGE, DraftKind.MISSING, DraftKind.UNREADABLE})
"""The replies that want an answer, of which people are reminded."""

_WAITS: Final = {None, DraftState.DRAFTED, DraftState.EDITED}


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be drafted as soon as its time has come."""

    at: dt.datetime
    change: ReplyChange


def waits_unsent(reply: DraftRow) -> bool:
    """Whether a request lies in Drafts, where a person should send it."""
    in_drafts = reply.file is None and reply.state in {DraftState.DRAFTED, DraftState.EDITED}
    return in_drafts and (reply.kind in ASKS or reply.kind is DraftKind.REMINDER) and stands(reply)


def asked_at(reply: DraftRow) -> dt.datetime | None:
    """When a reply went out as far as is known: a file is sent when it is written; None where it did not."""
    if reply.state is DraftState.SENT or (reply.file is not None and reply.state in _WAITS):
        return reply.since
    return None


def reminders_due(desk: Desk, view: LedgerView, days: int, times: int, gone: Collection[int]) -> Iterator[Due]:
    """The next reminder of everyone who was asked, with its time.

    Args:
        desk: all that is known.
        view: the same, as a whole.
        days: after which people are reminded.
        times: how often at most.
        gone: messages whose bytes are gone.
    """
    heard = Heard.of(view)
    reminders = _reminders(view)
    newest = {_who(thread): thread for thread in desk.threads if thread.latest and thread.latest.kind in ASKS}
    for thread in newest.values():
        if thread.message.id in gone or desk.wanted(thread) not in ASKS:
            continue
        found = _next(thread, heard.from_them(thread), _of(thread, reminders), times)
        if found:
            yield Due(found.at + dt.timedelta(days=days), found.change)


def _next(thread: Thread, last: dt.datetime, reminders: Sequence[DraftRow], times: int) -> Due | None:
    """The next reminder, and the day from which it is counted; None where there is none to come."""
    asked = thread.latest
    since = asked_at(asked) if asked and asked.facts is not None else None  # None: asked by an older program
    valid = [each for each in reminders if stands(each) and each.created > last]
    unsent = any(each.state in _WAITS and each.file is None for each in valid)
    if asked is None or since is None or unsent or len(valid) >= times:
        return None
    at = max([since, last, *(each.since for each in valid if each.since)])
    about = f" reminder {len(reminders) + 1} after {asked.id}"
    return Due(at, ReplyChange(thread.message.id, DraftKind.REMINDER, asked.language, thread.members, about=about))


def changed_reminders(desk: Desk, view: LedgerView, gone: Collection[int]) -> Iterator[ReplyChange]:
    """Reminders that wait untouched: taken back when the answer came, drawn anew when something else is missing."""
    heard = Heard.of(view)
    threads = {(thread.message.id, member): thread for thread in desk.threads for member in thread.members or ("",)}
    for reply in view.drafts:
        if reply.kind is not DraftKind.REMINDER or not (stands(reply) and is_untouched(reply)):
            continue
        members = [each for each in reply.members if (reply.message, each) in threads] or [""]
        thread = threads.get((reply.message, members[0]))
        fits = thread is not None and desk.wanted(thread) in ASKS and heard.from_them(thread) <= reply.created
        if thread is None or not fits:
            yield ReplyChange(reply.message, instead=reply.id)
        elif reply.facts is not None and reply.message not in gone:
            told = Reply(reply.kind, reply.language, thread.message, thread.members)
            if reply.facts != facts_of(told, desk.known, desk.campaign):
                about = f" after {reply.id}"
                yield ReplyChange(reply.message, reply.kind, reply.language, thread.members, reply.id, about)


def _reminders(view: LedgerView) -> Mapping[int, list[DraftRow]]:
    found: dict[int, list[DraftRow]] = defaultdict(list)
    for reply in view.drafts:
        if reply.kind is DraftKind.REMINDER:
            found[reply.message].append(reply)
    return found


def _of(thread: Thread, reminders: Mapping[int, list[DraftRow]]) -> list[DraftRow]:
    about = set(thread.members)
    return [each for each in reminders.get(thread.message.id, ()) if not about or about & set(each.members)]


def _who(thread: Thread) -> str:
    """Whom a reply asks: a member, else an address. Of several requests the newest counts."""
    return thread.members[0] if thread.members else thread.message.sender.address


@dataclass(frozen=True, slots=True)
class Heard:
    """When the last mail came in, by address and by member; what answers by itself is none."""

    addresses: dict[str, dt.datetime]
    members: dict[str, dt.datetime]

    @classmethod
    def of(cls, view: LedgerView) -> Heard:
        """From all messages."""
        owners = {each.id: each.member for each in view.submissions}
        heard = cls({}, {})
        for message in view.messages:
            if message.outcome in {None, Outcome.IGNORED, Outcome.FAILED}:
                continue
            about = {owners[each] for each in message.submissions if each in owners}
            for member in about | ({message.member} if message.member else set()):
                heard.members[member] = max(message.fetched, heard.members.get(member, message.fetched))
            if address := message.sender.address:
                heard.addresses[address] = max(message.fetched, heard.addresses.get(address, message.fetched))
        return heard

    def from_them(self, thread: Thread) -> dt.datetime:
        """From those whom a reply goes to."""
        theirs = [self.members[each] for each in thread.members if each in self.members]
        address = self.addresses.get(thread.message.sender.address, thread.message.fetched)
        return max([thread.message.fetched, address, *theirs])
