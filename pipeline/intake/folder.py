"""A folder of .eml files as a mailbox: the folder itself and the folders directly in it."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, unquote_to_bytes

from pipeline.errors import MailboxUnreachableError
from pipeline.intake.headers import arrival_date, raw_headers
from pipeline.intake.parsing import parse_head
from pipeline.model import RawMessage

if TYPE_CHECKING:
    from pathlib import Path

_SUFFIX: Final = ".eml"
_HEAD: Final = 300_000  # bytes; the headers end well before


class EmlFolder:
    """The .eml files of a folder; a message's place is its path relative to the folder, with `/`.

    Links that lead out of the folder, pipes and devices are no messages.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def account(self) -> str:
        """The folder's full path: the same from every working directory and however it was written."""
        return f"folder:{_place(self.path.resolve())}"

    def list_messages(self) -> list[str]:
        """The places of all messages, sorted by name.

        Raises:
            MailboxUnreachableError: there is no such folder, or it cannot be read.
        """
        if not self.path.is_dir():
            missing = "is not a folder" if self.path.exists() else "does not exist"
            raise MailboxUnreachableError(
                f"The mailbox folder {self.path} {missing}. "
                "Create it, or name the right one (--inbox FOLDER, or mailbox.source in adhesion.toml)."
            )
        try:
            root = self.path.resolve()
            return sorted(_place(file.relative_to(self.path)) for file in self._files() if _is_mail(file, root))
        except OSError as error:
            raise self._unreachable(self.path, error) from error

    def size(self, place: str) -> int:
        """Size of a message in bytes. Raises `MailboxUnreachableError`."""
        file = self._find(place)
        if file is None:
            raise MailboxUnreachableError(f"{place} is no message of the folder {self.path} (any more). Run again.")
        try:
            return file.stat().st_size
        except OSError as error:
            raise self._unreachable(self.path / place, error) from error

    def fetch(self, place: str) -> RawMessage | None:
        """One message; received when its topmost Received header says, else its Date header, else unknown.

        The file's own time is not used: it differs from copy to copy. None where the file is gone (moved, renamed)
        since it was listed. Raises `MailboxUnreachableError`.
        """
        try:
            file = self._find(place)
            if file is None:
                return None
            data = file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreachable(self.path / place, error) from error
        head, _ = parse_head(data[:_HEAD])
        return RawMessage(place, data, arrival_date(raw_headers(head)))

    def _files(self) -> list[Path]:
        """Everything that could be a message, in the folder and one level below."""
        entries = list(self.path.iterdir())
        below = [file for entry in entries if entry.is_dir() and not entry.is_symlink() for file in entry.iterdir()]
        return entries + below

    def _find(self, place: str) -> Path | None:
        """The file at a place that was listed; None where there is none (any more)."""
        file = self.path / os.fsdecode(unquote_to_bytes(place))
        return file if _is_mail(file, self.path.resolve()) else None

    @staticmethod
    def _unreachable(path: Path, error: OSError) -> MailboxUnreachableError:
        reason = error.strerror or "read error"
        return MailboxUnreachableError(f"{path} cannot be read: {reason}. Check who may read it, then run again.")


def _place(relative: Path) -> str:
    """A path as text that can be stored: a name that is no UTF-8, or looks so encoded, is percent-encoded."""
    place = relative.as_posix()
    try:
        place.encode()
    except UnicodeEncodeError:
        return quote(os.fsencode(place))
    return place if unquote(place) == place else quote(os.fsencode(place))


def _is_mail(file: Path, root: Path) -> bool:
    """Whether a path is an .eml file, and truly inside the folder."""
    if file.suffix.lower() != _SUFFIX:
        return False
    try:
        target = file.resolve(strict=True)
        return target.is_relative_to(root) and stat.S_ISREG(target.stat().st_mode)
    except (OSError, RuntimeError, ValueError):  # gone meanwhile, a loop of links, a NUL in the name
        return False
