"""The one way to the mailbox that the settings name: where it is, and how to sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.intake.source import open_source
from pipeline.storage import state_folder

if TYPE_CHECKING:
    from pipeline.config import Settings
    from pipeline.intake.mailbox import MessageSource


def open_mailbox(settings: Settings) -> MessageSource:
    """The mailbox; nothing is read yet, and nobody signed in.

    Raises:
        DefinitionError: the settings name no mailbox, or do not fit together.
    """
    source = settings.mailbox.source
    if not source.lower().startswith(("imap:", "imaps:")):
        return open_source(source, settings)
    from pipeline.intake.imap_url import parse_imap_url  # noqa: PLC0415 - brings the IMAP library
    from pipeline.signin.door import sign_in  # noqa: PLC0415 - a folder needs nobody to sign in

    return open_source(source, settings, sign_in(settings, parse_imap_url(source).user, state_folder(settings)))
