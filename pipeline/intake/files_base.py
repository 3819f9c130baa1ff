"""What the mailboxes in the file system have in common: names as places, and nothing to let go of."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Self
from urllib.parse import quote, unquote, unquote_to_bytes

from pipeline.errors import MailboxUnreachableError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


class Files:
    """A mailbox of files: every method opens what it reads and closes it again."""

    def close(self) -> None:
        """Nothing is held open."""

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


def entries_of(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, with what the system tells of it for nothing. Raises `OSError`."""
    with os.scandir(folder) as entries:
        return list(entries)


def place_of(name: str) -> str:
    """A file name or path as text that can be stored: what is no UTF-8, or looks so encoded, is percent-encoded."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return quote(os.fsencode(name))
    return name if unquote(name) == name else quote(os.fsencode(name))


def name_of(place: str) -> str:
    """The file name or path that `place_of` made a place of."""
    return os.fsdecode(unquote_to_bytes(place))


def unreachable(path: Path, error: OSError) -> MailboxUnreachableError:
    """The error for a path that the system does not let us read."""
    return MailboxUnreachableError(f"{path} cannot be read: {reason_of(error)}. Check who may read it, then run again.")


def reason_of(error: OSError) -> str:
    """What the system says about a failure, without names of files."""
    return error.strerror or "read error"
