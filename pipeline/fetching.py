"""Taking in what is new in the mailbox: bytes and row first, before anything else happens to a message."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

import structlog

from pipeline.errors import AdhesionError, MailboxUnreachableError, SafetyStopError
from pipeline.intake.mailbox import Unfetched
from pipeline.model import Finding, RawMessage, Severity
from pipeline.reconcile.mailbox import reset_reason
from pipeline.records import Kept, Listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.intake.mailbox import Listing, MessageSource
    from pipeline.records import StoredMessage
    from pipeline.run import Run

log = structlog.get_logger()

_CHUNK: Final = 500  # messages whose sizes are asked for at one time
_BATCH: Final = 50  # messages that are fetched at one time
_BATCH_BYTES: Final = 32 << 20  # that they have together, unless one alone has more
MOST_REFUSALS: Final = 3
"""So often a message that the mailbox lists is asked for; then it is held for staff with what is known of it."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a run found in the mailbox.

    `seen` counts the listed messages that are not waiting from an earlier run, `known` those of them that have their
    outcome, `failed` those that could not be fetched. `lost` is set where the mailbox went away in between.
    """

    seen: int
    known: int
    failed: int = 0
    places: frozenset[str] = frozenset()
    problems: tuple[Finding, ...] = ()
    lost: AdhesionError | None = None


@dataclass(slots=True)
class _Tally:
    known: int = 0
    again: int = 0  # waiting from an earlier run: the caller counts those
    gone: int = 0
    failed: int = 0
    problems: list[Finding] = field(default_factory=list)


def fetch_new(run: Run, source: MessageSource, waiting: Sequence[StoredMessage]) -> Fetched:
    """Store what the ledger does not have yet, raw bytes and row first.

    Messages that were kept before and still wait for their outcome are counted by the caller, not here.

    Raises:
        SafetyStopError: the mailbox was reset, or is suddenly empty.
        MailboxUnreachableError: it cannot be listed. One that goes away later gives what was stored until then.
    """
    listing = run.patiently(source.listing, source.close)
    _refuse_reset(run, source, listing)
    run.ledger.note_listing(source.account, _listed(listing), run.number, run.now)
    taking = _Taking(run, source, listing, waiting)
    run.progress.begin("fetching", len(listing.places))
    lost = None
    try:
        run.patiently(taking.go_on, source.close)
    except MailboxUnreachableError as error:
        lost = error
        log.warning("mailbox.lost", left=len(taking.todo))
    tally = taking.tally
    return Fetched(
        seen=len(listing.places) - tally.again - tally.gone,
        known=tally.known,
        failed=tally.failed + len(taking.todo),
        places=taking.present,
        problems=(*_nothing_wanted(run), *tally.problems),
        lost=lost,
    )


def _nothing_wanted(run: Run) -> tuple[Finding, ...]:
    """A slip of the pen in a year, and no mail is ever read, without a word."""
    since = run.settings.mailbox.since
    if since is None or since <= run.now.date():
        return ()
    text = f"No mail is read before {since}, a day still to come: mend since in [mailbox]."
    return (Finding("since-to-come", Severity.WARNING, text),)


def _refuse_reset(run: Run, source: MessageSource, listing: Listing) -> None:
    before = run.ledger.last_listing(source.account)
    reason = reset_reason(before, _listed(listing), may_be_empty=run.settings.mailbox.may_be_empty)
    if reason:
        raise SafetyStopError(
            f"{reason} Nothing was read or changed. Look at the mailbox; if that is as it should be, run "
            "`adhesion accept-reset`, then `adhesion run`: known messages are recognised by their content."
        )


def _listed(listing: Listing) -> Listed:
    return Listed(listing.epoch, listing.highest, len(listing.places))


class _Taking:
    """The messages of one listing on their way into the ledger; goes on where it was interrupted."""

    def __init__(self, run: Run, source: MessageSource, listing: Listing, waiting: Sequence[StoredMessage]) -> None:
        self._run = run
        self._source = source
        self._waiting = {message.id for message in waiting}
        incomplete = {message.id for message in waiting if message.partial}  # staff want them tried again: whole now?
        self._limit = run.settings.limits.message_mb << 20
        self._known = run.ledger.known_places(source.account)
        self._erased = run.ledger.erased(source.account)  # what was erased is never taken in again
        self.present = frozenset(listing.places)
        self.tally = _Tally()
        self.todo = dict.fromkeys(listing.places)  # in their order
        if listing.lasting:
            for place in listing.places:
                if place in self._known and self._known[place].message not in incomplete:
                    self._count_known(self._known[place].message, place)
                elif self._erased.lies_at(place):
                    self._count_known(None, place)

    def go_on(self) -> None:
        """Fetch what is left, a bounded part of it in memory at a time."""
        while chunk := list(islice(self.todo, _CHUNK)):
            sizes = self._source.sizes(chunk)
            for place in chunk:
                if place not in sizes:
                    self.tally.gone += 1
                    self._done(place)
            for batch in _batches([(place, sizes[place]) for place in chunk if place in sizes], self._limit):
                self._take_batch(batch)

    def _take_batch(self, batch: Sequence[tuple[str, int]]) -> None:
        place, size = batch[0]
        if size > self._limit:
            self._take_head(place, size)
            return
        for fetched in self._source.fetch([place for place, _ in batch]):
            if isinstance(fetched, Unfetched):
                self._note_refused(fetched, dict(batch)[fetched.place])
            else:
                self._keep(fetched, len(fetched.data), whole=True)
        for place, _ in batch:
            if place in self.todo:
                self.tally.gone += 1
                self._done(place)

    def _take_head(self, place: str, size: int) -> None:
        """Of a message that is too large only the header is kept; its outcome is to be held."""
        head = self._source.head(place)
        if head is None:
            self.tally.gone += 1
            self._done(place)
        else:
            self._keep(RawMessage(place, head), size, whole=False)

    def _keep(self, raw: RawMessage, size: int, *, whole: bool) -> None:
        before = self._known.get(raw.place)
        sha256 = hashlib.sha256(raw.data).hexdigest()
        if sha256 in self._erased.messages:
            self._count_known(None, raw.place)
            return
        if before and before.sha256 == sha256:
            self._count_known(before.message, raw.place)
            return
        run, account = self._run, self._source.account
        again = run.ledger.found_again(raw, size, account, self.present, run.number, run.now)
        if again:
            log.info("message.found-again", message=again.id)
            self._count_known(again.id, raw.place)
            return
        kept = run.ledger.keep(raw, account, run.number, run.now, whole_size=None if whole else size)
        self._known[raw.place] = Kept(kept.id, kept.sha256)
        log.info("message.stored", message=kept.id, bytes=kept.size)
        self._done(raw.place)

    def _note_refused(self, refused: Unfetched, size: int) -> None:
        """The next runs ask again, a limited number of times; then staff get what there is of it."""
        run = self._run
        often = run.ledger.refused(self._source.account, refused.place, run.number, run.now)
        if often < MOST_REFUSALS:
            text = f"{refused.place} could not be fetched: {refused.why} The next run tries again."
            self.tally.problems.append(Finding("not-fetched", Severity.ERROR, text))
            self.tally.failed += 1
            self._done(refused.place)
            return
        self._keep(RawMessage(refused.place, _stand_in(refused.place)), size, whole=False)

    def _count_known(self, message: int | None, place: str) -> None:
        if message in self._waiting:
            self.tally.again += 1
        else:
            self.tally.known += 1
        self._done(place)

    def _done(self, place: str) -> None:
        del self.todo[place]
        self._run.progress.advance()


def _stand_in(place: str) -> bytes:
    """A header for a message that the mailbox never gave: what is known of it is where it lies."""
    return f"X-Adhesion-Not-Fetched: {place}\r\n\r\n".encode("utf-8", "backslashreplace")


def _batches(messages: Iterable[tuple[str, int]], limit: int) -> Iterator[list[tuple[str, int]]]:
    """As many messages as may be in memory at one time; one over the limit is a batch of its own."""
    batch: list[tuple[str, int]] = []
    held = 0
    for place, size in messages:
        if batch and (len(batch) == _BATCH or held + size > _BATCH_BYTES or size > limit):
            yield batch
            batch, held = [], 0
        batch.append((place, size))
        held += size
        if size > limit:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch
