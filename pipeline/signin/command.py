"""The first line that a command prints: how password managers hand over a secret."""

from __future__ import annotations

import os
import select
import shlex
import signal
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from pipeline.errors import LoginRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS: Final = 30.0
LARGEST: Final = 65_536
"""Bytes of a secret; the largest access tokens that providers give have a few thousand."""

_LOOK: Final = 0.05  # seconds between looks whether the command has ended


def first_line(command: str, setting: str, seconds: float = SECONDS) -> bytes:
    """Run a command without a shell and give the first line of its standard output, without the line break.

    The command inherits our environment and nothing more. What it says on standard error is not shown, as it may hold
    the secret; nor is the command itself.

    Raises:
        LoginRefusedError: it cannot be started, takes too long, prints too much, or ends with another code than 0.
    """
    process = _start(command, setting)
    with process:
        try:
            printed = b"".join(_printed(process, time.monotonic() + seconds))
            code = process.wait(_LOOK if len(printed) > LARGEST else seconds)
        except (TimeoutError, subprocess.TimeoutExpired):
            raise LoginRefusedError(
                f"{setting}: the command has not ended after {seconds:g} seconds, or prints without end; "
                "try it by hand as the user that runs this program (does it ask for something?)"
            ) from None
        finally:
            _end(process)
    if code:
        raise LoginRefusedError(f"{setting}: the command ended with code {code}; try it by hand as this user")
    return printed.split(b"\n", 1)[0].removesuffix(b"\r")


def _start(command: str, setting: str) -> subprocess.Popen[bytes]:
    """The command in a session of its own, so that all it started can be ended with it."""
    try:
        return subprocess.Popen(  # noqa: S603 - the administrator's own command, no shell
            shlex.split(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError, IndexError) as error:
        why = getattr(error, "strerror", None) or "it is not written as a command"
        raise LoginRefusedError(f"{setting}: the command cannot be started ({why})") from None


def _printed(process: subprocess.Popen[bytes], until: float) -> Iterator[bytes]:
    """What it prints, up to its end. A helper that it left running may hold the pipe open: that is not waited for."""
    assert process.stdout is not None  # noqa: S101 - it was asked for
    got = 0
    while got <= LARGEST:
        if time.monotonic() > until:
            raise TimeoutError
        ended = process.poll() is not None  # asked before looking, so that nothing printed until then is missed
        if select.select([process.stdout], [], [], 0 if ended else _LOOK)[0]:
            piece = os.read(process.stdout.fileno(), LARGEST)
            got += len(piece)
            yield piece
            if not piece:
                return
        elif ended:
            return


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what has not ended by itself, with its children; helpers of a command that has ended are left alone."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
