"""What staff tell the program between runs: try a held message again, take a mailbox that was reset as it is."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pipeline.errors import LedgerUnusableError
from pipeline.ledger.store import Ledger
from pipeline.locking import only_run
from pipeline.opening import open_mailbox
from pipeline.records import Outcome
from pipeline.storage import ledger_exists, ledger_url, state_folder

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from pipeline.config import Settings


_NONE_HELD: Final = "No message is held, but for those that wait for an answer in the workbook, if any."


def retry(settings: Settings, numbers: Sequence[int], now: dt.datetime) -> str:
    """Take up held messages again: those of these numbers, or all of them. Gives a sentence for staff.

    Raises:
        AnotherRunError: a run is going on.
        LedgerUnusableError: there is no ledger, or it cannot be used.
    """
    with _ledger(settings) as ledger:
        chosen = numbers or ledger.with_outcome(Outcome.HELD)
        taken = [number for number in chosen if ledger.retry(number, now)]
    left = sorted(set(numbers) - set(taken))
    said = f"{len(taken)} messages are taken up again by the next run." if taken else _NONE_HELD
    return (
        f"{said} Not held, or waiting for an answer in the workbook, so left alone: {', '.join(map(str, left))}."
        if left
        else said
    )


def accept_reset(settings: Settings, now: dt.datetime) -> str:
    """Take the mailbox as the next run finds it. Gives a sentence for staff; raises as `retry` does."""
    account = open_mailbox(settings).account
    with _ledger(settings) as ledger:
        known = ledger.accept_reset(account, now)
    if not known:
        return "This mailbox was never read, or its reset was accepted before; there is nothing to accept."
    return "Accepted. The next run takes the mailbox as it is and recognises known messages by their content."


@contextmanager
def _ledger(settings: Settings) -> Iterator[Ledger]:
    if not ledger_exists(settings):
        raise LedgerUnusableError("there is no ledger yet; `adhesion run` makes it")
    with only_run(state_folder(settings)), Ledger.open(ledger_url(settings), create=False) as ledger:
        yield ledger
