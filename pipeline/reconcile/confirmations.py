"""Which members are asked whether what is known of them still holds: "is your mayor still ...?". Pure.

Counted from when something was last given by a form, said by staff, or asked for. An answer without a form is read by
staff, who correct the member or leave it as it is; either way the next question comes so many months after this one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pipeline.reconcile.reminders import Due
from pipeline.reconcile.reply_facts import Reply, facts_of
from pipeline.reconcile.retention import months_later
from pipeline.reconcile.statuses import COUNTED
from pipeline.reconcile.threads import is_untouched, stands
from pipeline.reconcile.writers import has_sure_address
from pipeline.records import DraftKind, DraftRow, DraftState, Member, Outcome, ReplyChange

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from pipeline.reconcile.replies import Desk
    from pipeline.records import LedgerView


_GAVE: Final = {Outcome.SUBMISSION, Outcome.UPDATE, Outcome.PLEDGE, Outcome.DUPLICATE}


def confirmations_due(desk: Desk, view: LedgerView, months: int) -> Iterator[tuple[Member, Due]]:
    """The next question to every member, with its time; one whom a person must ask has the number 0 for its message.

    Args:
        desk: all that is known.
        view: the same, as a whole.
        months: after which a member is asked again.
    """
    asked, decided, messages = _asked(view), _decided(view), _messages(view)
    for member in desk.known.members.values():
        before = asked.get(member.id, [])
        if member.status not in COUNTED or any(_waits(each) for each in before):
            continue
        mine = messages.get(member.id, [])
        said = [decided[member.id]] if member.id in decided else []
        times = [*(desk.known.messages[each].fetched for each in mine), *said, *(each.created for each in before)]
        if not times:
            continue
        about = f" confirmation {member.id} {len(before) + 1}"
        newest = max(mine, default=0) if _can_be_asked(member, desk, view) else 0
        change = ReplyChange(newest, DraftKind.CONFIRMATION, member.language or "", (member.id,), about=about)
        yield member, Due(months_later(max(times), months), change)


def changed_confirmations(desk: Desk, view: LedgerView) -> Iterator[ReplyChange]:
    """Questions that wait untouched: taken back when a form came or the member left, drawn anew for other values."""
    messages = _messages(view)
    for reply in view.drafts:
        if reply.kind is not DraftKind.CONFIRMATION or not (stands(reply) and is_untouched(reply)):
            continue
        member = desk.known.members.get(reply.members[0]) if reply.members else None
        newer = member and any(
            desk.known.messages[each].fetched > reply.created for each in messages.get(member.id, [])
        )
        if member is None or member.status not in COUNTED or newer or not _can_be_asked(member, desk, view):
            yield ReplyChange(reply.message, instead=reply.id)
        elif reply.facts is not None:
            told = Reply(reply.kind, reply.language, desk.known.messages[reply.message], (member.id,))
            if reply.facts != facts_of(told, desk.known, desk.campaign):
                about = f" after {reply.id}"
                yield ReplyChange(reply.message, reply.kind, reply.language, (member.id,), reply.id, about)


def _can_be_asked(member: Member, desk: Desk, view: LedgerView) -> bool:
    return has_sure_address(member, desk.campaign, desk.known.submissions, view.settled)


def _waits(reply: DraftRow) -> bool:
    return reply.file is None and reply.state in {None, DraftState.DRAFTED, DraftState.EDITED}


def _asked(view: LedgerView) -> Mapping[str, list[DraftRow]]:
    found: dict[str, list[DraftRow]] = defaultdict(list)
    for reply in view.drafts:
        if reply.kind is DraftKind.CONFIRMATION and stands(reply):
            for member in reply.members:
                found[member].append(reply)
    return found


def _decided(view: LedgerView) -> Mapping[str, dt.datetime]:
    found: dict[str, dt.datetime] = {}
    for decision in view.decisions:
        found[decision.member] = max(decision.at, found.get(decision.member, decision.at))
    return found


def _messages(view: LedgerView) -> Mapping[str, list[int]]:
    """Member -> the messages that gave something for it, or gave it once more."""
    owners = {each.id: each.member for each in view.submissions}
    found: dict[str, list[int]] = defaultdict(list)
    for message in view.messages:
        if message.outcome in _GAVE:
            about = {owners[each] for each in message.submissions if each in owners}
            for member in about or ({message.member} if message.member else set()):
                found[member].append(message.id)
    return found
