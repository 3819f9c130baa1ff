"""A folder of .eml and .msg files as a mailbox: the folder itself and the folders directly in it."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from pipeline.errors import CannotDoError, MailboxUnreachableError
from pipeline.intake.files_base import Files, entries_of, name_of, place_of, unreachable
from pipeline.intake.files_moving import made_folder, move_file
from pipeline.intake.files_reading import Stamp, fetch_file, head_of_file, stamp_of
from pipeline.intake.mailbox import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.intake.mailbox import Unfetched
    from pipeline.model import RawMessage

_SUFFIXES: Final = {".eml", ".msg"}
_LEVELS: Final = 2  # names in the path of a message: its own, and that of a folder in the mailbox


class EmlFolder(Files):
    """The .eml and .msg files of a folder; a message's place is its path relative to the folder, with `/`.

    Links that lead out of the folder, pipes and devices are no messages; nor are files without a byte and names that
    begin with a dot, as programs make them before they write. A file that changes between the listing and the end of
    its reading is being written: it is told as `Unfetched`. `targets` are folders below this one to which messages
    are moved: what lies there is done with. `only` is the name of the one file that counts, where it is not all.

    How old a message is is not asked: that would mean to open every file at each run.
    """

    def __init__(self, path: Path, targets: Sequence[str] = (), only: str | None = None) -> None:
        self.path = path
        self._targets = {PurePosixPath(each) for each in targets}
        self._only = only
        self._stamps: dict[str, Stamp] = {}

    @property
    def account(self) -> str:
        """The full path: the same from every working directory and however it was written."""
        if self._only is not None:
            return f"file:{place_of((self.path.resolve() / self._only).as_posix())}"
        return f"folder:{place_of(self.path.resolve().as_posix())}"

    def listing(self) -> Listing:
        """The places of all messages, sorted by name."""
        self._check()
        try:
            found = [path for path in self._paths() if self._known(path)]
        except OSError as error:
            raise unreachable(self.path, error) from error
        return Listing(tuple(sorted(place_of(path.as_posix()) for path in found)), lasting=False)

    def sizes(self, places: Sequence[str]) -> dict[str, int]:
        """Size of each message in bytes; one that is gone is left out."""
        self._check()
        found = ((place, self._find(place)) for place in places)
        return {place: each[1].size for place, each in found if each}

    def fetch(self, places: Sequence[str]) -> Iterator[RawMessage | Unfetched]:
        """The messages; received when their headers say."""
        for place in places:
            self._check()
            found = self._find(place)
            message = fetch_file(found[0], place, self._stamps.get(place)) if found else None
            if found and message:
                self._stamps[place] = found[1]
                yield message

    def head(self, place: str) -> bytes | None:
        """The header of a message, nothing for an Outlook file; None where it is gone."""
        self._check()
        found = self._find(place)
        try:
            return head_of_file(found[0]) if found else None
        except OSError as error:
            raise unreachable(self.path, error) from error

    def move(self, places: Sequence[str], folder: str) -> None:
        """Move files to a folder below this one, readable by its owner only where it has to be made.

        A file that was changed since it was listed or fetched stays: nobody has read what it holds now. So does a link.
        """
        self._check()
        target = self._target(folder)
        for place in places:
            found = self._find(place)
            if found and self._stamps.get(place, found[1]) == found[1] and not found[0].is_symlink():
                move_file(found[0], target, partial(_numbered, found[0]))

    def flag(self, places: Sequence[str], keyword: str) -> None:
        """Files bear no marks."""
        del places, keyword
        raise CannotDoError(
            "Files in a folder cannot be marked with a keyword: name a folder to move them to (mailbox.after, move)."
        )

    def _check(self) -> None:
        if not self.path.is_dir():
            missing = "is not a folder" if os.path.lexists(self.path) else "does not exist"
            raise MailboxUnreachableError(
                f"The mailbox folder {self.path} {missing}. "
                "Create it, or name the right one (--inbox FOLDER, or mailbox.source in adhesion.toml)."
            )

    def _paths(self) -> Iterator[PurePosixPath]:
        """Everything that is called like a message, in the folder and one level below. Raises `OSError`."""
        for entry in entries_of(self.path):
            here = PurePosixPath(entry.name)
            if self._only is None and here not in self._targets and entry.is_dir(follow_symlinks=False):
                with suppress(FileNotFoundError):  # taken away meanwhile
                    below = [here / each.name for each in entries_of(self.path / here)]
                    yield from (each for each in below if _is_mail_name(each.name))
            elif _is_mail_name(entry.name):
                yield here

    def _known(self, path: PurePosixPath) -> bool:
        """Whether a path is a message; if so, what it looks like now is remembered."""
        place = place_of(path.as_posix())
        found = self._find(place)
        if found:
            self._stamps[place] = found[1]
        return found is not None

    def _find(self, place: str) -> tuple[Path, Stamp] | None:
        """The file at a place and its stamp; None where there is no message (any more)."""
        path = PurePosixPath(name_of(place))
        within = len(path.parts) <= _LEVELS and ".." not in path.parts and path.parent not in self._targets
        if not within or not _is_mail_name(path.name) or self._only not in {None, path.as_posix()}:
            return None
        return _plain_file(self.path / path, self.path)

    def _target(self, folder: str) -> Path:
        """The folder to move to, made where it is missing."""
        path = PurePosixPath(folder)
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise CannotDoError(f'"{folder}" is no folder below {self.path}: write a plain name, such as "Processed".')
        self._targets.add(path)
        return made_folder(self.path, path.parts)


def _is_mail_name(name: str) -> bool:
    return Path(name).suffix.lower() in _SUFFIXES and not name.startswith(".")


def _numbered(file: Path, number: int) -> str:
    return file.name if number == 1 else f"{file.stem}-{number}{file.suffix}"


def _plain_file(file: Path, root: Path) -> tuple[Path, Stamp] | None:
    """A path with its stamp if it is a file with content, and truly inside the folder."""
    with suppress(OSError, RuntimeError, ValueError):  # gone meanwhile, a loop of links, a NUL in the name
        status = file.lstat()
        if stat.S_ISLNK(status.st_mode):
            status = file.stat()
            if not file.resolve(strict=True).is_relative_to(root.resolve()):
                return None
        if file.parent != root and file.parent.is_symlink():
            return None
        return (file, stamp_of(status)) if stat.S_ISREG(status.st_mode) and status.st_size else None
    return None
