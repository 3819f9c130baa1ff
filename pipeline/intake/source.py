"""Where messages come from: one shape for every kind of mailbox, and the one way to open it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from pipeline.errors import DefinitionError, MailboxUnreachableError
from pipeline.intake.folder import EmlFolder

if TYPE_CHECKING:
    from pipeline.config import Settings
    from pipeline.model import RawMessage

_URL: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_MAILDIR: Final = ("cur", "new", "tmp")


class MessageSource(Protocol):
    """A mailbox. Reading changes nothing in it."""

    @property
    def account(self) -> str:
        """What tells this source from others, without secrets and without anything that changes between runs."""

    def list_messages(self) -> list[str]:
        """The places of all messages, in a stable order. Raises `MailboxUnreachableError`."""

    def size(self, place: str) -> int:
        """Size of a message in bytes, told before it is fetched. Raises `MailboxUnreachableError`."""

    def fetch(self, place: str) -> RawMessage | None:
        """One message; None where it is gone since it was listed. Raises `MailboxUnreachableError`."""


def open_source(source: str, settings: Settings) -> MessageSource:
    """The source that a setting or option names; nothing is read yet.

    Raises:
        DefinitionError: the words name no source.
        MailboxUnreachableError: the source is of a kind that this version does not read.
    """
    del settings  # signing in to a mailbox will need them
    url = _URL.match(source)
    if url and url[1].lower() in {"imap", "imaps"}:
        raise MailboxUnreachableError(_not_yet("an IMAP mailbox"))
    if url:
        raise DefinitionError("mailbox.source", [f'"{url[1]}://" is no kind of mailbox; name a folder of .eml files'])
    if not source.strip():
        raise DefinitionError("mailbox.source", ["is empty; name a folder of .eml files"])
    folder = Path(source).expanduser()
    if folder.is_file():
        raise MailboxUnreachableError(_not_yet(f"{source} is a file (perhaps an mbox); that"))
    if all((folder / each).is_dir() for each in _MAILDIR):
        raise MailboxUnreachableError(_not_yet(f"{source} is a Maildir; that"))
    return EmlFolder(folder)


def _not_yet(what: str) -> str:
    return (
        f"{what} cannot be read yet: this version reads folders of .eml files. "
        "Save the messages as .eml files in a folder and name that folder (--inbox FOLDER, or mailbox.source)."
    )
