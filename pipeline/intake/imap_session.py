"""One signed-in connection to an IMAP server: commands out, answers in, faults named."""

from __future__ import annotations

import imaplib
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self

from pipeline.errors import CannotDoError, LoginRefusedError, MailboxUnreachableError
from pipeline.intake.imap_faults import GarbledError, faults_named
from pipeline.intake.imap_login import log_in, refused, tls_context
from pipeline.intake.imap_wire import ROOM, Bounded, connect

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from imap_tools import BaseMailBox

    from pipeline.config import MailboxSettings
    from pipeline.credentials import Credential
    from pipeline.intake.imap_replies import Folder
    from pipeline.intake.imap_url import ImapAddress

Line = bytes | tuple[bytes, bytes]
"""A line of an answer as imaplib gives it: whole, or up to a literal with that literal."""

_PASSING: Final = frozenset({"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"})  # RFC 5530: no fault of user or password

_FAREWELL: Final = 5.0  # seconds; nothing depends on what a server answers to it


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command came to: OK, NO or BAD (not understood), and the lines before that, by kind."""

    status: str
    lines: dict[str, list[Line]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the command was carried out."""
        return self.status == "OK"

    def of(self, kind: str) -> list[Line]:
        """The lines, or response codes, of a kind such as FETCH or UIDNEXT."""
        return [line for line in self.lines.get(kind, []) if line]

    def number(self, kind: str) -> int | None:
        """The last value of a response code that is a number, such as UIDNEXT; None where the server tells none."""
        found = self.of(kind)
        if not found:
            return None
        value = found[-1]
        if not isinstance(value, bytes) or not value.isdigit() or len(value) > len(str(2**64)):
            raise GarbledError
        return int(value)

    def text(self, kind: str) -> str:
        """The last value of a response code as text; "" where there is none."""
        found = self.of(kind)
        return found[-1].decode("ascii", "replace") if found and isinstance(found[-1], bytes) else ""


@dataclass(frozen=True, slots=True)
class Selected:
    """A folder that is open. `keywords`: what its PERMANENTFLAGS are, None where the server does not say."""

    name: str
    writable: bool
    epoch: str
    next_uid: int | None
    count: int
    keywords: frozenset[str] | None


class Session:
    """A connection on which somebody is signed in. Every method raises `MailboxUnreachableError`."""

    def __init__(self, address: ImapAddress, mailbox: BaseMailBox) -> None:
        self.address = address
        self.selected: Selected | None = None
        self.folders: list[Folder] | None = None  # once they were asked for; they change seldom
        self.used = time.monotonic()
        self._mailbox = mailbox
        self.capabilities: frozenset[str] = frozenset()

    @classmethod
    def open(cls, address: ImapAddress, settings: MailboxSettings, sign_in: Callable[[], Credential]) -> Self:
        """Connect under verified TLS, sign in, and read what the server can do then (before, it does not say all).

        Raises:
            DefinitionError: the file with the private certificate authority cannot be read.
            LoginRefusedError: the server refuses user, password or token.
        """
        context = tls_context(settings)
        credential = sign_in()
        with faults_named(address):
            mailbox = connect(address, context, settings.timeout_seconds)
        session = cls(address, mailbox)
        try:
            session._sign_in(credential)
            session.capabilities = frozenset(session.run("CAPABILITY").text("CAPABILITY").upper().split())
        except BaseException:
            session.drop()
            raise
        return session

    def run(self, *command: str, room: int = ROOM) -> Reply:
        """Send a command; `room` is how many bytes its answer may have."""
        with faults_named(self.address):
            return self._settle(lambda client: client.xatom(*command), room)

    def append(self, folder: str, flags: str, date: dt.datetime, message: bytes) -> Reply:
        """APPEND (RFC 9051 section 6.3.12); `folder` as the server writes it."""
        with faults_named(self.address):
            return self._settle(lambda client: client.append(quoted(folder), flags, date, message), ROOM)

    def open_folder(self, name: str, *, writable: bool = False, anew: bool = False) -> Selected | None:
        """Open a folder, named as the server writes it; None where it cannot be opened.

        Raises:
            CannotDoError: it opens for reading only, and `writable` was asked for.
        """
        now = self.selected
        if now and now.name == name and now.writable >= writable and not anew:
            return now
        self.selected = None
        with faults_named(self.address):
            try:
                reply = self._settle(lambda client: client.select(quoted(name), not writable), ROOM)
            except imaplib.IMAP4.readonly:
                raise CannotDoError("The server opens the mailbox folder for reading only.") from None
            self.selected = _selected(name, reply, writable=writable) if reply.ok else None
        return self.selected

    def leave(self) -> None:
        r"""Sign out, which expunges nothing (CLOSE would). Never raises."""
        with suppress(MailboxUnreachableError), faults_named(self.address):
            self._settle(lambda client: client.xatom("LOGOUT"), ROOM, hurry=_FAREWELL)
        self.drop()

    def drop(self) -> None:
        """Let go of the connection. Never raises."""
        with suppress(OSError, ValueError):  # it was gone already
            self._mailbox.client.shutdown()

    def _settle(
        self, send: Callable[[imaplib.IMAP4], tuple[str, Sequence[object]]], room: int, hurry: float | None = None
    ) -> Reply:
        client = self._mailbox.client
        assert isinstance(client, Bounded)  # noqa: S101 - we made it
        client.begin(room, hurry)
        client.untagged_responses.clear()  # imaplib keeps what nobody asked for
        self.used = time.monotonic()
        try:
            status, _ = send(client)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:  # BAD; imaplib's text of it may repeat our command
            status = "BAD"
        return Reply(status, dict(client.untagged_responses))

    def _sign_in(self, credential: Credential) -> None:
        with faults_named(self.address):
            reply = self._settle(lambda _: log_in(self._mailbox, credential), ROOM)
        if reply.ok:
            return
        if _PASSING & reply.lines.keys():
            raise MailboxUnreachableError(
                f"The mail server {self.address.host} cannot sign anybody in just now. The next run tries again."
            )
        raise LoginRefusedError(refused(self.address, oauth=credential.oauth))


def quoted(text: str) -> str:
    """A quoted string of RFC 9051 section 4.3."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _selected(name: str, reply: Reply, *, writable: bool) -> Selected:
    epoch = reply.number("UIDVALIDITY")
    if epoch is None:
        raise GarbledError  # RFC 3501 demands it; without it no place would mean anything
    flags = reply.text("PERMANENTFLAGS").strip("()").lower().split() if reply.of("PERMANENTFLAGS") else None
    count = reply.number("EXISTS") or 0
    return Selected(
        name, writable, str(epoch), reply.number("UIDNEXT"), count, None if flags is None else frozenset(flags)
    )
