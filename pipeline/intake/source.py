"""The one way to open a mailbox of any kind."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from pipeline.errors import DefinitionError, LoginRefusedError, MailboxUnreachableError
from pipeline.intake.files_base import unreachable
from pipeline.intake.folder import EmlFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.config import MailboxSettings, Settings
    from pipeline.credentials import Credential
    from pipeline.intake.mailbox import DraftsFolder, MessageSource

_URL: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_KINDS: Final = "a folder of .eml or .msg files, a Maildir, an mbox file, or imaps://user@host/Folder"
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
    if path.is_file():
        if path.suffix.lower() in _SINGLE:
            return EmlFolder(path.parent, targets, only=path.name)
        raise MailboxUnreachableError(f"{path} is a file, and not one of .eml or .msg")
    return EmlFolder(path, targets)
