"""What runs inside a reading process: limits first, then one document after the other.

Whoever wrote the document may have taken this process over, so it holds nothing worth having, and what it
says goes back as JSON, never as pickle.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import resource
import signal
import traceback
from pathlib import PurePath
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from pipeline.model import DocumentKind, DocumentReading

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from pipeline.campaign.definition import Campaign
    from pipeline.config import LimitSettings
    from pipeline.model import Document

    Task = Callable[[Document, Campaign], DocumentReading]

READY = b"ready"
MEMORY_CODE = "out-of-memory"
FAILED_CODE = "reader-failed"

_MEBIBYTE = 1 << 20
_FILE_BYTES = 64 * _MEBIBYTE  # the largest file a reader may write (page pictures for OCR)
_ALARM_GRACE = 10.0  # seconds after which a process that its parent no longer watches ends itself
_READING: TypeAdapter[DocumentReading] = TypeAdapter(DocumentReading)


def serve(connection: Connection, order: bytes, memory_mb: int) -> None:
    """Read the documents that come over the connection until it closes. The target of a reading process.

    `order` is (task, campaign, limits), pickled by our parent; the task's module is imported under the limits.
    """
    shut_in(memory_mb)
    task, campaign, limits = pickle.loads(order)  # noqa: S301 - from our own parent, not from mail
    connection.send_bytes(READY)
    while _serve_one(connection, task, campaign, limits):
        pass


def encoded(reading: DocumentReading) -> bytes:
    """A reading as JSON (UTF-8). Lone surrogates, which some PDFs give, become question marks."""
    plain = _READING.dump_python(reading, mode="json", warnings="error")
    return json.dumps(plain, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def decoded(data: bytes) -> DocumentReading:
    """The reading of such JSON; ValueError where it is none."""
    return _READING.validate_json(data)


def unreadable(code: str, reason: str) -> DocumentReading:
    """A reading that says why there is none."""
    return DocumentReading(DocumentKind.UNREADABLE, code=code, reason=reason)


def _serve_one(connection: Connection, task: Task, campaign: Campaign, limits: LimitSettings) -> bool:
    """One document. False: this process should end, there is no more work or its memory is spent."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    try:
        document = connection.recv()
        # Where the parent was killed, nobody is left to stop a reader that hangs: the default action ends it.
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + _ALARM_GRACE)
        answer = _answer(task, document, campaign)
        spent = False
    except EOFError:
        return False
    except MemoryError:
        answer, spent = encoded(unreadable(MEMORY_CODE, _too_big(limits.memory_mb))), True
    connection.send_bytes(answer)
    return not spent


def _answer(task: Task, document: Document, campaign: Campaign) -> bytes:
    try:
        return encoded(task(document, campaign))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a parser raises on a hostile file is about that file only
        return encoded(unreadable(FAILED_CODE, _failed(error)))


def _too_big(memory_mb: int) -> str:
    return (
        f"Reading this document takes more than the allowed {memory_mb} MB of memory. "
        "Ask for a smaller file: the form alone, as PDF or Word (.docx)."
    )


def _failed(error: Exception) -> str:
    """Names the kind and place of the error, not its text: that may hold personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {PurePath(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return (
        f"The reader failed on this document ({type(error).__name__}{place}). "
        "Ask for a copy freshly saved as PDF or Word (.docx), and tell whoever looks after the program."
    )


def shut_in(memory_mb: int) -> None:
    """Limit this process for good: memory, files, output, and a process group of its own."""
    os.setsid()  # a group of its own: it can be killed with all that it started, and Ctrl-C is the parent's matter
    for name in ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"  # threads eat address space
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)  # parsers chat, and what they say may come from the document
    _cap(resource.RLIMIT_AS, memory_mb * _MEBIBYTE)
    _cap(resource.RLIMIT_CORE, 0)
    _cap(resource.RLIMIT_FSIZE, _FILE_BYTES)


def _cap(which: int, value: int) -> None:
    """Lower a limit for good. A system that knows no such limit (RLIMIT_AS on macOS) goes without it."""
    _, hard = resource.getrlimit(which)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (value, value))
