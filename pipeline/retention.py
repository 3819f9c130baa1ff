"""Periods after which stored mails go (`[retention]`): all that was read of them stays, and what went is noted."""

from __future__ import annotations

import secrets
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Final

import structlog

from pipeline.ledger.tombstones import Erasure
from pipeline.model import Finding, Severity
from pipeline.reconcile.retention import due_mails
from pipeline.storage import forget_replay

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline.records import LedgerView
    from pipeline.run import Run

log = structlog.get_logger()

_BY: Final = "[retention]"


def apply_retention(run: Run) -> tuple[Finding, ...]:
    """Let go of the mails whose time is over, with the copies of their documents; gives what is to be said of it.

    Copies first: killed in between, the next run finds the mails still due.
    """
    if not any(run.settings.retention.model_dump().values()):
        return ()  # the usual case: the whole ledger need not be looked through
    view = run.ledger.view(run.campaign)
    due = due_mails(view, run.settings.retention, run.now, run.ledger.gone())
    if not due:
        return ()
    _remove_copies(run, view, set(due))
    counts = dict(sorted(Counter(due.values()).items()))
    run.ledger.let_go(set(due), Erasure("retention", _BY, run.now, secrets.token_hex(32), counts))
    run.ledger.compact()
    log.info("retention.applied", messages=len(due), **counts)
    number = len(due)
    text = f"[retention]: the time of {number} stored mails was over, and they went; what was read of them stays."
    return (Finding("retention", Severity.INFO, text),)


def _remove_copies(run: Run, view: LedgerView, going: Collection[int]) -> None:
    """Forms and cut-outs in the outputs folder. Letters and replies are the office's own."""
    outputs = run.settings.outputs.dir
    messages = [each for each in view.messages if each.id in going]
    starts = {document.sha256[:8] for each in messages for document in each.documents}
    for file in (outputs / "forms").glob("M*-*.*"):
        if file.name.partition("-")[2].partition(".")[0] in starts:
            file.unlink(missing_ok=True)
    bytes_of = {each.sha256 for each in messages}
    for submission in view.submissions:
        if submission.message in bytes_of:
            shutil.rmtree(outputs / "evidence" / submission.id, ignore_errors=True)
    forget_replay(run.settings)
