"""What runs inside the process that fills in templates of staff: limits first, then one order after the other."""

from __future__ import annotations

import json
import os
import pickle
import resource
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NoReturn

from pipeline.drafts.mistakes import template_mistake
from pipeline.errors import DefinitionError

if TYPE_CHECKING:
    from types import FrameType

_SECONDS: Final = 2.0  # of the processor, for one template; an ordinary one takes a hundredth
_MEMORY: Final = 640 << 20  # bytes of address space; without a letter it is some 150 MB
_CLOCK_SECONDS: Final = 60.0  # then it ends itself, should nobody watch any more


class _TooLongError(BaseException):
    """Its time is over. No `Exception`: nothing on the way may swallow it."""

    def __str__(self) -> str:
        return "it takes too long; look for a loop that does not end"


def serve() -> None:
    """Answer the orders that come on the standard input until it closes."""
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _shut_in()
    while (head := orders.read(8)) and (order := orders.read(int.from_bytes(head, "big"))):
        _answer(order, answers)


def _answer(order: bytes, answers: BinaryIO) -> None:
    """Answer one order: "=" and what it gives, "!" and the mistake, "~" likewise by a process that is spent."""
    signal.setitimer(signal.ITIMER_REAL, _CLOCK_SECONDS)
    try:
        fill, arguments = pickle.loads(order)  # noqa: S301 - from our own parent
        signal.setitimer(signal.ITIMER_PROF, _SECONDS)
        kind, answer = b"=", fill(*arguments)
    except DefinitionError as error:
        kind, answer = _kind(error.__cause__), _told(error)
    except (Exception, _TooLongError) as error:  # noqa: BLE001 - also a fault of our own is told, not shown as a trace
        kind, answer = _kind(error), _told(template_mistake(Path(), error))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
    answers.write(kind + len(answer).to_bytes(8, "big") + answer)
    answers.flush()


def _kind(error: BaseException | None) -> bytes:
    return b"~" if isinstance(error, MemoryError | _TooLongError) else b"!"


def _told(error: DefinitionError) -> bytes:
    return json.dumps({"file": error.file if error.file != "." else "", "problems": error.problems}).encode()


def _shut_in() -> None:
    """Limit this process for good: memory, no files, no way to say anything but answers."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    for which, value in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # it can write no file
    ):
        with suppress(ValueError, OSError):  # a system that knows no such limit goes without it
            resource.setrlimit(which, (value, value))
    signal.signal(signal.SIGPROF, _too_long)


def _too_long(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    raise _TooLongError
