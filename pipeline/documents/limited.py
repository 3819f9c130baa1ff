"""One piece of work on somebody's document in a process of its own, limited in time and memory.

Like the processes that read documents: whoever wrote the document may take the process over, so what it says is taken
as bytes and nothing else.
"""

from __future__ import annotations

import base64
import json
import multiprocessing
import os
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeVar

from pipeline.documents.worker_child import shut_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

T = TypeVar("T")

_SPAWN: Final = multiprocessing.get_context("spawn")  # a fork would hand our secrets and locks over
_READY: Final = b"ready"
_START_SECONDS: Final = 30.0  # a loaded machine may take long to import what draws
_MOST_BYTES: Final = 64 << 20


def limited(
    task: Callable[[T], Sequence[bytes | None]], about: T, seconds: float, memory_mb: int
) -> list[bytes | None]:
    """What `task(about)` gives; nothing where it fails, takes longer than `seconds` or more than `memory_mb`.

    `task` must be importable by name. It is ended together with all that it started.
    """
    ours, theirs = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=_serve, args=(theirs, task, about, memory_mb), daemon=True)
    process.start()
    theirs.close()
    try:
        started = ours.poll(_START_SECONDS) and ours.recv_bytes(len(_READY)) == _READY
        return _decoded(ours.recv_bytes(_MOST_BYTES)) if started and ours.poll(seconds) else []
    except (EOFError, OSError, ValueError):
        return []
    finally:
        _end(process)
        ours.close()


def _serve(connection: Connection, task: Callable[[T], Sequence[bytes | None]], about: T, memory_mb: int) -> None:
    shut_in(memory_mb)
    connection.send_bytes(_READY)
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


def _end(process: SpawnProcess) -> None:
    """End it and its group, which has its number as soon as it is shut in."""
    if process.ident is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.ident, signal.SIGKILL)
    process.kill()
    deadline = time.monotonic() + 1.0
    while process.exitcode is None and time.monotonic() < deadline:
        time.sleep(0.005)
