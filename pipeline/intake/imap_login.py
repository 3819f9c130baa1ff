"""How one comes in at an IMAP server: whom it must show to be, and who we say that we are."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

from imap_tools import UnexpectedCommandStatusError

from pipeline.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from imap_tools import BaseMailBox

    from pipeline.config import MailboxSettings
    from pipeline.credentials import Credential
    from pipeline.intake.imap_url import ImapAddress


def log_in(mailbox: BaseMailBox, credential: Credential) -> tuple[str, Sequence[object]]:
    """Without opening a folder, which imap_tools would do by itself."""
    user, secret = credential.user, credential.secret
    try:
        if credential.oauth:
            mailbox.xoauth2(user, secret, None)
        elif (user + secret).isascii() and (user + secret).isprintable():
            mailbox.login(user, secret, None)
        else:
            mailbox.login_utf8(user, secret, None)  # LOGIN has no other letters, and a line break would end it
    except UnexpectedCommandStatusError:
        return "NO", ()
    return "OK", ()


def tls_context(settings: MailboxSettings) -> ssl.SSLContext:
    """Certificates are always verified: against the system's authorities and, where set, a private one."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if settings.ca_file is not None:
        try:
            context.load_verify_locations(settings.ca_file)
        except OSError as error:  # also ssl.SSLError: no certificate in it
            reason = "holds no certificate in PEM form" if isinstance(error, ssl.SSLError) else error.strerror
            raise DefinitionError("mailbox.ca_file", [f"{settings.ca_file} cannot be used: {reason}"]) from error
    return context


def refused(address: ImapAddress, *, oauth: bool) -> str:
    """What to do where the server says no."""
    if oauth:
        return (
            f"The mail server {address.host} refuses the access token. Check the user in mailbox.source, and that "
            "this program may read the mailbox by IMAP (mailbox.oauth; a new consent may be needed)."
        )
    return (
        f"The mail server {address.host} refuses user or password. Check the user in mailbox.source and what "
        'password_env, password_file or password_command gives; some providers want an "app password" or '
        'auth = "xoauth2".'
    )
