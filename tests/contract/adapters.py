"""Mailboxes of every kind for the one suite that tries them all, and what people do to them past the program.

To add a kind: a subclass of `Adapter`, and a line in `KINDS` of `kinds.py`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, Protocol

from pipeline.config import MailboxSettings
from pipeline.credentials import Credential
from pipeline.intake.imap_mailbox import ImapMailbox
from pipeline.intake.imap_url import parse_imap_url
from pipeline.intake.mailbox import DraftsFolder, MessageSource
from tests.mail.dovecot import PASSWORD, Dovecot, token
from tests.mail.fake import FakeMailbox


class Whole(MessageSource, DraftsFolder, Protocol):
    """A mailbox that has Drafts."""


class Adapter(ABC):
    """One mailbox, empty at first. `mailbox` opens it as the program would; all else happens behind its back.

    `cannot`: what this kind has not: "move" and "flag" (raise `CannotDoError`), "deleted" (nobody can mark a message
    as deleted), "epoch" (places never lose their meaning), "order" (new messages may stand before old ones),
    "open end" (a message whose last line has no end is stored with one).
    """

    cannot: ClassVar[frozenset[str]] = frozenset()

    @abstractmethod
    def mailbox(self) -> MessageSource:
        """A new one each time, as in a new run."""

    @abstractmethod
    def deliver(self, data: bytes) -> None:
        """A message arrives (CRLF line ends, no NUL)."""

    @abstractmethod
    def remove(self, place: str) -> None:
        """A person takes a message away for good."""

    @abstractmethod
    def contents(self, folder: str | None = None) -> list[bytes]:
        """The messages in the mailbox, or in a folder (levels parted by `/`): also those marked as deleted."""

    @abstractmethod
    def flags(self, place: str) -> set[str]:
        """The marks of a message; empty where the kind has none."""

    def mark_deleted(self, place: str) -> None:
        """A person marks a message as deleted, and does not expunge it."""
        raise NotImplementedError

    def renumber(self) -> None:
        """The server begins a new epoch."""
        raise NotImplementedError

    def can(self, what: str) -> bool:
        """Whether this kind has something that not all have."""
        return what not in self.cannot


class WholeAdapter(Adapter):
    """One with Drafts and Sent."""

    @abstractmethod
    def mailbox(self) -> Whole:
        """The same."""

    @abstractmethod
    def put(self, folder: str, data: bytes) -> None:
        """A message comes into Drafts or Sent, as when a person writes or sends one."""

    @abstractmethod
    def take(self, folder: str) -> None:
        """A person takes all messages out of a folder."""

    @abstractmethod
    def mark(self, folder: str, mark: str) -> None:
        """A person marks all messages of a folder."""

    @abstractmethod
    def marks(self, folder: str) -> list[set[str]]:
        """The marks of each message of a folder."""


class FakeAdapter(WholeAdapter):
    """The mailbox in memory."""

    def __init__(self) -> None:
        self.fake = FakeMailbox()

    def mailbox(self) -> Whole:
        """The server itself: it outlives its users."""
        return self.fake

    def deliver(self, data: bytes) -> None:
        """Into the inbox."""
        self.fake.deliver(data)

    def remove(self, place: str) -> None:
        """From the inbox."""
        self.fake.remove(place)

    def contents(self, folder: str | None = None) -> list[bytes]:
        """Of a folder."""
        return self.fake.contents(folder)

    def flags(self, place: str) -> set[str]:
        """Of a message."""
        return self.fake.flags(place)

    def mark_deleted(self, place: str) -> None:
        """By a mail program."""
        self.fake.mark_deleted(place)

    def renumber(self) -> None:
        """By the server."""
        self.fake.renumber()

    def put(self, folder: str, data: bytes) -> None:
        """By a mail program."""
        self.fake.deliver(data, folder)

    def take(self, folder: str) -> None:
        """By a mail program."""
        self.fake.folders[folder].held.clear()

    def mark(self, folder: str, mark: str) -> None:
        """By a mail program."""
        for held in self.fake.folders[folder].held.values():
            held.flags.add(mark)

    def marks(self, folder: str) -> list[set[str]]:
        """In the order of arrival."""
        return [held.flags for held in self.fake.folders[folder].held.values()]


class ImapAdapter(WholeAdapter):
    """A user's mailbox on a real server; another connection plays the mail programs of the office."""

    def __init__(self, server: Dovecot, *, oauth: bool = False, starttls: bool = False) -> None:
        self.server = server
        self.user = server.new_user()
        self.url = f"imap://{self.user}@localhost:{server.imap}/" if starttls else self._tls_url()
        secret = token(self.user) if oauth else PASSWORD
        self.credential = Credential(self.user, secret, oauth)
        self.settings = MailboxSettings(ca_file=server.certificates.ca, timeout_seconds=20)
        self._opened: list[ImapMailbox] = []

    def _tls_url(self) -> str:
        return f"imaps://{self.user}@localhost:{self.server.imaps}/INBOX"

    def mailbox(self, **settings: str) -> ImapMailbox:
        """Signed in when first used; with more settings of `[mailbox]`."""
        found = MailboxSettings.model_validate({**self.settings.model_dump(), **settings})
        mailbox = ImapMailbox(parse_imap_url(self.url), found, lambda: self.credential)
        self._opened.append(mailbox)
        return mailbox

    def deliver(self, data: bytes) -> None:
        """By the server."""
        self.server.deliver(self.user, data)

    def remove(self, place: str) -> None:
        """By a mail program that expunges."""
        self.mark_deleted(place)
        with self.server.opened(self.user) as client:
            client.uid("EXPUNGE", _uid(place))

    def contents(self, folder: str | None = None) -> list[bytes]:
        """As another mail program finds them."""
        with self.server.staff(self.user) as client:
            status, count = client.select(self._named(folder), readonly=True)
            if status != "OK" or count == [b"0"]:
                return []
            _, found = client.fetch("1:*", "(BODY.PEEK[])")
            return [each[1] for each in found if isinstance(each, tuple)]

    def flags(self, place: str) -> set[str]:
        """But for the one that says that nobody has seen the message before in any session."""
        with self.server.opened(self.user) as client:
            _, found = client.uid("FETCH", _uid(place), "(FLAGS)")
            return _flags(found[0])

    def mark_deleted(self, place: str) -> None:
        """By a mail program."""
        with self.server.opened(self.user) as client:
            client.uid("STORE", _uid(place), "+FLAGS", "(\\Deleted)")

    def renumber(self) -> None:
        """By the server, which throws everybody out for that."""
        for mailbox in self._opened:
            mailbox.close()
        self.server.renumber(self.user)

    def put(self, folder: str, data: bytes) -> None:
        """By a mail program."""
        with self.server.staff(self.user) as client:
            status, _ = client.append(self._named(folder), "(\\Seen)", None, data)
            assert status == "OK"

    def take(self, folder: str) -> None:
        """By a mail program."""
        with self.server.opened(self.user, self._named(folder)) as client:
            client.store("1:*", "+FLAGS", "(\\Deleted)")
            client.expunge()

    def mark(self, folder: str, mark: str) -> None:
        """By a mail program."""
        with self.server.opened(self.user, self._named(folder)) as client:
            client.store("1:*", "+FLAGS", f"({mark})")

    def marks(self, folder: str) -> list[set[str]]:
        """In the order of arrival."""
        with self.server.opened(self.user, self._named(folder)) as client:
            _, found = client.fetch("1:*", "(FLAGS)")
            return [_flags(each) for each in found if isinstance(each, bytes)]

    def close(self) -> None:
        """Sign out everywhere."""
        for mailbox in self._opened:
            mailbox.close()

    def _named(self, folder: str | None) -> str:
        """As the server writes it; "é" in modified UTF-7, the one letter of the tests that is no ASCII."""
        setup = self.server.setup
        levels = folder.replace("é", "&AOk-").replace("/", setup.separator) if folder else ""
        return f'"{setup.prefix}{levels}"' if levels else "INBOX"


def _uid(place: str) -> str:
    return place.rpartition("UID=")[2]


def _flags(line: object) -> set[str]:
    assert isinstance(line, bytes)
    return set(line.decode().rpartition("FLAGS (")[2].partition(")")[0].split()) - {"\\Recent"}
