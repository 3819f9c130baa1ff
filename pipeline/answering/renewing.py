"""Which replies are to be drafted, drawn anew or taken back in this run, from members as they are now."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog

from pipeline import __version__
from pipeline.files import write_private
from pipeline.model import Finding, Severity
from pipeline.reconcile.asking_again import asked_again
from pipeline.reconcile.replies import Desk, changed_replies
from pipeline.storage import state_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.run import Run

log = structlog.get_logger()

_NEVER: Final = dt.datetime.max.replace(tzinfo=dt.UTC)
_KEPT: Final = "replies.json"
_MOST_NAMED: Final = 20


@dataclass(frozen=True, slots=True)
class Looked:
    """What replies were compared with, and from when on time alone may ask for another one."""

    mark: str
    due: dt.datetime = _NEVER
    notes: tuple[Finding, ...] = ()


def renew_replies(run: Run) -> Looked:
    """Decide about all replies, unless nothing happened that they depend on; gives what to `keep` when all is done."""
    mark, before = _mark(run), _read(_file(run))
    if before and before.mark == mark and run.now < before.due:
        return before
    view, gone = run.ledger.view(run.campaign), run.ledger.gone()
    desk = Desk.of(view, run.campaign)
    changes = changed_replies(desk, gone)
    busy = {each.message for each in changes}
    again = asked_again(desk, view, run.settings.replies, run.now, gone=gone, busy=busy)
    changes = (*changes, *again.changes)
    if changes:
        run.ledger.renew(changes, run.number, run.now)
        log.info("replies.renewed", changes=len(changes), drawn=sum(each.kind is not None for each in changes))
    return Looked(mark, again.next, _notes(again.by_hand))


def _notes(by_hand: Sequence[str]) -> tuple[Finding, ...]:
    """Members who cannot be asked by a draft: no mail of theirs is known, or no address that surely is theirs."""
    if not by_hand:
        return ()
    text = (
        f"The values of {', '.join(by_hand[:_MOST_NAMED])} are to be confirmed, and they never wrote or gave no sure "
        "address: ask them yourself, and correct or confirm a value in their row."
    )
    return (Finding("confirm-by-hand", Severity.WARNING, text),)


def keep_looked(run: Run, looked: Looked) -> None:
    """Remember it where nothing happened since, so that a run in which nothing happens need not look again."""
    if looked.notes or looked.mark != _mark(run) or looked == _read(_file(run)):
        return
    write_private(_file(run), json.dumps({"mark": looked.mark, "due": looked.due.isoformat()}).encode())


def _mark(run: Run) -> str:
    """What replies depend on, in a word: the ledger, what the campaign asks, this program, the settings about them."""
    parts = (run.ledger.replies_mark(), __version__, repr(run.campaign), repr(run.settings.replies))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _file(run: Run) -> Path:
    return state_folder(run.settings) / _KEPT


def _read(file: Path) -> Looked | None:
    """What was kept; None where there is nothing, or nobody can make sense of it."""
    try:
        found = json.loads(file.read_bytes())
        return Looked(str(found["mark"]), dt.datetime.fromisoformat(found["due"]))
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None
