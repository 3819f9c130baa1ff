"""Moving a file that is a message: by renaming, over nothing that is there, and as often as asked."""

from __future__ import annotations

import hashlib
import os
from itertools import count
from typing import TYPE_CHECKING

from pipeline.errors import CannotDoError
from pipeline.intake.files_base import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


def move_file(file: Path, folder: Path, numbered: Callable[[int], str]) -> None:
    """Move a file into a folder, under the first of the names `numbered(1)`, `numbered(2)`, ... that is free.

    Where one of these names holds the same bytes already (an earlier move was interrupted), the file is removed.
    One that is gone is left out. Raises `CannotDoError` where the system refuses.
    """
    try:
        if file.parent.resolve() == folder.resolve():
            return
        for number in count(1):
            target = folder / numbered(number)
            if not os.path.lexists(target) and renamed(file, target):
                return
            if _same(file, target):
                file.unlink(missing_ok=True)
                return
    except FileNotFoundError:
        if folder.is_dir():
            return
        raise CannotDoError(f"{folder} is gone; messages stay where they are until the next run.") from None
    except OSError as error:
        raise refused(folder, error) from error


def renamed(file: Path, target: Path) -> bool:
    """Rename a file where nothing has the new name; False where something has.

    A plain rename would replace what another program puts there meanwhile; it serves where there are no hard links.
    """
    try:
        os.link(file, target, follow_symlinks=False)
    except FileExistsError:
        return False
    except FileNotFoundError:
        raise
    except (OSError, NotImplementedError):
        file.rename(target)
    else:
        file.unlink(missing_ok=True)
    return True


def made_folder(root: Path, parts: Sequence[str]) -> Path:
    """A folder below `root`, made with mode 0700 where it is missing. Raises `CannotDoError` if it leads elsewhere."""
    target = root
    try:
        for part in parts:
            target /= part
            target.mkdir(mode=0o700, exist_ok=True)
            if target.is_symlink():
                raise CannotDoError(f"{target} is a link, perhaps out of the mailbox: name another folder.")
    except (OSError, ValueError) as error:
        raise refused(target, error) from error
    return target


def refused(folder: Path, error: OSError | ValueError) -> CannotDoError:
    """The error for a folder that takes no files from us."""
    reason = reason_of(error) if isinstance(error, OSError) else "not possible as a name"
    return CannotDoError(f"Messages cannot be moved to {folder}: {reason}. Check its name, and who may write there.")


def _same(one: Path, other: Path) -> bool:
    """Whether two files hold the same bytes; False for anything else than plain files."""
    if other.is_symlink() or not other.is_file() or one.stat().st_size != other.stat().st_size:
        return False
    return digest_of(one) == digest_of(other)


def digest_of(file: Path) -> str:
    """The SHA-256 of a file, read piece by piece. Raises `OSError`."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
