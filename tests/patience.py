"""A guard for input that is built to take for ever: its test fails instead of hanging. No measure of speed."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONG: Final = 60.0  # seconds, on any machine and under any load far more than work that is not stuck takes


@contextmanager
def patience(seconds: float = _LONG) -> Iterator[None]:
    """Ends what goes on for so long, with a TimeoutError."""
    before = signal.signal(signal.SIGALRM, _lost)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _lost(*_: object) -> NoReturn:
    raise TimeoutError("it goes on and on")
