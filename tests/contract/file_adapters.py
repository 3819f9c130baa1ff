"""The mailboxes of files for the suite; what people do to them is done here to the files themselves."""

from __future__ import annotations

import mailbox
import re
from typing import TYPE_CHECKING, ClassVar

from pipeline.intake.folder import EmlFolder
from pipeline.intake.maildir import Maildir
from pipeline.intake.mbox import Mbox
from tests.contract.adapters import Adapter

if TYPE_CHECKING:
    from pathlib import Path


class EmlAdapter(Adapter):
    """A folder of .eml files, numbered as they come."""

    cannot: ClassVar[frozenset[str]] = frozenset({"flag", "deleted", "epoch"})

    def __init__(self, folder: Path) -> None:
        self._path = folder / "inbox"
        self._path.mkdir()
        self._count = 0

    def mailbox(self) -> EmlFolder:
        """With all folders that the suite moves to."""
        return EmlFolder(self._path, ["Processed", "Adhesion", "Adhesion/Processed"])

    def deliver(self, data: bytes) -> None:
        """A person saves a message."""
        self._count += 1
        (self._path / f"{self._count:04}.eml").write_bytes(data)

    def remove(self, place: str) -> None:
        """A person deletes a file."""
        (self._path / place).unlink()

    def contents(self, folder: str | None = None) -> list[bytes]:
        """The .eml files directly in a folder."""
        return [file.read_bytes() for file in sorted((self._path / (folder or "")).glob("*.eml"))]

    def flags(self, place: str) -> set[str]:
        """A file has none."""
        del place
        return set()


class MaildirAdapter(Adapter):
    """A Maildir as a mail server leaves it."""

    cannot: ClassVar[frozenset[str]] = frozenset({"flag", "epoch"})

    def __init__(self, folder: Path) -> None:
        self._path = folder / "Maildir"
        for name in ("cur", "new", "tmp"):
            (self._path / name).mkdir(parents=True)
        self._count = 0

    def mailbox(self) -> Maildir:
        """As the program opens it."""
        return Maildir(self._path)

    def deliver(self, data: bytes) -> None:
        """Through tmp, as the format asks for; every second message is one that staff have seen in the list."""
        self._count += 1
        name = f"{1_700_000_000 + self._count}.M{self._count}P1.host,S={len(data)}"
        (self._path / "tmp" / name).write_bytes(data)
        seen = "cur" if self._count % 2 else "new"
        (self._path / "tmp" / name).rename(self._path / seen / (f"{name}:2," if self._count % 2 else name))

    def remove(self, place: str) -> None:
        """A mail program expunges."""
        self._file(place).unlink()

    def contents(self, folder: str | None = None) -> list[bytes]:
        """In cur and new; "é" in modified UTF-7, the one letter of the tests that is no ASCII."""
        name = "." + folder.replace("é", "&AOk-").replace("/", ".") if folder else ""
        files = [*(self._path / name).glob("cur/*"), *(self._path / name).glob("new/*")]
        return [file.read_bytes() for file in sorted(files, key=lambda file: file.name)]

    def flags(self, place: str) -> set[str]:
        """The one that matters."""
        return {"\\Seen"} if "S" in self._file(place).name.partition(":2,")[2] else set()

    def mark_deleted(self, place: str) -> None:
        """A mail program renames the file."""
        self._file(place).rename(self._path / "cur" / f"{place}:2,ST")

    def _file(self, place: str) -> Path:
        (file,) = self._path.glob(f"*/{place}*")
        return file


class MboxAdapter(Adapter):
    """An mbox file that the standard library writes."""

    cannot: ClassVar[frozenset[str]] = frozenset({"move", "flag", "epoch", "open end"})

    def __init__(self, folder: Path) -> None:
        self._path = folder / "Archive"
        self._path.touch()

    def mailbox(self) -> Mbox:
        """As the program opens it."""
        return Mbox(self._path)

    def deliver(self, data: bytes) -> None:
        """A mail program appends; it ends a last line that has no end."""
        box = mailbox.mbox(self._path)
        box.add(data if data.endswith(b"\n") else data + b"\r\n")
        box.close()

    def remove(self, place: str) -> None:
        """A mail program writes the file anew without one."""
        self._rewrite(self._data(place), None)

    def contents(self, folder: str | None = None) -> list[bytes]:
        """Of the file; there are no folders."""
        if folder:
            return []
        box = mailbox.mbox(self._path)
        found = [re.sub(rb"^Status: D\r\n", b"", box.get_bytes(key)) for key in box.keys()]  # noqa: SIM118 - no mapping
        box.close()
        return found

    def flags(self, place: str) -> set[str]:
        """Nobody has marked anything."""
        del place
        return set()

    def mark_deleted(self, place: str) -> None:
        """A mail program writes the mark into the message."""
        data = self._data(place)
        self._rewrite(data, b"Status: D\r\n" + data)

    def _data(self, place: str) -> bytes:
        (raw,) = self.mailbox().fetch([place])
        return raw.data

    def _rewrite(self, old: bytes, new: bytes | None) -> None:
        kept = [new if data == old else data for data in self.contents()]
        self._path.write_bytes(b"")
        for data in kept:
            if data is not None:
                self.deliver(data)
