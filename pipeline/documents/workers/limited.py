"""One piece of work on somebody's document in a process of its own, limited in time and memory.

Like the processes that read documents: whoever wrote the document may take the process over, so what it says is taken
as bytes and nothing else.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Final, TypeVar

from pipeline.documents.workers.child import READY, shut_in
from pipeline.documents.workers.process import Running

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

T = TypeVar("T")

_START_SECONDS: Final = 30.0  # a loaded machine may take long to import what draws
_MOST_BYTES: Final = 64 << 20


def limited(
    task: Callable[[T], Sequence[bytes | None]], about: T, seconds: float, memory_mb: int
) -> list[bytes | None]:
    """What `task(about)` gives; nothing where it fails, takes longer than `seconds` or more than `memory_mb`.

    `task` must be importable by name. It is ended together with all that it started.
    """
    running = Running.start(_serve, task, about, memory_mb)
    try:
        started = running.says_ready(_START_SECONDS) and running.connection.poll(seconds)
        return _decoded(running.connection.recv_bytes(_MOST_BYTES)) if started else []
    except (EOFError, OSError, ValueError):
        return []
    finally:
        running.kill()
        running.buried()


def _serve(connection: Connection, task: Callable[[T], Sequence[bytes | None]], about: T, memory_mb: int) -> None:
    shut_in(memory_mb)
    connection.send_bytes(READY)
    try:
        answer = task(about)
    except Exception:  # noqa: BLE001 - whatever a parser raises on a hostile file is about that file only
        answer = []
    plain = [None if each is None else base64.b64encode(each).decode() for each in answer]
    connection.send_bytes(json.dumps(plain).encode())


def _decoded(data: bytes) -> list[bytes | None]:
    found = json.loads(data)
    if not isinstance(found, list):
        raise ValueError("no list")  # noqa: TRY004 - the caller expects one kind of error for all wrong answers
    return [None if each is None else base64.b64decode(str(each), validate=True) for each in found]
