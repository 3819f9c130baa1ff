"""Documents are read in limited processes: one that kills its reader takes nothing else along.

Each process reads many documents, one at a time. The parent keeps the clock by a thread for each process and a
timer for each document; whatever goes wrong becomes a reading with a code and a sentence for staff.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Self

from pipeline.documents.workers.child import MEMORY_CODE, decoded, serve, unreadable
from pipeline.documents.workers.process import Running
from pipeline.errors import AdhesionError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future
    from types import TracebackType

    from pipeline.campaign.definition import Campaign
    from pipeline.config import LimitSettings
    from pipeline.documents.workers.child import Task
    from pipeline.model import Document, DocumentReading

DOCUMENTS_EACH = 200  # then a fresh process: parsers leak
SLOW_CODE = "too-slow"
DIED_CODE = "reader-died"

_WAKE_SECONDS = 1.0
_START_SECONDS = 120.0  # a loaded machine may take long to import the parsers
_ANSWER_BYTES = 64 << 20  # no honest reading is larger


class ReadingPool:
    """Reads documents with `task` in limited processes; use it in a `with` block, which ends them.

    `task` must be importable by name (a function at the top of a module). The processes start with the first
    document and serve all later calls.
    """

    def __init__(self, task: Task, campaign: Campaign, limits: LimitSettings) -> None:
        self._size = limits.workers or os.cpu_count() or 1
        order = pickle.dumps((task, campaign, limits))
        self._readers = [_Reader(order, limits) for _ in range(self._size)]
        self._free: queue.SimpleQueue[_Reader] = queue.SimpleQueue()
        for reader in self._readers:
            self._free.put(reader)
        self._threads = ThreadPoolExecutor(self._size, thread_name_prefix="reading")

    def __enter__(self) -> Self:
        """The pool itself; nothing is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all processes at once, also in the middle of a document (Ctrl-C)."""
        for reader in self._readers:
            reader.close()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def read_all(self, documents: Sequence[Document]) -> list[DocumentReading]:
        """The readings of the documents, in their order. Never raises for what stands in a document.

        Raises:
            AdhesionError: the reading processes cannot even start.
        """
        at_work = [self._threads.submit(self._read, each) for each in documents]
        try:
            return [_awaited(each) for each in at_work]
        finally:
            for each in at_work:
                each.cancel()

    def _read(self, document: Document) -> DocumentReading:
        reader = self._free.get()
        try:
            return reader.read(document)
        finally:
            self._free.put(reader)


def _awaited(work: Future[DocumentReading]) -> DocumentReading:
    """Its result. We wake each second: a Ctrl-C that comes as Python falls asleep on a lock would wait for its end."""
    while not wait((work,), _WAKE_SECONDS).done:
        pass
    return work.result()


class _Reader:
    """One place for a process, used by one thread at a time; the process is replaced when it ends."""

    def __init__(self, order: bytes, limits: LimitSettings) -> None:
        self._order = order
        self._limits = limits
        self._running: Running | None = None
        self._served = 0
        self._closed = False

    def read(self, document: Document) -> DocumentReading:
        if self._running and self._running.process.exitcode is not None:
            self._retire()  # it died while idle: no fault of this document
        running = self._running or self._start()
        answer, late = self._ask(running, document)
        self._served += 1
        reading = self._judged(running, answer, late=late)
        if late or reading.code in {MEMORY_CODE, DIED_CODE, SLOW_CODE} or self._served >= DOCUMENTS_EACH:
            self._retire()
        return reading

    def close(self) -> None:
        """End the process now; called from another thread than `read`."""
        self._closed = True
        self._retire()

    def _ask(self, running: Running, document: Document) -> tuple[bytes | None, bool]:
        """The answer (None: there is none) and whether time was up. The timer also unblocks a stuck pipe."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            running.kill()

        timer = threading.Timer(self._limits.seconds, stop)
        timer.start()
        try:
            running.connection.send(document)
            return running.connection.recv_bytes(_ANSWER_BYTES), late.is_set()
        except (EOFError, OSError):
            return None, late.is_set()
        finally:
            timer.cancel()

    def _judged(self, running: Running, answer: bytes | None, *, late: bool) -> DocumentReading:
        if answer is not None:
            try:
                return decoded(answer)
            except ValueError:
                return unreadable(DIED_CODE, _died("it gave no sensible answer"))
        code = running.buried()
        return (
            unreadable(SLOW_CODE, _slow(self._limits.seconds)) if late else unreadable(DIED_CODE, _died(_ending(code)))
        )

    def _start(self) -> Running:
        self._running = running = Running.start(serve, self._order, self._limits.memory_mb)
        self._served = 0
        if self._closed:  # `close` may have come while it started
            self._retire()
        elif not running.says_ready(_START_SECONDS):
            self._retire()
            raise AdhesionError(
                "The processes that read documents cannot start. Raise limits.memory_mb in adhesion.toml "
                f"(now {self._limits.memory_mb}), or run `adhesion check`."
            )
        return running

    def _retire(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.kill()
            running.buried()


def _ending(exit_code: int) -> str:
    if exit_code >= 0:
        return f"it left with code {exit_code}"
    try:
        return f"signal {signal.Signals(-exit_code).name}"
    except ValueError:
        return f"signal {-exit_code}"


def _slow(seconds: float) -> str:
    return (
        f"Reading this document took longer than the allowed {seconds:g} seconds and was stopped. "
        "Ask for the form alone, freshly saved as PDF or Word (.docx)."
    )


def _died(how: str) -> str:
    return (
        f"The reader broke down over this document ({how}): the file is damaged, or made to do harm. "
        "Do not open it; ask for the form freshly saved as PDF or Word (.docx)."
    )
