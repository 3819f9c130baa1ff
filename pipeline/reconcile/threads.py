"""The replies to each message, put together that are about the same members: of each only one may wait. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pipeline.records import DraftKind, DraftRow, DraftState, MessageRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.reconcile.reply_facts import ByNumber
    from pipeline.records import LedgerView

ASKING_AGAIN: Final = (DraftKind.REMINDER, DraftKind.CONFIRMATION)
"""Kinds that are no answer to what a message brought."""

MONTH: Final = dt.timedelta(days=30)

_WAITING: Final = (DraftState.DRAFTED, DraftState.EDITED)
_TOUCHED: Final = (DraftState.EDITED, DraftState.SENT)


@dataclass(frozen=True, slots=True)
class Thread:
    """The replies to a message that are about the same members, oldest first; what asks again is none of them."""

    message: MessageRow
    members: tuple[str, ...]  # as they are now
    replies: tuple[DraftRow, ...]

    @property
    def standing(self) -> tuple[DraftRow, ...]:
        """Those that were not taken back."""
        return tuple(each for each in self.replies if stands(each))

    @property
    def latest(self) -> DraftRow | None:
        """The one that counts: edited by a person, else the newest."""
        edited = [each for each in self.standing if each.state is DraftState.EDITED]
        return next(reversed(edited or self.standing), None)


def stands(reply: DraftRow) -> bool:
    """Whether a reply was not taken back: what a person edited or sent before that stays what it is."""
    return reply.state in _TOUCHED or not (reply.withdrawn or reply.state is DraftState.REPLACED)


def is_untouched(reply: DraftRow) -> bool:
    """Whether it waits as we wrote it, or is still to be written."""
    return reply.state in {None, DraftState.DRAFTED}


def threads_of(view: LedgerView, known: ByNumber) -> list[Thread]:
    """All threads, in the order of their messages."""
    now = view.runs[-1].started if view.runs else None
    replies: dict[int, list[DraftRow]] = defaultdict(list)
    for draft in view.drafts:
        if draft.kind not in ASKING_AGAIN:
            replies[draft.message].append(_as_sent(draft, now))
    return [
        thread
        for number in sorted(replies)
        if number in known.messages
        for thread in _threads(known.messages[number], replies[number], known)
    ]


def _as_sent(reply: DraftRow, now: dt.datetime | None) -> DraftRow:
    """A file that has lain for a month was sent, as far as anybody can tell: it is not drawn anew for ever."""
    if reply.file is None or reply.since is None or now is None or now - reply.since < MONTH:
        return reply
    return replace(reply, state=DraftState.SENT) if reply.state in _WAITING else reply


def _threads(message: MessageRow, replies: Sequence[DraftRow], known: ByNumber) -> list[Thread]:
    groups: list[list[DraftRow]] = []
    for reply in replies:
        group = next((each for each in groups if _goes_with(reply, each)), None)
        if group is None:
            groups.append([reply])
        else:
            group.append(reply)
    owners = _owners(message, known)
    if len(groups) == 1:
        return [Thread(message, owners, tuple(groups[0]))]
    return [Thread(message, _of_group(each, owners, known), tuple(each)) for each in groups]


def _goes_with(reply: DraftRow, group: Sequence[DraftRow]) -> bool:
    """A form of which staff said later whose it is has a reply of its own, which is about others."""
    return any(
        each.successor == reply.id or set(each.members) & set(reply.members) or each.members == reply.members
        for each in group
    )


def _owners(message: MessageRow, known: ByNumber) -> tuple[str, ...]:
    """Whom the message is about now: staff may have said that a form is another's, or that two are one."""
    owners = dict.fromkeys(known.submissions[each].member for each in message.submissions if each in known.submissions)
    if not owners and message.member:
        owners[message.member] = None
    return tuple(each for each in owners if each in known.members)


def _of_group(group: Sequence[DraftRow], owners: Sequence[str], known: ByNumber) -> tuple[str, ...]:
    about = group[-1].members
    return tuple(each for each in owners if each in about) or tuple(each for each in about if each in known.members)
