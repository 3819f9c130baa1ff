"""What a backup or a restore that was killed left behind: personal data, and nobody needs it."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def clear_leftovers(folder: Path, start: str) -> None:
    """Remove files and folders whose name is `start` and the number of a process that lives no more."""
    for found in folder.glob(f"{start}*"):
        number = found.name.removeprefix(start).partition(".")[0]
        if number.isdigit() and not _lives(int(number)):
            with suppress(OSError):
                shutil.rmtree(found) if found.is_dir() else found.unlink()


def _lives(pid: int) -> bool:
    if pid == os.getpid():
        return False  # the number was given again: it is ours now
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
