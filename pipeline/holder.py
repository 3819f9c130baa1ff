"""Who holds the lock of an outputs folder: named so that it can be told, later, whether that process still lives.

A process number alone does not do: numbers are given again, and another machine has numbers of its own. Start time and
boot are those of the kernel, which no change of the clock moves.
"""

from __future__ import annotations

import datetime as dt
import os
import pwd
import socket
import time
from enum import Enum, auto
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

_LARGEST: Final = 4096  # bytes of a file that names a holder
_PROC: Final = Path("/proc")  # not there on other systems than Linux; then less is known
_STARTED: Final = 19  # of the words behind the command's name in /proc/PID/stat; proc(5) counts it as field 22
_ENDED: Final = frozenset({"Z", "X"})  # it has ended, and its parent has not asked how

_Word = Annotated[str, Field(max_length=255, pattern=r"^[^\x00-\x1f\x7f]*$")]


class Standing(Enum):
    """What is known of the process that once wrote its name."""

    ALIVE = auto()
    DEAD = auto()
    ELSEWHERE = auto()  # on another machine or in another container: nothing can be known from here


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A process. `boot` and `space` (of process numbers) are "" and `ticks` is 0 where the system does not tell."""

    pid: Annotated[int, Field(gt=0)]
    host: _Word
    user: _Word
    since: dt.datetime
    boot: _Word = ""
    space: _Word = ""
    ticks: int = 0  # when the process began, in the kernel's ticks since the boot
    uptime: Annotated[float, Field(allow_inf_nan=False)] = 0.0  # seconds from the boot to `since`

    def standing(self, here: Holder) -> Standing:
        """Whether it still lives, as far as the process `here` can tell."""
        if self.boot != here.boot:  # this machine was started anew since, or it is another machine
            return Standing.DEAD if self.host == here.host else Standing.ELSEWHERE
        if self.space != here.space or not (self.boot or self.host == here.host):
            return Standing.ELSEWHERE
        return Standing.ALIVE if _lives(self.pid, self.ticks) else Standing.DEAD

    def told(self, here: Holder) -> str:
        """Process, user, machine and since when, for a sentence."""
        same = bool(self.boot) and self.boot == here.boot
        seconds = here.uptime - self.uptime if same else (here.since - self.since).total_seconds()
        return (
            f"process {self.pid} of user {self.user} on {self.host}, "
            f"since {self.since.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC{_length(seconds)}"
        )


_SHAPE: Final = TypeAdapter(Holder)


def this_process() -> Holder:
    """The process that asks."""
    return Holder(
        pid=os.getpid(),
        host=socket.gethostname(),
        user=_user(),
        since=dt.datetime.now(dt.UTC).replace(microsecond=0),
        boot=_text(_PROC / "sys/kernel/random/boot_id"),
        space=_link(_PROC / "self/ns/pid"),
        ticks=_stat(os.getpid())[1],
        uptime=time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)),
    )


def read_holder(file: Path) -> Holder | None:
    """Who is named in a file; None where it is missing, cut off or no such file at all."""
    try:
        with file.open("rb") as stream:
            return _SHAPE.validate_json(stream.read(_LARGEST))
    except (OSError, ValidationError):
        return None


def as_json(holder: Holder) -> bytes:
    """What `read_holder` reads."""
    return _SHAPE.dump_json(holder, indent=1)


def _lives(pid: int, ticks: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):  # the second: no system has such a number
        return False
    except PermissionError:
        pass  # another user's
    state, now = _stat(pid)
    return state not in _ENDED and (now == ticks or not (now and ticks))


def _stat(pid: int) -> tuple[str, int]:
    """State of a process and when it began; "" and 0 where that is not told."""
    words = _text(_PROC / str(pid) / "stat").rpartition(")")[2].split()  # the name in brackets may hold blanks
    return (words[0], int(words[_STARTED])) if len(words) > _STARTED else ("", 0)


def _user() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container may run as a number without a name
        return str(os.getuid())


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _link(file: Path) -> str:
    try:
        return str(file.readlink())
    except OSError:
        return ""


def _length(seconds: float) -> str:
    """How long that is; nothing where clocks of two machines differ so much that it makes no sense."""
    if seconds < 0:
        return ""
    minutes = int(seconds // 60)
    if minutes < 1:
        return f" ({int(seconds)} s)"
    return f" ({minutes} min)" if minutes < 120 else f" ({minutes // 60} h)"  # noqa: PLR2004 - two hours
