"""Decisions about the mailbox: whether it is still the one we know, and what is done with a concluded message."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.config import AfterSettings, MailboxSettings
    from pipeline.records import Concluded, Listed, Outcome


def reset_reason(before: Listed | None, now: Listed, *, may_be_empty: bool) -> str | None:
    """Why the mailbox cannot be the one that the last run left, as a sentence; None where all is well.

    Args:
        before: as the last run left it; None where there was none.
        now: as it is listed.
        may_be_empty: people clear it by hand, so that an empty one means nothing.
    """
    if before is None:
        return None
    if before.epoch != now.epoch:
        return (
            f"The mailbox was reset: its UIDVALIDITY was {before.epoch or 'none'} and is {now.epoch or 'none'}, "
            "so that no message number means what it meant."
        )
    if before.highest is not None and now.highest is not None and now.highest < before.highest:
        return (
            f"The mailbox was reset: its messages were numbered up to {before.highest} and are now up to "
            f"{now.highest}, though it still has the same UIDVALIDITY."
        )
    if before.left and not now.left and not may_be_empty:
        return (
            f"The mailbox is suddenly empty: there were {before.left} messages after the last run. Where people clear "
            "it by hand, say so: may_be_empty = true in [mailbox]. A new date in `since` leaves older mail out, too."
        )
    return None


def wanted_actions(message: Concluded, settings: MailboxSettings) -> list[tuple[str, str]]:
    """What is still to be done with a concluded message: ("flagged", keyword), ("moved", folder), in this order."""
    after = _after(message.outcome, settings.after, settings.processed_folder)
    wanted = [("flagged", after[0]), ("moved", after[1])]
    moved = any(action == "moved" for action, _ in message.done)  # whoever moves it back has a reason
    return (
        []
        if moved
        else [(action, target) for action, target in wanted if target and (action, target) not in message.done]
    )


def _after(outcome: Outcome, after: Mapping[Outcome, AfterSettings], processed: str | None) -> tuple[str, str]:
    if outcome not in after:
        return "", processed or ""
    return after[outcome].flag or "", after[outcome].move or ""
