"""One run, step by step; the only place that wires the rooms together."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import structlog

from pipeline import __version__
from pipeline.answering.drawing import Drawn
from pipeline.answering.replies import answer_all
from pipeline.concluding import Reading, conclude_all
from pipeline.delivery import Touched, touch_mailbox, watch_drafts, watch_files
from pipeline.documents.workers.pool import ReadingPool
from pipeline.dry import copy_of_outputs
from pipeline.erasure.erase import finish
from pipeline.errors import (
    AdhesionError,
    CannotDoError,
    ExitCode,
    LedgerUnusableError,
    LoginRefusedError,
    MailboxUnreachableError,
)
from pipeline.fetching import fetch_new
from pipeline.intake.source import drafts_of
from pipeline.ledger.store import Ledger
from pipeline.locking import only_run
from pipeline.model import Finding, Severity
from pipeline.opening import open_mailbox
from pipeline.reading import timed_reader
from pipeline.records import Balance, Outcome
from pipeline.retention import apply_retention
from pipeline.review.items import review_items
from pipeline.run import Progress, Run
from pipeline.signin.notices import expiry_notices
from pipeline.storage import clear_leftovers, ledger_url, state_folder
from pipeline.summary import RunResult
from pipeline.views import take_corrections, write_views

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings
    from pipeline.fetching import Fetched
    from pipeline.intake.mailbox import DraftsFolder, MessageSource

log = structlog.get_logger()


def run_job(
    settings: Settings,
    campaign: Campaign,
    now: dt.datetime,
    progress: Progress,
    *,
    dry_run: bool = False,
    mailbox: MessageSource | None = None,
) -> RunResult:
    """One run from the lock to the summary; a dry run does the same on a copy and throws it away.

    Args:
        settings: the configuration.
        campaign: what is asked.
        now: the time.
        progress: is told how far it is.
        dry_run: keep and change nothing.
        mailbox: instead of the one that the settings name.

    Raises:
        AdhesionError: something stops the run as a whole; what was concluded before stays.
    """
    mailbox = mailbox or open_mailbox(settings)
    if dry_run:
        with copy_of_outputs(settings) as copy:
            return replace(_run(copy, campaign, now, progress, mailbox), dry_run=True)
    return _run(settings, campaign, now, progress, mailbox)


def _run(
    settings: Settings, campaign: Campaign, now: dt.datetime, progress: Progress, mailbox: MessageSource
) -> RunResult:
    domain = settings.secretariat.address.rpartition("@")[2]
    with only_run(state_folder(settings)), Ledger.open(ledger_url(settings), domain=domain) as ledger:
        clear_leftovers(settings.outputs.dir)
        run = Run(settings, campaign, ledger, ledger.begin_run(now, __version__), now, progress)
        with _end_noted(run):
            finish(run)
            return _steps(run, mailbox)


@contextmanager
def _end_noted(run: Run) -> Iterator[None]:
    """A run that stops early leaves its exit code in the ledger, so that `adhesion status` can tell of it."""
    try:
        yield
    except (AdhesionError, KeyboardInterrupt) as error:
        code = error.exit_code if isinstance(error, AdhesionError) else ExitCode.INTERRUPTED
        with suppress(LedgerUnusableError):
            run.ledger.finish_run(run.number, run.now, int(code), 0, 0, {})
        log.error("run.stopped", run=run.number, exit=int(code))  # noqa: TRY400 - the command says why
        raise


def _steps(run: Run, mailbox: MessageSource) -> RunResult:
    started = time.monotonic()
    corrected = take_corrections(run)
    with ReadingPool(timed_reader(run.settings), run.campaign, run.settings.limits) as pool:
        done = work(run, mailbox, pool)
    ending = expiry_notices(run.settings, state_folder(run.settings), run.now.date())
    problems = (*ending, *corrected.problems, *done.problems, *apply_retention(run))
    view = write_views(run, done.counted, corrected, problems)
    return RunResult(
        exit_code=done.exit_code,
        balance=done.counted,
        outputs=run.settings.outputs.dir,
        drafts=done.drawn.replies,
        letters=len(done.drawn.letters),
        members=len(view.members),
        to_review=len(review_items(view, run.campaign)),
        corrections=len(corrected.decisions),
        seconds=time.monotonic() - started,
        in_mailbox=_drafts_folder(run, mailbox) is not None,
        touched=done.touched,
        notes=tuple(problem.message for problem in problems),
        language=run.settings.secretariat.language,
    )


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did between the mailbox and the ledger."""

    exit_code: ExitCode
    counted: Balance
    drawn: Drawn
    touched: int
    problems: tuple[Finding, ...]


