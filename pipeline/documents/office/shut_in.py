"""What holds a program that opens other people's files: it dies with us, reaches no network, has bounded memory.

Linux only; elsewhere, and where a system does not allow it, the program runs without that one of them.
"""

from __future__ import annotations

import contextlib
import ctypes
import resource
import signal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

MEMORY: Final = 1 << 30
"""Bytes of address space; LibreOffice reads forms with half of it."""
_PR_SET_PDEATHSIG: Final = 1  # prctl(2)
_CLONE_NEWUSER: Final = 0x10000000  # unshare(2): a user of its own is what lets anybody have
_CLONE_NEWNET: Final = 0x40000000  # a network of its own, with nothing in it


def shutter() -> Callable[[], None]:
    """What to call in the new process, just before the program starts."""
    libc = ctypes.CDLL(None)

    def shut_in() -> None:
        with contextlib.suppress(AttributeError):
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or hard > MEMORY:
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    return shut_in
