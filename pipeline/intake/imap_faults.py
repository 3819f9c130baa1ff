"""What can go wrong between us and an IMAP server, as sentences that say what to do next.

Never the text of a library's error: it repeats lines of the server, and these hold names, subjects and secrets.
"""

from __future__ import annotations

import imaplib
import socket
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pipeline.errors import MailboxUnreachableError
from pipeline.intake.imap_wire import OversizedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.intake.imap_url import ImapAddress

_AGAIN: Final = "The next run tries again; if it stays so, ask whoever runs the server."


class MessageOversizedError(MailboxUnreachableError):
    """The server sends far more than it said. Where it was asked for one message, the fault is with that message."""


class GarbledError(MailboxUnreachableError):
    """A server's answer makes no sense."""

    def __init__(self) -> None:
        super().__init__(f"The mail server sends what is no IMAP. {_AGAIN}")


@contextmanager
def faults_named(address: ImapAddress) -> Iterator[None]:
    """Turns everything that a connection raises into `MailboxUnreachableError`.

    imaplib and imap_tools raise UnicodeDecodeError, ValueError, TypeError and others where a server sends garbage.
    """
    try:
        yield
    except (OSError, OversizedError, imaplib.IMAP4.error, ValueError, TypeError, LookupError, AttributeError) as error:
        kind = MessageOversizedError if isinstance(error, OversizedError) else MailboxUnreachableError
        sentence = f"The mail server {address.host}:{address.port} {_sentence(error, address)}"
        raise kind(sentence, passing=_may_pass(error)) from None


def _may_pass(error: Exception) -> bool:
    """Whether it may be over in a few seconds: a broken line or a server that starts again, not a wrong setting."""
    return isinstance(error, OSError | imaplib.IMAP4.abort) and not isinstance(error, ssl.SSLCertVerificationError)


def _sentence(error: Exception, address: ImapAddress) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _distrusted(error)
    if isinstance(error, socket.gaierror):
        return "has a name that is not found. Look for a slip of the pen in mailbox.source, and check the network."
    if isinstance(error, ConnectionRefusedError):
        return f"refuses connections. Is it running, and is {address.port} its port for {_wanted(address)}?"
    if isinstance(error, TimeoutError):
        return f"does not answer in time (mailbox.timeout_seconds). {_AGAIN}"
    return _broken(error, address)


def _broken(error: Exception, address: ImapAddress) -> str:
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
        return f"does not speak TLS as it should. Is {address.port} its port for {_wanted(address)}?"
    if isinstance(error, OversizedError):
        return f"sends far more than it was asked for. {_AGAIN}"
    if "TLS not supported by server" in str(error):  # imaplib's own words
        return "offers no STARTTLS, and nothing is said without. Write imaps:// in mailbox.source."
    if isinstance(error, OSError | imaplib.IMAP4.abort):
        return f"broke the connection. {_AGAIN}"
    return f"sends what is no IMAP. Is {address.port} its port for {_wanted(address)}?"


def _distrusted(error: ssl.SSLCertVerificationError) -> str:
    reason = error.verify_message.rstrip(".") or "it cannot be verified"
    return (
        f"shows a certificate that is not trusted: {reason}. If your office has its own certificate authority, "
        "name its certificate in mailbox.ca_file; if not, somebody may be listening in: ask whoever runs the server."
    )


def _wanted(address: ImapAddress) -> str:
    return "IMAP under TLS (imaps://)" if address.implicit_tls else "IMAP with STARTTLS (imap://)"
