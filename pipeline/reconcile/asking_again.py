"""Reminders and yearly questions of a run, as many as staff can look through. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.reconcile.confirmations import changed_confirmations, confirmations_due
from pipeline.reconcile.reminders import Due, changed_reminders, reminders_due
from pipeline.records import ReplyChange

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline.config import ReplySettings
    from pipeline.reconcile.replies import Desk
    from pipeline.records import LedgerView

NEVER: Final = dt.datetime.max.replace(tzinfo=dt.UTC)
MOST: Final = 25  # new ones in one run; the rest follow


@dataclass(frozen=True, slots=True)
class Again:
    """What changes now, when time alone asks for the next one, and which members only a person can ask."""

    changes: tuple[ReplyChange, ...]
    next: dt.datetime = NEVER
    by_hand: tuple[str, ...] = ()


def asked_again(
    desk: Desk,
    view: LedgerView,
    settings: ReplySettings,
    now: dt.datetime,
    *,
    gone: Collection[int] = (),
    busy: Collection[int] = (),
) -> Again:
    """Those whose time has come, the longest waiting first, and what changes for those that wait in Drafts.

    Args:
        desk: all that is known.
        view: the same, as a whole.
        settings: after how many days and months, how often.
        now: the time.
        gone: messages whose bytes are gone.
        busy: messages whose reply changes in this run: nobody is reminded of it in the same breath.
    """
    waiting: list[Due] = []
    by_hand: list[str] = []
    if settings.remind_after_days is not None:
        waiting += reminders_due(desk, view, settings.remind_after_days, settings.remind_times, gone)
    if settings.confirm_after_months is not None:
        for member, due in confirmations_due(desk, view, settings.confirm_after_months):
            if due.change.message:
                waiting.append(due)
            elif due.at <= now:
                by_hand.append(member.id)
    waiting.sort(key=lambda each: (each.at, each.change.message))
    ripe = [each for each in waiting if each.at <= now and each.change.message not in busy]
    later = [each.at for each in waiting if each.at > now]
    upkeep = (*changed_reminders(desk, view, gone), *changed_confirmations(desk, view))
    following = now if len(ripe) > MOST else min(later, default=NEVER)
    return Again((*upkeep, *(each.change for each in ripe[:MOST])), following, tuple(by_hand))
