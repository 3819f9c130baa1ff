"""The one way to open a mailbox of any kind."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from pipeline.errors import DefinitionError, LoginRefusedError, MailboxUnreachableError
from pipeline.intake.files_base import unreachable
from pipeline.intake.folder import EmlFolder
from pipeline.intake.maildir import Maildir, is_maildir
from pipeline.intake.mbox import Mbox, is_mbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.config import MailboxSettings, Settings
    from pipeline.credentials import Credential
    from pipeline.intake.mailbox import DraftsFolder, MessageSource

_URL: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_KINDS: Final = "a folder of .eml or .msg files, a Maildir, an mbox file, or imaps://user@host/Folder"
_SIGNATURE: Final = 8  # bytes at the beginning of a file
_OTHERS: Final = {
    b"\x1f\x8b": "compressed (gzip)",
    b"BZh": "compressed (bzip2)",
    b"\xfd7zXZ": "compressed (xz)",
    b"\x28\xb5\x2f\xfd": "compressed (zstd)",
    b"PK\x03\x04": "a zip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"!BDN": "an Outlook data file (.pst)",
}
_SINGLE: Final = {".eml", ".msg"}


def open_source(source: str, settings: Settings, sign_in: Callable[[], Credential] | None = None) -> MessageSource:
    """The mailbox that a setting or option names; nothing is read yet. `sign_in` gives what an IMAP server asks for.

    Raises:
        DefinitionError: the words name no mailbox.
        MailboxUnreachableError: there is a file that holds no mail.
    """
    url = _URL.match(source)
    if url and url[1].lower() in {"imap", "imaps"}:
        return _imap(source, settings, sign_in)
    if url:
        raise DefinitionError("mailbox.source", [f'"{url[1]}://" is no kind of mailbox; name {_KINDS}'])
    if not source.strip():
        raise DefinitionError("mailbox.source", [f"is empty; name {_KINDS}"])
    try:
        path = Path(source).expanduser()
        return _files(path, _targets(settings.mailbox))
    except (RuntimeError, ValueError) as error:  # no such user for ~user, a NUL
        raise DefinitionError("mailbox.source", [f"is no path ({error}); name {_KINDS}"]) from error
    except OSError as error:
        raise unreachable(path, error) from error


def drafts_of(source: MessageSource) -> DraftsFolder | None:
    """The Drafts folder of a mailbox; None for one of files, which has none."""
    has_drafts = all(callable(getattr(source, name, None)) for name in ("look", "append"))
    return cast("DraftsFolder", source) if has_drafts else None


def _imap(source: str, settings: Settings, sign_in: Callable[[], Credential] | None) -> MessageSource:
    from pipeline.intake.imap_mailbox import ImapMailbox  # noqa: PLC0415 - heavy
    from pipeline.intake.imap_url import parse_imap_url  # noqa: PLC0415 - heavy

    return ImapMailbox(parse_imap_url(source), settings.mailbox, sign_in or _nobody)


def _nobody() -> Credential:
    raise LoginRefusedError("This command does not sign in to mail servers; name a folder, a Maildir or an mbox file.")


def _targets(mailbox: MailboxSettings) -> list[str]:
    """The folders to which messages are moved."""
    named = [mailbox.processed_folder, *(after.move for after in mailbox.after.values())]
    return [each for each in named if each]


def _files(path: Path, targets: list[str]) -> MessageSource:
    """The mailbox of files at a path; one that does not exist is a folder, whose listing says so. Raises `OSError`."""
    if path.is_file():
        if path.suffix.lower() in _SINGLE:
            return EmlFolder(path.parent, targets, only=path.name)
        if is_mbox(path):
            return Mbox(path)
        raise MailboxUnreachableError(_no_mail(path))
    if is_maildir(path):
        return Maildir(path)
    inside = path / "mbox"  # Apple Mail exports a folder Name.mbox with this file in it
    return Mbox(inside) if path.suffix.lower() == ".mbox" and inside.is_file() else EmlFolder(path, targets)


def _no_mail(path: Path) -> str:
    with path.open("rb") as stream:
        start = stream.read(_SIGNATURE)
    for signature, what in _OTHERS.items():
        if start.startswith(signature):
            return f"{path} is {what}, no mailbox. Unpack or export it, and name what comes out of it ({_KINDS})."
    return (
        f'{path} is no mbox file: its first line does not begin with "From ". '
        f"If it is a single message, give it a name that ends in .eml; else name {_KINDS}."
    )
