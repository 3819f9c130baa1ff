"""Whose reply brings a member its welcome: each is welcomed once, whatever it sends. Pure."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.reconcile.statuses import COUNTED
from pipeline.reconcile.threads import Thread, is_untouched
from pipeline.records import DraftKind, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.reconcile.reply_facts import ByNumber
    from pipeline.records import DraftRow, Member


def carriers(threads: Sequence[Thread], known: ByNumber) -> dict[str, int]:
    """Member -> the message whose reply welcomes it.

    That which did, or on which a person works; else the one that waits to do so; else the newest that can be answered.
    Whether the member is to be welcomed at all is asked elsewhere.
    """
    welcomes: dict[str, list[DraftRow]] = defaultdict(list)
    newest: dict[str, int] = {}
    for thread in threads:
        for reply in thread.standing:
            for member in _welcomed(reply, thread):
                welcomes[member].append(reply)
        for member in thread.members:
            if _can_welcome(thread, known.members[member]):
                newest[member] = max(thread.message.id, newest.get(member, 0))
    return newest | {member: _carrier(replies) for member, replies in welcomes.items()}


def _welcomed(reply: DraftRow, thread: Thread) -> Sequence[str]:
    """Whom a reply welcomes: one that waits untouched those whom it is about now, since it will be drawn anew."""
    if reply.kind is not DraftKind.WELCOME:
        return ()
    return reply.members if _is_done(reply) else thread.members


def _carrier(replies: Iterable[DraftRow]) -> int:
    of = sorted(replies, key=lambda each: (not _is_done(each), each.message))
    done = [each for each in of if _is_done(each)]
    return done[0].message if done else of[-1].message


def _is_done(reply: DraftRow) -> bool:
    return not is_untouched(reply) or (reply.state is not None and reply.facts is None)


def _can_welcome(thread: Thread, member: Member) -> bool:
    """A pledge is thanked for; it brings the welcome only where staff accept it as it is."""
    if member.entered is not None and member.status in COUNTED:
        return False  # staff typed it in and accepted it: they had welcomed it before
    if thread.message.outcome is Outcome.PLEDGE:
        return member.status in COUNTED and not member.submissions
    return thread.message.outcome in {Outcome.SUBMISSION, Outcome.UPDATE}
