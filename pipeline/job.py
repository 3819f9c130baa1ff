"""One run, step by step; the only place that wires the rooms together."""

from __future__ import annotations

import hashlib
import time
import traceback
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from errno import EDQUOT, EIO, EMFILE, ENFILE, ENOMEM, ENOSPC, EROFS
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog

from pipeline import __version__, media
from pipeline.answers import Drawn, draw_answers
from pipeline.delivery import DraftsDelivery, Touched, touch_mailbox, watch_drafts, watch_files
from pipeline.documents.worker import ReadingPool
from pipeline.drafts.recipients import may_reply
from pipeline.dry import copy_of_outputs
from pipeline.errors import (
    AdhesionError,
    CannotDoError,
    ExitCode,
    LedgerUnusableError,
    LoginRefusedError,
    MailboxUnreachableError,
)
from pipeline.fetching import fetch_new
from pipeline.intake.message import unwrap
from pipeline.intake.source import drafts_of
from pipeline.intake.triage import triage
from pipeline.ledger.store import Ledger
from pipeline.locking import only_run
from pipeline.model import Document, DocumentKind, DocumentReading, Finding, Mail, Severity
from pipeline.opening import open_mailbox
from pipeline.reading import read_form
from pipeline.reconcile.plan import Arrival, Known, ReadDocument, known_from, plan_aside, plan_message
from pipeline.records import Balance, DocumentRecord, Outcome, Plan, StoredMessage
from pipeline.review.items import review_items
from pipeline.run import Progress, Run
from pipeline.signin.notices import expiry_notices
from pipeline.storage import clear_leftovers, ledger_url, state_folder
from pipeline.summary import RunResult
from pipeline.views import take_corrections, write_views

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings
    from pipeline.fetching import Fetched
    from pipeline.intake.mailbox import DraftsFolder, MessageSource

log = structlog.get_logger()

_OWN: Final = Path(__file__).parent
_BATCH: Final = 32  # messages whose documents are in memory at one time
_BATCH_BYTES: Final = 64 << 20  # that they have together, unless one alone has more
_PASSING: Final = {ENOSPC, EDQUOT, EROFS, EIO, EMFILE, ENFILE, ENOMEM}  # the machine's trouble: a full disk, ...
_HEAD: Final = 65536  # bytes of a message that is too large, enough for its header
_LEAST_PHOTOGRAPH: Final = 20_000  # bytes; smaller pictures are logos and signatures, no photographs of a form
_LEAST_SHOWN_PHOTOGRAPH: Final = 150_000  # bytes; of one shown inside the text, as most logos are

_NEVER_FORMS: Final = {media.VCARD, media.CALENDAR, media.PKCS7_SIGNATURE, media.DELIVERY_STATUS, media.MESSAGE}


def conclude_all(run: Run) -> dict[Outcome, int]:
    """Give every stored message that has no outcome its one; gives how many got which."""
    waiting = run.ledger.unconcluded()
    run.progress.begin("reading", len(waiting))
    outcomes: dict[Outcome, int] = {}
    known = known_from(run.campaign, run.ledger.members(run.campaign) if waiting else ())
    with ReadingPool(read_form, run.campaign, run.settings.limits) as pool:
        for batch in _batches(waiting):
            for message, opened in _opened(run, batch, pool):
                outcome, touched = _conclude(run, message, opened, known)
                outcomes[outcome] = outcomes.get(outcome, 0) + 1
                if touched:
                    known = known.renewed(run.ledger.members(run.campaign, only=touched))
                run.progress.advance()
    return outcomes


