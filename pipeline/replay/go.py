"""Going through all stored mail once more. The ledger and the mailbox are only looked at."""

from __future__ import annotations

import datetime as dt
import tempfile
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from pipeline.campaign.definition import Campaign
from pipeline.concluding import Reading, conclude_all
from pipeline.config import Settings
from pipeline.documents.workers.pool import ReadingPool
from pipeline.dry import copy_database
from pipeline.errors import LedgerUnusableError
from pipeline.ledger.migrations import is_up_to_date
from pipeline.ledger.past import Past
from pipeline.ledger.store import Ledger
from pipeline.locking import only_run
from pipeline.reading import timed_reader
from pipeline.reconcile.rereading import MessageChange
from pipeline.replay.program import fingerprint
from pipeline.replay.remembered import Memory, RememberingReader
from pipeline.run import Progress, Run
from pipeline.storage import ledger_exists, ledger_url, state_folder

if TYPE_CHECKING:
    from collections.abc import Iterator


log = structlog.get_logger()

PROGRAM, LEDGER, WHOLE = "program", "ledger", "whole"
"""What the memory notes: the program that read, the ledger that it was compared with, that it came to its end."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay came to."""

    changes: tuple[MessageChange, ...]  # in the order of the messages
    compared: int
    gone: int = 0  # messages whose bytes were erased or went after their time
    waiting: int = 0  # messages that the next run concludes


@dataclass(frozen=True, slots=True)
class Going:
    """What every step of a replay needs. `reader`: instead of limited processes."""

    settings: Settings
    campaign: Campaign
    now: dt.datetime
    progress: Progress
    reader: Reading | None = None

    @property
    def domain(self) -> str:
        """That of the secretariat."""
        return self.settings.secretariat.address.rpartition("@")[2]

    def program(self) -> str:
        """What readings hang on beside the document."""
        return fingerprint(self.settings, self.campaign)

    def reading(self) -> AbstractContextManager[Reading]:
        """What reads documents."""
        limits = self.settings.limits
        return (
            nullcontext(self.reader) if self.reader else ReadingPool(timed_reader(self.settings), self.campaign, limits)
        )


def replay(going: Going) -> Replayed:
    """Read all stored mail again and compare. One that was interrupted goes on where it stopped.

    Raises:
        AnotherRunError: a run is going on.
        LedgerUnusableError: there is no ledger, it cannot be used, or it cannot be copied.
    """
    with _source(going.settings) as url, Memory.open(going.settings) as memory:
        program = going.program()
        if memory[PROGRAM] != program or memory[WHOLE]:
            memory.clear()
            memory.remember(PROGRAM, program)
        return compared(going, url, memory)


def compared(going: Going, url: str, memory: Memory) -> Replayed:
    """All mail of the ledger at `url`, compared; what the memory knows of it is not read again."""
    with (
        tempfile.TemporaryDirectory(prefix="adhesion-replay-") as folder,
        Past.of(url, Path(folder), domain=going.domain) as past,
        going.reading() as reader,
    ):
        run = Run(going.settings, going.campaign, past, 0, going.now, _Stretches(going.progress, past.total))
        for _ in past.stretches():
            conclude_all(run, RememberingReader(memory, reader))
        changes = tuple(sorted(past.changes, key=lambda each: each.message))
        memory.remember(LEDGER, past.state())
        memory.remember(WHOLE, "yes")
        if not changes:
            memory.clear()  # what forms say is kept no longer than it is wanted
        log.info("replay.finished", compared=past.compared, changed=len(changes), gone=past.bare, waiting=past.waiting)
        return Replayed(changes, past.compared, past.bare, past.waiting)


def require_ledger(settings: Settings) -> None:
    """LedgerUnusableError where nothing was ever read."""
    if not ledger_exists(settings):
        raise LedgerUnusableError("there is no ledger yet; `adhesion run` makes it")


class _Stretches:
    """One bar for all stretches."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        progress.begin("reading again", total)

    def begin(self, step: str, total: int) -> None:
        """A stretch begins: no news for whoever looks on."""

    def advance(self, parts: int = 1) -> None:
        """So many messages are done."""
        self._progress.advance(parts)


@contextmanager
def _source(settings: Settings) -> Iterator[str]:
    """Where the ledger can be read in this program's schema: itself, or a copy that is brought up to date."""
    require_ledger(settings)
    url = ledger_url(settings)
    if is_up_to_date(url):
        yield url
        return
    if settings.database.url is not None:
        raise LedgerUnusableError(
            "this program has newer tables than the ledger, and only a ledger in outputs/state can be copied to try "
            "them: make a copy of the database and name it under [database] url"
        )
    with tempfile.TemporaryDirectory(prefix="adhesion-replay-") as folder:
        copy = Path(folder) / "ledger.db"
        with only_run(state_folder(settings)):
            copy_database(state_folder(settings) / "ledger.db", copy)
        of_copy = f"sqlite:///{copy.absolute()}"
        Ledger.open(of_copy, create=False).close()
        yield of_copy
