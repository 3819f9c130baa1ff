"""Concluding: every stored message gets its one outcome, whatever it holds."""

from __future__ import annotations

import hashlib
import traceback
from dataclasses import dataclass, replace
from errno import EDQUOT, EIO, EMFILE, ENFILE, ENOMEM, ENOSPC, EROFS
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import structlog

from pipeline import media
from pipeline.drafts.recipients import may_reply
from pipeline.errors import LedgerUnusableError
from pipeline.extraction.forms.kinds import mentions
from pipeline.intake.message import unwrap
from pipeline.intake.triage import triage
from pipeline.model import Document, DocumentKind, DocumentReading, Mail
from pipeline.reconcile.plan import Arrival, Known, ReadDocument, known_from, plan_aside, plan_message
from pipeline.records import DocumentRecord, Outcome, Plan, StoredMessage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.run import Run

log = structlog.get_logger()

_OWN: Final = Path(__file__).parent
_BATCH: Final = 32  # messages whose documents are in memory at one time
_BATCH_BYTES: Final = 64 << 20  # that they have together, unless one alone has more
_PASSING: Final = {ENOSPC, EDQUOT, EROFS, EIO, EMFILE, ENFILE, ENOMEM}  # the machine's trouble: a full disk, ...
_HEAD: Final = 65536  # bytes of a message that is too large, enough for its header
_LEAST_PHOTOGRAPH: Final = 20_000  # bytes; smaller pictures are logos and signatures, no photographs of a form
_LEAST_SHOWN_PHOTOGRAPH: Final = 150_000  # bytes; of one shown inside the text, as most logos are

_NEVER_FORMS: Final = {media.VCARD, media.CALENDAR, media.PKCS7_SIGNATURE, media.DELIVERY_STATUS, media.MESSAGE}


class Reading(Protocol):
    """Reads documents; `ReadingPool` does so in processes with limits."""

    def read_all(self, documents: Sequence[Document]) -> list[DocumentReading]:
        """The readings of the documents, in their order."""


def conclude_all(run: Run, pool: Reading) -> dict[Outcome, int]:
    """Give every stored message that has no outcome its one; gives how many got which."""
    waiting = run.ledger.unconcluded()
    run.progress.begin("reading", len(waiting))
    outcomes: dict[Outcome, int] = {}
    known = known_from(run.campaign, run.ledger.members(run.campaign) if waiting else ())
    for batch in _batches(run, waiting):
        for message, opened in _read(batch, pool, run.campaign):
            outcome, touched = _conclude(run, message, opened, known)
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
            if touched:
                known.renew(run.ledger.members(run.campaign, only=touched))
            run.progress.advance()
    return outcomes


@dataclass(frozen=True, slots=True)
class _Opened:
    """A message taken apart, its documents read; or why that failed."""

    mail: Mail | None
    readings: tuple[DocumentReading | None, ...] = ()
    aside: Plan | None = None
    error: Exception | None = None

    @property
    def weight(self) -> int:
        """Bytes that it takes in memory: what was packed is unpacked by now."""
        return sum(len(document.data) for document in self.mail.documents) if self.mail else 0


_Batch = list[tuple[StoredMessage, _Opened]]


def _batches(run: Run, messages: Sequence[StoredMessage]) -> Iterator[_Batch]:
    """The messages taken apart, as many at a time as may be in memory, by their number and by their size."""
    batch: _Batch = []
    weight = 0
    for message in messages:
        opened = _unwrapped(run, message)
        if batch and (len(batch) == _BATCH or weight + opened.weight > _BATCH_BYTES):
            yield batch
            batch, weight = [], 0
        batch.append((message, opened))
        weight += opened.weight
    if batch:
        yield batch


def _read(first: _Batch, pool: Reading, campaign: Campaign) -> Iterator[tuple[StoredMessage, _Opened]]:
    """The messages of a batch with their documents read side by side."""
    wanted = [
        document
        for _, opened in first
        if opened.mail and not opened.aside
        for document in _documents(opened.mail, campaign)
        if _worth_reading(document)
    ]
    readings = iter(pool.read_all(wanted))
    for message, opened in first:
        if opened.mail and not opened.aside:
            mine = tuple(next(readings) if _worth_reading(each) else None for each in opened.mail.documents)
            yield message, _Opened(opened.mail, mine)
        else:
            yield message, opened


def _documents(mail: Mail, campaign: Campaign) -> Iterator[Document]:
    """The documents of a mail, each with the word whether the mail names the campaign: a form may leave that out."""
    named = mentions(f"{mail.subject}\n{mail.text}", campaign)
    return (replace(document, named=named) for document in mail.documents)


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
    return Outcome.HELD, (
        "Only its header could be kept: open it in the mail program. To have it read, move it back into the folder "
        f"that is read, if it lies elsewhere, and run: adhesion retry {message.id}"
    )


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
    day = (message.received or mail.date or message.fetched).date()
    barred = may_reply(mail, run.settings.secretariat.address)
    copied = any(each.seen_in for each in documents)
    return Arrival(
        mail,
        documents,
        day,
        may_reply=barred is None,
        trusted_authserv=run.settings.mailbox.trusted_authserv,
        repeated=copied and run.ledger.knows_mail(mail.message_id, message.id),
    )


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
