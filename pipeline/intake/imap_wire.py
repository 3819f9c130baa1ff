"""The connection to an IMAP server, kept from hanging and from filling the memory whatever the server does.

`imaplib` reads what a server announces, as long as it takes. Here every command has room for so many bytes and time for
so many seconds; a server that goes on needs to send at a decent rate. No thread watches: each wait knows its end.
"""

from __future__ import annotations

import imaplib
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls

if TYPE_CHECKING:
    import ssl

    from _typeshed import ReadableBuffer

    from pipeline.intake.imap_url import ImapAddress

ROOM: Final = 1 << 20
"""Bytes that the answer to an ordinary command may have."""

_SLOWEST: Final = 4096  # bytes a second; below that, the time of a command runs out
_AT_ONCE: Final = 1 << 16


class OversizedError(Exception):
    """A server sends, or announces, more than it was asked for. Nothing more can be read from it.

    None of imaplib's errors: it would make another one of that.
    """


class Bounded(imaplib.IMAP4):
    """imaplib's client with bounds; `begin` sets them for the next command.

    imaplib names `open`, `read`, `readline` and `send` as the methods to override.
    """

    def open(self, host: str = "", port: int | None = None, timeout: float | None = None) -> None:
        """Connect. The bounds of the greeting are those of an ordinary command."""
        self._patience = timeout or 60.0
        self._ahead = bytearray()
        self._ahead_of: object = None
        self.begin(ROOM)
        super().open(host, port or 143, timeout)

    def begin(self, room: int, hurry: float | None = None) -> None:
        """A command begins, whose answer may have `room` bytes. `hurry`: seconds to wait, where these are fewer."""
        self._room = room
        self._limit = min(self._patience, hurry or self._patience)
        self._moved = 0
        self._began = time.monotonic()

    def read(self, size: int) -> bytes:
        """The next `size` bytes, fewer where the connection ends."""
        if size > self._room + len(self._ahead):
            raise OversizedError("more than there is room for")
        while len(self._ahead) < size and self._more():
            pass
        return self._take(size)

    def readline(self) -> bytes:
        """The next line, or what there is of it where the connection ends."""
        looked, end = 0, self._line_end(0)
        while end < 0:
            looked = len(self._ahead)
            if not self._more():
                return self._take(looked)
            end = self._line_end(looked)
        return self._take(end + 1)

    def send(self, data: ReadableBuffer) -> None:
        """Send all of it."""
        view = memoryview(data)
        while view:
            self._wait()
            sent = self.sock.send(view[:_AT_ONCE])
            self._moved += sent
            view = view[sent:]

    def _line_end(self, start: int) -> int:
        if self._ahead_of is not self.sock and self._ahead:
            # what came in clear text behind the answer to STARTTLS would pass for said under TLS (CVE-2011-0411)
            raise self.abort("text before TLS")
        return self._ahead.find(b"\n", start)

    def _more(self) -> bool:
        self._wait()
        got = self.sock.recv(_AT_ONCE)
        self._ahead_of = self.sock
        self._moved += len(got)
        self._room -= len(got)
        if self._room < 0:
            raise OversizedError("more than there is room for")
        self._ahead += got
        return bool(got)

    def _take(self, size: int) -> bytes:
        taken = bytes(memoryview(self._ahead)[:size])
        del self._ahead[:size]
        return taken

    def _wait(self) -> None:
        """Let the socket wait no longer than the command has time."""
        left = self._began + self._limit + self._moved / _SLOWEST - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.sock.settimeout(min(left, self._limit))


class BoundedTls(Bounded, imaplib.IMAP4_SSL):
    """The same, under TLS from the first byte."""


class TlsMailBox(MailBox):
    """`imap_tools.MailBox` on a bounded connection."""

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return BoundedTls(self._host, self._port, ssl_context=self._ssl_context, timeout=self._timeout)


class StartTlsMailBox(MailBoxStartTls):
    """`imap_tools.MailBoxStartTls` likewise. Without STARTTLS imaplib raises, before anything is said."""

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        client = Bounded(self._host, self._port, self._timeout)
        try:
            client.starttls(self._ssl_context)
        except BaseException:
            with suppress(OSError):  # closed already where TLS failed
                client.shutdown()
            raise
        return client


def connect(address: ImapAddress, context: ssl.SSLContext, timeout: float) -> BaseMailBox:
    """A connection under TLS, not yet signed in. Raises as imaplib, ssl and socket do."""
    kind = TlsMailBox if address.implicit_tls else StartTlsMailBox
    return kind(address.host, address.port, timeout, ssl_context=context)