def _batches(messages: Sequence[StoredMessage]) -> Iterator[list[StoredMessage]]:
    """As many messages as may be in memory at one time, by their number and by their size."""
    batch: list[StoredMessage] = []
    size = 0
    for message in messages:
        if batch and (len(batch) == _BATCH or size + message.size > _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(message)
        size += message.size
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class _Opened:
    """A message taken apart, its documents read; or why that failed."""

    mail: Mail | None
    readings: tuple[DocumentReading | None, ...] = ()
    aside: Plan | None = None
    error: Exception | None = None


def _opened(run: Run, messages: Sequence[StoredMessage], pool: ReadingPool) -> Iterator[tuple[StoredMessage, _Opened]]:
    """The messages of a batch with their documents read side by side."""
    first = [(message, _unwrapped(run, message)) for message in messages]
    wanted = [
        document
        for _, opened in first
        if opened.mail and not opened.aside
        for document in opened.mail.documents
        if _worth_reading(document)
    ]
    readings = iter(pool.read_all(wanted))
    for message, opened in first:
        if opened.mail and not opened.aside:
            mine = tuple(next(readings) if _worth_reading(each) else None for each in opened.mail.documents)
            yield message, _Opened(opened.mail, mine)
        else:
            yield message, opened


def _unwrapped(run: Run, message: StoredMessage) -> _Opened:
    """A stored message taken apart, with the plan for one that needs no reading."""
    try:
        if message.partial or message.size > run.settings.limits.message_mb << 20:
            mail = unwrap(run.ledger.raw(message.id)[:_HEAD])
            return _Opened(mail, aside=plan_aside(mail, *_why_not_whole(run, message)))
        mail = unwrap(run.ledger.raw(message.id))
        ignored = triage(mail, run.settings.secretariat.address)
        if ignored:
            return _Opened(mail, aside=plan_aside(mail, Outcome.IGNORED, f"{ignored.code}: {ignored.reason}"))
        first = run.ledger.first_with(message.sha256, message.id)
        if first is not None:
            reason = f"The same bytes as message {first}."
            return _Opened(mail, aside=plan_aside(mail, Outcome.DUPLICATE, reason))
    except Exception as error:  # noqa: BLE001 - one bad message never stops the others
        _raise_passing(error)
        return _Opened(None, error=error)
    return _Opened(mail)


def _why_not_whole(run: Run, message: StoredMessage) -> tuple[Outcome, str]:
    """What becomes of a message that is not read because only its header was kept, or it is too large."""
    whole = run.ledger.whole_of(message) if message.partial else None
    if whole is not None:
        return Outcome.DUPLICATE, f"Taken in whole as message {whole}."
    if message.size > run.settings.limits.message_mb << 20:
        limit = run.settings.limits.message_mb
        return Outcome.HELD, f"Larger than {limit} MB: open it in the mail program and type the values in by hand."
    return Outcome.HELD, "The mail server did not give this message in three attempts: open it in the mail program."


def _worth_reading(document: Document) -> bool:
    """Everything but small pictures, calendars and the like."""
    if document.media.startswith("image/"):
        return len(document.data) >= (_LEAST_PHOTOGRAPH if document.attached else _LEAST_SHOWN_PHOTOGRAPH)
    return document.media not in _NEVER_FORMS


def _conclude(run: Run, message: StoredMessage, opened: _Opened, known: Known) -> tuple[Outcome, tuple[str, ...]]:
    """Decide on one message and write it, with its outcome, in one transaction; gives the members it touched."""
    try:
        if opened.error or not opened.mail:
            raise opened.error or RuntimeError("message could not be opened")  # noqa: TRY301 - counted below
        plan = opened.aside or plan_message(_arrival(run, message, opened.mail, opened.readings), known)
        touched = run.ledger.apply(message, plan, run.number, run.now)
    except Exception as error:  # noqa: BLE001 - one bad message never stops the others
        _raise_passing(error)
        outcome = run.ledger.fail(message, run.number, type(error).__name__, run.now)
        words = {"error": type(error).__name__, "where": _where(error), "outcome": outcome.value}
        log.error("message.failed", message=message.id, **words)  # noqa: TRY400 - a traceback could hold names
        return outcome, ()
    log.info("message.concluded", message=message.id, outcome=plan.outcome.value, submissions=len(plan.submissions))
    return plan.outcome, touched


def _raise_passing(error: Exception) -> None:
    """Trouble that is not the message's fault stops the run and is not counted as a failure of the message."""
    if isinstance(error, LedgerUnusableError) or (isinstance(error, OSError) and error.errno in _PASSING):
        raise error


def _where(error: Exception) -> str:
    """The innermost place of our own code, so that a fault can be found without the text of a traceback."""
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if _OWN in Path(frame.filename).parents]
    return f"{Path(own[-1].filename).relative_to(_OWN).as_posix()}:{own[-1].lineno}" if own else ""


def _arrival(run: Run, message: StoredMessage, mail: Mail, readings: Sequence[DocumentReading | None]) -> Arrival:
    documents = tuple(
        _read_document(run, document, reading) for document, reading in zip(mail.documents, readings, strict=True)
    )
    day = (message.received or mail.date or run.now).date()
    barred = may_reply(mail, run.settings.secretariat.address)
    return Arrival(mail, documents, day, may_reply=barred is None)


def _read_document(run: Run, document: Document, reading: DocumentReading | None) -> ReadDocument:
    sha256 = hashlib.sha256(document.data).hexdigest()
    record = DocumentRecord(
        document.name,
        document.inside,
        document.media,
        sha256,
        len(document.data),
        reading.kind if reading else None,
        reading.reason if reading else None,
        reading.code if reading else None,
    )
    is_form = reading is not None and reading.kind is DocumentKind.FORM
    return ReadDocument(record, reading, document.body, run.ledger.same_document(sha256) if is_form else None)


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
    waiting = run.ledger.unconcluded()
    with mailbox:
        fetched = fetch_new(run, mailbox, waiting)
    outcomes = conclude_all(run)
    if fetched.failed:
        outcomes[Outcome.FAILED] = outcomes.get(Outcome.FAILED, 0) + fetched.failed
    counted = Balance(fetched.seen + len(waiting), fetched.known, outcomes)
    with mailbox:  # anew: concluding may have taken longer than a server waits
        drawn, touched = _deliver(run, mailbox, fetched)
    lost = fetched.lost or drawn.lost or touched.lost
    ending = expiry_notices(run.settings, state_folder(run.settings), run.now.date())
    problems = (*ending, *fetched.problems, *corrected.problems, *drawn.problems, *touched.problems, *_lost(lost))
    code = _exit_code(counted, lost, waits=bool(drawn.problems))
    counts = {outcome.value: number for outcome, number in counted.outcomes.items()}
    run.ledger.finish_run(run.number, run.now, int(code), counted.seen, counted.known, counts)
    view = write_views(run, counted, corrected, problems)
    log.info("run.finished", run=run.number, exit=int(code), seen=counted.seen, known=counted.known, **counts)
    return RunResult(
        exit_code=code,
        balance=counted,
        outputs=run.settings.outputs.dir,
        drafts=drawn.replies,
        letters=len(drawn.letters),
        members=len(view.members),
        to_review=len(review_items(view, run.campaign)),
        corrections=len(corrected.decisions),
        seconds=time.monotonic() - started,
        in_mailbox=_drafts_folder(run, mailbox) is not None,
        touched=touched.messages,
        notes=tuple(problem.message for problem in problems),
    )


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
        return (Drawn(lost=fetched.lost) if folder else draw_answers(run)), Touched()
    drawn = draw_answers(run, DraftsDelivery(run, folder) if folder else None)
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
