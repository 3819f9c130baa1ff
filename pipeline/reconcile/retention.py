"""Which stored mails have been kept for as long as the office wishes. Pure.

Counted in months from the day on which the program took a mail in, or on which staff decided about its members, if that
was later. A mail of several members goes when the longest of their times is over; what somebody still waits for stays.
"""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING, Final

from pipeline.reconcile.current import STATUS_FIELD
from pipeline.records import Outcome, Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping

    from pipeline.config import RetentionSettings
    from pipeline.records import LedgerView, Member, MessageRow

_END: Final = 9999  # the last year of a calendar
_OPEN: Final = {None, Outcome.FAILED, Outcome.HELD}
_KINDS: Final = {
    Status.ACCEPTED: "accepted",
    Status.PUBLISHED: "accepted",
    Status.DECLINED: "declined",
    Status.WITHDRAWN: "declined",
}


def due_mails(view: LedgerView, settings: RetentionSettings, now: dt.datetime, gone: Collection[int]) -> dict[int, str]:
    """Numbers of the messages whose bytes are to go, each with the setting that says so.

    Args:
        view: the ledger's current state.
        settings: months, by kind.
        now: the time.
        gone: messages whose bytes are gone already.
    """
    months = {kind: number for kind, number in settings.model_dump().items() if number is not None}
    if not months:
        return {}
    members = {each.id: each for each in view.members}
    of = _members_of(view)
    decided = _decided(view)
    waiting = {each.message for each in view.questions}
    found = {}
    for message in view.messages:
        if message.id in gone or message.id in waiting or not _is_done(message):
            continue
        theirs = [members[each] for each in of.get(message.sha256, set()) | _named(message) if each in members]
        kinds = set(_kinds(message, theirs))
        if not kinds or not kinds <= set(months):
            continue
        since = max([message.fetched, *(decided[each.id] for each in theirs if each.id in decided)])
        longest = max(kinds, key=lambda kind: months[kind])
        if months_later(since, months[longest]) <= now:
            found[message.id] = longest
    kept = {each.sha256 for each in view.messages if each.id not in found}  # each bytes are stored once
    return {each.id: found[each.id] for each in view.messages if each.id in found and each.sha256 not in kept}


def months_later(moment: dt.datetime, months: int) -> dt.datetime:
    """The same day so many months on, or the last one of that month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    if year >= _END:
        return moment.replace(year=_END - 1, month=12, day=31)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _is_done(message: MessageRow) -> bool:
    """It has its outcome, and the reply to it, which is written from it, is written."""
    return message.outcome not in _OPEN and (message.draft is None or message.draft_state is not None)


def _kinds(message: MessageRow, members: Collection[Member]) -> Iterator[str]:
    """The settings that a mail falls under; "" for a member about whom nothing is decided."""
    if message.outcome is Outcome.IGNORED:
        yield "ignored"
    yield from (_KINDS.get(each.status, "") for each in members)


def _named(message: MessageRow) -> set[str]:
    return {message.member} if message.member else set()


def _members_of(view: LedgerView) -> Mapping[str, set[str]]:
    """sha256 of a message -> ids of the members whose forms and pledges it brought."""
    found: dict[str, set[str]] = {}
    given = [(each.message, each.member) for each in view.submissions]
    for message, member in (*given, *((each.message, each.member) for each in view.pledges)):
        found.setdefault(message, set()).add(member)
    return found


def _decided(view: LedgerView) -> Mapping[str, dt.datetime]:
    """Member -> when staff last set its status."""
    found: dict[str, dt.datetime] = {}
    for each in view.decisions:
        if each.field == STATUS_FIELD:
            found[each.member] = max(each.at, found.get(each.member, each.at))
    return found