def work(run: Run, mailbox: MessageSource, pool: Reading) -> Done:
    """Store, conclude, deliver, then touch the mailbox. Killed at any moment, the next run goes on from there."""
    waiting = run.ledger.unconcluded()
    with mailbox:
        fetched = fetch_new(run, mailbox, waiting)
    outcomes = conclude_all(run, pool)
    if fetched.failed:
        outcomes[Outcome.FAILED] = outcomes.get(Outcome.FAILED, 0) + fetched.failed
    counted = Balance(fetched.seen + len(waiting), fetched.known, outcomes)
    with mailbox:  # anew: concluding may have taken longer than a server waits
        drawn, touched = _deliver(run, mailbox, fetched)
    lost = fetched.lost or drawn.lost or touched.lost
    code = _exit_code(counted, lost, waits=bool(drawn.problems))
    counts = {outcome.value: number for outcome, number in counted.outcomes.items()}
    run.ledger.finish_run(run.number, run.now, int(code), counted.seen, counted.known, counts)
    log.info("run.finished", run=run.number, exit=int(code), seen=counted.seen, known=counted.known, **counts)
    problems = (*fetched.problems, *drawn.problems, *drawn.notes, *touched.problems, *_lost(lost))
    return Done(code, counted, drawn, touched.messages, problems)


def _deliver(run: Run, mailbox: MessageSource, fetched: Fetched) -> tuple[Drawn, Touched]:
    """Replies first, then the messages that they answer: the mailbox is touched last."""
    watch_files(run, run.settings.outputs.dir)
    folder = _drafts_folder(run, mailbox)
    try:
        if folder and not fetched.lost:
            run.patiently(partial(watch_drafts, run, folder), mailbox.close)
    except (MailboxUnreachableError, LoginRefusedError) as error:
        fetched = replace(fetched, lost=error)
    except CannotDoError as error:  # there is no such folder
        return Drawn(problems=(Finding("drafts-unusable", Severity.ERROR, str(error)),)), Touched()
    if fetched.lost:  # letters and replies wait for the mailbox; those that become files do not
        return (Drawn(lost=fetched.lost) if folder else answer_all(run, None)), Touched()
    drawn = answer_all(run, folder)
    return drawn, (Touched() if drawn.lost else touch_mailbox(run, mailbox, fetched))


def _drafts_folder(run: Run, mailbox: MessageSource) -> DraftsFolder | None:
    """Where replies go: Drafts of the mailbox, where that is wished and it has one; None: into the outputs folder."""
    return drafts_of(mailbox) if run.settings.drafts.target == "mailbox" else None


def _lost(error: AdhesionError | None) -> tuple[Finding, ...]:
    if error is None:
        return ()
    text = f"{error} What was taken in before is safe and concluded; the next run goes on."
    return (Finding("mailbox-lost", Severity.ERROR, text),)


def _exit_code(counted: Balance, lost: AdhesionError | None, *, waits: bool) -> ExitCode:
    if not counted.balanced:
        return ExitCode.UNEXPECTED
    if lost is not None:
        return lost.exit_code
    return ExitCode.RETRY_WAITS if waits or counted.outcomes.get(Outcome.FAILED) else ExitCode.OK
