"""A process of our own that works on somebody's document: started, waited for, ended with all that it started."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import TYPE_CHECKING, Final, Self

from pipeline.documents.workers.child import READY

if TYPE_CHECKING:
    from collections.abc import Callable

_LAST_SECONDS: Final = 1.0
_SPAWN: Final = multiprocessing.get_context("spawn")  # a fork would hand our secrets and locks to it


@dataclass(frozen=True, slots=True)
class Running:
    """A process and our end of the pipe to it."""

    process: SpawnProcess
    connection: Connection

    @classmethod
    def start(cls, serve: Callable[..., None], *arguments: object) -> Self:
        """Start `serve(connection, *arguments)`, which must be importable by name and say READY once it is shut in."""
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=serve, args=(theirs, *arguments), daemon=True)
        process.start()
        theirs.close()  # so that its end is seen when the process dies
        return cls(process, ours)

    def says_ready(self, seconds: float) -> bool:
        """Whether it is shut in and ready within so many seconds."""
        try:
            return self.connection.poll(seconds) and self.connection.recv_bytes(len(READY)) == READY
        except (EOFError, OSError):
            return False

    def kill(self) -> None:
        """End it and all that it started (its group has its number as soon as it has said that it is ready)."""
        if self.process.ident is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.ident, signal.SIGKILL)
        self.process.kill()

    def buried(self) -> int:
        """Make sure that it has ended; its exit code (minus the signal)."""
        patience = time.monotonic() + _LAST_SECONDS  # it may be about to end by itself: then that is the code to report
        # Not join(timeout): that trusts a pipe which the process can write to, and would then wait for ever.
        while self.process.exitcode is None and time.monotonic() < patience:
            time.sleep(0.01)
        self.kill()
        self.process.join()
        self.connection.close()
        return self.process.exitcode or 0
