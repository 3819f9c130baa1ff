"""A Maildir as a mailbox. The standard library's reader forgets messages that are renamed while it looks at them."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from pipeline.errors import CannotDoError, MailboxUnreachableError
from pipeline.intake.files_base import Files, entries_of, place_of, reason_of, unreachable
from pipeline.intake.files_moving import digest_of, made_folder, move_file, refused, renamed
from pipeline.intake.files_reading import fetch_file, head_of_file
from pipeline.intake.mailbox import Listing
from pipeline.intake.maildir_names import (
    FLAGS,
    TRASHED,
    age_of,
    directory_of,
    flags_of,
    numbered_unique,
    unique_of,
    with_flags,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pipeline.intake.mailbox import Unfetched
    from pipeline.model import RawMessage

_READ: Final = ("new", "cur")  # in this order: what a mail program moves to cur meanwhile is seen at least once
_TRIES: Final = 3
_Result = TypeVar("_Result")


def is_maildir(path: Path) -> bool:
    """Whether a folder is a Maildir. `tmp` is not asked for: copies and archives leave empty folders out."""
    return all((path / name).is_dir() for name in _READ)


class Maildir(Files):
    """The messages in `cur` and `new`; a place is the unique part of the file's name, whatever flags it bears.

    Messages marked as trashed are left out. `tmp` is never read: what is there is being delivered. Reading moves
    nothing from `new` to `cur`. Of two files with the same unique name, both are messages if their bytes differ. The
    age of a message is not asked: a copied Maildir tells the time of the copy.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._files: dict[str, Path] = {}
        self._scanned: tuple[int, ...] = ()

    @property
    def account(self) -> str:
        """The full path."""
        return f"maildir:{place_of(self.path.resolve().as_posix())}"

    def listing(self) -> Listing:
        """The places of all messages, oldest delivery first."""
        self._scan()
        return Listing(tuple(sorted(self._files, key=age_of)))

    def sizes(self, places: Sequence[str]) -> dict[str, int]:
        """Size of each message in bytes; one that is gone is left out."""
        sizes = ((place, self._with(place, lambda file: file.stat().st_size)) for place in places)
        return {place: size for place, size in sizes if size is not None}

    def fetch(self, places: Sequence[str]) -> Iterator[RawMessage | Unfetched]:
        """The messages; received when their headers say."""
        for place in places:
            message = self._fetched(place)
            if message:
                yield message

    def head(self, place: str) -> bytes | None:
        """The header of a message; None where it is gone."""
        return self._with(place, head_of_file)

    def move(self, places: Sequence[str], folder: str) -> None:
        """Move messages to a folder of the same mailbox (`.Adhesion.Processed` in its root); their flags stay."""
        target = self._folder(directory_of(folder))
        for place in places:
            self._with(place, partial(_move, folder=target))

    def flag(self, places: Sequence[str], keyword: str) -> None:
        r"""Mark messages as `\Flagged`, `\Seen` or `\Answered`, which is told by letters in the file's name."""
        letter = FLAGS.get(keyword.removeprefix("\\").lower())
        if letter is None:
            raise CannotDoError(
                f'A Maildir has no keyword "{keyword}": name a folder to move messages to (mailbox.after, move), '
                "or one of Flagged, Seen, Answered."
            )
        for place in places:
            self._with(place, partial(_mark, self.path / "cur", letter))

    def _fetched(self, place: str) -> RawMessage | Unfetched | None:
        return self._with(place, lambda file: fetch_file(file, place))

    def _with(self, place: str, act: Callable[[Path], _Result]) -> _Result | None:
        """What `act` gives for the file of a message; None where it is gone. Looks again if it was renamed."""
        try:
            for look_again in (True, False):
                file = self._files.get(place)
                with suppress(FileNotFoundError):
                    found = act(file) if file else None
                    if found is not None:
                        return found
                if not (look_again and self._changed()):
                    break
                self._scan()
        except OSError as error:
            raise unreachable(self.path, error) from error
        return None

    def _changed(self) -> bool:
        """Whether anything was put in, taken out or renamed since the last look."""
        return self._times() != self._scanned

    def _times(self) -> tuple[int, ...]:
        try:
            return tuple((self.path / name).stat().st_mtime_ns for name in _READ)
        except FileNotFoundError:
            raise MailboxUnreachableError(
                f"{self.path} is no Maildir (any more): cur or new is missing. Name the right one (mailbox.source)."
            ) from None

    def _scan(self) -> None:
        """Look at all names; again while a mail program renames some, for these may be missed or seen twice."""
        try:
            for _ in range(_TRIES):
                self._scanned = self._times()
                self._files = _messages(self.path)
                if not self._changed():
                    break
        except OSError as error:
            raise unreachable(self.path, error) from error

    def _folder(self, directory: str) -> Path:
        """`cur` of a folder, made with all that belongs to it where it is missing."""
        inside = self.path.name.startswith(".") and is_maildir(self.path.parent)
        root = self.path.parent if inside else self.path
        for name in ("tmp", "new", "cur"):
            folder = made_folder(root, [directory, name])
        try:
            (root / directory / "maildirfolder").touch(mode=0o600)
        except OSError as error:
            raise refused(root / directory, error) from error
        return folder


def _messages(path: Path) -> dict[str, Path]:
    """Place to file of all messages."""
    named: dict[str, list[Path]] = {}
    for folder in _READ:
        for entry in entries_of(path / folder):
            whole = not entry.name.startswith(".") and entry.is_file(follow_symlinks=False)
            if whole and TRASHED not in flags_of(entry.name):
                named.setdefault(unique_of(entry.name), []).append(path / folder / entry.name)
    found: dict[str, Path] = {}
    for unique, files in named.items():
        found |= _told_apart(place_of(unique), files)
    return found


def _told_apart(place: str, files: list[Path]) -> dict[str, Path]:
    """Place to file of the files that share a unique name: one for each content."""
    if len(files) == 1:
        return {place: files[0]}
    contents: dict[str, Path] = {}
    for file in files:
        with suppress(FileNotFoundError):
            contents[digest_of(file)] = file
    if len(contents) <= 1:
        return dict.fromkeys([place] if contents else [], *contents.values())
    return {f"{place}#{digest[:16]}": file for digest, file in contents.items()}


def _move(file: Path, folder: Path) -> bool | None:
    def numbered(number: int) -> str:
        return with_flags(numbered_unique(unique_of(file.name), number), flags_of(file.name))

    if not file.exists():
        return None
    move_file(file, folder, numbered)
    return True


def _mark(cur: Path, letter: str, file: Path) -> bool:
    flags = flags_of(file.name)
    if letter not in flags:
        try:
            renamed(file, cur / with_flags(unique_of(file.name), flags + letter))
        except FileNotFoundError:
            raise
        except OSError as error:
            raise CannotDoError(f"Messages in {cur} cannot be marked: {reason_of(error)}.") from error
    return True
