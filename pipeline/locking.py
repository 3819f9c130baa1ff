"""One run at a time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from pipeline.errors import AnotherRunError, LedgerUnusableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def only_run(state: Path) -> Iterator[None]:
    """Hold the lock of this outputs folder; the system lets go of it when the process ends, however it ends.

    Raises:
        AnotherRunError: another process holds it.
        LedgerUnusableError: the folder cannot be made or written.
    """
    file = state / "run.lock"
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(file, timeout=0, mode=0o600)
        lock.acquire()
    except Timeout as error:
        raise AnotherRunError(f"Another run is going on (it holds {file}). Wait until it has ended.") from error
    except OSError as error:
        raise LedgerUnusableError(
            f"{state} cannot be written ({error.strerror}); give this user the right to."
        ) from error
    try:
        yield
    finally:
        lock.release()
